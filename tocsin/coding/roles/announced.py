"""Announced: whether whoever tells of an act did it himself, and how far the words of a noun that names one reach."""

from typing import Final

from tocsin.coding.acts.carrying import LIGHT
from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import ActorMention, loose
from tocsin.coding.roles.passives import Passives
from tocsin.coding.syntax.verbs import Group


class Announced(Passives):
    """What the verb that a noun stands with makes of its doers."""

    def _before_turn(self, hit: Hit, after: list[ActorMention]) -> list[ActorMention]:
        """Those of some behind a noun who stand before what the sentence sets against it: "… despite appeals from"."""
        turn = next((i for i in range(hit.last, self.s.end) if self.s.lower[i] in _TURNS), self.s.end)
        return [m for m in after if self.scene.token_at(m.start) < turn]

    def _noun_ends(self, hit: Hit) -> int:
        """Where what belongs to a noun ends at the latest: at the next verb, or at the subject of one that it leads.

        As in "At a session on Friday the council …".
        """
        behind = next((g for g in self.groups if g.first > hit.last or _drew(g, hit)), None)
        if behind is None:
            return self.s.end
        led = behind.subject
        if led is not None and hit.place in ("", "oblique") and hit.last < led[0] < behind.first:
            return led[0]
        return behind.first

    def _own(self, mention: ActorMention) -> bool:
        """As in "its troops"."""
        i = self.scene.token_at(mention.start) - 1
        return mention.resolved and i >= self.s.begin and self.s.lower[i] in ("its", "their", "his", "her")

    def _speaks_of(self, group: Group) -> bool:
        """Whether a verb only speaks of its object: who "called the attack a signal" did not carry it out."""
        cue = self.s.grammar.cues.get(group.lemma)
        return (
            group.lemma in JUDGING
            or group.lemma in _WATCHING
            or (cue in ("report", "allege") and group.lemma not in LIGHT)
        )

    def _own_deed(self, hit: Hit, group: Group, recipients: list[ActorMention]) -> bool:
        """Whether forces tell what they did themselves: "the US military reported a strike on Houthi rebels".

        So does whoever has the power to when it tells of an arrest, unless it is one of his own country's people.
        """
        if hit.act.mode == "arrest" and self.s.grammar.cues.get(group.lemma) in ("report", None):
            tellers = self.subject(hit.clause)
            powers = bool(tellers) and all(m.sector in _POWERS for m in tellers)
            return powers and all(loose(m) or m.country not in {n.country for n in tellers} for m in recipients)
        told = hit.act.type == "ASSAULT" and self.s.grammar.cues.get(group.lemma) == "report" and bool(recipients)
        doers = self.subject(hit.clause) if told else []
        forces = bool(doers) and all(m.sector == "MIL" for m in doers)
        return forces and all(m.sector == "REB" for m in recipients)


def _drew(group: Group, hit: Hit) -> bool:
    """As in "The execution drew anger from France", where those behind the verb only answer."""
    return group.first == hit.last and group.lemma in _DRAWING


_DRAWING: Final = frozenset("draw prompt provoke trigger spark earn elicit attract bring face".split())
"""Verbs of what others said to an act."""
_WATCHING: Final = frozenset("see spot notice detect witness film photograph monitor watch".split())
"""Verbs of those who only look on: "reported seeing troop movements"."""
JUDGING: Final = frozenset(
    """
    call term brand label dub regard view condemn denounce deplore criticise criticize decry praise hail welcome blame
    link attribute accuse charge discuss investigate probe survive escape watch film witness deem consider expect fear
    await foresee predict forecast anticipate suspect detect monitor track spot observe record register avert deter
    foil thwart confirm verify
    """.split()
)
_TURNS: Final = frozenset({"despite", "amid", "after", "following", "over"})
_POWERS: Final = frozenset({"GOV", "POL", "MIL", "JUD", "SPY"})
"""Sectors of those who arrest."""
