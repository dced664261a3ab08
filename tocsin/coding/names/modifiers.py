"""What stands right beside a name: the preposition before it, and whether it only describes what follows."""

import re
from typing import Final

from tocsin.coding.names.compounds import AKIN, COMPOUNDS, MADE
from tocsin.coding.names.owners import ARTICLES
from tocsin.coding.names.phrases import Phrase
from tocsin.coding.names.rolelike import before_noun, before_plain_noun
from tocsin.coding.text.saying import SAYING

PREPOSITIONS: Final = frozenset(
    """
    in at on near from to into onto inside outside around over across through via toward towards against with by for of
    about between among amid behind off under within beyond along upon despite without than as
    """.split()
)
_CAPITAL: Final = (" capital ", " capital,", " capital.", "'s capital", "’s capital")
_AGAINST: Final = ("anti-", "non-", "un-", "Anti-", "Non-")
_BEFORE: Final = ("pro-", "Pro-", *_AGAINST)
_ADJECTIVES: Final = frozenset(
    """
    military intelligence rebel militant separatist terrorist guerrilla extremist insurgent jihadist opposition
    police army security government state navy parliament media press television union party civilian
    """.split()
)
"""Roles that as often describe what follows: "a military strike", "rebel positions"."""


def preposition_before(text: str, start: int) -> str:
    """The preposition in front of a noun phrase, its article and "northern" skipped; "" where there is none."""
    words = text[max(0, start - _LEAD) : start].split()
    if words and words[-1].rstrip(",") in _TOWNS and not (words[-1].endswith(",") and _SPEAKS.match(text, start)):
        # "in the Qatari capital, Doha": the name stands where its description does.
        at = next((i for i in (-2, -3, -4) if words[i : i + 1 or None] and words[i].lower() in PREPOSITIONS), None)
        words = words[: at + 1] if at is not None else words
    while words and (words[-1] in ARTICLES or words[-1].lower() in _PARTS):
        words.pop()
    while words and words[-1].lower() in _SORTS:
        words.pop()  # "by about 15 communist rebels"
    if words and (words[-1].lower() in _NUMERALS or (words[-1][0].isdigit() and _COUNT.fullmatch(words[-1]))):
        words.pop()  # "the deaths of at least 20 soldiers"
        while words and words[-1].lower() in _ROUGHLY:
            words.pop()
    last = words[-1].lower() if words else ""
    if last == "as" and words[-2:-1] == ["known"]:
        return ""  # "a group known as M23"
    if last == "of" and words[-2:-1] and words[-2].lower() in _QUARTERS:
        return "in"
    return last if last in PREPOSITIONS else ""


def preposition_of_town(text: str, start: int, end: int) -> str:
    """The preposition before the town of a country that stands right behind it: "at Maroua, Cameroon; …", else ""."""
    part = _PART_OF.search(text, max(0, start - _PART), start)
    start = start if part is None else part.start() + 2
    if not text.endswith(", ", 0, start) or not _SET_OFF.match(text, end):
        return ""
    found = _TOWN_BEFORE.search(text, max(0, start - _ADDRESS), start)
    return "" if found is None else _AT_TOWN.get(found[1].lower(), found[1].lower())


