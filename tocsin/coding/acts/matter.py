"""What an act is about: the class of its object, and the contexts that this and its clause give it.

An act of force names its thing ("sent troops"). An act of words is about what the words govern: "denied that troops
were fighting" is about troops, "accused Iran of shipping missiles" about missiles, "urged Kyiv to resume talks" about
talks. Where it only points ("called it absurd", "rejected the charge") the sentence before tells.
"""

from collections.abc import Sequence
from typing import Final

from tocsin.coding.acts.crowds import in_unrest
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.spoken import Spoken, spoken
from tocsin.coding.acts.things import BREAKING, classes_in
from tocsin.coding.acts.topics import PLAIN, TOPICS, add_contexts, is_telling, most_telling
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Group, Sentence, is_form
from tocsin.vocabulary import Context, EventType

_OF_WORDS: Final[frozenset[EventType]] = frozenset(
    {"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONSULT", "SUPPORT", "CONCEDE"}
)
"""Acts that are done with words, about something else."""

_VAGUE: Final = frozenset({"talks", "report", "offer", "comment", "threats", "displeasure", "approval", "yielding"})
"""What an act of words is about only where nothing more telling is named."""

_OF_TALKS: Final = frozenset(
    {"ceasefire", "peace-talks", "nuclear-programme", "nuclear-weapons", "captives", "arms-sale"}
)
_SOLD: Final = frozenset({"weapons", "missile", "drone"})
_SALE: Final = frozenset({"contract", "contracts", "purchase", "purchases", "sale", "sales", "procurement"})
_BARGAINS: Final[frozenset[EventType]] = frozenset({"AGREE", "CONSULT"})
_STRUCK: Final = frozenset({"attack", "target", "territory", None})
_MOVED: Final = frozenset(
    {
        *("troops", "weapons", "missile", "drone", "aircraft", "ship", "vehicle", "reserves", "exercise", "test"),
        "reinforcements",
        *("border", "shots", "nuclear-weapons", "nuclear-programme", "chemical-weapons", "doctrine", "technology"),
    }
)
"""What is moved or made ready; the town that forces enter is where they go."""
_CARRIED: Final[frozenset[EventType]] = frozenset({"STATEMENT", "ACCUSE", "CONSULT", "THREATEN"})
"""Acts of words that are about security in a text of security, also where their own sentence does not say so."""
_REPLACING: Final = frozenset("replace replaces replacing relieve relieves relieving rotation rotates rotated".split())
_MORE: Final = frozenset({"more", "additional", "extra", "further", "fresh"})
_CLEAR_OF: Final = frozenset({"outside", "beyond", "near", "off"})
"""What leads to waters that a missile has not come down in: "fell in the sea outside the zone"."""
_LINES: Final = frozenset({"border", "frontier", "demarcation"})


