"""How many: numbers with the noun they count, how sure the text is of them, and whether they are yet to come."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from tocsin.codebook.counted import UnitClass
from tocsin.coding.counts.counting import (
    after_number,
    forecast,
    harm_before,
    harm_behind,
    qualifier_before,
    stated_harm,
)
from tocsin.coding.counts.numerals import Number, numbers
from tocsin.coding.reading import Quantity
from tocsin.coding.text.lexicon import Match
from tocsin.vocabulary import Field, Qualifier


@dataclass(slots=True)
class QuantityMention:
    """A counted thing: the public `quantity`, the family its unit belongs to, and the harm done to it.

    `harm` is "killed", "wounded", "captured", "arrested", "missing" or ""; `elided` is True where the noun was carried
    over from an earlier count, `previous` where the text gives the number as the old one ("up from 3,000").
    """

    quantity: Quantity
    family: UnitClass
    harm: str = ""
    elided: bool = False
    previous: bool = False

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


class TimeSpan(NamedTuple):
    """A time expression as far as counts need it: its span, its relation ("by", "in" …), and its last day."""

    start: int
    end: int
    relation: str
    until: str | None


class Counted(NamedTuple):
    """The noun of a count, and where it ends."""

    noun: str
    family: UnitClass
    end: int
    harm: str = ""
    elided: bool = False


class Size(NamedTuple):
    """How many: `best` between `low` and `high`, said by the text up to `end`."""

    low: float
    best: float
    high: float
    end: int


def find_quantities(
    text: str, field: Field, matches: Sequence[Match], times: Sequence[TimeSpan] = ()
) -> list[QuantityMention]:
    """All counts in one field, in order. `times` are its time expressions: their numbers are no counts."""
    found = numbers(text, matches)
    if not found:
        return []
    nouns = [m for m in matches if m.kind == "unit" or (m.kind == "role" and m.payload.plural)]
    names = {m.end + 1 for m in matches if m.kind == "designation"}
    result: list[QuantityMention] = []
    skip = -1
    for index, number in enumerate(found):
        if number.start < skip or (number.figure and number.start in names) or _in_time(number, times):
            continue
        size = _size(text, number, found, index)
        following = next((other for other in found[index + 1 : index + 3] if other.start >= size.end), None)
        mention = _count(text, field, number, size, following, nouns, times, result)
        if mention is not None:
            result.append(mention)
            skip = mention.end
        else:
            skip = size.end
    return result


def _in_time(number: Number, times: Sequence[TimeSpan]) -> bool:
    # Times come in order and none overlaps another: only the last one that begins before the number's end can hold it.
    before = bisect_left(times, number.end, key=_start_of) - 1
    return before >= 0 and number.start < times[before].end


def _start_of(time: TimeSpan) -> int:
    return time.start


def _size(text: str, number: Number, found: Sequence[Number], index: int) -> Size:
    """Both numbers of "8,000 to 10,000" and "between 4 and 6", else the one. "From 3,000 to 10,000" is a change."""
    value = number.value
    if index + 1 < len(found):
        following = found[index + 1]
        gap = text[number.end : following.start]
        if gap in _TO or gap == " and ":
            before = text[max(0, number.start - 9) : number.start].lower()
            together = before.endswith("between ") if gap == " and " else not before.endswith("from ")
            # "4-6 million": the scale belongs to both.
            if following.scale and not number.scale and value < following.bare:
                value *= following.value / following.bare
            if together and value < following.value <= value * 20:
                return Size(value, (value + following.value) / 2, following.value, following.end)
    return Size(number.value, number.value, number.value, number.end)


_TO: Final = frozenset({" to ", "-", "–", " or "})
_UNCOUNTED: Final = frozenset({"time", "measure", "rank"})


def _count(  # noqa: PLR0917 - a number in its surroundings
    text: str,
    field: Field,
    number: Number,
    size: Size,
    following: Number | None,
    nouns: Sequence[Match],
    times: Sequence[TimeSpan],
    earlier: Sequence[QuantityMention],
) -> QuantityMention | None:
    trailing, end = after_number(text, size.end)
    beyond = following.start if following is not None else len(text)
    counted = _money(text, number, end) or _noun(text, end, beyond, nouns)
    if counted is None and following is not None and text[end:beyond] == " to ":
        # "grew from 1,500 to 3,000 soldiers"
        counted = _noun(text, following.end, len(text), nouns)
        counted = counted and counted._replace(end=end)
    if counted is not None and counted.family in _UNCOUNTED:
        return None
    if counted is None and number.figure and _is_year(text, number):
        return None
    qualifier, start = qualifier_before(text, number.start)
    qualifier = trailing or qualifier or number.vague or None
    if counted is None:
        counted = _killed(text, start, end) or _carried(text, number, end, earlier, qualifier, nouns, times)
    if counted is None:
        return None
    low: float | None
    high: float | None
    low, best, high = size[:3]
    if counted.family == "money" and number.scale:
        scale = number.value / number.bare
        low, best, high = round(low / scale, 6), round(best / scale, 6), round(high / scale, 6)
        counted = counted._replace(noun=f"{number.scale} {counted.noun}")
    end = max(end, counted.end)
    if qualifier == "at-least":
        high = None
    elif qualifier == "up-to":
        low = None
    previous = text[max(0, start - 12) : start].lower().rstrip().endswith(("from", "against", "compared with"))
    kind, right = forecast(text, start, end)
    if previous:
        kind = "reported"
    due = next((t.until for t in times if end <= t.start < right and t.relation in _DUE), None)
    quantity = Quantity(
        low, best, high, counted.noun, qualifier, kind, due if kind == "forecast" else None,
        field, start, end, text[start:end],
    )  # fmt: skip
    harm = counted.harm or (harm_behind(text, end) if counted.family in ("forces", "people") else "")
    return QuantityMention(quantity, counted.family, harm, counted.elided, previous)


_DUE: Final = frozenset({"by", "until", "before", "in"})
_CURRENCIES: Final = {
    "$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₩": "won", "₽": "roubles", "₹": "rupees", "₪": "shekels",
    "₴": "hryvnias",
}  # fmt: skip


def _money(text: str, number: Number, end: int) -> Counted | None:
    before, after = text[number.start - 1 : number.start], text[end : end + 1]
    if before in _CURRENCIES:
        return Counted(_CURRENCIES[before], "money", end)
    if after == "%":
        return Counted("percent", "percent", end + 1)
    if after in _CURRENCIES:
        return Counted(_CURRENCIES[after], "money", end + 1)
    return None


_WINDOW: Final = 60
_GAP: Final = re.compile(
    r"\s(?:of (?:the |its |his |her |their |those |these |our )?)?((?:[^\W\d_][\w'’.-]{0,24}\s){0,5})"
)
_STRONG: Final = re.compile(r"-(?:strong|member|man|soldier|person)\s")
_STOPS: Final = frozenset(
    """
    and or but to in on at by for from with as that which who was were is are be been has have had will would could
    said the a an he she it they we not than into over under after before since until during against near when while
    where says
    """.split()
)
_FORCES: Final = frozenset({"MIL", "REB", "POL"})


def _noun(text: str, end: int, beyond: int, nouns: Sequence[Match]) -> Counted | None:
    """The noun that the number counts: the first known one behind it with nothing but its own adjectives between."""
    first = bisect_left(nouns, end, key=attrgetter("start"))
    for noun in nouns[first : first + 2]:
        gap = text[end : noun.start]
        if len(gap) > _WINDOW or noun.start >= beyond:
            return None
        payload = noun.payload
        forces = payload.sector in _FORCES if noun.kind == "role" else payload.family == "forces"
        if gap[:1] == "-":
            strong = _STRONG.match(text, end) is not None
            return (
                Counted("troops" if forces else "members", "forces" if forces else "people", noun.end)
                if strong
                else None
            )
        if gap != " ":
            words = _GAP.fullmatch(gap)
            if words is None or not _STOPS.isdisjoint(words[1].lower().split()):
                return None
        if noun.kind == "role":
            return Counted(payload.noun, "forces" if forces else "people", noun.end)
        if payload.noun == "fighters" and is_designation(gap.rstrip().rpartition(" ")[2]):
            return Counted(payload.noun, "aircraft", noun.end)
        harm = stated_harm(payload.noun) if payload.family == "casualties" else ""
        return Counted(payload.noun, payload.family, noun.end, harm)
    return None


def is_designation(word: str) -> bool:
    """Whether a word is the name of a make: "MiG-29", "F-16s", "T-72"."""
    return word[:1].isupper() and any(c.isdigit() for c in word)


def _is_year(text: str, number: Number) -> bool:
    return 1900 <= number.value < 2100 and text[number.start : number.end].isdigit()


def _killed(text: str, start: int, end: int) -> Counted | None:
    """The harm without a noun: "killing 45", "the toll rose to 45", "3,800 died"."""
    # "one was killed and eight were wounded": a number that is the subject takes what its own verb says
    harm = "" if _followed(text, end) or _SUBJECT.match(text, end) else harm_before(text, start)
    harm = harm or harm_behind(text, end)
    return Counted(harm, "casualties", end, harm) if harm else None


_SUBJECT: Final = re.compile(r" (?:was|were|ha[sd]|have)\b")
_NEXT_WORD: Final = re.compile(r"\s([^\W\d_]+)")
_FREE: Final = frozenset(
    """
    by in on at to from and or but who which were was are is have has had will would could may might expected more since
    of after before with during for as over when while according including among there yet so far killed wounded dead
    deployed sent stationed arrived remain remained left moved shipped trained compared still already now a the that had
    """.split()
)


def _followed(text: str, end: int) -> bool:
    """Whether a noun seems to follow the number, so that it counts something else."""
    found = _NEXT_WORD.match(text, end)
    return found is not None and found[1].lower() not in _FREE


def _dated(times: Sequence[TimeSpan], start: int) -> bool:
    """Whether a time begins there: "100,000 two weeks ago"."""
    at = bisect_left(times, start, key=_start_of)
    return at < len(times) and times[at].start == start


def _carried(  # noqa: PLR0917 - a number in its surroundings
    text: str,
    number: Number,
    end: int,
    earlier: Sequence[QuantityMention],
    qualifier: Qualifier | None,
    nouns: Sequence[Match],
    times: Sequence[TimeSpan],
) -> Counted | None:
    """The noun of a bare number: that of the last count or the last forces named, or the people of "4,000 marched"."""
    if not number.figure or (number.value < 20 and qualifier is None) or text[end : end + 1] == "-":
        # "240-mm launchers": part of a name or a measure.
        return None
    following = _NEXT_WORD.match(text, end)
    if following is not None and following[1].lower() in _CROWD:
        return Counted("people", "people", end)
    if _followed(text, end) and not _dated(times, end + 1):
        return None
    last = earlier[-1] if earlier else None
    if last is not None and last.family not in ("money", "percent") and number.start - last.end <= _FAR:
        return Counted(last.quantity.unit, last.family, end, "", elided=True)
    for noun in reversed(nouns[: bisect_left(nouns, number.start, key=attrgetter("start"))]):
        if number.start - noun.end > _FAR:
            break
        if noun.kind == "role" and noun.payload.sector in _FORCES:
            return Counted(noun.payload.noun, "forces", end, "", elided=True)
        if noun.kind != "role" and noun.payload.noun in _BODIES:
            return Counted("troops", "forces", end, "", elided=True)  # "the contingent is to grow from 800 to 2,000"
    return None


_BODIES: Final = frozenset({"contingent", "garrison", "squadron", "battalion", "brigade", "regiment"})
"""Bodies of troops, of which a bare number counts the men."""
_FAR: Final = 400
_CROWD: Final = frozenset(
    ["marched", "gathered", "protested", "rallied", "demonstrated", "attended", "fled", "surrendered", "volunteered"]
)
