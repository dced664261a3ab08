"""Stand-ins: whom a subject without a name stands for, so that "it" does what the state that it means can do."""

from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.before import Before
from tocsin.coding.roles.roles import Roles
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def stand_ins(scene: Scene, s: Sentence, groups: list[Group], before: Before) -> dict[int, list[Range]]:
    """The tokens of those for whom the subjects of clauses stand, by clause, as far as what stands `before` tells."""
    clauses = [k for k in range(len(groups)) if _stands_in(s, subject_of(groups, k))]
    if not clauses:
        return {}
    roles = Roles(scene, s, groups, before)  # of its own: the acts, yet to be found, tell more of who is meant
    meant = ((k, [m for m in roles.subject(k) if _agrees(scene, s, groups, k, m)]) for k in clauses)
    return {k: [(scene.token_at(m.start), scene.token_at(m.end)) for m in named] for k, named in meant if named}


def _stands_in(s: Sentence, span: Range | None) -> bool:
    return span is not None and span[1] - span[0] <= _SHORT and s.lower[span[1] - 1] in _STANDING


def _agrees(scene: Scene, s: Sentence, groups: list[Group], k: int, mention: ActorMention) -> bool:
    """Whether one is meant where one is spoken of, and several where several are."""
    span = subject_of(groups, k)
    several = span is not None and s.lower[span[1] - 1] == "they"
    return mention.actor.field == scene.field and (mention.kind == "group" or mention.plural == several)


_SHORT: Final = 2
"""Tokens of a subject that names nobody: "the group"."""
_STANDING: Final = frozenset(
    "it they country kingdom republic nation group movement organisation organization bloc alliance".split()
)
