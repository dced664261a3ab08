"""What is compared when two articles may tell of the same happening: their terms, their wording, their day. Pure."""

import math
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

import xxhash

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_READ: Final = 500
"""Words that are read of a text; what tells the happening stands before."""
_GRAM: Final = 5
_SAMPLE: Final = 6
"""One word in so many begins a sampled word 5-gram; its hash decides which, so that copies are sampled alike."""

_TITLE, _NAME, _EARLY, _FADE = 2.5, 2.2, 1.5, 60.0
"""How much more a term counts in the title, as a name or a number, and at the beginning (fading over so many words)."""
_WHOLE_NAME: Final = 0.5
"""How much two names that follow each other count as one, beside each alone: there are many Williamses."""
_EMPHASIS: Final = tuple(1 + _EARLY * math.exp(-place / _FADE) for place in range(_READ))

_STOP: Final = frozenset(
    """
    a about above across after again against all almost along already also although always am amid among an and another
    any are around as asked at away back be became because become been before began behind being below besides best
    better between both but by called came can cannot come could day days did do does doing done down due during each
    earlier either else end even ever every far few first five following for former four from full further gave get
    give given go going good got had half has have having he hence her here hers herself him himself his how however i
    if in including indeed instead into is it its itself just keep kept last late later latest least less let like
    little long made make makes making many may me might million mine mon month months more most much must my myself
    near nearly need never new news next no nor not nothing now of off often on once one only onto or other others our
    ours out over own part per place put quite rather re really said same saw say saying says second see seen set
    several shall she should show side since six small so some something soon still such take taken takes ten than that
    the their theirs them themselves then there therefore these they thing things third this those though three through
    thus time times to today together told tomorrow tonight too took toward towards two under until up upon us use used
    very via was way we week weeks well went were what when where whether which while who whole whom whose why will
    with within without would year years yes yesterday yet you your yours yourself
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december according added article copyright posted published reported reports read reuters ap afp
    updated gmt est am pm com http https www mr mrs ms
    """.split()
)

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH: Final = rf"(?P<month>{_MONTHS})[a-z]*\.?"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)?,? {_MONTH},? (?P<year>(?:19|20)\d\d)\b",  # 18 October 2024
        rf"\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b",  # Oct. 18, 2024
        r"\b(?P<year>(?:19|20)\d\d) ?[-/.] ?(?P<month>\d\d?) ?[-/.] ?(?P<day>\d\d?)\b",  # 2024-10-18
        r"\b(?P<day>\d\d?) ?[-/.] ?(?P<month>\d\d?) ?[-/.] ?(?P<year>(?:19|20)\d\d)\b",  # 18/10/2024, or 10/18/2024
    )
)
_HEAD: Final = 150
"""Characters of the text, and of the title, in which a full date is taken for the text's own date line."""


class Fingerprint(NamedTuple):
    """One article as it is compared. A tuple: it comes from coders' processes, and no compiled class could."""

    terms: dict[str, float]
    """Each term with how much the article is about it, before it is known how rare the term is."""
    grams: frozenset[int]
    """A sample of its word 5-grams."""
    days: tuple[int, ...]
    """The day it is from, as a proleptic ordinal: its date line's, else that of its publication; 1/2/2024 gives two."""
    stated: bool
    """Whether the text itself tells the day."""


def fingerprint(title: str, text: str, published: datetime) -> Fingerprint:
    """The fingerprint of an article."""
    stated = _date_line(title[:_HEAD]) or _date_line(text[:_HEAD])
    words = _WORD.findall(text)
    return Fingerprint(
        terms=_terms(_WORD.findall(title), words),
        grams=_grams(words),
        days=stated or (published.astimezone(UTC).toordinal(),),
        stated=bool(stated),
    )


def _terms(title: list[str], text: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for words, weight in ((title, _TITLE), (text, 1.0)):
        before = ""
        for word, emphasis in zip(words, _EMPHASIS, strict=False):
            term, worth = _term(word)
            if not term:
                before = ""
                continue
            found[term] = found.get(term, 0.0) + weight * worth * emphasis
            if word[0].isupper():
                if before:
                    name = f"{before} {term}"
                    found[name] = found.get(name, 0.0) + weight * _WHOLE_NAME * emphasis
                before = term
            else:
                before = ""
    return {term: math.log1p(count) for term, count in found.items()}


def terms_of(text: str) -> frozenset[str]:
    """The stems of a text's words that tell of its matter."""
    return frozenset(term for term, _ in map(_term, _WORD.findall(text)) if term)


@lru_cache(maxsize=65536)
def _term(word: str) -> tuple[str, float]:
    """The stem of a word and its worth; an empty stem for words that tell nothing of the matter."""
    low = word.lower()
    if low in _STOP or len(low) < 2:
        return "", 0.0
    # Happenings of one kind are told apart by whom they befell, and by their numbers.
    return _stem(low), _NAME if word[0].isupper() or low.isdigit() else 1.0


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("sses"):
            return word[:-2]
        if word.endswith("s") and word[-2:] not in {"ss", "us", "is"}:
            word = word[:-1]
    if len(word) > 6 and word.endswith("ing"):
        return word[:-3]
    return word[:-2] if len(word) > 5 and word.endswith("ed") else word


def _grams(words: list[str]) -> frozenset[int]:
    last = max(1, len(words) - _GRAM + 1)
    starts = (place for place, word in enumerate(words[:last]) if _begins(word))
    return frozenset(_hash(" ".join(words[place : place + _GRAM]).lower()) for place in starts)


@lru_cache(maxsize=65536)
def _begins(word: str) -> bool:
    return _hash(word.lower()) % _SAMPLE == 0


def _hash(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


def _date_line(head: str) -> tuple[int, ...]:
    """The first full date of a text's head; both readings where day and month can be exchanged."""
    found = min((match for form in _DATES if (match := form.search(head))), key=lambda m: m.start(), default=None)
    if found is None:
        return ()
    year, month, day = int(found["year"]), found["month"], int(found["day"])
    if not month.isdigit():
        return _ordinals((year, _MONTHS.split("|").index(month.lower()) + 1, day))
    if found.end("year") == found.end():
        return _ordinals((year, int(month), day), (year, day, int(month)))
    return _ordinals((year, int(month), day))


def _ordinals(*candidates: tuple[int, int, int]) -> tuple[int, ...]:
    days = []
    for year, month, day in candidates:
        try:
            days.append(date(year, month, day).toordinal())
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))
