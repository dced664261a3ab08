"""Worlds: in what sense an act is meant, where the text around it is of sport, of business or of a disaster."""

from collections.abc import Sequence
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.reading import Quantity
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence

STRONG: Final = frozenset({"troops", "weapons", "missile", "nuclear-weapons", "chemical-weapons", "drone", "attack"})
"""Classes of things that are of force by themselves."""


def sense_of(one: Finding, sense: str | None, *, of_text: str | None, about: str | None, fresh: bool) -> str | None:
    """The sense of an act in a sentence of the world `sense`, as in "attacked the king" of chess; None for security.

    `of_text` is the world of the whole text, `about` what the act is about; `fresh`: it is dated to the last days.
    """
    if fresh and sense != "technology" and _struck(one):
        return one.hit.act.sense  # "the film festival opened two days after Russian drones hit the port"
    if about == "arms-sale" and one.actors and sense in (None, "business"):
        return None  # a sale of arms is one though the text is of business; in games and films it is not
    return one.hit.act.sense or _sense(sense, one, of_text=of_text, about=about)


def _decrees(mention: ActorMention) -> bool:
    return mention.sector == "IGO" or mention.kind in ("country", "seat")


def _sense(sense: str | None, one: Finding, *, of_text: str | None, about: str | None) -> str | None:
    """The sense of the sentence in its text, unless the act is plainly of force between those who have it.

    In a text on films, games, books or wars long past forces do as they please.
    """
    if sense is None or (sense in _TRADES and _hacks(one, about)):
        return None
    if sense in _TALES and of_text in _TALES:
        return sense
    if sense in _HARMLESS and _sabotages(one):
        return None
    if sense == "crime":
        return None if _of_forces(one) or _between_states(one) else sense
    if sense == "business" and _by_rebels(one):
        return None
    if about == "arms-policy" and sense == "business" and any(m.sector in ("GOV", "LEG") for m in one.actors):
        return None  # "to lift its ban on lethal exports"
    decreed = one.hit.act.type == "SANCTION" and about == "sanctions" and sense == "business"
    if decreed and any(_decrees(m) for m in one.actors):
        return None  # "the Union prepared sanctions on tankers": no stock exchange, no central bank
    if sense == "weather":
        return None if _of_war(one) else sense
    if sense == "health" and _kills(one):
        return None
    if sense == "sport" and one.hit.act.mode in _BY_ARMS and any(m.sector == "REB" for m in one.actors):
        return None  # "gunmen shot at the cricketers"
    named = [m for m in (*one.actors, *one.recipients) if m.sector in _FORCES]
    if named and one.hit.classes & STRONG:
        return None
    party = any(m.country for m in (_named(one) if one.actors else one.recipients))
    if one.hit.act.mode in _WARFARE and sense == "business" and party:
        return None
    if one.hit.act.mode in _RULE and sense in _TRADES and not any(m.sector in _PRIVATE for m in one.actors):
        return None
    if sense == "business" and (_closes(one) or _drills(one)):
        return None
    states = {m.country for m in one.actors if m.country is not None and m.sector in _STATES}
    others = {m.country for m in one.recipients if m.country is not None} - states
    between = states and others and sense in _TRADES
    martial = one.hit.act.type in ("ACCUSE", "THREATEN", "ASSAULT") and bool(one.hit.classes & _OF_WAR)
    martial = martial or (one.hit.act.type, one.hit.act.mode) == ("THREATEN", "violence")
    return None if between and (not _OF_STATES.isdisjoint({one.hit.act.about, *one.hit.classes}) or martial) else sense


def of_crime(scene: Scene, s: Sentence, one: Finding, counted: Sequence[Quantity]) -> bool:
    """Whether one or two whom nobody knows are shot or stabbed by nobody who is named, or one soldier rapes: "Man shot
    dead at a bar", "a marine raped a student".

    Where more die, an official does, or the place is one of war, it may be more than a crime.
    """
    if one.hit.act.mode == "sexual":
        return _by_one(one)
    if scene.of_security:
        return False
    if one.hit.act.type != "ASSAULT" or one.hit.act.mode == "targeted" or one.actors or not one.recipients:
        return False
    by_hand = one.hit.act.mode in _BY_HAND or not _KNIVES.isdisjoint(s.vocabulary)
    if not by_hand or any(m.sector not in _PRIVATE or m.actor.name for m in one.recipients):
        return False
    if "helpers" in one.hit.classes or any(quantity.best >= _MANY for quantity in counted):
        return False
    return _OF_A_WAR.isdisjoint(s.vocabulary) and not any(
        p.kind == "contested" for p in scene.places_in(s.begin, s.end)
    )


