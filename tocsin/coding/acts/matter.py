"""What an act is about: the class of its object, and the contexts that this and its clause give it.

An act of force names its thing ("sent troops"). An act of words is about what the words govern: "denied that troops
were fighting" is about troops, "accused Iran of shipping missiles" about missiles, "urged Kyiv to resume talks" about
talks. Where it only points ("called it absurd", "rejected the charge") the sentence before tells.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import Act
from tocsin.vocabulary import Context, EventType

SUBJECTS: Final = tuple(
    """
    nuclear-programme nuclear-weapons chemical-weapons nuclear-doctrine doctrine test arms-policy arms-sale
    arms-control peace-talks ceasefire captives sanctions technology exercise reserves missile drone weapons
    troops inspectors power emergency curfew infrastructure attack border security intelligence diplomats ties
    pact talks passage aircraft ship territory aid trade money
    """.split()
)
"""Classes that a matter may be of, the telling ones first."""
_PLAIN: Final = SUBJECTS[: SUBJECTS.index("border")]
"""Those that say more of a matter than the acts of force that are spoken of."""

_CONTEXTS: Final[dict[str, Context]] = {
    **dict.fromkeys(("nuclear-programme", "chemical-weapons", "nuclear-weapons", "nuclear-doctrine"), "cbrn"),
    **dict.fromkeys(
        (
            "test",
            "arms-policy",
            "arms-sale",
            "arms-control",
            "peace-talks",
            "ceasefire",
            "exercise",
            "reserves",
            "missile",
            "drone",
        ),
        "military",
    ),
    **dict.fromkeys(("weapons", "troops", "attack", "security", "doctrine"), "military"),
    "technology": "technology",
    "border": "territory",
    "intelligence": "intelligence",
    "sanctions": "economic",
    "trade": "economic",
    "aid": "economic",
    "diplomats": "diplomatic",
    "ties": "diplomatic",
    "power": "internal",
    "emergency": "internal",
}

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
_POINTING: Final = frozenset("it this that these those so them such".split())
_LINES: Final = frozenset({"border", "frontier", "demarcation"})

_OFFICES: Final = frozenset({"GOV", "LEG", "JUD", "IGO", "BUS", "JRN", "CVL", "POL"})
"""Sectors whose names say nothing of a matter: the defence minister may speak of schools."""


def matter(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> tuple[str | None, tuple[Context, ...]]:
    """(object, contexts) of an act."""
    act = hit.act
    contexts: dict[Context, None] = dict.fromkeys(act.contexts)
    if act.type not in _OF_WORDS:
        matched = hit.classes & act.object if act.object else hit.classes
        found = act.about or _first(matched, s)
        if act.type == "ASSAULT" and found in _STRUCK and "infrastructure" in hit.classes:
            found = "infrastructure"
        if act.type == "MOBILIZE" and found not in _MOVED and act.mode in ("troops", "weapons"):
            found = act.mode
        if found == "troops" and _further(s, hit):
            found = "reinforcements"
        if act.type == "MOBILIZE" and found in _MOVED and _over_a_line(s, hit):
            contexts["territory"] = None
        _add(contexts, hit.classes & (act.object or hit.classes))
        if _martial(s, hit.classes) or ("pact" in hit.classes and _of_defence_pact(s, groups, hit)):
            contexts["military"] = None
        return found, tuple(contexts)
    first, last = _governed(s, groups, hit)
    classes = _spoken_of(scene, s, groups, hit, (first, last))
    kinds = _acts_below(s, groups, hit)
    if not hit.noun:
        classes |= hit.classes & act.object
    if groups and hit.clause >= 0 and groups[hit.clause].passive and groups[hit.clause].subject:
        classes |= _classes(scene, s, *groups[hit.clause].subject)  # type: ignore[misc]
    if not _telling(classes) and not kinds and _points(s, hit, first, last):
        classes |= _before(scene, s)
    _add(contexts, classes)
    if _martial(s, classes) or ("pact" in classes and _of_defence(s, first, last)):
        contexts["military"] = None
    for one in kinds:
        contexts |= dict.fromkeys(one.contexts)
    if scene.of_security and act.type in _CARRIED and "economic" not in contexts and "military" not in contexts:
        contexts["military"] = None
    matched = classes & act.object if act.object else frozenset[str]()
    found = act.about
    if found is None or found in _VAGUE:
        found = _first(classes - _VAGUE, s) or found
    below = hit.governs
    if below is not None:
        contexts |= dict.fromkeys(below.contexts)
        if below.about in SUBJECTS and (found not in SUBJECTS or SUBJECTS.index(below.about) < SUBJECTS.index(found)):
            found = below.about
    if found in _SOLD and act.type in _BARGAINS and not _SALE.isdisjoint(s.lower[first:last]):
        found = "arms-sale"
        contexts["military"] = None
    if act.about == "talks":
        found = "peace-talks" if "peace-talks" in classes else found if found in _OF_TALKS else "talks"
    if act.type == "AGREE" and found in ("security", "troops") and "pact" in classes and _of_defence(s, first, last):
        found = "pact"
    if found is None or (found not in _PLAIN and kinds):
        found = next((one.about for one in kinds if one.about), None) or found
    return found or _first(matched, s), tuple(contexts)


def over_security(scene: Scene, s: Sentence, hit: Hit, sides: Sequence[ActorMention]) -> bool:
    """Whether a meeting is about security by who meets or over whom: an alliance, or "discuss Iraq" by two others."""
    if with_guardians(sides):
        return True
    codes = {m.country for m in sides}
    if scene.sense is not None or len(codes) < 2 or not all(m.sector in ("GOV", "MIL", "IGO") for m in sides):
        return False
    return any(
        place.kind in ("country", "contested") and place.place.country not in codes and _topic(s, scene, place.start)
        for place in scene.places_in(hit.first, min(s.end, hit.last + _TOPIC))
    )


def with_guardians(sides: Sequence[ActorMention]) -> bool:
    """Whether a body that is there for security is a side: joining, leaving or meeting it is about security."""
    return any(
        m.country in _GUARDIANS
        or m.actor.text.endswith("Security Council")
        or m.actor.text.lower().startswith(_OF_DEFENCE)
        for m in sides
    )


_OF_DEFENCE: Final = (
    *("defence ministers", "defense ministers", "defence chiefs", "defense chiefs", "military chiefs", "army chiefs"),
    *("chiefs of staff", "security chiefs", "spy chiefs", "intelligence chiefs"),
)
"""Those who meet over nothing else."""
_GUARDIANS: Final = frozenset({"NATO", "IAEA", "CSTO", "OPCW", "OSCE", "AUKUS"})
"""Bodies that have no other matter than security."""
_TOPIC: Final = 14
"""Tokens behind a meeting in which what it is about stands."""


def _topic(s: Sentence, scene: Scene, start: int) -> bool:
    """Whether a country is what is talked of: "on Kosovo", "discuss Iraq", "the situation in Darfur", "Syria talks"."""
    i = scene.token_at(start) - 1
    if i >= s.begin and s.lower[i] in ("in", "with"):
        return s.lower[i - 1] in _TROUBLES
    if i + 2 < s.end and s.lower[i + 2] in ("talks", "crisis"):
        return True
    while i > s.begin and (s.lower[i] == "," or (s.word[i][0].isupper() and s.lower[i - 1] == ",")):
        i -= 2  # "discuss Iraq, Iran"
    return i >= s.begin and s.lower[i] in _ABOUT


_ABOUT: Final = frozenset("on over about discuss discussed discussing discusses".split())
_TROUBLES: Final = frozenset(
    "situation crisis conflict war violence fighting unrest standoff bloodshed tensions".split()
)


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


def _over_a_line(s: Sentence, hit: Hit) -> bool:
    """Whether forces are moved over a border: "a division was sent across the frontier"."""
    for i in range(hit.first, min(hit.last + 6, s.end - 1)):
        if s.lower[i] in ("across", "over") and _LINES & {*s.lower[i + 1 : min(i + 4, s.end)]}:
            return True
    return False


def _governed(s: Sentence, groups: list[Group], hit: Hit) -> tuple[int, int]:
    """The tokens that an act governs: its complement and the clauses under it, up to the next clause beside it."""
    if hit.clause < 0 or hit.noun:
        return max(s.begin, hit.first - 4), min(s.end, hit.last + 16)
    first = groups[hit.clause].head + 1
    within = [hit.clause]
    for k in range(hit.clause + 1, len(groups)):
        if groups[k].link in _DESCRIBING or any(_under(groups, k, above) for above in within):
            within.append(k)
            continue
        subject = groups[k].subject
        stop = groups[k].first
        if subject is not None and subject[0] >= first:
            stop = min(stop, subject[0])
        return first, max(stop, min(hit.last, s.end))
    return first, s.end


def _agreed(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> frozenset[str]:
    """What those who met agreed or spoke about besides: "met on Monday and promised to fight the rebels"."""
    for group in groups[max(hit.clause, 0) + 1 :]:
        if group.inherits == hit.clause and group.link == "and" and group.lemma in _CONCLUDING:
            return _classes(scene, s, group.head + 1, s.end)
    return frozenset()


_CONCLUDING: Final = frozenset("agree pledge promise vow discuss urge condemn call demand warn talk".split())
_DESCRIBING: Final = frozenset({"relative", "reduced"})
"""How clauses hang that only describe what an act governs."""


def _under(groups: list[Group], k: int, above: int) -> bool:
    for _ in range(8):
        parent = groups[k].parent
        if parent == above:
            return True
        if parent < 0 or parent >= k:
            return False
        k = parent
    return False


def _spoken_of(scene: Scene, s: Sentence, groups: list[Group], hit: Hit, span: Range) -> frozenset[str]:
    """The classes of what words govern; talks are named by the words of the act too: "return to six-party talks"."""
    first, last = span
    named = classes_in(s, hit.first, hit.last) if hit.act.about == "talks" else frozenset()
    for group in groups:
        if group.lemma == "launch" and first <= group.head < last:
            # "to launch an operation" is no launch.
            named |= _classes(scene, s, first, group.head)
            first = group.head + 1
    found = _classes(scene, s, first, last) | named
    return found | _agreed(scene, s, groups, hit) if hit.act.type == "CONSULT" and not _telling(found) else found


def _classes(scene: Scene, s: Sentence, first: int, last: int) -> frozenset[str]:
    """The classes of the words in a stretch, but for the names of offices."""
    found: frozenset[str] = frozenset()
    at = first
    for mention in scene.actors_in(first, last):
        if mention.sector not in _OFFICES:
            continue
        begin, end = scene.token_at(mention.start), scene.token_at(mention.end)
        if begin > at:
            found |= classes_in(s, at, min(begin, last))
        at = max(at, end)
    return found | (classes_in(s, at, last) if at < last else frozenset())


def _acts_below(s: Sentence, groups: list[Group], hit: Hit) -> list[Act]:
    """The acts of force that the verbs under a clause may be."""
    found: list[Act] = []
    if hit.noun or hit.clause < 0:
        return found
    for k in range(hit.clause + 1, len(groups)):
        if _under(groups, k, hit.clause):
            patterns = s.grammar.verbs.get(groups[k].lemma)
            for pattern in patterns.bare if patterns else ():
                act = pattern.act
                if not act.plain and act.type in ("ASSAULT", "MOBILIZE") and not act.object:
                    found.append(act)
                    break
    return found


def _telling(classes: frozenset[str]) -> bool:
    return any(_CONTEXTS.get(name) in ("military", "cbrn", "territory", "intelligence") for name in classes)


def _points(s: Sentence, hit: Hit, first: int, last: int) -> bool:
    """Whether an act of words only points at what was told before."""
    if hit.act.type not in ("STATEMENT", "ACCUSE", "REJECT"):
        return False
    words = s.lower[first : min(last, first + 8)]
    return not words or any(word in _POINTING for word in words) or bool(hit.classes & {"report"})


def _before(scene: Scene, s: Sentence) -> frozenset[str]:
    """The classes of the sentence before, of this one where it is the first."""
    if s.begin == 0:
        return _classes(scene, s, s.begin, s.end)
    begin = s.begin - 1
    at = scene.tokens.start[begin]
    opening, end = scene.spans[bisect_right(scene.spans, (at, len(scene.text))) - 1]
    if opening <= at < end:
        begin = scene.token_at(opening)
    return _classes(scene, s, s.begin, s.end) | _classes(scene, s, begin, s.begin)


def _martial(s: Sentence, classes: frozenset[str]) -> bool:
    """Whether the technology spoken of is that of weapons."""
    return "technology" in classes and any(word in _MARTIAL for word in s.lower[s.begin : s.end])


_MARTIAL: Final = frozenset(
    "nuclear missile missiles military weapons weapon submarine submarines warhead warheads ballistic centrifuge "
    "centrifuges enrichment re-entry reentry hypersonic satellite satellites rocket rockets arms defence "
    "defense".split()
)


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


def _first(classes: frozenset[str], s: Sentence) -> str | None:
    """The most telling of some classes; the most particular one where none is a subject."""
    for name in SUBJECTS:
        if name in classes:
            return name
    order = s.grammar.class_order
    others = [name for name in classes if order.get(name, -1) >= 0]
    return min(others, key=order.__getitem__) if others else None


def _add(contexts: dict[Context, None], classes: frozenset[str]) -> None:
    for name in SUBJECTS:
        if name in classes and (context := _CONTEXTS.get(name)):
            contexts[context] = None
