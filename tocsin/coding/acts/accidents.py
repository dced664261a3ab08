"""Accidents: harm that nature, age or a mishap did, and nobody to anybody."""

from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.carrying import HURTING
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.nature import by_storm, names_nature
from tocsin.coding.acts.things import classes_in, is_beast
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import NUMBER

ARMED: Final = frozenset({"MIL", "REB", "POL", "SPY"})
FORCE: Final = frozenset(
    {"weapons", "missile", "drone", "troops", "attack", "fire", "chemical-weapons", "nuclear-weapons", "shots"}
)
"""Classes of what kills and hurts by somebody's hand."""


_COMING: Final = frozenset({"will", "would", "shall", "'ll"})
"""Auxiliaries of what somebody says will be: no accident is."""


def by_accident(s: Sentence) -> bool:
    """As in "a gas blast", "an explosion at a fireworks factory": an explosion where words of accidents stand, and
    none of bombs or bombers.
    """
    if _EXPLOSIONS.isdisjoint(s.vocabulary):
        return False
    if "accidental" in s.vocabulary and _NOT.isdisjoint(s.vocabulary):
        return True
    if s.grammar.explosive.isdisjoint(s.vocabulary):
        return False
    return _BOMBERS.isdisjoint(s.vocabulary)


def accidental(words: AbstractSet[str]) -> bool:
    """Whether a text tells of an explosion by its words for what explodes by itself, and of no bomber and no war."""
    return not (_EXPLOSIONS.isdisjoint(words) or _MISHAPS.isdisjoint(words)) and _HOSTILITIES.isdisjoint(words)