_PART_OF: Final = re.compile(r", (?:in )?(?:[Uu]pper|[Ll]ower|(?:north|south|east|west|cent)[a-z-]*)(?:’s|'s)? $")
_PART: Final = 20
_ADDRESS: Final = 72
"""Characters before a country in which the town, the district and their preposition stand."""
_TOWN: Final = (
    r"(?:the )?(?:[a-z]+ ){0,2}[A-Z][\w'’-]*"
    r"(?: (?:of|the|al|de|del|la|[A-Z][\w'’-]*|village|town|district|province|region|state)){0,4}"
)
_TOWN_BEFORE: Final = re.compile(
    rf"\b([Ii]n|[Aa]t|[Nn]ear|outside|around|from|to|of|over|off|[Aa]cross|[Bb]efore) {_TOWN}(?:, {_TOWN}){{0,2}}, $"
)
_AT_TOWN: Final = {"of": "in", "before": "in"}
"""What stands before a part of a town or a building in it: "the governorate of Kasserine, Tunisia"."""
_SET_OFF: Final = re.compile(r"[,.;:)]|$| on (?:\d|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)")
_LEAD: Final = 48
"""Characters before a name in which its preposition stands."""
_COUNT: Final = re.compile(r"\d{1,3}(?:,\d{3})*")
"""A number that is no year."""
_NUMERALS: Final = frozenset("two three four five six seven eight nine ten eleven twelve twenty".split())
_SORTS: Final = frozenset(
    """
    suspected alleged armed heavily lightly unidentified unknown masked hooded uniformed communist maoist islamist
    jihadist separatist marxist leftist rightist
    """.split()
)
"""What sort of people those are who attack or are attacked."""
_ROUGHLY: Final = frozenset("at least more fewer than some about around nearly almost over roughly".split())
_TOWNS: Final = frozenset({"capital", "city", "town", "port", "village", "resort"})
_SPEAKS: Final = re.compile(rf"[\w’'-]+(?: [A-Z][\w’'-]+)? (?:ha[sd] )?(?:{SAYING})\b")
_PARTS: Final = frozenset(
    """
    northern southern eastern western central north-eastern north-western south-eastern south-western northeastern
    northwestern southeastern southwestern northwest northeast southwest southeast occupied neighbouring neighboring
    nearby war-torn landlocked upper lower
    """.split()
)
"""What a preposition and a country may have between them."""


_QUARTERS: Final = frozenset(
    """
    suburb suburbs outskirts streets centre center edge edges north south east west district districts city skies part
    parts
    """.split()
)
"""What a city has: "the suburbs of Damascus" are a place, no government."""


_AND_OTHERS: Final = re.compile(r"-[A-Z]\w*(?:ian|ean|ese|can|ish|aeli|audi|aqi|eni|stani|hai) [a-z]")
"""Another people behind a hyphen, and what is of both: "a US-Saudi statement"."""


def is_modifier(text: str, phrase: Phrase) -> bool:
    """Whether the name only describes what follows: "Iran-backed", "pro-Russian", "Russian oil"."""
    after = text[phrase.end : phrase.end + 1]
    hyphened = text[phrase.end : phrase.end + _COMPOUND].lower() if after == "-" else ""  # "Rwanda-Backed"
    if hyphened.startswith(COMPOUNDS) or (hyphened and _AND_OTHERS.match(text, phrase.end)):
        return True
    if only_for_or_against(text, phrase):
        return True
    if text.endswith(_FAITHFUL, 0, phrase.start):
        return True
    if phrase.who is not None and phrase.who.kind == "demonym":
        # A demonym by itself is an adjective where a noun follows it at once.
        return before_noun(text, phrase.end)
    if phrase.bare and phrase.who is not None and phrase.who.kind == "seat" and before_plain_noun(text, phrase.end):
        return True
    if phrase.who is not None and phrase.who.kind == "person" and _SIDE.match(text, phrase.end) is not None:
        return True
    return (
        phrase.owner is None
        and phrase.role is not None
        and phrase.role.noun in _ADJECTIVES
        and before_noun(text, phrase.end)
    )


_COMPOUND: Final = max(map(len, COMPOUNDS))


def only_for_or_against(text: str, phrase: Phrase) -> bool:
    """Whether a name only tells for or against whom others are: "pro-government mobs", "anti-Japanese riots"."""
    several = phrase.who is not None and phrase.who.kind == "people"  # "the pro-Russians"
    headed = several or phrase.head[0] > phrase.start or (phrase.role is not None and " " in phrase.role.noun)
    return bool(_prefix(text, phrase.start)) and not headed


def against(text: str, start: int) -> bool:
    """Whether the first word from `start` on names whom others are against: "anti-Taliban fighters"."""
    return _prefix(text, start) in _AGAINST


