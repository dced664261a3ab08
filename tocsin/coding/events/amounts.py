"""Amounts: how many an act is about, of all that its sentence counts."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.strength import outgrown
from tocsin.coding.reading import Quantity
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import COORD, MARK, PREP, REL, SUBORD

_HARMS: Final = frozenset({"kill", "wound", "die", "casualties", "assassinate"})
_ONES: Final = frozenset({"a", "an", "one", "another"})
_SINGLE: Final = frozenset(
    {"people", "troops", "police", "captives", "diplomats", "aircraft", "ship", "vehicle", "drone"}
)
"""Classes of what is counted as one where it stands with "a": "shot down a drone"."""
_COUNTABLE: Final = frozenset({"ASSAULT", "RETREAT", "COERCE"})
_PHRASE: Final = 8
_QUALIFIER: Final = 3


def amounts(scene: Scene, s: Sentence, groups: list[Group], one: Finding) -> tuple[Quantity, ...]:
    """The counts in the clause of an act and in those that tell its outcome, each once, in order."""
    if one.verbless:
        return ()  # the clause counts for another
    found: dict[int, Quantity] = {}
    if one.hit.act.type == "MOBILIZE" and one.hit.act.mode == "troops" and one.hit.clause >= 0:
        counts = [m for first, last in _stretches(s, groups, one.hit) for m in scene.quantities_in(first, last)]
        earlier = outgrown(scene, s, counts)
        if earlier is not None:
            found[earlier.start] = earlier
        if any(m.family == "forces" for m in counts):
            # "620,000 men …, against 580,000 in June"
            behind = scene.quantities_in(one.hit.last, s.end)
            found |= {m.start: m.quantity for m in behind if m.previous and m.family == "forces"}
    for hit in (one.hit, *one.results):
        for first, last in _stretches(s, groups, hit) if hit.clause >= 0 else [(hit.first, hit.last)]:
            for mention in scene.quantities_in(first, last):
                found.setdefault(mention.start, mention.quantity)
    if not found and one.hit.act.id in _HARMS:
        for mention in scene.quantities_in(s.begin, s.end):
            if mention.harm in ("killed", "wounded"):
                found.setdefault(mention.start, mention.quantity)
    if not found and one.hit.act.type in _COUNTABLE and one.hit.clause >= 0 and not one.hit.noun:
        single = _single(scene, s, groups, one.hit)
        if single is not None:
            found[single.start] = single
    return tuple(found[start] for start in sorted(found))


def _stretches(s: Sentence, groups: list[Group], hit: Hit) -> list[Range]:
    """The tokens that belong to an act: its clause, its subject, what a relative clause describes."""
    group = groups[hit.clause]
    last = min(max(group.stop, hit.last), s.end)
    spans = [(min(group.first, hit.first), last)]
    if not group.late_subject:
        span = subject_of(groups, hit.clause) if group.passive or group.subject else None
        if span is not None:
            # "Up to 10,000 soldiers": what qualifies the number may stand outside the phrase.
            spans.append((max(s.begin, span[0] - _QUALIFIER), max(span[1], min(group.first, span[1] + 1))))
    if group.link in ("relative", "reduced") and group.antecedent is not None:
        spans.append(group.antecedent)
    return spans


def _single(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> Quantity | None:
    """The one that an act is done to: "shot down a drone", "a policeman was killed"."""
    group = groups[hit.clause]
    if group.passive:
        span = subject_of(groups, hit.clause) or group.antecedent
        if span is None:
            return None
        first, last = span
    else:
        first, last = max(group.head + 1, hit.last if hit.last <= group.head + 2 else group.head + 1), s.end
    if first >= last or s.lower[first] not in _ONES:
        return None
    known = s.grammar.classes
    for i in range(first + 1, min(last, first + _PHRASE)):
        if s.words[i].flags & (MARK | COORD | SUBORD | REL | PREP):
            break
        word = s.lower[i]
        if not _SINGLE.isdisjoint(known.get(word, ())) or s.marks.named.get(i) in _SINGLE:
            quoted = scene.span(first, i + 1)
            return Quantity(
                1.0, 1.0, 1.0, word, None, "reported", None, quoted.field, quoted.start, quoted.end, quoted.text
            )
    return None