def of_old(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "unexploded bombs still kill farmers", "hurt when a grenade exploded in his digger"."""
    if not _UNEARTHING.isdisjoint(s.vocabulary):
        return True
    span = subject_of(groups, hit.clause) if hit.clause >= 0 else None
    return span is not None and not _LEFT.isdisjoint(s.lower[slice(*span)])


_NOT: Final = frozenset({"not", "no", "nothing", "ruled", "rule", "rules"})
"""Words by which what is called accidental was none: "nothing accidental about the blast"."""
_LEFT: Final = frozenset({"unexploded", "undetonated"})
_UNEARTHING: Final = frozenset({"digger", "excavator", "ploughed", "ploughing", "plowed", "plowing", "unearthed"})
_EXPLOSIONS: Final = frozenset(
    "blast blasts explosion explosions detonation explode explodes exploded exploding".split()
)
_MISHAPS: Final = frozenset(
    "gas boiler cylinder cylinders methane colliery fireworks firecrackers nitrate depot factory miners".split()
)
_BOMBERS: Final = frozenset(
    """
    bomb bombs bomber bombers bombing bombings attack attacks attackers militant militants rebel rebels insurgent
    insurgents sabotage saboteurs terrorist terrorists terrorism suicide grenade grenades landmine landmines rocket
    rockets shell shells missile missiles guerrillas separatists
    """.split()
)
_HOSTILITIES: Final = _BOMBERS | frozenset("drone drones strike strikes airstrike airstrikes shelling war".split())


def _run_over(s: Sentence, hit: Hit) -> bool:
    """As in "was struck and killed on Sunday by a train"."""
    if hit.noun or hit.act.type != "ASSAULT":
        return False
    behind = s.lower[hit.last : min(hit.last + _REACH, s.end)]
    return any(
        by == "by" and a in ("a", "the") and what in _ON_RAILS
        for by, a, what in zip(behind, behind[1:], behind[2:], strict=False)
    )


_ON_RAILS: Final = frozenset({"train", "tram", "locomotive"})
_REACH: Final = 9


def by_nobody(scene: Scene, s: Sentence, groups: list[Group], hit: Hit, sides: list[ActorMention]) -> str:
    if hit.clause >= 0 and groups[hit.clause].modal in _COMING:
        return ""
    if hit.lemma in _AIMED or (hit.act.id == "shoot-down" and hit.lemma in _SHOOTING):
        return ""
    here = _beside(s, groups, hit)
    here |= classes_in(s, hit.first + 1, hit.last)  # "downed 147 drones": what stands within the trigger
    if by_storm(s, groups, hit):
        return "an accident or a force of nature, by nobody's hand"
    told = names_nature(s, hit) or in_training(s) or _run_over(s, hit)
    if told and not here & {"attack", "missile", "drone", "fire"} and not _by_the_armed(scene, s, groups, hit, sides):
        return "an accident or a force of nature, by nobody's hand"
    if hit.act.id == "die" and _at_age(s, hit):
        return "a death of old age, by nobody's hand"  # "has died at 82"
    if hit.act.id == "die" and "attack" not in here and _is_retired(s, groups, hit):
        return "the death of an old soldier, by nobody's hand"
    if hit.lemma == "die" and not here & FORCE and sides and all(_in_office(m) for m in sides):
        return "the death of one man, by nobody's hand"
    if hit.lemma == "target" and not here & FORCE and not hit.classes & _TARGETS:
        return "singled out, not struck"
    if (_blaze(s) or _burnt(s, hit)) and not here & {"missile", "drone"} and _BOMBERS.isdisjoint(s.vocabulary):
        return "a fire, by nobody's hand"
    if here & FORCE or any(m.sector in ARMED for m in sides):
        return ""
    if hit.clause >= 0:
        span = subject_of(groups, hit.clause)
        by = classes_in(s, *head_of(s, *span)) if span is not None else frozenset()
        wrecked = "aircraft" in by and hit.act.mode == "destroy" and not groups[hit.clause].passive
        if by & (FORCE | {"police", "crowd", "rebels"}) or wrecked:  # "Israeli jets wrecked a convoy"
            return ""
    if hit.lemma == "down" and "aircraft" in hit.classes:
        return ""  # what is downed is shot at
    if hit.lemma in ("sink", "target") and len({m.country for m in sides if m.country}) > 1:
        return ""  # "Ukraine sank a Russian ship", "targets a US base": one side does it to another
    if hit.lemma == "sink" and _sinks(groups, hit, sides):
        return ""
    if hit.lemma == "kill" and (_kills(scene, s, groups, hit, sides) or _of_public_man(hit, sides, here)):
        return ""
    if hit.lemma in ("kill", "slay") and any(place.kind == "contested" for place in scene.places_in(s.begin, s.end)):
        return ""
    if scene.warlike or scene.of_security or (hit.lemma in _DELIBERATE and "people" in here):
        return ""
    if not _VICTIMS_OF_WAR.isdisjoint(s.vocabulary):
        return ""
    return "a death or a hurt without attacker or weapon"


def _sinks(groups: list[Group], hit: Hit, sides: list[ActorMention]) -> bool:
    """As in "Iran sank two ships": a state does it to a ship, which does not go down by itself."""
    transitive = hit.clause >= 0 and (groups[hit.clause].passive or "ship" in hit.classes)
    return transitive and any(m.kind in _STATES and m.preposition in ("", "by") for m in sides)


def _kills(scene: Scene, s: Sentence, groups: list[Group], hit: Hit, sides: list[ActorMention]) -> bool:
    """As in "Israel kills 3 in Nablus": a state does it, and to so many."""
    if hit.noun or groups[hit.clause].passive or not s.flag(hit.last) & NUMBER:
        return False
    span = subject_of(groups, hit.clause)
    named = scene.actors_in(*span) if span is not None else []
    return any(m.kind in ("country", "seat") and not (m.modifier or m.possessive) for m in named if m in sides)


def _of_public_man(hit: Hit, sides: list[ActorMention], here: frozenset[str]) -> bool:
    """As in "a Somali lawmaker was killed in Mogadishu": of one of these it is told how, if it was by accident."""
    if hit.act.frame != "patient" or not here.isdisjoint(_CARRYING):
        return False
    return any(
        m.kind in ("office", "person") and m.sector in _OF_POWER and not (m.preposition or m.possessive) for m in sides
    )


_CARRYING: Final = frozenset({"aircraft", "vehicle", "ship"})
_OF_POWER: Final = frozenset({"GOV", "LEG", "JUD"})
_STATES: Final = frozenset({"country", "seat", "force", "group", "demonym"})


def _beside(s: Sentence, groups: list[Group], hit: Hit) -> frozenset[str]:
    """The classes of the words around an act, but for "killing two": that names no attack."""
    verbs = {group.head for group in groups if group.lemma in HURTING and not hit.first <= group.head < hit.last}
    cuts = sorted({s.begin, hit.first, hit.last, s.end, *verbs, *(head + 1 for head in verbs)})
    stretches = [(a, b) for a, b in pairwise(cuts) if a not in verbs and not hit.first <= a < hit.last]
    return frozenset[str]().union(*(classes_in(s, a, b) for a, b in stretches))


def _blaze(s: Sentence) -> bool:
    """As in "killed in a fire", "a hotel fire": what burns, not what guns do ("killed by fire from a post")."""
    if "fire" not in s.vocabulary:
        return False
    fires = (i for i in range(s.begin, s.end) if s.lower[i] == "fire")
    return any((i > s.begin and s.lower[i - 1] in _BURNING) or s.lower[i + 1 : i + 2] == ["aboard"] for i in fires)


def _burnt(s: Sentence, hit: Hit) -> bool:
    """As in "a school was destroyed by fire": by flames; fire "from a post" is aimed."""
    if hit.act.mode != "destroy":
        return False
    behind = s.lower[hit.last - 2 : hit.last + 2]
    return any(a == "by" and b == "fire" for a, b in pairwise(behind)) and "from" not in behind


_BURNING: Final = frozenset(
    """
    a house building hotel hospital factory apartment warehouse forest kitchen tower market nightclub school submarine
    ship massive huge big large major deadly devastating raging fierce second another
    """.split()
)


def _by_the_armed(scene: Scene, s: Sentence, groups: list[Group], hit: Hit, sides: list[ActorMention]) -> bool:
    """As in "gunmen killed nine bus passengers", "a polio worker was killed by rebels": no accident did it."""
    if hit.noun or hit.lemma in _BEFALLS or is_beast(classes_in(s, hit.last, min(hit.last + _NEAR, s.end))):
        return False
    if any(m.sector in _FIGHTERS and m.preposition == "by" for m in sides):
        return True
    span = subject_of(groups, hit.clause)
    if groups[hit.clause].passive or span is None or s.lower[hit.last : hit.last + 1] in _AT_ONCE:
        return False
    head = scene.tokens.start[head_of(s, *span)[1] - 1]  # "soldiers", not "military" of "a military plane"
    return any(m.sector in _FIGHTERS and m.start <= head < m.end for m in sides)


_BEFALLS: Final = frozenset({"die", "crash", "sink", "suffer", "lose"})
"""Verbs of what befalls their subject."""
_AT_ONCE: Final = [[word] for word in "in by when as after during on near".split()]
"""What follows a participle at once: "soldiers killed in a crash"."""
_FIGHTERS: Final = frozenset({"MIL", "REB"})
_NEAR: Final = 4
"""Tokens behind a verb in which it is said to whom: "killed hundreds of dogs"."""


def _at_age(s: Sentence, hit: Hit) -> bool:
    """As in "has died at 82", "died on Saturday, aged 82"."""
    if s.lower[hit.last : hit.last + 1] in _AT_AGE and s.flag(hit.last + 1) & NUMBER:
        return True
    behind = range(hit.last, min(hit.last + _DAY, s.end))
    return any(s.lower[i] == "aged" and s.flag(i + 1) & NUMBER for i in behind)


_DAY: Final = 9
"""Tokens behind a death in which its day and the age stand."""


def _in_office(mention: ActorMention) -> bool:
    """As in "the ambassador died": of one of these it is told by what or whom, if it was by anything."""
    return mention.kind in ("person", "office") and not mention.plural and mention.sector in ("GOV", "IGO", "LEG")


_TARGETS: Final = frozenset({"target", "troops", "weapons", "ship", "aircraft", "infrastructure"})
"""What is struck where it is targeted; people may be so with words, taxes or arrests."""


def _is_retired(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a retired general who led the troops in Iraq has died"."""
    span = subject_of(groups, hit.clause) if hit.clause >= 0 else None
    return span is not None and not _RETIRED.isdisjoint(s.lower[span[0] : hit.first])


_AT_AGE: Final = (["at"], ["aged"])
_RETIRED: Final = frozenset({"retired", "former", "veteran", "ex-general", "decorated"})


def in_training(s: Sentence) -> bool:
    """As in "died on training missions", "die in training"."""
    if "training" not in s.vocabulary:
        return False
    return any(
        s.lower[i] == "training" and (s.lower[i - 1] in ("in", "during") or s.lower[i + 1 : i + 2] in _TRAINED)
        for i in range(s.begin + 1, s.end)
    )


_TRAINED: Final = [[noun] for noun in "mission missions exercise exercises flight flights accident accidents".split()]
_AIMED: Final = frozenset({"fire", "open", "turn", "firebomb", "swat"})
"""Verbs of what no accident does to anybody: "fired on a bus", "swatted a drone out of the sky"."""
_SHOOTING: Final = frozenset({"shoot", "blast", "blow"})
_DELIBERATE: Final = frozenset({"massacre", "behead", "butcher", "exterminate", "assassinate", "lynch", "slaughter"})
"""Verbs of killing that no accident does."""
_VICTIMS_OF_WAR: Final = frozenset(
    """
    civilians protesters demonstrators mourners peacekeepers hostages protests crackdown activists insurgents herders
    herdsmen machetes abducted kidnapped lynched unrest
    """.split()
)
"""Those of whom news tells only because somebody killed them, and those who count such dead."""
