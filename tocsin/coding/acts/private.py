"""Private life: what players, artists, teams and their public do among themselves is no act between states.

In the news of sport a country's name is its team's. Elsewhere a people's name before a noun that the codebook does not
know ("the Danish soprano") tells where somebody is from, and no state.
"""

from collections.abc import Sequence
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.acts import FORCE_OR_THREAT
from tocsin.vocabulary import EventType


def private(s: Sentence, hit: Hit, actors: Sequence[ActorMention], recipients: Sequence[ActorMention]) -> str:
    """Why an act is one of private people only, or "": by their world, or by who is known as one of them."""
    if s.world == _SPORT and _played(hit, actors, recipients):
        return "a match, no act between states"
    if hit.act.within is not None or not hit.classes.isdisjoint(_GRAVE):
        return ""
    if hit.act.type in _SOCIAL and _among_themselves(s, hit, actors, recipients):
        return "private people among themselves: no act between states"
    if hit.act.id in _TRADED and actors and all(m.sector == "BUS" for m in (*actors, *recipients)):
        return "" if hit.lemma in _GIVING else "trade, no aid"
    return ""


def _among_themselves(
    s: Sentence, hit: Hit, actors: Sequence[ActorMention], recipients: Sequence[ActorMention]
) -> bool:
    """Whether nobody who acts for a state, a body or a cause is a party to what people do in daily life as well."""
    act, everybody = hit.act, (*actors, *recipients)
    figures = _OF_GAMES if s.world == _SPORT else _FIGURES
    if act.mode == "resign" or (act.type == "CONCEDE" and act.id not in figures):
        return False  # champions retire and say sorry in earnest
    by_private = bool(actors) and all(_PRIVATE in m.tags for m in actors)
    known = s.world == _SPORT or any(_PRIVATE in m.tags for m in everybody)
    if not everybody or ((act.type in _BY_PRIVATE or act.mode == "release") and not by_private):
        return False  # pupils who are freed were taken
    if not known and s.sense not in _WORLDS:
        return False
    if act.id in _HOSTING and any(m.kind == "country" for m in actors):
        return False
    parties = actors if actors and (act.mode in _ANYWHERE or act.type == "COERCE") else everybody
    return not any(_public(m, s.world, of_private=by_private) for m in parties)


def _played(hit: Hit, actors: Sequence[ActorMention], recipients: Sequence[ActorMention]) -> bool:
    """Whether players and teams do to each other, in the words of war, what is done in a match."""
    act = hit.act
    if act.type not in FORCE_OR_THREAT or act.mode in _IN_EARNEST:
        return False
    if hit.lemma in _OF_WAR and any(m.kind == "country" for m in actors):
        return False  # "clubs were banned after Russia invaded Ukraine"
    players = bool(actors) and all(_PRIVATE in m.tags and m.office not in _CROWDS for m in actors)
    if not players and (not hit.classes.isdisjoint(_GRAVE) or any(m.office in _CROWDS for m in actors)):
        return False  # "fired a rocket into the top corner" is a striker's
    if act.type == "ASSAULT" and not actors and (act.id in _HARM or not all(_PRIVATE in m.tags for m in recipients)):
        return False
    return not any(_public(m, _SPORT) for m in (*actors, *recipients))


def _public(mention: ActorMention, world: str | None, *, of_private: bool = False) -> bool:
    """Whether somebody acts for a state, a force, a body or a cause; in sport a country is its team."""
    if mention.kind == "people" and not mention.office and world != _SPORT:
        return True  # "taught the Iranians"
    if mention.sector not in OF_STATES:
        return mention.sector == "CVL" and not _CAUSES.isdisjoint(mention.office.split())
    if mention.kind in _DESCRIBING and mention.modifier and (world is not None or of_private):
        return False
    return not (world == _SPORT and mention.kind in _TEAMS)


_SPORT: Final = "sport"
_WORLDS: Final = frozenset({"culture", "community", "health", "technology"})
"""Worlds besides sport in which private people mostly act."""
_PRIVATE: Final = "private"
"""The tag of those in the codebook who act for nobody but themselves."""
_TEAMS: Final = frozenset({"country", "seat", "demonym", "people"})
_CROWDS: Final = frozenset({"fans", "football fans", "soccer fans", "supporters", "spectators"})
"""Those at a match who do not play: when they attack, it is no play."""
_DESCRIBING: Final = frozenset({"demonym", "seat"})
"""Names that before a noun only tell where somebody or something is from: "the Vienna gala"."""
_SOCIAL: Final[frozenset[EventType]] = frozenset(
    {"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "COERCE"}
)
"""Types of acts whose words mean other things in daily life: a guest visits, a cook shuts a kitchen. What people ask,
refuse, promise and blame each other for they do in earnest."""
_FIGURES: Final = frozenset({"allow", "lift-restrictions", "open-border", "return-things"})
"""Acts of yielding that in daily life are opening a shop, or giving a thing back."""
_OF_GAMES: Final = _FIGURES | {"concede"}
"""… and what teams do that let in goals."""
_OF_WAR: Final = frozenset({"invade", "occupy", "annex", "shell"})
"""What no country's team does to another, in whatever figure of speech."""
_HOSTING: Final = frozenset({"allow", "lift-restrictions", "open-border"})
"""What the host of games does as a state."""
_IN_EARNEST: Final = frozenset(
    """
    abduct torture sexual explosives suicide-attack drone arrest deport curfew martial-law censor cyber expel
    """.split()
)
"""Modes of what no player does in a match."""
_HARM: Final = frozenset({"kill", "be-killed", "wound", "die", "deaths", "casualties"})
_BY_PRIVATE: Final[frozenset[EventType]] = frozenset({"AID", "COERCE"})
"""What others do in earnest: doctors do good, and those in power shut what they please."""
_ANYWHERE: Final = frozenset({"visit"})
"""Modes of acts that are private by whoever does them, wherever they go."""
_TRADED: Final = frozenset({"give-aid", "give-goods", "give-ships"})
"""Acts of aid that firms do to firms for money."""
_GIVING: Final = frozenset({"donate", "gift", "present"})
_GRAVE: Final = frozenset(
    """
    troops weapons missile drone nuclear-weapons chemical-weapons nuclear-programme technology captives ceasefire
    peace-talks
    """.split()
)
"""Classes of what nobody has to do with in private."""
OF_STATES: Final = frozenset({"GOV", "LEG", "MIL", "POL", "SPY", "REB", "IGO", "JUD"})
"""Sectors of those who act for a state, an alliance or against one."""
_CAUSES: Final = frozenset(
    """
    opposition activist activists dissident dissidents hostage hostages refugee refugees prisoner prisoners captives
    detainees protester protesters demonstrators opponents migrants civilians settlers rights union unions leaders
    """.split()
)
"""Words for people who stand for a cause, or whom one is about."""
