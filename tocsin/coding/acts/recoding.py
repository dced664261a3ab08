"""Recoding: acts that the words around make others: shots in a drill, warnings that are threats, arms handed in."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.agents import by_whom, doers
from tocsin.coding.acts.crowds import at_crowd, gasses, of_trade
from tocsin.coding.acts.drills import for_show, in_drill, to_drill
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.home import stays_home
from tocsin.coding.acts.scolding import quarrels, scolds
from tocsin.coding.acts.things import classes_in
from tocsin.coding.acts.usages import reinterpreted
from tocsin.coding.acts.warnings import warns_of_others, warns_off
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET

_FIRED: Final = frozenset({"firearms", "explosives", "aerial", "drone", "heavy-weapons"})
_NEAR: Final = 5
"""Tokens behind a word in which those or that is named whom it leads to."""


def recoded(s: Sentence, groups: list[Group], hit: Hit) -> Hit:
    """The hit, as the act that it is where it stands: "fired rockets in a live-fire drill" is the drill."""
    acts = s.grammar.acts
    hit = reinterpreted(s, groups, hit)
    if hit.act.id in _SENDING and stays_home(s, groups, hit):
        return replace(hit, act=acts["troops-mass"])
    if hit.act.id in _ENTERING and "rebels" not in doers(s, groups, hit.clause) and _peaceful(s, groups, hit):
        return replace(hit, act=acts["troops-move"])  # "entered the town unopposed"
    hit = of_trade(s, hit)
    if hit.act.type == "ASSAULT" and (scolds(s, groups, hit) or quarrels(s, groups, hit)):
        return replace(hit, act=acts["attack-decision"])
    if hit.act.id == "help" and hit.lemma == "rescue" and s.held:
        return replace(hit, act=acts["free-abducted"])  # "gunmen abducted nine pupils; soldiers rescued them"
    if hit.act.id == "planes-hit" and by_a_man(s, groups, hit):
        blown_up = s.lower[_doer(s, groups, hit)[1] - 1].startswith("bomber")
        return replace(hit, act=acts["suicide-attack" if blown_up else "hit-target"])
    if hit.act.type == "ASSAULT" and hit.lemma in _SEARCHING and _on_an_office(s, groups, hit):
        return replace(hit, act=acts["crackdown"])  # "security forces stormed the offices of the opposition party"
    if hit.act.id == "would-answer" and not hit.noun and gasses(s, hit):
        return replace(hit, act=acts["crowd-control"])
    fired = hit.act.mode in _FIRED or hit.act.id == "hit-target"
    if hit.act.type == "ASSAULT" and fired and in_drill(s, hit):
        return replace(hit, act=acts["exercise"], classes=frozenset({"exercise"}))
    hit = for_show(s, groups, hit)
    if hit.act.id == "rebels-detain" and groups[hit.clause].passive and not _by_rebels(s, groups, hit):
        return replace(hit, act=acts["arrest"])  # "suspected militants were detained"
    if hit.act.id in _TAKEN and groups[hit.clause].passive and _is_place(s, groups, hit):
        return replace(hit, act=acts["capture-place"], classes=frozenset({"territory"}), state=False)
    if (
        hit.act.id == "give-arms"
        and hit.lemma in _SENT
        and ((hit.classes & _CREWED and _to_a_sea(s, groups, hit)) or _drives_in(s, groups, hit))
    ):
        # "sent two frigates to the strait", "sent tanks into the buffer zone"
        return replace(hit, act=acts["send-weapons-forward"])
    if hit.act.id == "ship-heads-for" and to_drill(s, hit.last):
        return replace(hit, act=acts["exercise"], classes=frozenset({"exercise"}))
    if hit.act.id == "give-arms" and hit.lemma in _SENT and hit.classes & _FLYING and _flown(s, groups, hit):
        return replace(hit, act=acts["fire-weapon"])  # "had sent 60 drones overnight"
    if hit.act.id == "give-arms" and hit.lemma in _HANDED and _gives_up(s, groups, hit):
        return replace(hit, act=acts["disarm"])  # "former fighters handed over their guns at a camp"
    if hit.act.id == "warning-shots" and at_crowd(s, groups, hit):
        return replace(hit, act=acts["crowd-control"])
    if hit.act.mode == "arrest" and hit.act.type == "COERCE" and not hit.noun and _is_gone(s, hit):
        return replace(hit, act=acts["disappear-people"], state=False)
    if _arrests(s, groups, hit) and doers(s, groups, hit.clause) & _COURTLESS == {"rebels"}:
        # "gunmen led thirty soldiers off a train", "was taken away by gunmen"
        return replace(hit, act=acts["rebels-detain"], state=False)
    if hit.lemma == "warn" and hit.act.type == "THREATEN" and warns_of_others(s, groups, hit):
        return replace(hit, act=acts["warn"])
    if (
        hit.lemma == "warn"
        and hit.act.type in _WARNING
        and not groups[hit.clause].passive
        and warns_off(s, groups, hit)
    ):
        return replace(hit, act=acts["warn-off"])
    return hit


def _arrests(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether somebody who is named takes somebody: "led off thirty", "was led off by gunmen"."""
    if hit.act.mode != "arrest" or hit.act.type != "COERCE" or hit.noun:
        return False
    if groups[hit.clause].passive:
        return by_whom(s, groups, hit.clause) is not None
    return hit.last > hit.first + _WORDS or object_follows(s, hit.first + 1)


