"""Strangers: those who act in a text and whom no list names: "seven men", "the convoy's drivers"."""

from typing import Final

from tocsin.coding.acts.agents import SO_MANY
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorKind, ActorMention
from tocsin.coding.reading import Actor
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, MARK, PREP, PRON, REL, SUBORD

_THINGS: Final = frozenset(
    {
        "missile",
        "weapons",
        "explosives",
        "aircraft",
        "ship",
        "drone",
        "vehicle",
        "attack",
        "talks",
        "exercise",
        "test",
        "sanctions",
        "pact",
        "report",
        "offer",
        "law",
        "ceasefire",
        "protest",
        "aid",
        "money",
        "border",
        "infrastructure",
    }
)
_PERSONS: Final = frozenset(
    {"people", "men", "troops", "police", "crowd", "captives", "dissidents", "citizens", "diplomats"}
)
_LONGEST: Final = 9
_VAGUE: Final = frozenset("there nothing this that what which none nobody one all some most such".split())


def stranger(scene: Scene, s: Sentence, groups: list[Group], k: int, *, patient: bool) -> list[ActorMention]:
    """An actor made of a subject's own words: "seven men", "the convoy's drivers", or somebody by a name unknown."""
    group = groups[k]
    span = subject_of(groups, k)
    if span is None or group.passive or patient:
        return []
    head = _head(s, span)
    if head is None:
        return []
    classes = classes_in(s, *head)
    people = bool(classes & _PERSONS) or _is_of_people(s.lower[head[1] - 1]) or s.lower[head[1] - 1] in SO_MANY
    if classes & _THINGS or not (people or s.word[head[1] - 1][0].isupper()):
        return []
    quoted = scene.span(*head)
    if quoted.text == "Europe":  # as one who acts it is the Union: "Europe imposed new sanctions"
        union = Actor("EUR", "IGO", None, quoted.field, quoted.start, quoted.end, quoted.text)
        return [ActorMention(union, "organisation", (quoted.start, quoted.end), -1, "")]
    actor = Actor(None, "UNK", None, quoted.field, quoted.start, quoted.end, quoted.text)
    kind: ActorKind = "people" if people else "person"
    return [ActorMention(actor, kind, (quoted.start, quoted.end), -1, "")]


def _is_of_people(word: str) -> bool:
    """Whether a plural is one of people, though no list has it: "factory owners", "nationalists"."""
    return word in _TRADES or (len(word) > len("lists") + 2 and word.endswith(("ists", "ians")))


_TRADES: Final = frozenset(
    """
    owners growers vendors sellers brokers breeders ranchers porters planters publishers employers lawyers barristers
    landlords merchants hoteliers graduates individuals persons inhabitants
    nurses bakers butchers weavers postmen dockers stevedores clerks pensioners lecturers
    """.split()
)


def _head(s: Sentence, span: Range) -> Range | None:
    first, last = span
    while first < last and s.words[first].flags & (PREP | MARK | SUBORD | REL) and not s.words[first].flags & DET:
        first += 1
    if last - first > 1 and s.lower[last - 1] in SO_MANY and s.lower[first] in ("some", "most"):
        first += 1  # "some two thousand"
    if first >= last or s.words[first].flags & PRON or s.lower[first] in _VAGUE:
        return None
    for i in range(first, last):
        f = s.words[i].flags
        if i > first and (f & (MARK | REL) or (f & PREP and s.lower[i] != "of")):
            last = i
            break
    return (first, min(last, first + _LONGEST)) if last > first else None
