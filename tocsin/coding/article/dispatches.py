"""Dispatches: whose the forces are that a text only counts: "3,000 soldiers had been sent", "10,000 are there"."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence

_MOST: Final = 40
"""Namings looked at for one act, so that no text costs more than its length."""


class Dispatches:
    """Who has sent forces where, as far as one field has been read."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._senders: dict[str | None, ActorMention] = {}
        """By where forces went, who sent them last; by None, who sent any."""

    def complete(self, one: Finding) -> None:
        """Gives forces that are nobody's by their words the sender of whom the text has told."""
        if one.hit.act.type != "MOBILIZE" or one.hit.act.mode != "troops":
            return
        goals = [m.country for m in one.recipients if m.country]
        if all(m.resolved and m.kind == "force" for m in one.actors):
            sender = self._sender(one, goals)
            if sender is not None and sender.country not in goals:
                one.actors = [sender]
        named = next((m for m in one.actors if m.country and not m.resolved), None)
        if named is not None:
            self._senders.update(dict.fromkeys([*goals, None], named))

    def _sender(self, one: Finding, goals: list[str]) -> ActorMention | None:
        known = next((self._senders[goal] for goal in goals if goal in self._senders), None)
        if known is not None or one.actors:
            return known
        return self._senders.get(None) or self._forces_before(one.hit.first)

    def _forces_before(self, at: int) -> ActorMention | None:
        """The forces named last before token `at`."""
        stop = bisect_left(self.scene.actor_starts, self.scene.tokens.start[at])
        forces = [m for m in self.scene.actors[max(0, stop - _MOST) : stop] if m.kind == "force" and not m.resolved]
        return forces[-1] if forces else None


def unowned(scene: Scene, s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether a subject is craft that is nobody's by its words: "the balloon passed over the port, Fiji said"."""
    hit = one.hit
    if hit.noun or hit.clause < 0 or groups[hit.clause].passive or hit.act.type not in _MOVING:
        return False
    span = subject_of(groups, hit.clause)
    return span is not None and not _CRAFT.isdisjoint(classes_in(s, *span)) and not scene.actors_in(*span)


_MOVING: Final = frozenset({"MOBILIZE", "COOPERATE"})
_CRAFT: Final = frozenset({"aircraft", "ship", "drone"})
