"""Stand-ins: whom a subject without a name stands for, so that "it" does what the state that it means can do."""

from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.roles import Roles
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def stand_ins(scene: Scene, s: Sentence, groups: list[Group], roles: Roles) -> dict[int, list[Range]]:
    """The tokens of those for whom the subjects of clauses stand, by clause."""
    found = {}
    for k in range(len(groups)):
        span = subject_of(groups, k)
        word = s.lower[span[1] - 1] if span is not None and span[1] - span[0] <= _SHORT else ""
        if word not in _STANDING:
            continue
        named = [m for m in roles.subject(k) if m.actor.field == scene.field and _agrees(m, word)]
        spans = [(scene.token_at(m.start), scene.token_at(m.end)) for m in named]
        if spans:
            found[k] = spans + ([_spoken_for(s, span) for span in spans] if word == "we" else [])
    return found


def _spoken_for(s: Sentence, span: Range) -> Range:
    """Whom those mean who say "we" for others: "the spokesman of the rebels"; else themselves."""
    of = next((i for i in range(span[1] - 1, span[0], -1) if s.lower[i] == "of"), span[0] - 1)
    return of + 1, span[1]


def _agrees(mention: ActorMention, word: str) -> bool:
    """Whether one is meant where one is spoken of, and several where several are; "we" may be a state or soldiers."""
    return word == "we" or mention.kind == "group" or mention.plural == (word == "they")


_SHORT: Final = 2
"""Tokens of a subject that names nobody: "the group"."""
_STANDING: Final = frozenset(
    "it they we country kingdom republic nation group movement organisation organization bloc alliance".split()
)