def with_prefix(text: str, start: int) -> int:
    """Where a noun phrase begins of which the name at `start` is the second half of a word: "pro-Russian rebels"."""
    return start - len(_prefix(text, start))


def _prefix(text: str, start: int) -> str:
    if start == 0 or text[start - 1] != "-":
        return ""
    return next((prefix for prefix in _BEFORE if text.endswith(prefix, 0, start)), "")


_SIDE: Final = re.compile(
    r" (?:opponents|loyalists?|supporters|forces|troops|fighters|soldiers|backers|allies|foes|partisans|militiamen)\b"
)
"""Those who are for somebody or against him, whom his name only tells apart: "Gaddafi loyalists"."""
_FAITHFUL: Final = ("loyal to ", "loyal to the ", "allied to ", "faithful to ")
"""What tells whose men they are who do something: "fighters loyal to the deposed president"."""


def only_from(text: str, start: int, end: int) -> bool:
    """Whether a name only tells where a thing was made or comes from: "Turkish-made drones", "with British shells"."""
    if text.startswith(MADE, end) or (text.startswith(_MAKE, end) and text.endswith(" of ", 0, start)):
        return True
    before = max(0, start - _ARMED_WITH)
    if text.find("with ", before, start) < 0 and text.find("ing ", before, start) < 0:
        return False  # as before most names; the expressions below take much longer to find so
    return _ARMS.match(text, end) is not None and _USING.search(text, before, start) is not None


_MAKE: Final = (" make", " manufacture", " origin", " design", " build", " production")
"""What stands behind a people's name, as in "drones of Israeli make"."""
_ARMED_WITH: Final = 32
"""Characters before a name in which its preposition and another maker's name stand."""
_USING: Final = re.compile(r"\b(?:with|using|firing) (?:[\w-]+(?:, | and | or )){0,2}$")
_ARMS: Final = re.compile(
    r"(?:, | and | or | )(?:[\w-]+ ){0,2}?"
    r"(?:weapons|weaponry|arms|missiles|rockets|shells|bombs|ammunition|munitions)\b"
)
"""Weapons that nobody mans, so that a people's name before them is their maker's."""


def only_of_capital(text: str, start: int, end: int) -> bool:
    """Whether a name only tells which capital is meant: "held in the Qatari capital, Doha"."""
    return text.startswith(_CAPITAL, end) or text.endswith((" capital ", " capital, "), 0, start)


def only_kind(text: str, start: int, end: int) -> bool:
    """Whether a word only tells of what kind the next thing is: "a foreign military intervention" is nobody's yet."""
    return text[start:end].lower() == "military" and _NOT_YET.match(text, end) is not None


_NOT_YET: Final = re.compile(
    r" (?:intervention|action|option|solution|response|confrontation|means|might|threat|aid|assistance|equipment"
    r"|hardware|gear|material|materiel|supplies|training|advice|expertise|know-how|backing|help|support|cooperation|ties)s?\b"
)
"""What "military" only tells the kind of, and of nobody's forces."""


def only_akin(text: str, start: int, end: int) -> bool:
    """Whether a name only tells whose friends others are: "IS-allied militants", "…, an al-Qaeda affiliate"."""
    if text.startswith(AKIN, end):
        return True
    before = max(0, start - _APART)
    if _KIN_OF.search(text, before, start) is not None:
        return True
    return _KIN.match(text, end) is not None and _APPOSED.search(text, before, start) is not None


_KIN: Final = re.compile(r" (?:affiliate|offshoot|ally|proxy|franchise|branch|splinter)\b")
_KIN_OF: Final = re.compile(r"\b(?:affiliate|offshoot|ally|proxy|franchise|branch) of (?:the )?$")
_APPOSED: Final = re.compile(r", (?:an?|the) (?:\w+ )?$")
_APART: Final = 20
"""Characters before a name in which an apposition opens."""
