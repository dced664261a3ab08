"""How many: numbers with the noun they count, how sure the text is of them, and whether they are yet to come."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from tocsin.codebook.counted import UnitClass
from tocsin.coding.counts.counted import (
    FORCES,
    NEXT_WORD,
    Counted,
    TimeSpan,
    counted_noun,
    dated,
    followed,
    is_year,
    killed,
    start_of,
)
from tocsin.coding.counts.counting import after_number, forecast, harm_behind, qualifier_before
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
    before = bisect_left(times, number.end, key=start_of) - 1
    return before >= 0 and number.start < times[before].end


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
    counted = _money(text, number, end) or counted_noun(text, end, beyond, nouns, several=size.best > 1)
    if counted is None and following is not None and text[end:beyond] == " to ":
        # "grew from 1,500 to 3,000 soldiers"
        counted = counted_noun(text, following.end, len(text), nouns, several=True)
        counted = counted and counted._replace(end=end)
    if counted is not None and (counted.family in _UNCOUNTED or _means_known(text, number, counted)):
        return None
    if counted is None and number.figure and is_year(text, number):
        return None
    qualifier, start = qualifier_before(text, number.start)
    qualifier = trailing or qualifier or number.vague or None
    if counted is None:
        counted = killed(text, start, end) or _carried(text, number, end, earlier, qualifier, nouns, times)
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


def _means_known(text: str, number: Number, counted: Counted) -> bool:
    """As in "the two leaders", "the two countries": they are those named before, and nothing is counted."""
    return counted.noun in _SIDES and number.value == _PAIR and text.endswith(_THE, 0, number.start)


_PAIR: Final = 2
_THE: Final = ("the ", "The ")
_SIDES: Final = frozenset(
    """
    leaders presidents premiers ministers officials diplomats governments capitals countries nations states neighbours
    neighbors sides parties allies rivals
    """.split()
)
"""Those of whom "the two" are the two sides that a text speaks of."""
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
    following = NEXT_WORD.match(text, end)
    if following is not None and following[1].lower() in _CROWD:
        return Counted("people", "people", end)
    if followed(text, end) and not dated(times, end + 1):
        return None
    last = earlier[-1] if earlier else None
    if last is not None and last.family not in ("money", "percent") and number.start - last.end <= _FAR:
        return Counted(last.quantity.unit, last.family, end, "", elided=True)
    for noun in reversed(nouns[: bisect_left(nouns, number.start, key=attrgetter("start"))]):
        if number.start - noun.end > _FAR:
            break
        if noun.kind == "role" and noun.payload.sector in FORCES:
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