def helps(one: Finding) -> bool:
    """Whether forces only move, against nobody: in a text of a flood they do so to help."""
    return one.hit.act.type == "MOBILIZE" and one.hit.act.mode == "troops" and not (one.against or one.recipients)


def _by_one(one: Finding) -> bool:
    return bool(one.actors) and all(m.kind in ("person", "office") and not m.plural for m in one.actors)


def takes_many(one: Finding, counted: Sequence[Quantity]) -> bool:
    """As in "gunmen kidnapped 60 villagers", among robberies as it may be told."""
    return one.hit.act.mode == "abduct" and any(quantity.best >= _MASS for quantity in counted)


def _kills(one: Finding) -> bool:
    """As in "rebels killed three people at a cholera hospital": no fight against a disease is."""
    people = "people" in one.hit.classes and one.hit.act.type == "ASSAULT" and one.hit.act.id not in _FIGHTS
    return people and any(m.sector in ("MIL", "REB") for m in one.actors)


_MASS: Final = 10
_BY_ARMS: Final = frozenset({"firearms", "explosives", "suicide-attack", "abduct"})
_BY_HAND: Final = frozenset({"firearms", "primitive"})
_KNIVES: Final = frozenset("knife knives stabbing stabbed stabs machete axe".split())
_MANY: Final = 3
_OF_A_WAR: Final = frozenset(
    """
    civilian civilians villager villagers protester protesters demonstrator demonstrators rebel rebels militant
    militants soldiers troops army front war aid relief worshippers pilgrims settler settlers refugees hostage
    hostages sniper snipers checkpoint crossfire artillery mortar mortars explosions shelling barracks outpost frontline
    """.split()
)


def _sabotages(one: Finding) -> bool:
    """Whether cables, pipelines or power are struck by saboteurs: no weather and no price does that."""
    if one.hit.act.id == "sabotage-found":
        return True
    if one.hit.act.type != "ASSAULT" or "infrastructure" not in one.hit.classes:
        return False
    return "attack" in one.hit.classes or any(m.sector in _FORCES for m in one.actors)


def _by_rebels(one: Finding) -> bool:
    """Whether an armed group takes or threatens somebody: "seized a tanker", "threatened two drivers of the firm".

    Gangs and hijackers attack in earnest, where rebels among the shareholders only may.
    """
    act = one.hit.act
    by = [m.actor.text.lower() for m in one.actors if m.sector == "REB"]
    if act.type == "ASSAULT" and act.mode != "abduct":
        return any("rebel" not in name and "insurgent" not in name for name in by)
    return bool(by) and (act.type == "THREATEN" or act.mode == "abduct")


def _between_states(one: Finding) -> bool:
    """Whether a state downgrades what it has with another, be it over a murder: "suspended visits"."""
    act = one.hit.act
    states = {m.country for m in one.actors if m.sector == "GOV"}
    others = {m.country for m in one.recipients} - {None}
    return act.type == "SANCTION" and "diplomatic" in act.contexts and bool(states) and bool(others - states)


def _closes(one: Finding) -> bool:
    """Whether a state or an armed group shuts a strait or takes a ship, whatever that does to the price of oil."""
    act = one.hit.act
    shut = "strait" in one.hit.classes and act.mode == "restrict"
    return (shut or act.id == "seize-ship") and any(m.country and m.sector in _STATES for m in one.actors)


def _hacks(one: Finding, about: str | None) -> bool:
    """Whether a state accuses another of breaking into networks, or is told to have done so: no news of gadgets."""
    states = {m.country for m in one.actors if m.country is not None and m.sector in _STATES}
    others = {m.country for m in one.recipients if m.country is not None and m.sector in _STATES} - states
    hacking = one.hit.act.mode == "cyber" or (one.hit.act.type == "ACCUSE" and about == "cyberattacks")
    return hacking and bool(states and others)


def _drills(one: Finding) -> bool:
    """Whether a state or its navy holds exercises, whatever that does to prices."""
    return one.hit.act.about == "exercise" and any(m.country and m.sector in _STATES for m in one.actors)


