"""Owners: whose somebody is by the words right beside them: "police in Linz", "its army", "forces loyal to Haftar"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from tocsin.coding.names.compounds import TIES
from tocsin.coding.names.descriptions import realm
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.pronouns import antecedents
from tocsin.coding.names.rebels import at_war_with


class Home(NamedTuple):
    """A place whose country is known, and the sentence that names it."""

    start: int
    sentence: int
    country: str
    inner: bool = True
    """Whether it is a part of its country, not all of it or its capital."""


ARTICLES: Final = frozenset(["the", "a", "an", "its", "their", "his", "her", "our", "your", "my", "this", "that"])
_NEAR: Final = 60
"""Mentions looked at before one at most, so that no text costs more than its length."""


def owner_beside(text: str, index: int, mentions: Sequence[ActorMention], places: Sequence[Home]) -> str | None:
    """The country that the words beside a mention tell: behind it, else before it."""
    return (
        seated(text, mentions[index], places)
        or _of_people(text, index, mentions)
        or _loyal(text, index, mentions)
        or _based(text, index, mentions)
        or _apposed(text, index, mentions)
        or _of_realm(text, index, mentions)
        or _possessed(text, index, mentions)
        or _opening(text, mentions[index], places)
        or _voiced(index, mentions)
        or _told(text, index, mentions)
        or at_war_with(text, index, mentions)
    )


def _of_people(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """The country of "Rwandan Hutu militiamen", "Turkish Kurdish militants": of the people named before the other."""
    before = mentions[index - 1] if index else None
    if before is None or before.kind != "demonym" or not before.modifier or mentions[index].sector != "REB":
        return None
    return before.country if _PEOPLE.fullmatch(text, before.end, mentions[index].start) else None


_PEOPLE: Final = re.compile(r" [A-Z][\w’'-]+ ")


def seated(text: str, mention: ActorMention, places: Sequence[Home]) -> str | None:
    """The country of "police in Linz", "the governor of Kursk"."""
    end = mention.actor.end
    if _POSTED.search(mention.actor.text) or (text.startswith(" from ", end) and possessed(text, mention.start)):
        return None
    following = bisect_right(places, end, key=attrgetter("start"))
    if following == len(places):
        return None
    home = places[following]
    if home.start - end < _GAP and text[end : home.start] in _SEATS:
        return home.country
    coming = mention.sector in _COMING and home.start - end < _WAY and _COMES.fullmatch(text, end, home.start)
    return home.country if coming else None


def _based(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "a Pakistan-based militant group" and "a UN-backed court" are: of where they sit, of who set them up."""
    mention, before = mentions[index], mentions[index - 1]
    tie = _TIE.fullmatch(text, before.end, mention.start) if index else None
    if tie is None:
        return None
    if tie[1] == "led":
        return before.country if mention.kind == "force" else None  # "NATO-led forces"
    court = mention.sector == "JUD"
    return before.country if court == (tie[1] != "based") and (not court or before.sector == "IGO") else None


_TIE: Final = re.compile(rf"-({'|'.join(TIES)}) (?:[a-z-]+ ){{0,2}}")
_POSTED: Final = re.compile(
    r"\b(?:embassy|embassies|consulate|mission|ambassadors?|envoys?|consul|diplomats?|diplomatic|charge|chargé|attaché)\b",
    re.IGNORECASE,
)
"""Whose place is that of their hosts: "the embassy in Tehran"."""


def _opening(text: str, mention: ActorMention, places: Sequence[Home]) -> str | None:
    """The country of "In Kinshasa, crowds burned tyres before police drove them off": those who live there."""
    if mention.sector not in _LOCAL or not places:
        return None
    first = bisect_left(places, mention.sentence, key=attrgetter("sentence"))
    if first == len(places) or places[first].sentence != mention.sentence or places[first].start > mention.start:
        return None
    return places[first].country if opens(text, places[first].start) else None


def opens(text: str, start: int) -> bool:
    """Whether a place opens its sentence: "In Kinshasa, …", "Across northern Haiti …"."""
    return _OPENS.search(text, max(0, start - 40), start) is not None


