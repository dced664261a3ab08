"""Remarks: how somebody calls what another does, in a quotation that has no verb or as what the object is called."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.grammar import GENITIVE, PREP, QUOTE

REMARKS: Final = frozenset({"scorn", "untruth"})
"""The classes of the words that find fault or deny; what asks for one as its object is an act by them alone."""
_NONE: Final[frozenset[str]] = frozenset()
_NAMING: Final = frozenset("call term deem label brand dub judge pronounce style find".split())
"""Verbs behind whose object it stands what somebody calls it: "called the raid murder"."""
_LENGTH: Final = 14
"""Tokens of such a quotation, and of an object with what it is called."""
_SETTING_OFF: Final = frozenset({",", ".", ":", "!", "?", "of", "as", "a", "an"})


def remarks(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    """The classes of words that find fault or deny, if clause `k` says such of something; else none."""
    group = groups[k]
    if group.form != FINITE or group.passive or group.modal or group.negated:
        return _NONE
    quoted = _quoted(s, groups, group) or _opening(s, group, k)
    if quoted is not None and (found := frozenset[str]().union(*(_remarked(s, i) for i in range(*quoted)))):
        return found
    stop = min(group.stop, group.head + _LENGTH, s.end)
    return _called(s, group, stop) if group.lemma in _NAMING else _NONE


def _opening(s: Sentence, group: Group, k: int) -> tuple[int, int] | None:
    """The tokens of what is said without a verb and without quotes: "Nothing of the kind, countered the general"."""
    if k or not group.late_subject or s.lower[group.first - 1] != "," or group.first - s.begin > _LENGTH:
        return None
    return s.begin, group.first - 1


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


def _remarked(s: Sentence, i: int) -> frozenset[str]:
    """Which of the classes of remarks a word at token `i` is of."""
    return frozenset(name for _, names in s.marks.classes.get(i, ()) for name in names if name in REMARKS)


def _called(s: Sentence, group: Group, last: int) -> frozenset[str]:
    """As in "called the killings murder": the word that finds fault is no object of its own, "called the murder by".

    In "a video that he calls doctored" it stands right behind.
    """
    described = group.link == "relative"
    first, last = group.head + 2 - described, max(last, group.head + 2) if described else last
    classed = s.marks.classed
    for i in classed[bisect_left(classed, first) : bisect_left(classed, last)]:
        leads = s.flag(i - 1) & (GENITIVE | PREP) or s.lower[i - 1] in _DEFINITE
        if not leads and (found := _remarked(s, i)):
            return found
    return _NONE


_DEFINITE: Final = frozenset("the this that these those its their his her our any such".split())
