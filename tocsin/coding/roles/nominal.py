"""Nouns that name acts: who does "the attack by rebels on a base", and to whom."""

from typing import Final

from tocsin.coding.acts.carrying import HURTING, LIGHT
from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.announced import JUDGING, Announced
from tocsin.coding.roles.lists import beyond_aside, distinct, listed
from tocsin.coding.syntax.verbs import Group
from tocsin.coding.text.grammar import MARK, PREP

_TOWARD: Final = tuple("against to on at with into toward towards from over near in for along".split())
_AT_IT: Final = frozenset({"at", "in", "during", "after", "following"})
_WARDING: Final = frozenset("repel repulse thwart foil fend beat put quell crush suppress quash".split())
TELLING: Final = frozenset("confirm report announce condemn denounce describe witness film record investigate".split())
"""What is done to an attack by those who tell of it: "The raid was confirmed by an official"."""
_CAPTIVES: Final = frozenset({"hostage", "hostages", "captive", "captives"})
_MOVING: Final = frozenset({"MOBILIZE", "RETREAT"})
_SUFFERED: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Acts that those behind an "of" suffer: "the siege of Gaza", not "the march of students"."""


_LISTED: Final = 16
"""Tokens of a list behind "including", and of what stands before it."""
_OVER: Final = frozenset({"over", "about", "at", "by"})
_FEELINGS: Final = frozenset(
    "alarm concern concerns worry worries fear fears anger outrage dismay unease anxiety regret sorrow shock alarmed "
    "concerned worried dismayed troubled angered shocked saddened horrified appalled".split()
)
"""What somebody feels over what others do."""
_DESCRIBED: Final = 5
"""Tokens before a noun that describe it, up to its preposition."""


class Nominal(Announced):
    """Those named around the nouns of one sentence that name acts."""

    def noun_roles(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]]:
        """(actors, recipients) of an act that a noun names."""
        s, scene, act = self.s, self.scene, hit.act
        group = self.groups[hit.clause] if hit.clause >= 0 else None
        # Who stands before a death only mourns or tells of it: "Minister regrets death of five soldiers".
        before = self._named_by(hit) or (self._owners(hit) if act.id != "deaths" else []) or self._of_such(hit)
        stop = self._noun_ends(hit)
        after = scene.actors_in(hit.last, min(stop, hit.last + 24))
        by = self._named_behind(hit, after, before)
        warding: list[ActorMention] = []
        if by and group is not None and hit.place == "subject" and group.passive and group.lemma in _WARDING:
            warding, by = by, []  # "the attack was repelled by Russian troops"
        if by and group is not None and hit.place == "subject" and group.passive and group.lemma in TELLING:
            # "The raid was confirmed by an official", but "The visit by the king was announced by his office"
            by = [m for m in by if scene.token_at(m.start) < group.first]
        whose = s.lower[hit.last - 1] == "of"
        if whose and act.type not in _SUFFERED and act.mode != "release":
            actors = listed(scene, after)
            return distinct(actors), self._meeting(hit, actors)
        if s.lower[hit.last - 1] in _CAPTIVES and s.lower[hit.first - 1] != "'s" and before and not by:
            return [], distinct(before)  # "the Canadian hostages"
        actors = by or before
        leaving = act.type in ("RETREAT", "SANCTION") and "from" in act.toward  # "a withdrawal from Gaza"
        if not by and act.frame != "mutual" and act.type != "COERCE" and not leaving:
            actors = actors or self._first(self._before_turn(hit, after), ("from",))
            if act.type in _MOVING and [m.preposition for m in after[:2]] == ["of", "from"]:
                actors = by or before or after[:1]  # "the withdrawal of American troops from Niger"
        freed = self._first(after, ("of",)) if act.mode == "release" else []
        hit.owned = bool(actors or freed)
        recipients = (whose and listed(scene, after)) or freed or self._first(after, act.toward or _TOWARD)
        recipients = recipients or warding or self._foes(hit)
        if act.frame == "mutual":
            both = self._first(after, ("between", "with", "among"))
            if between := self._first(after, ("between", "among")):
                both = [*between, *(beyond_aside(scene, s, between[0]) if len(between) == 1 else [])]
                hit.owned = act.type != "AGREE" and len({m.country for m in both}) > 1
                return distinct(both), distinct(both)
            actors, recipients = (
                actors or (self.subject(hit.clause) if group and self._at_it_itself(hit, group) else []),
                both or recipients,
            )
            actors = actors or (self._at_it(hit) if group is None else [])
            if both and not before and group is not None and group.passive and group.lemma in HURTING:
                actors, recipients = both, self.subject(hit.clause)  # "nine men were hurt in clashes with troops"
        if act.mode == "meet" and not recipients and actors:
            recipients = self._meeting(hit, actors)
        if act.id == "casualties" and (attackers := [m for m in recipients if m.sector == "REB"]):
            actors, recipients = attackers, []  # "the death toll in the Taliban attack"
        actors = actors or self._by_clause(hit, group, after, recipients)
        if act.type == "ASSAULT" and actors == before and (struck := self._holders(hit, before)):
            actors, recipients = [m for m in actors if m not in struck], recipients or struck
        if not recipients and act.type == "ASSAULT" and group is not None:
            recipients = self._befallen(hit, group)
        if not recipients and hit.light and group is not None:
            recipients = self._objects(Hit(act, hit.clause, group.head, hit.last, noun=False), group)
        return distinct(actors), distinct(recipients, actors if act.frame != "mutual" else ())

    def _by_clause(
        self, hit: Hit, group: Group | None, after: list[ActorMention], recipients: list[ActorMention]
    ) -> list[ActorMention]:
        """Who does an act with which no doer is named: whom its clause tells, or of whom it is that moves."""
        actors: list[ActorMention] = []
        if group is not None and hit.place != "subject" and hit.act.frame != "patient":
            if group.passive and hit.place == "oblique":
                actors = self._after(hit, group, ("by",))
            elif self._by_subject(hit, group, recipients):
                actors = self.subject(hit.clause)
        if not actors and hit.act.type in _MOVING and hit.act.mode != "release":
            # "The deployment of North Korean soldiers": they are whose act it is.
            actors = self._first(self._before_mark(hit, after), ("of",))
            hit.owned = bool(actors)
            if actors and hit.place == "object" and self._own(actors[0]):
                actors = self.subject(hit.clause) or actors
        if actors or group is None or hit.place != "subject" or not group.passive:
            return actors
        carried = group.lemma in LIGHT - _WARDING
        verb = Hit(hit.act, hit.clause, group.head, group.head + 1, noun=False)
        return self._after(verb, group, ("by",)) if carried else []

    def _before_mark(self, hit: Hit, after: list[ActorMention]) -> list[ActorMention]:
        """Those of some behind a noun who belong to it: not in "the launch, the first since the visit of a Greek"."""
        stop = next((i for i in range(hit.last, self.s.end) if self.s.words[i].flags & MARK), self.s.end)
        return [m for m in after if self.scene.token_at(m.start) < stop]

    def _by_subject(self, hit: Hit, group: Group, recipients: list[ActorMention]) -> bool:
        """Whether the subject of its clause does it: who launches an attack, not who "declared the attack over"."""
        if hit.place != "object":
            return hit.light
        declared = hit.act.type == "ASSAULT" and group.lemma == "declare"
        return not declared and (not self._speaks_of(group) or self._own_deed(hit, group, recipients))

    def _named_behind(self, hit: Hit, after: list[ActorMention], before: list[ActorMention]) -> list[ActorMention]:
        """Who is named behind an act as its doer: by "by", as who claims it, as whence envoys are expelled."""
        by = self._first(after, ("by",)) or (self._claimants(hit) if hit.act.type == "ASSAULT" else [])
        if hit.act.mode == "expel" and not (by or before):
            by = self._first(after, ("from",))  # "the expulsion of two envoys from Togo"
        return by

    def _foes(self, hit: Hit) -> list[ActorMention]:
        """Against whom a protest is by its own name: "anti-government protests"."""
        named = self.scene.actors_in(hit.first - 1, hit.last) if hit.act.type == "PROTEST" else []
        return [m for m in named if "foe" in m.tags]

    def _at_it_itself(self, hit: Hit, group: Group) -> bool:
        """Whether what both sides do is told of a clause's subject: not "blamed the fighting for the delay"."""
        if hit.act.type == "ASSAULT" and hit.place != "subject" and self._worries(hit):
            return False
        judged = hit.act.type == "ASSAULT" and hit.place == "object" and group.lemma in JUDGING
        return hit.place != "subject" and not (judged and "on" not in self.s.lower[group.head : hit.first])

    def _of_such(self, hit: Hit) -> list[ActorMention]:
        """Whose acts those are of which a noun names one: "moves by Moscow, including sabotage and hacking"."""
        s = self.s
        low = max(s.begin, hit.first - _LISTED)
        at = next((i for i in range(hit.first - 1, low, -1) if s.lower[i] == "including"), -1)
        if at < 0 or s.lower[at - 1] != ",":
            return []
        whose = [m for m in self.scene.actors_in(max(s.begin, at - _LISTED), at) if m.preposition == "by"][-1:]
        return [m for m in whose if self.scene.token_at(m.end) == at - 1]

    def _worries(self, hit: Hit) -> bool:
        """As in "voiced alarm over renewed fighting": whoever is troubled by a fight is not at it."""
        s = self.s
        at = next((i for i in range(hit.first - 1, max(s.begin, hit.first - _DESCRIBED), -1) if s.flag(i) & PREP), -1)
        return at > s.begin and s.lower[at] in _OVER and s.lower[at - 1] in _FEELINGS

    def _at_it(self, hit: Hit) -> list[ActorMention]:
        """Who met, of whom it is only told what they did: "At a session on Friday the council rebuked Chad"."""
        if self.s.lower[self.s.begin] not in _AT_IT:
            return []
        k = next((k for k, group in enumerate(self.groups) if group.first > hit.last), -1)
        return self.subject(k) if k >= 0 else []
