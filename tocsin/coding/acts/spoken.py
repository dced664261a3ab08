"""What an act of words is about: the words that it governs, the acts below it, or the sentence before."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from tocsin.coding.acts.company import neighbours
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.acts.topics import is_telling
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.acts import Act
from tocsin.coding.text.grammar import QUOTE

_OFFICES: Final = frozenset({"GOV", "LEG", "JUD", "IGO", "BUS", "JRN", "CVL", "POL"})
"""Sectors whose names say nothing of a matter: the defence minister may speak of schools."""
_POINTING: Final = frozenset("it this that these those so them such".split())


@dataclass(slots=True)
class Spoken:
    """What an act of words is about."""

    span: Range
    """The tokens that it governs."""
    classes: frozenset[str]
    """Those of the things that are spoken of."""
    below: list[Act]
    """Acts of force that are spoken of."""


def spoken(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> Spoken:
    """What an act of words is about; where it only points, the sentence before tells."""
    span, below = _governed_by(s, groups, hit), _acts_below(s, groups, hit)
    classes = _governed_classes(scene, s, groups, hit, span)
    if not hit.noun:
        classes |= hit.classes & hit.act.object
    subject = groups[hit.clause].subject if hit.clause >= 0 else None
    if subject and groups[hit.clause].passive:
        classes |= _classes_between(scene, s, *subject)
    elif subject and hit.act.frame == "said" and hit.act.effect == "deny":
        # "Claims that soldiers had crossed the river were baseless": with all that is said of the claims.
        classes |= _classes_between(scene, s, subject[0], hit.first)
    if not below and not is_telling(classes):
        if hit.act.type == "ACCUSE" and "after" in s.lower[span[1] - 1 : span[1] + 1]:
            classes |= _classes_between(scene, s, span[1], s.end)  # "condemned Israel after a raid on the port"
        elif _points_back(s, groups, hit, span):
            classes |= _claimed(scene, s, groups, hit) or _told_before(scene, s)
    return Spoken(span, classes, below)


def _governed_by(s: Sentence, groups: list[Group], hit: Hit) -> tuple[int, int]:
    """The tokens that an act governs: its complement and the clauses under it, up to the next clause beside it."""
    if hit.clause < 0 or hit.noun:
        return max(s.begin, hit.first - 4), min(s.end, hit.last + 16)
    first = groups[hit.clause].head + 1
    within = [hit.clause]
    for k in range(hit.clause + 1, len(groups)):
        if s.headline and s.lower[groups[k].first - 1] == "," and speaks(s, groups[k].lemma):
            return first, max(groups[k].first - 1, first)  # "Amman denies it helped, says debris fell on its soil"
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
            return _classes_between(scene, s, group.head + 1, s.end)
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


def _governed_classes(scene: Scene, s: Sentence, groups: list[Group], hit: Hit, span: Range) -> frozenset[str]:
    """The classes of what words govern; talks are named by the words of the act too: "return to six-party talks"."""
    first, last = span if hit.act.type != "AGREE" else (span[0], _told_of(s, *span))
    last = next((i for i in range(first + 1, last) if s.lower[i] in _WITHOUT and s.lower[i - 1] in (",", "but")), last)
    named = classes_in(s, hit.first, hit.last) if hit.act.about == "talks" else frozenset()
    for group in groups:
        if group.lemma == "launch" and first <= group.head < last:
            # "to launch an operation" is no launch.
            named |= _classes_between(scene, s, first, group.head)
            first = group.head + 1
    found = _classes_between(scene, s, first, last) | named
    return found | _agreed(scene, s, groups, hit) if hit.act.type == "CONSULT" and not is_telling(found) else found


_WITHOUT: Final = frozenset({"no", "not", "without"})
"""What leads to what an act is not about: "sign pledge to protect civilians, no ceasefire yet"."""


def _told_of(s: Sentence, first: int, last: int) -> int:
    """Where those words end that say what is agreed: "to share information on arms transfers" transfers no arms.

    Nor is what only tells when: "promised a visit once the truce holds".
    """
    for i in range(first + 1, last):
        if s.lower[i] in _ON and s.lower[i - 1] in _INFORMATION:
            return i
        if s.lower[i] in _WHEN and s.lower[i - 1] != ",":
            return i
    return last


_WHEN: Final = frozenset({"after", "once", "during", "while", "when", "since", "despite", "amid"})
"""Words that lead when something is agreed, or is to be done."""


_INFORMATION: Final = frozenset({"information", "intelligence", "data", "details", "findings", "views"})
_ON: Final = frozenset({"on", "about", "regarding", "concerning", "over"})


def _classes_between(scene: Scene, s: Sentence, first: int, last: int) -> frozenset[str]:
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
    if hit.noun or hit.clause < 0:
        return []
    found: list[Act] = []
    for k in range(hit.clause + 1, len(groups)):
        if _under(groups, k, hit.clause):
            patterns = s.grammar.verbs.get(groups[k].lemma)
            for pattern in patterns.bare if patterns else ():
                act = pattern.act
                of_force = not act.plain and act.type in ("ASSAULT", "MOBILIZE") and not act.object
                if act.subject:
                    continue  # what only a thing does, as a gas chokes: "suspects that rebels burned the village"
                if of_force and neighbours(s, act):
                    found.append(act)
                    break
    return found


def _points_back(s: Sentence, groups: list[Group], hit: Hit, span: Range) -> bool:
    """Whether an act of words only points at what was told before."""
    first, last = span
    if hit.act.type not in ("STATEMENT", "ACCUSE", "REJECT"):
        return False
    words = s.lower[first : min(last, first + 8)]
    if hit.act.effect == "deny":
        words = [word for word in words if word[0].isalnum()]
    if hit.clause >= 0 and not hit.noun and s.flag(groups[hit.clause].head) & QUOTE:
        return True  # '"Lies," said the envoy'
    return not words or any(word in _POINTING for word in words) or bool(hit.classes & {"report"})


def _claimed(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> frozenset[str]:
    """The classes of the claim that a denial of the same sentence points at: "they had fired, which Kigali denies"."""
    if hit.act.effect != "deny" or hit.clause < 1 or not any(g.form == FINITE for g in groups[: hit.clause]):
        return frozenset()
    told = [g.head for g in groups[: hit.clause] if g.form == FINITE and speaks(s, g.lemma)]
    subject = groups[hit.clause].subject
    end = subject[0] if subject is not None else groups[hit.clause].first
    return _classes_between(scene, s, told[-1] + 1 if told and told[-1] + 1 < end else s.begin, end)


def _told_before(scene: Scene, s: Sentence) -> frozenset[str]:
    """The classes of the sentence before, of this one where it is the first."""
    if s.begin == 0:
        return _classes_between(scene, s, s.begin, s.end)
    begin = s.begin - 1
    at = scene.tokens.start[begin]
    opening, end = scene.spans[bisect_right(scene.spans, (at, len(scene.text))) - 1]
    if opening <= at < end:
        begin = scene.token_at(opening)
    return _classes_between(scene, s, s.begin, s.end) | _classes_between(scene, s, begin, s.begin)