def _struck(one: Finding) -> bool:
    """Whether a state or an armed group struck with arms of war: no player, nobody in a film, does that on a Monday."""
    arms = one.hit.act.mode in _WARFARE or not one.hit.classes.isdisjoint(_FLYING)
    sides = [m for m in _named(one) if m.sector in ("MIL", "REB") or m.kind in ("country", "demonym")]
    return one.hit.act.type == "ASSAULT" and arms and bool(sides)


def _named(one: Finding) -> list[ActorMention]:
    """Those of a country who act: "Germany's biggest landlord fired the next salvo" names none."""
    owned = one.hit.lemma in _LOOSING and one.hit.classes.isdisjoint(_FLYING)
    return [m for m in one.actors if m.country and not (owned and m.possessive)]


_FLYING: Final = ("missile", "drone")
_LOOSING: Final = frozenset({"fire", "launch", "unleash", "mount", "open"})
"""What people do, not arms: a country's missiles hit, its firms fire salvos."""


def _of_forces(one: Finding) -> bool:
    """Whether an act told among crimes is that of soldiers, of a known armed group or of rule, not of "gunmen"."""
    if one.hit.act.mode == "sexual" and _by_one(one):
        return False
    sides = (*one.actors, *one.recipients)
    known = any(m.sector == "REB" and m.actor.name is not None and "gang" not in m.tags for m in sides)
    killed = any(m.kind in ("person", "office") and m.sector in ("GOV", "LEG") for m in one.recipients)
    act = one.hit.act
    bombed = act.mode == "explosives" and not any("gang" in m.tags for m in sides)  # be it at a bar
    by_means = bombed or act.type == "MOBILIZE" or act.mode in _RULE or act.mode in _WARFARE
    return known or killed or by_means or any(m.sector in ("MIL", "SPY") for m in sides)


def _of_war(one: Finding) -> bool:
    """Whether an act told of a disaster is of war: soldiers dig and guard there, and fight mud."""
    act, sides = one.hit.act, (*one.actors, *one.recipients)
    if one.against or any(m.sector == "REB" and not m.resolved for m in one.actors):
        return True
    if not _UNTOUCHED.isdisjoint({act.about, *one.hit.classes}):
        return True
    if act.type == "ASSAULT":
        if act.id in _FIGHTS and len({m.country for m in sides}) < 2:
            return False
        armed = act.id not in _COUNTS and any(m.sector in ("MIL", "SPY") for m in one.actors)
        fire = act.mode in _WARFARE and (one.hit.classes & STRONG or any(m.sector in _STATES for m in one.actors))
        return armed or bool(fire)
    return act.type in ("ACCUSE", "THREATEN") and bool(one.hit.classes & STRONG)


_UNTOUCHED: Final = frozenset(
    {"missile", "nuclear-weapons", "chemical-weapons", "border", "ceasefire", "peace-talks", "power"}
)
"""What nobody moves, shuts, takes or gives up because of a storm."""
_COUNTS: Final = frozenset({"casualties", "deaths"})
"""Acts that only count the hurt: armies count those of a flood."""
_FIGHTS: Final = frozenset({"fight", "enter-combat", "enter-place", "advance", "push-into"})
"""Acts that soldiers and fire brigades do to water and fire too: "the army joins the battle against the floods",
"marches into the hills"."""
_HARMLESS: Final = frozenset({"business", "weather"})
_FORCES: Final = frozenset({"MIL", "REB", "SPY"})
_STATES: Final = frozenset({"GOV", "LEG", "IGO", *_FORCES})
_TALES: Final = frozenset({"culture", "history", "technology", "sport"})
_RULE: Final = frozenset({"curfew", "martial-law", "censor"})
"""Modes of rule that only those in power have, though shops close and the internet goes off: no club's curfew."""
_PRIVATE: Final = frozenset({"BUS", "CVL", "JRN", "UNK"})
_WARFARE: Final = frozenset({"aerial", "drone", "suicide-attack", "heavy-weapons"})
"""Modes of force that firms do not use, though what they hit be a firm's: "drones struck the refinery"."""
_TRADES: Final = frozenset({"business", "technology", "culture"})
_OF_STATES: Final = frozenset({"sanctions", "arms-policy"})
"""What only states do to each other, though it be done to banks and told in texts of business."""
_OF_WAR: Final = STRONG | {"exercise", "test"}
