"""Likewise: an act told by pointing at one told before: "Burkina Faso did the same", "Latvia followed suit"."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.roles.roles import Roles
from tocsin.coding.syntax.shades import own_shade
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.grammar import Act

_POINTING: Final = {
    "do": (("the", "same"), ("likewise",), ("so", "too"), ("so", "as", "well")),
    "follow": (("suit",), ("its", "example"), ("their", "example"), ("its", "lead"), ("their", "lead")),
    "act": (("likewise",), ("in", "the", "same", "way")),
}
"""Verbs with the words that make them stand for the act before."""


def likewise(
    s: Sentence, groups: list[Group], roles: Roles, found: list[Finding], former: Finding | None
) -> list[Finding]:
    """The acts of a sentence that repeat one by another doer; `former` is the last act of the sentences before."""
    repeated: list[Finding] = []
    for k, group in enumerate(groups):
        end = _points(s, group)
        if not end:
            continue
        before = [one for one in found if one.hit.first < group.first and one.hit.clause != k]
        model = before[-1] if before else former
        actors = roles.subject(k)
        if model is None or not actors or any(one.hit.clause == k for one in found):
            continue
        hit = replace(model.hit, clause=k, first=group.head, last=end, noun=False, lemma=group.lemma)
        recipients = [m for m in model.recipients if m not in actors]
        repeated.append(replace(model, hit=hit, shade=own_shade(s, groups, k), actors=actors, recipients=recipients))
    return repeated


def _points(s: Sentence, group: Group) -> int:
    """The token behind the words that point at an act told before, 0 where a clause has none."""
    if group.form != FINITE or group.negated:
        return 0
    for words in _POINTING.get(group.lemma, ()):
        end = group.head + 1 + len(words)
        if tuple(s.lower[group.head + 1 : end]) == words and end <= s.end:
            return end
    return 0


def alike(one: Act, other: Act) -> bool:
    """Whether two entries name one kind of act: a truce that is proposed is no second truce."""
    return one.id == other.id or (one.mode is not None and (one.type, one.mode) == (other.type, other.mode))