def _voiced(index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "artillery units" are, of which only an outlet of the state tells: "…, the news agency KCNA said"."""
    mention = mentions[index]
    here = [m for m in mentions[max(0, index - _FEW) : index + _FEW + 1] if m.sentence == mention.sentence]
    voices = {m.country for m in here if m.kind == "outlet" and "state" in m.tags}
    others = {m.country for m in here if m.country and not m.resolved} - voices
    return next(iter(voices)) if mention.kind == "force" and len(voices) == 1 and not others else None


def _told(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose a source is that speaks to an outlet of its state: "a military source told the SANA agency"."""
    mention, behind = mentions[index], mentions[index + 1 : index + 2]
    if not behind or behind[0].kind != "outlet" or "state" not in behind[0].tags:
        return None
    return behind[0].country if _TELLS.fullmatch(text, mention.end, behind[0].start) else None


_TELLS: Final = re.compile(r" told (?:the )?(?:(?:official|state|state-run|news|agency|television|TV) ){0,3}")
_LOCAL: Final = frozenset({"POL", "JUD", "CVL"})
_OPENS: Final = re.compile(r"(?:^|[.!?:;”\"’\n]\s+)(?:In|At|Near|Across|Around|Outside|Throughout) (?:[\w-]+ ){0,3}$")
_GAP: Final = 12
_SEATS: Final = frozenset({" in ", " of ", " at ", " near ", " from ", " in the ", " of the ", " around ", " inside "})
"""Characters between somebody and the place that tells where they belong."""
_WAY: Final = 45
_COMING: Final = frozenset({"REB", "CVL", "POL", "UNK"})
"""Those who are at home where they come from, as troops need not be."""
_COMES: Final = re.compile(
    r" (?:(?:based|operating|firing|attacking|crossing|coming|infiltrating|hiding|sheltering|living) )?"
    r"(?:in|from|inside|around)(?: the)?(?: [a-z]*(?:ern|ing|by|land|ral|er))? "
)
"""As in "militants firing from Afghan soil", "fighters from neighbouring Liberia", "gangs in northern Haiti"."""


def _apposed(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """The country of "Kim Hong-kyun, the first vice-minister" and "the official, Josep Borrell": the person's."""
    mention = mentions[index]
    if mention.kind == "person":
        return _described(text, index, mentions)
    if mention.kind != "office":
        return None
    if index and mentions[index - 1].kind == "person":
        gap = text[mentions[index - 1].end : mention.start]
        words = gap[2:].split()
        if gap.startswith(", ") and len(words) <= _FEW and (not words or words[0] in ARTICLES):
            return mentions[index - 1].country
    if index + 1 == len(mentions) or mentions[index + 1].kind != "person":
        return None
    person = mentions[index + 1]
    apposed = text[mention.end : person.start] == ", " and text.startswith((",", ".", " said"), person.end)
    return person.country if apposed else None


def _described(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """The country of "General Smith, a spokesman for the Kenyan army": of those for whom he is said to speak."""
    person = mentions[index]
    office = mentions[index + 1] if index + 1 < len(mentions) else None
    if office is None or not _APPOSED.fullmatch(text, person.end, office.start) or office.modifier:
        return None
    human = office.kind in ("office", "spokesperson", "person") or _OFFICE.match(office.actor.text) is not None
    return office.country if human else None


_APPOSED: Final = re.compile(r", (?:(?:an?|the|its|their) )?(?:[a-z-]+ ){0,2}")
_OFFICE: Final = re.compile(r"(?:[\w-]+ ){0,2}(?:spokes\w+|commander|head|chief|leader|officer|director|official)\b")
_FEW: Final = 3
"""Words between a name and the office that describes it; namings around forces of which an outlet tells."""
_LOYAL: Final = re.compile(
    r" (?:loyal to|belonging to|allied (?:to|with)|aligned with|faithful to|backed by|led by|commanded by|answering to"
    r"|under)"
    r" (?:the |a )?(?:\w+ ){0,2}?$"
)


_MASTERS: Final = re.compile(
    r" (?:linked to|tied to|working for|acting for|employed by|controlled by|affiliated with|in the (?:pay|service) of"
    r"|on the payroll of|run by|directed by|hired by|sponsored by|backed by|serving) (?:the )?(?:\w+ ){0,1}?"
)


def _loyal(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "forces loyal to Khalifa Haftar" are: those of whom they follow, if that is no foreign state.

    Hackers are of the state that they are said to work for: "hackers linked to Russia".
    """
    mention = mentions[index]
    if index + 1 == len(mentions):
        return None
    if "hack" in mention.actor.text.lower():
        masters = mentions[index + 1]
        return masters.country if _MASTERS.fullmatch(text, mention.end, masters.start) else None
    if mention.kind not in ("force", "group"):
        return None
    leader = mentions[index + 1]
    followed = leader.kind in ("person", "office", "group") and not leader.resolved
    return leader.country if followed and _LOYAL.fullmatch(text, mention.end, leader.start) else None


_REALM: Final = re.compile(r"\bthe (\w+)['’]s (?:\w+ )?$", re.IGNORECASE)


def _of_realm(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "the island's government" is: that of the last state named that is called so."""
    mention = mentions[index]
    owner = _REALM.search(text, max(0, mention.start - 30), mention.start)
    if owner is None:
        return None
    state = realm(owner[1].lower(), mentions[max(0, index - _NEAR) : index], mention.sentence)
    return state.country if state is not None else None


_SITES: Final = frozenset("in at near of across outside inside around over".split())
"""Prepositions that make a name a place, whose nobody is in the sentences behind."""
_POSSESSIVE: Final = re.compile(r"\b(its|his|her|their) (?:\w+ )?$", re.IGNORECASE)


def possessed(text: str, start: int) -> bool:
    """Whether a pronoun tells whose somebody is: "its soldiers"."""
    return _POSSESSIVE.search(text, max(0, start - 20), start) is not None


def moved_away(text: str, start: int) -> bool:
    """Whether a verb takes somebody from where "from" leads: "to withdraw ambassador and troops from Niger"."""
    return _MOVING.search(text, max(0, start - _REACH), start) is not None


_MOVING: Final = re.compile(
    r"\b(?:withdraw|withdraws|withdrew|withdrawing|pull|pulls|pulled|pulling|remove|removes|removed|recall|recalls|recalled"
    r"|evacuate|evacuates|evacuated|bring|brings|brought|extract)\b[^.;:,]*$",
    re.IGNORECASE,
)
_REACH: Final = 40
"""Code points before somebody in which the verb stands."""


def _possessed(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "its spokesman" and "his army" are: of the body or the person named last."""
    mention = mentions[index]
    owner = _POSSESSIVE.search(text, max(0, mention.start - 20), mention.start)
    if owner is None:
        return None
    before = mentions[max(0, index - _NEAR) : index]
    earlier = [m for m in before if m.sentence == mention.sentence or m.preposition not in _SITES]
    found = antecedents(owner[1], mention.start, mention.sentence, earlier)
    return found[0].country if found else None
