"""Company: the words and phrases that acts want near them, or shun."""

from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.acts import Act, Company


def neighbours(s: Sentence, act: Act) -> bool:
    """Whether the words that an act wants in its sentence are there, and those that it shuns are not."""
    return not (act.not_near and _keeps(s, act.not_near)) and (act.near is None or _keeps(s, act.near))


def _keeps(s: Sentence, company: Company) -> bool:
    """Whether a sentence has one of the words or phrases."""
    return _has(company, s.vocabulary, s.joined())


def has_any(s: Sentence, company: Company, first: int, last: int) -> bool:
    """Whether a stretch of a sentence has one of the words or phrases."""
    words = s.lower[first:last]
    return _has(company, frozenset(words), f" {' '.join(words)} ")


def _has(company: Company, words: frozenset[str], joined: str) -> bool:
    """Whether one of the words or phrases is among some words, which are `joined` by blanks as well."""
    if not company.words.isdisjoint(words) or any(beginning in joined for beginning in company.beginnings):
        return True
    phrases = company.phrases
    return any(phrase in joined for first in phrases.keys() & words for phrase in phrases[first])
