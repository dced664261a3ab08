"""Who is meant where the words alone do not say: "the army", "the ministry", "it", "they", "the two leaders"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.mention import ActorMention
from tocsin.coding.phrases import Phrase

PREPOSITIONS: Final = frozenset(
    """
    in at on near from to into onto inside outside around over across through via toward towards against with by for of
    about between among amid behind off under within beyond along upon despite without than as
    """.split()
)
_ARTICLES: Final = frozenset("the a an its their his her our your my this that these those some any all both".split())
_DESCRIBING: Final = (
    "-backed", "-led", "-based", "-made", "-held", "-controlled", "-occupied", "-allied", "-linked", "-aligned", "-trained",
    "-built", "-born", "-funded", "-supplied", "-style", "-era", "-speaking", "-brokered", "-run", "-owned", "-flagged",
    "-sponsored", "-supported", "-installed", "-appointed", "-designed", "-mediated", "-sponsored", "-friendly", "-bound",
    "-administered", "-majority", "-registered", "-operated", "-dominated", "-proposed", "-drafted", "-ruled", "-type",
)  # fmt: skip
_AFTER: Final = ("pro-", "anti-", "non-", "Pro-", "Anti-", "Non-", "un-")


def preposition_before(text: str, start: int) -> str:
    """The preposition in front of a noun phrase, its article skipped; "" where there is none."""
    words = text[max(0, start - 28) : start].split()[-3:]
    while words and words[-1].lower() in _ARTICLES:
        words.pop()
    last = words[-1].lower() if words else ""
    return last if last in PREPOSITIONS else ""


def is_modifier(text: str, phrase: Phrase) -> bool:
    """Whether the name only describes what follows: "Iran-backed", "pro-Russian", "Russian oil"."""
    if text.startswith("-", phrase.end) and text.startswith(_DESCRIBING, phrase.end):
        return True
    if phrase.start and text[phrase.start - 1] == "-" and text.endswith(_AFTER, 0, phrase.start):
        return True
    if phrase.bare and phrase.who is not None and phrase.who.kind == "demonym":
        # A demonym by itself is an adjective where a small word follows it at once.
        return text[phrase.end : phrase.end + 1] in (" ", "\n") and text[phrase.end + 1 : phrase.end + 2].isalpha()
    return False


def resolve(text: str, mentions: list[ActorMention], lead: str | None) -> list[ActorMention]:
    """Gives roles without a country that of the text around: its own sentence, then the two before it."""
    result: list[ActorMention] = []
    for index, mention in enumerate(mentions):
        if mention.actor.country is not None or mention.kind in ("company", "outlet", "organisation"):
            result.append(mention)
            continue
        country = _country_near(index, mention, mentions, result) or lead
        if country is None:
            result.append(mention)
        else:
            result.append(replace(mention, actor=replace(mention.actor, country=country), resolved=True))
    return result


def _country_near(
    index: int, mention: ActorMention, mentions: Sequence[ActorMention], before: Sequence[ActorMention]
) -> str | None:
    """The country that an owner-less role belongs to: said before in its sentence, else by a sentence before, else after."""
    subject: str | None = None
    for other in reversed(before):
        if other.sentence < mention.sentence - 2:
            break
        if other.actor.country is None or other.kind in ("outlet", "company") or other.modifier:
            continue
        if other.sentence == mention.sentence:
            return other.actor.country
        if subject is not None and other.sentence != subject_sentence:
            break
        # The first one named in the nearest sentence before is most often its subject.
        subject, subject_sentence = other.actor.country, other.sentence
    if subject is not None:
        return subject
    for other in mentions[index + 1 :]:
        if other.sentence != mention.sentence:
            break
        if other.actor.country is not None and other.kind not in ("outlet", "company"):
            return other.actor.country
    return None


_PERSONS: Final = frozenset({"he", "she", "him", "her", "his"})
_THINGS: Final = frozenset({"it", "its"})
_BOTH: Final = ("both", "two", "each other", "neither", "sides")


def antecedents(word: str, position: int, sentence: int, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Whom a pronoun or "the two leaders" at `position` stands for, nearest first; empty where nothing fits.

    "he" is the last person named, "it" the last state, body or organisation, "they" the last of several, and "both",
    "the two …" the last two of different countries. Looks back two sentences.
    """
    word = word.lower()
    earlier = [m for m in mentions if m.end <= position and m.sentence >= sentence - 2]
    earlier.sort(key=lambda m: (m.sentence == sentence, m.sentence, not m.preposition, -m.start), reverse=True)
    if any(token in word for token in _BOTH):
        return _two(earlier)
    if word in _PERSONS:
        return [m for m in earlier if m.kind in ("person", "office", "spokesperson") and not m.plural][:1]
    if word in _THINGS:
        fits = ("country", "seat", "organisation", "agency", "body", "force", "group", "company")
        return [m for m in earlier if m.kind in fits and not m.plural and not m.modifier][:1]
    return [m for m in earlier if m.plural or m.kind in ("people", "group", "force", "country")][:1]


def _two(earlier: list[ActorMention]) -> list[ActorMention]:
    found: list[ActorMention] = []
    for mention in earlier:
        if mention.actor.country and all(mention.actor.country != other.actor.country for other in found):
            found.append(mention)
        if len(found) == 2:
            break
    return found