def matter(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> tuple[str | None, tuple[Context, ...]]:
    """(object, contexts) of an act."""
    return _of_words(scene, s, groups, hit) if hit.act.type in _OF_WORDS else _of_force(s, groups, hit)


def _of_force(s: Sentence, groups: list[Group], hit: Hit) -> tuple[str | None, tuple[Context, ...]]:
    """Of an act that names its thing."""
    act = hit.act
    contexts: dict[Context, None] = dict.fromkeys(act.contexts)
    matched = hit.classes & act.object if act.object else hit.classes
    found = act.about or most_telling(matched, s)
    if act.type == "ASSAULT" and found in _STRUCK and "infrastructure" in hit.classes:
        found = "infrastructure"
    if act.type == "ASSAULT" and found == "attack" and _across(s, hit):
        found = "border"
        contexts["territory"] = None
    if act.type == "MOBILIZE" and found not in _MOVED and act.mode in ("troops", "weapons"):
        found = act.mode
    if found == "troops" and _further(s, hit):
        found = "reinforcements"
    if act.type == "MOBILIZE" and found in _MOVED and _over_a_line(s, hit):
        contexts["territory"] = None
    if act.mode == "withdraw" and "rout" in hit.classes:
        found = "rout"  # "withdrew from the town after rebels overran it"
    add_contexts(contexts, matched)
    if act.id == "missile-lands" and not _CLEAR_OF.isdisjoint(s.lower[hit.first + 1 : hit.last + 2]):
        contexts.pop("territory", None)
    if _martial(s, hit.classes) or ("pact" in hit.classes and _of_defence_pact(s, groups, hit)):
        contexts["military"] = None
    return found, ("internal",) if in_unrest(s, groups, hit) else tuple(contexts)


def _of_words(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> tuple[str | None, tuple[Context, ...]]:
    """Of an act that is done with words, about something else."""
    act, said = hit.act, spoken(scene, s, groups, hit)
    contexts = _contexts_of_words(scene, s, hit, said)
    found = _telling_object(s, hit, said.classes)
    if found in _SOLD and act.type in _BARGAINS and not _SALE.isdisjoint(s.lower[slice(*said.span)]):
        found = "arms-sale"
        contexts["military"] = None
    if act.mode == "confirm" and _not_so(s, groups, hit):
        return None, tuple(contexts)
    if act.about == "talks" or (_to_talk(hit) and found in _TALKED_OVER):
        found = "peace-talks" if "peace-talks" in said.classes else found if found in _OF_TALKS else "talks"
    if act.mode == "deny" and found == "ceasefire" and tells_breach(s, s.begin, s.end):
        found = "attack"  # "denied breaking the truce"
    if act.type == "AGREE" and found in ("security", "troops") and _is_defence_pact(s, said):
        found = "pact"
    if found is None or (found not in PLAIN and said.below):
        found = next((one.about for one in said.below if one.about), None) or found
    return found or most_telling(said.classes & act.object, s), tuple(contexts)


def _to_talk(hit: Hit) -> bool:
    """As in "agreed to hold military talks": what they agree on is talks, whatever those are about."""
    return hit.act.type == "AGREE" and hit.governs is not None and hit.governs.about == "talks"


_TALKED_OVER: Final = frozenset({None, "security", "troops", "border", "talks"})
"""What those talk over who are at odds, as friends talk over a tank that they build."""


def _not_so(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "confirmed that no site was damaged": nothing of the kind is confirmed."""
    below = [group for group in groups if hit.clause >= 0 and group.parent == hit.clause]
    return any(group.negated or "no" in s.lower[group.head + 1 : group.head + 2] for group in below)


def tells_breach(s: Sentence, first: int, last: int) -> bool:
    """Whether a stretch tells that something is broken, as a truce is."""
    return any(s.lower[i] in _VIOLATIONS or is_form(s, i, BREAKING) for i in range(first, last))


_VIOLATIONS: Final = frozenset({"violation", "violations"})


def _contexts_of_words(scene: Scene, s: Sentence, hit: Hit, said: Spoken) -> dict[Context, None]:
    contexts: dict[Context, None] = dict.fromkeys(hit.act.contexts)
    add_contexts(contexts, said.classes)
    if _martial(s, said.classes) or _is_defence_pact(s, said):
        contexts["military"] = None
    for one in said.below:
        contexts |= dict.fromkeys(one.contexts)
    if hit.act.mode == "deny" and "rebels" in said.classes:
        contexts["military"] = None
    carried = scene.of_security and hit.act.type in _CARRIED and not _everyday(s)
    if carried and contexts.keys().isdisjoint(("economic", "military")):
        contexts["military"] = None
    if hit.governs is not None:
        contexts |= dict.fromkeys(hit.governs.contexts)
    return contexts


def denied(hit: Hit, found: Sequence[Finding], known: tuple[Context, ...]) -> list[Context]:
    """What else a denial is about by the acts that it denies: "rubbishes claims of arming the rebels"."""
    below = [one.hit.act for one in found if one.hit.clause > hit.clause >= 0 and one.shade.stance == "denies"]
    return sorted({name for act in below if act.type in _DENIED for name in act.contexts if name not in known})


_DENIED: Final[frozenset[EventType]] = frozenset({"MOBILIZE", "AID", "COOPERATE"})
"""What whoever denies it would have done to others."""


def _everyday(s: Sentence) -> bool:
    """As in "met and agreed to work together on fisheries": what is talked of has to do with no war."""
    classes = classes_in(s, s.begin, s.end)
    return "civil" in classes and not is_telling(classes)


def _telling_object(s: Sentence, hit: Hit, classes: frozenset[str]) -> str | None:
    """What an act names for its matter, unless what is spoken of, or the act that it governs, tells more."""
    found = hit.act.about
    if found is None or found in _VAGUE:
        found = most_telling(classes - _VAGUE, s) or found
    about = hit.governs.about if hit.governs is not None else None
    if about in TOPICS and (found not in TOPICS or TOPICS.index(about) < TOPICS.index(found)):
        return about
    return found


def _further(s: Sentence, hit: Hit) -> bool:
    """Whether the forces are more of those that stand there: "200 more soldiers", no fresh ones to replace others."""
    if not _REPLACING.isdisjoint(s.lower[hit.first : s.end]):
        return False
    for i in range(hit.first, min(hit.last + 14, s.end - 1)):
        if s.lower[i] in _MORE and "troops" in classes_in(s, i + 1, min(i + 3, s.end)):
            return True
        if s.lower[i] == "reinforcements":
            return True
    return False


def _across(s: Sentence, hit: Hit) -> bool:
    """Whether forces go over a border to attack: "mounted a cross-border raid"; shells alone go over too."""
    for i in range(hit.first, min(hit.last, s.end - 1)):
        if s.lower[i] == "cross-border":
            return s.lower[i + 1] in _RAIDS
    return False


_RAIDS: Final = frozenset({"raid", "raids", "assault", "assaults", "attack", "attacks", "offensive", "operation"})


def _over_a_line(s: Sentence, hit: Hit) -> bool:
    """Whether forces are moved over a border: "a division was sent across the frontier"."""
    for i in range(hit.first, min(hit.last + 6, s.end - 1)):
        if s.lower[i] in ("across", "over") and _LINES & {*s.lower[i + 1 : min(i + 4, s.end)]}:
            return True
    return False


def _martial(s: Sentence, classes: frozenset[str]) -> bool:
    """Whether the technology spoken of is that of weapons."""
    return "technology" in classes and not _MARTIAL.isdisjoint(s.vocabulary)


_MARTIAL: Final = frozenset(
    "nuclear missile missiles military weapons weapon submarine submarines warhead warheads ballistic centrifuge "
    "centrifuges enrichment re-entry reentry hypersonic satellite satellites rocket rockets arms defence "
    "defense".split()
)


def _is_defence_pact(s: Sentence, said: Spoken) -> bool:
    return "pact" in said.classes and _of_defence(s, *said.span)


def _of_defence_pact(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the pact that an act leaves or ends is one of defence: "quit the security pact", "the pact was ended"."""
    subject = groups[hit.clause].subject if hit.clause >= 0 and groups[hit.clause].passive else None
    behind = _of_defence(s, hit.first, min(s.end, hit.last + 8))
    return behind or (subject is not None and _of_defence(s, *subject))


def _of_defence(s: Sentence, first: int, last: int) -> bool:
    """Whether a pact is one of defence: "a mutual defence treaty", "the treaty on security"."""
    return any(
        s.lower[i] in _TREATIES and not _DEFENSIVE.isdisjoint(s.lower[max(first, i - 3) : min(i + 4, last)])
        for i in range(first, last)
    )


_TREATIES: Final = frozenset("treaty treaties pact pacts alliance accord accords agreement agreements bloc".split())
_DEFENSIVE: Final = frozenset("defence defense security military non-aggression nonaggression".split())
