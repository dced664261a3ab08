"""Company: the words and phrases that acts want near them, or shun."""

from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.acts import Act, Company


def neighbours(s: Sentence, act: Act) -> bool:
    """Whether the words that an act wants in its sentence are there, and those that it shuns are not."""
    return not (act.not_near and _keeps(s, act.not_near)) and (act.near is None or _keeps(s, act.near))


def _keeps(s: Sentence, company: Company) -> bool:
    """Whether a sentence has one of the words or phrases."""
    return not company.words.isdisjoint(s.vocabulary) or _has_part(company, s.vocabulary, s.joined())


def has_any(s: Sentence, company: Company, first: int, last: int) -> bool:
    """Whether a stretch of a sentence has one of the words or phrases."""
    words = s.lower[first:last]
    if not company.words.isdisjoint(words):
        return True
    parts = company.beginnings or company.phrases  # few ask for more than whole words
    return bool(parts) and _has_part(company, frozenset(words), f" {' '.join(words)} ")


def _has_part(company: Company, words: frozenset[str], joined: str) -> bool:
    """Whether a word begins as it may, or a phrase stands, among some words, which are `joined` by blanks as well."""
    if any(beginning in joined for beginning in company.beginnings):
        return True
    return any(phrase in joined for first, some in company.phrases.items() if first in words for phrase in some)