_WORDS: Final = 2
"""Words of an act behind which no object need follow: "took off the bus those who had no papers"."""


def _is_gone(s: Sentence, hit: Hit) -> bool:
    """Whether it is told behind that nobody knows where he is: "He has not been heard from since"."""
    behind = f" {' '.join(s.tokens.lower[hit.last : s.end + _NEXT])} "
    return any(f" {words} " in behind for words in _GONE)


_NEXT: Final = 32
"""Tokens behind a sentence in which it is told what became of whom it tells."""
_GONE: Final = (
    "has not been heard from",
    "have not been heard from",
    "has not been seen since",
    "have not been seen since",
    "never seen again",
    "have had no news of",
    "has had no news of",
    "whereabouts are unknown",
    "whereabouts remain unknown",
    "whereabouts unknown",
    "fate is unknown",
    "fate remains unknown",
)


def _peaceful(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "entered the town unopposed", "peacefully took charge of the airport", "moved in without firing a shot"."""
    clause = s.lower[max(s.begin, hit.first - 1) : max(groups[hit.clause].stop, hit.last)]
    alone = "without" in clause and not _NO_FIGHT.isdisjoint(clause)
    return alone or not _UNOPPOSED.isdisjoint(clause)


_ENTERING: Final = frozenset({"enter-place", "grab-place", "capture-place"})
_UNOPPOSED: Final = frozenset({"unopposed", "peacefully", "peaceful"})
_NO_FIGHT: Final = frozenset({"fight", "fighting", "resistance", "shot", "bloodshed", "opposition", "incident"})


_SENDING: Final = frozenset({"send-troops", "send-weapons-forward", "more-troops-go"})


def by_a_man(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a suicide car bomber targeted a convoy. The bomber was heading for the airport": no aircraft does so."""
    first, last = _doer(s, groups, hit)
    if last <= first or s.lower[last - 1] not in _BOMBERS:
        return False
    if s.lower[last - 1].startswith("fighter"):
        return s.lower[last - 2] in _FIGHTING
    if s.lower[last - 1] == "bomber" and all(s.flag(i) & DET for i in range(first, last - 1)):
        return True  # "Bomber hits checkpoint": one of whom no more is told
    return not _BLOWN_UP.isdisjoint(s.tokens.lower[max(0, s.begin - _AROUND) : s.end + _AROUND])


def _on_an_office(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether a state's own men enter where a party or a newspaper sits."""
    behind = {*s.lower[hit.first + 1 : max(groups[hit.clause].stop, hit.last)]}
    found = doers(s, groups, hit.clause)
    return (
        bool(found & _OWN_MEN)
        and "rebels" not in found
        and not (_ROOMS.isdisjoint(behind) or _OF_WHOM.isdisjoint(behind))
    )


_OWN_MEN: Final = frozenset({"police", "state", "troops"})
_SEARCHING: Final = frozenset({"storm", "raid"})
_ROOMS: Final = frozenset("office offices headquarters newsroom premises home homes".split())
_OF_WHOM: Final = frozenset(
    "party opposition newspaper broadcaster channel magazine charity activist activists".split()
)


def _doer(s: Sentence, groups: list[Group], hit: Hit) -> tuple[int, int]:
    """The head of the subject, or of who stands behind the "by" of a passive."""
    group = groups[hit.clause]
    if group.passive:
        by = next((i for i in range(group.head + 1, group.stop) if s.lower[i] == "by"), -1)
        return head_of(s, by + 1, min(group.stop, by + 1 + _NEAR)) if by >= 0 else (0, 0)
    span = subject_of(groups, hit.clause)
    return head_of(s, *span) if span is not None else (0, 0)


_BOMBERS: Final = frozenset({"bomber", "bombers", "fighter", "fighters"})
_FIGHTING: Final = frozenset("resistance rebel militia guerrilla tribal separatist islamist jihadist kurdish".split())
_AROUND: Final = 400
"""Tokens around a sentence in which it is told what a bomber does, so that no text costs more than its length."""
_BLOWN_UP: Final = frozenset("suicide car detonated vest".split())


def _gives_up(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether those who have fought hand over arms, to nobody who is named: makers and states deliver some."""
    if hit.noun or groups[hit.clause].passive or _to_whom(s, groups, hit):
        return False
    span = subject_of(groups, hit.clause)
    words = s.lower[slice(*span)] if span is not None else []
    return "rebels" in doers(s, groups, hit.clause) or any(w.startswith("ex-") or w == "former" for w in words)


def _to_whom(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether those are named to whom something goes."""
    return not {"to", "for", "with"}.isdisjoint(s.lower[hit.first : max(groups[hit.clause].stop, hit.last)])


def _flown(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether what was sent came flying by night or in waves, and nobody was given it."""
    behind = s.lower[hit.first : max(groups[hit.clause].stop, hit.last)]
    return not _BY_AIR.isdisjoint(behind) and not _to_whom(s, groups, hit)


_FLYING: Final = frozenset({"missile", "drone"})
_BY_AIR: Final = frozenset(
    "overnight dawn night hours waves wave swarms swarm barrage salvo salvoes at against".split()
)
_HANDED: Final = frozenset({"hand", "turn", "surrender"})


def _by_rebels(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether those behind the "by" of a passive are an armed group."""
    stop = groups[hit.clause].stop
    by = next((i for i in range(hit.last, stop) if s.lower[i] == "by"), -1)
    return by >= 0 and "rebels" in classes_in(s, by + 1, min(by + _NEAR, stop))


_TAKEN: Final = frozenset({"be-captured", "rebels-detain", "seize-people"})


def _is_place(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether what is taken is a place, and nobody in it: "the base was captured by rebels", not "its mayor was"."""
    span = subject_of(groups, hit.clause)
    classes = classes_in(s, *span) if span is not None else frozenset()
    return not classes.isdisjoint(_PLACES) and classes.isdisjoint(_MANNED)


_PLACES: Final = frozenset({"territory", "target", "premises"})
_MANNED: Final = frozenset({"people", "captives", "troops", "rebels", "police", "crowd", "citizens", "vehicle", "ship"})


def _to_a_sea(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether what is sent goes to waters or a front, and to nobody who could be given it."""
    stop = groups[hit.clause].stop
    to = next((i for i in range(hit.last, stop) if s.lower[i] in ("to", "towards", "toward", "into")), -1)
    return to >= 0 and not _WATERS.isdisjoint(classes_in(s, to + 1, min(to + _NEAR, stop)))


def _drives_in(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether tanks are sent where somebody drives them: nobody is given any "through the tunnel"."""
    behind = s.lower[hit.first : groups[hit.clause].stop]
    where = next((word for word in behind if word in _INTO or word == "to"), "")
    return where in _INTO and not _TANKS.isdisjoint(behind)


_INTO: Final = frozenset({"into", "through", "across", "over"})
_TANKS: Final = frozenset("tank tanks armour armor bulldozers".split())
_SENT: Final = frozenset({"send", "dispatch", "rush"})
_CREWED: Final = frozenset({"ship", "aircraft"})
_WATERS: Final = frozenset({"sea", "passage", "border"})
_COURTLESS: Final = frozenset({"rebels", "police", "state"})
"""Armed groups, and those whose arrests they are where both are named."""


_WARNING: Final = frozenset({"STATEMENT", "REQUEST"})
