"""Remarks: how somebody calls what another does, in a quotation that has no verb or as what the object is called."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.grammar import GENITIVE, PREP, QUOTE

REMARK: Final = "scorn"
"""The class of the words that find fault; what asks for it as its object is an act by them alone."""
_NONE: Final[frozenset[str]] = frozenset()
_FOUND: Final = frozenset({REMARK})
_NAMING: Final = frozenset("call term deem label brand dub judge pronounce style find".split())
"""Verbs behind whose object it stands what somebody calls it: "called the raid murder"."""
_LENGTH: Final = 14
"""Tokens of such a quotation, and of an object with what it is called."""
_SETTING_OFF: Final = frozenset({",", ".", ":", "!", "?", "of", "as", "a", "an"})


def remarks(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    """The class of words that find fault, if clause `k` says such of something; else none."""
    group = groups[k]
    if group.form != FINITE or group.passive or group.modal or group.negated:
        return _NONE
    quoted = _quoted(s, groups, group)
    if quoted is not None and _faults(s, *quoted):
        return _FOUND
    stop = min(group.stop, group.head + _LENGTH, s.end)
    return _FOUND if group.lemma in _NAMING and _called(s, group.head + 1, stop) else _NONE


def _quoted(s: Sentence, groups: list[Group], group: Group) -> tuple[int, int] | None:
    """The tokens of the quotation without a verb right before or behind a verb of saying."""
    first = group.subject[0] if group.subject is not None and not group.late_subject else group.first
    before = _set_off(s, min(first, group.first) - 1, -1)
    behind = _set_off(s, group.head + 1, 1)
    for at, step in ((before, -1), (behind, 1)):
        if not s.begin <= at < s.end or not s.words[at].flags & QUOTE:
            continue
        other = next((i for i in _beyond(s, at, step) if s.words[i].flags & QUOTE), -1)
        if other < 0:
            continue
        span = (min(at, other) + 1, max(at, other))
        if not any(span[0] - 1 <= g.head < span[1] for g in groups):
            return span
    return None


def _set_off(s: Sentence, i: int, step: int) -> int:
    """The first token from `i` on that is no mark or small word between a verb and a quotation."""
    while s.begin <= i < s.end and s.lower[i] in _SETTING_OFF:
        i += step
    return i


def _beyond(s: Sentence, at: int, step: int) -> range:
    return range(at + step, max(s.begin - 1, at - _LENGTH) if step < 0 else min(s.end, at + _LENGTH), step)


def _faults(s: Sentence, first: int, last: int) -> bool:
    return any(_scorns(s, i) for i in range(first, last))


def _scorns(s: Sentence, i: int) -> bool:
    return any(REMARK in names for _, names in s.marks.classes.get(i, ()))


def _called(s: Sentence, first: int, last: int) -> bool:
    """As in "called the killings murder": the word that finds fault is no object of its own, "called the murder by"."""
    classed = s.marks.classed
    for i in classed[bisect_left(classed, first + 1) : bisect_left(classed, last)]:
        leads = s.flag(i - 1) & (GENITIVE | PREP) or s.lower[i - 1] in _DEFINITE
        if not leads and _scorns(s, i):
            return True
    return False


_DEFINITE: Final = frozenset("the this that these those its their his her our any such".split())
