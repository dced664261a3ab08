"""Classes: of which classes of things named actors and places are, and for whom those act who are named."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.counts.counted import is_designation
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.places import PlaceMention
from tocsin.coding.text.marks import Marks
from tocsin.coding.text.tokens import Tokens


def classes_of(tokens: Tokens, actors: list[ActorMention], places: list[PlaceMention]) -> dict[int, str]:
    """The classes of things that the named actors and places are, by the token of their head."""
    starts = tokens.start
    found = {bisect_left(starts, place.start): _OF_NOBODY.get(place.kind, "territory") for place in places}
    for mention in actors:
        # "JNIM members", "elements of the FDLR", "FARC dissidents"
        armed = mention.sector == "REB" and mention.kind in ("group", "body", "people")
        # "FARDC", "Assam Rifles", but not "Pentagon"
        force = mention.kind == "agency" and mention.sector in ("MIL", "POL") and _NO_FORCE.isdisjoint(mention.tags)
        name = "rebels" if armed else "troops" if force else _ACTOR_CLASSES.get(mention.kind)
        if name is not None and not mention.modifier and not mention.possessive:
            found[bisect_left(starts, mention.head[0])] = "police" if mention.sector == "POL" else name
    return found


_NO_FORCE: Final = frozenset({"staff", "ship"})
"""Tags of names that are of no forces themselves."""
_ACTOR_CLASSES: Final = {
    "person": "people",
    "people": "people",
    "office": "people",
    "spokesperson": "people",
    "force": "troops",
    "country": "state",
    "seat": "state",
    "organisation": "organisation",
    "outlet": "media",
}
_OF_NOBODY: Final = {"sea": "sea", "strait": "sea"}
"""Kinds of places that no state holds, by their class."""


def powers_of(tokens: Tokens, actors: list[ActorMention]) -> dict[int, frozenset[str]]:
    """For whom named actors act: "the White House" and "the authorities" for a state, the IDF for its soldiers too."""
    acting = ((m, _acts_for(m)) for m in actors if not m.modifier and not m.possessive)
    return {bisect_left(tokens.start, m.head[0]): classes for m, classes in acting if classes}


def _acts_for(mention: ActorMention) -> frozenset[str]:
    tags = frozenset(mention.tags)
    if mention.kind == "organisation":
        return _NOBODY if tags.isdisjoint(_OF_STATES) else _STATE
    if mention.kind == "agency" and mention.sector == "MIL":
        return _NOBODY if "ship" in tags else _ARMY
    if mention.sector != "GOV" or mention.kind not in _RULING:
        return _NOBODY
    leads = mention.office in _LEADING or "leader" in tags
    return _STATE if leads or mention.kind in ("agency", "body") else _NOBODY


_NOBODY: Final[frozenset[str]] = frozenset()
_STATE: Final = frozenset({"state"})
_ARMY: Final = frozenset({"state", "troops"})
_OF_STATES: Final = frozenset({"bloc", "alliance"})
_RULING: Final = frozenset({"agency", "body", "office", "person"})
_LEADING: Final = frozenset({"president", "prime minister", "authorities", "officials"})


def tell_fighters(tokens: Tokens, marks: Marks, actors: list[ActorMention]) -> None:
    """Tells the men of "Hezbollah fighters" from the aircraft of "MiG-29 fighters" by the word before."""
    groups = {mention.end: mention.start for mention in actors if mention.kind == "group"}
    for i in [i for i in marks.classed if i and tokens.lower[i] in _FIGHTERS]:
        if is_designation(tokens.text[tokens.start[i - 1] : tokens.end[i - 1]]):
            shed = _MEN
        elif tokens.end[i - 1] in groups or groups.get(tokens.end[i], tokens.start[i]) < tokens.start[i]:
            shed = _FLYING
        else:
            continue
        marks.classes[i] = [
            (size, tuple(name for name in names if name not in shed)) for size, names in marks.classes[i]
        ]


_FIGHTERS: Final = frozenset({"fighter", "fighters"})
_MEN: Final = frozenset({"troops", "people"})
_FLYING: Final = frozenset({"aircraft"})
