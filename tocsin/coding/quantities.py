"""How many: numbers with the noun they count, how sure the text is of them, and whether they are yet to come."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tocsin.codebook.counted import UnitClass
from tocsin.codebook.who import Role
from tocsin.coding.lexicon import Match
from tocsin.coding.numerals import Number, numbers
from tocsin.coding.reading import Quantity
from tocsin.vocabulary import Field, Qualifier, QuantityKind


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A counted thing: the public `quantity`, the family its unit belongs to, and the harm done to it.

    `harm` is "killed", "wounded", "captured", "arrested", "missing" or "", `elided` is True where the noun was carried
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
    """The noun of a count."""

    noun: str
    family: UnitClass
    end: int


_ABOUT: Final = r"about|around|some|roughly|nearly|almost|approximately|estimated|close to|an estimated|circa|in the region of|perhaps|just under|something like"
_AT_LEAST: Final = (
    r"more than|over|at least|no fewer than|no less than|not less than|upwards? of|exceeding|exceeded|above|in excess of"
    r"|well over|a minimum of|surpass(?:ed|ing)|topp(?:ed|ing)|passed|just over"
)
_UP_TO: Final = (
    r"up to|as many as|as much as|at most|no more than|not more than|fewer than|less than|under|a maximum of|below"
)
_BEFORE: Final = re.compile(
    rf"\b(?:(?P<least>{_AT_LEAST})|(?P<upto>{_UP_TO})|(?P<about>{_ABOUT}))(?: an?| another| an? (?:further|additional))?\s*[$€£¥]?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s?(?:(?P<least>\+|or more\b|-plus\b|plus\b)|(?P<about>or so\b|-odd\b))")
_CONVERSE: Final = re.compile(
    r"\b(?:(?P<killed>kill(?:ed|ing|s)|dead|death toll|toll|deaths|fatalities|died)|(?P<wounded>wound(?:ed|ing)|injur(?:ed|ing))"
    r"|(?P<arrested>arrest(?:ed|ing)|detain(?:ed|ing))|(?P<captured>captur(?:ed|ing)|abduct(?:ed|ing)))"
    r"(?: \w{2,9}){0,3}\s(?:at |to |of |by )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_HARMED: Final = re.compile(
    r"(?P<killed>killed|dead|died|slain|perished|shot dead|massacred|martyred|neutralised|neutralized|executed|beheaded)\b"
    r"|(?P<wounded>wounded|injured|hurt|maimed)\b|(?P<missing>missing|unaccounted)\b"
    r"|(?P<captured>captured|abducted|kidnapped|taken hostage|taken prisoner|seized)\b|(?P<arrested>arrested|detained|rounded up)\b"
)
_HARM_GAP: Final = re.compile(
    r"[^.;!?\n]{0,24}?\b(?:were|was|are|is|have been|has been|had been|been|be|being|reported|as|and|others?|or|have|had|left|more)\s+"
    r"(?:\w+ly\s+|reported\s+|also\s+|been\s+)?$|\s$"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|plans?|planned|planning|expected|expects?|could|may|might|set to|due to|to be|intends?|aims?|scheduled"
    r"|likely to|more to come|poised|promised|pledged|ready to|prepar(?:es|ed|ing) to|going to|forecast|to send|eventually|shall)\b"
)
_GAP: Final = re.compile(
    r"(?:\s(?:of (?:the |its |his |her |their |those |these |our )?)?(?:[^\W\d_][\w'’.-]{0,24}\s){0,5})$"
)
_STOPS: Final = frozenset(
    """
    and or but to in on at by for from with as that which who was were is are be been has have had will would could said says
    the a an he she it they we not than into over under after before since until during against near when while where
    """.split()
)
_FAMILIES: Final[dict[str, UnitClass]] = {"MIL": "forces", "REB": "forces", "POL": "forces"}
_MONEY: Final = {
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₩": "won",
    "₽": "roubles",
    "₹": "rupees",
    "₪": "shekels",
    "₴": "hryvnias",
}
_UNCOUNTED: Final = frozenset({"time", "measure", "rank"})
_WINDOW: Final = 70


def find_quantities(
    text: str, field: Field, matches: Sequence[Match], times: Sequence[TimeSpan] = ()
) -> list[QuantityMention]:
    """All counts in one field, in order. `times` are its time expressions: their numbers are no counts."""
    found = numbers(text, matches)
    if not found:
        return []
    nouns = [m for m in matches if m.kind == "unit" or (m.kind == "role" and m.payload.plural)]
    names = {m.end for m in matches if m.kind == "designation"}
    result: list[QuantityMention] = []
    skip = -1
    for index, number in enumerate(found):
        if number.start < skip or _in_time(number, times) or _is_name(text, number, names):
            continue
        low, best, high, end = _range(text, number, found, index)
        mention = _count(text, field, number, (low, best, high, end), nouns, times, result)
        if mention is not None:
            result.append(mention)
            skip = mention.end
        elif end > number.end:
            skip = end
    return result


def _in_time(number: Number, times: Sequence[TimeSpan]) -> bool:
    return any(time.start < number.end and number.start < time.end for time in times)


def _is_name(text: str, number: Number, names: set[int]) -> bool:
    """ "Flight 370", "Boeing-737": a word of designation stands right before the figure."""
    del text
    return number.figure and number.start - 1 in names


def _range(
    text: str, number: Number, found: Sequence[Number], index: int
) -> tuple[float | None, float, float | None, int]:
    """low, best, high and end: of "8,000 to 10,000" and "between 4 and 6" both numbers, of others the one."""
    value = number.value
    if index + 1 < len(found):
        following = found[index + 1]
        gap = text[number.end : following.start]
        before = text[max(0, number.start - 9) : number.start].lower()
        between = before.endswith("between ") and gap == " and "
        to = gap in (" to ", "-", "–", " or ") and not before.endswith("from ")
        # "4-6 million": the scale belongs to both.
        if between or to:
            if following.scale and not number.scale and value < following.bare:
                value *= following.value / following.bare
            if value < following.value and following.value <= value * 20:
                return value, (value + following.value) / 2, following.value, following.end
    return value, value, value, number.end


def _count(
    text: str,
    field: Field,
    number: Number,
    size: tuple[float | None, float, float | None, int],
    nouns: Sequence[Match],
    times: Sequence[TimeSpan],
    earlier: Sequence[QuantityMention],
) -> QuantityMention | None:
    low, best, high, end = size
    before = text[max(0, number.start - 48) : number.start]
    qualified = _BEFORE.search(before)
    qualifier: Qualifier | None = None
    start = number.start
    if qualified is not None:
        qualifier = "at-least" if qualified["least"] else "up-to" if qualified["upto"] else "about"
        start -= len(before) - qualified.start()
    elif number.vague:
        qualifier = "at-least" if number.vague == "at-least" else "about"
    trailing = _AFTER.match(text, end)
    if trailing is not None:
        qualifier = "at-least" if trailing["least"] else "about"
        end = trailing.end()
    harm = ""
    elided = False
    counted = _money(text, number, end) or _noun(text, end, nouns)
    if counted is None:
        converse = _CONVERSE.search(text[max(0, start - 40) : start])
        if converse is not None and not _followed(text, end):
            harm = str(converse.lastgroup)
            counted = Counted(harm, "casualties", end)
        else:
            counted = _carried(text, number, end, earlier, qualifier)
            elided = counted is not None
    if counted is None or counted.family in _UNCOUNTED:
        return None
    if counted.family == "money" and number.scale:
        best, low, high = (None if v is None else v * number.bare / number.value for v in (best, low, high))  # type: ignore[assignment]
        counted = counted._replace(noun=f"{number.scale} {counted.noun}")
    end = max(end, counted.end)
    harm = harm or _harm(text, end, counted)
    if qualifier == "at-least":
        high = None
    elif qualifier == "up-to":
        low = None
    kind, due = _kind(text, start, end, times)
    previous = text[max(0, start - 12) : start].lower().rstrip().endswith(("up from", "down from", "against", "from"))
    quantity = Quantity(low, best, high, counted.noun, qualifier, kind, due, field, start, end, text[start:end])
    return QuantityMention(quantity, counted.family, harm, elided, previous)


def _money(text: str, number: Number, end: int) -> Counted | None:
    symbol = text[number.start - 1 : number.start]
    if symbol in _MONEY and symbol:
        return Counted(_MONEY[symbol], "money", end)
    if text[end : end + 1] == "%":
        return Counted("percent", "percent", end + 1)
    if text[end : end + 1] in _MONEY and text[end : end + 1]:
        return Counted(_MONEY[text[end]], "money", end + 1)
    return None


def _noun(text: str, end: int, nouns: Sequence[Match]) -> Counted | None:
    """The noun that the number counts: the first known one behind it with nothing but its own adjectives between."""
    lowest = bisect_left(nouns, end, key=_start)
    for noun in nouns[lowest : lowest + 4]:
        if noun.start > end + _WINDOW:
            break
        gap = text[end : noun.start]
        if gap[:1] == "-":
            return _strong(gap, noun)
        if not _GAP.match(gap) or any(word in _STOPS for word in gap.lower().split()[1:]):
            break
        payload = noun.payload
        if isinstance(payload, Role):
            return Counted(payload.noun, _FAMILIES.get(payload.sector, "people"), noun.end)
        return Counted(text[noun.start : noun.end].lower(), payload.family, noun.end)
    return None


_STRONG: Final = re.compile(r"-(?:strong|member|man|soldier|person)\s")


def _strong(gap: str, noun: Match) -> Counted | None:
    """The noun of "a 2,000-strong contingent"; None for "a 30-day truce" and "a 5-year-old child"."""
    if not _STRONG.match(gap):
        return None
    return Counted("troops" if noun.kind == "role" and noun.payload.sector == "MIL" else "members", "forces", noun.end)


def _start(match: Match) -> int:
    return match.start


_NEXT_WORD: Final = re.compile(r"[\s,)]*([^\W\d_]+)?")
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
    word = found[1] if found else None
    return word is not None and word.lower() not in _FREE and text[end : end + 1] == " "


def _carried(
    text: str, number: Number, end: int, earlier: Sequence[QuantityMention], qualifier: Qualifier | None
) -> Counted | None:
    """The noun of the last count, for a bare number that goes on with it: "up to 10,000 expected by December"."""
    if not earlier or _followed(text, end):
        return None
    last = earlier[-1]
    if last.family in ("money", "percent") or number.start - last.end > 400:
        return None
    year = 1900 <= number.value < 2100 and text[number.start : number.end].isdigit()
    if year or (number.value < 20 and qualifier is None) or not number.figure:
        return None
    return Counted(last.quantity.unit, last.family, end)


def _harm(text: str, end: int, counted: Counted) -> str:
    """What was done to those counted, from the words behind the noun: "12 soldiers were killed"."""
    if counted.family == "casualties":
        found = _HARMED.match(counted.noun.split()[-1])
        return (
            str(found.lastgroup)
            if found
            else "killed"
            if counted.noun.startswith(("death", "fatal", "bod", "corps"))
            else ""
        )
    if counted.family not in ("forces", "people"):
        return ""
    found = _HARMED.search(text, end, min(len(text), end + 48))
    if found is None or not _HARM_GAP.fullmatch(text, end, found.start()):
        return ""
    return str(found.lastgroup)


def _kind(text: str, start: int, end: int, times: Sequence[TimeSpan]) -> tuple[QuantityKind, str | None]:
    """Whether the number is a forecast, and the day by which it is due if the text says "by December"."""
    left = max(text.rfind(mark, max(0, start - 80), start) for mark in (". ", "; ", "\n"))
    left = max(left, start - 80, 0)
    right = min((at for mark in (". ", "; ", "\n") if (at := text.find(mark, end, end + 60)) >= 0), default=end + 60)
    if not _AHEAD.search(text, left, min(right, len(text))):
        return "reported", None
    due = next(
        (t.until for t in times if end <= t.start < right and t.relation in ("by", "until", "before", "in")), None
    )
    return "forecast", due
