"""The text around a sentence: whom it speaks of, and who stands in for those that a clause leaves out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.bearings import preposition_before
from tocsin.coding.course import Lead
from tocsin.coding.dispatches import Dispatches
from tocsin.coding.findings import Finding
from tocsin.coding.mention import ActorMention
from tocsin.coding.parties import Parties, Stand
from tocsin.coding.placing import place_of
from tocsin.coding.plausible import FORCE
from tocsin.coding.reading import Actor
from tocsin.coding.references import Before
from tocsin.coding.roles import JUDGING, Roles
from tocsin.coding.scene import Scene
from tocsin.coding.strangers import stranger
from tocsin.coding.subjects import subject_of
from tocsin.coding.things import classes_in
from tocsin.coding.verbs import FINITE, Group, Sentence

_WITHIN: Final = frozenset(
    {"arrest", "curfew", "martial-law", "censor", "crowd-control", "convict", "strike", "demo", "riot", "hunger"}
)
"""Modes of acts that a state or a people does to its own."""
_TO_NOBODY: Final = frozenset({"resign", "fire-weapon", "test-weapon"})
"""Acts that have no other side."""
_HARMFUL: Final = frozenset({"ASSAULT", "COERCE"})
_MUTUAL: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Acts that several do with each other."""
_HOSTILE: Final = frozenset({"ASSAULT", "MOBILIZE", "SANCTION", "COERCE", "THREATEN"})
_DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "RETREAT"})
"""Acts that are not done by telling of them."""
_OF_STATE: Final = frozenset({"GOV", "MIL", "POL"})
_UNARMED: Final = frozenset({"CVL", "JRN", "BUS"})
_FORCES: Final = frozenset({"MIL", "POL"})
_HARM: Final = frozenset({"kill", "wound", "injure", "die", "suffer", "lose"})
_GOING: Final = frozenset({"MOBILIZE", "AID", "CONSULT", "SANCTION", "THREATEN"})
_GOALS: Final = frozenset({"to", "into", "toward", "towards", ""})
_ARMED: Final = frozenset({"REB", "MIL"})
_INNER: Final = frozenset({"release", "disarm"})
"""Modes of acts that as often stay at home: done to others only where the two have dealt with each other."""
_BETWEEN: Final = frozenset(
    {"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "CONSULT", "ASSAULT", "SUPPORT"}
)
"""Acts that take two sides, whoever's people the words behind them name."""
_DOMESTIC: Final = frozenset({"COERCE", "PROTEST", "RETREAT", "SANCTION"})
_INNER_AFFAIRS: Final = frozenset({*_DOMESTIC, "ACCUSE", "REQUEST", "REJECT", "THREATEN", "ASSAULT", "CONCEDE"})
"""Acts that in a text about one country alone stay within it."""


_AT_HOME: Final = 0.45
"""The share of a text from which somebody without a country is of the one that it speaks of most."""


class Context:
    """What has been spoken of so far in one field."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        self.scene = scene
        self.parties = parties
        self.before = Before(parties)
        self.tellers: frozenset[int] = frozenset()
        self.cited: frozenset[int] = frozenset()
        self.home: str | None = None
        self.lead: list[ActorMention] = []
        self._forces = frozenset(m.start for m in scene.actors if m.sector in _FORCES)
        self._first: dict[str, ActorMention] = {}
        self.dispatches = Dispatches(scene)
        for mention in scene.actors:
            if mention.country is not None and not mention.modifier:
                self._first.setdefault(mention.country, mention)

    def enter(self, lead: Lead) -> None:
        """Takes up an item of the page, up to whose end the text has spoken most of `lead`."""
        self.home = lead.country if lead.share >= _AT_HOME else None
        chief = self._first.get(lead.country or "")
        self.lead = [] if chief is None else [chief]

    def follow(self, groups: list[Group], roles: Roles, found: Sequence[Finding]) -> None:
        """Takes the subject of a sentence, and those who did something together in it, as what the next speaks of."""
        self.before.together = next((one.sides for one in found if one.hit.act.frame == "mutual" and one.sides), [])
        self.before.senders = next(
            (one.actors for one in reversed(found) if one.hit.act.type == "MOBILIZE" and one.actors),
            self.before.senders,
        )
        for k, group in enumerate(groups):
            if group.form == FINITE and group.link != "relative":
                subject = roles.subject(k)
                if subject:
                    self.before.focus = subject
                    return

    def complete(self, s: Sentence, groups: list[Group], one: Finding, tellers: frozenset[int] = frozenset()) -> None:
        """Fills in who does an act, and to whom, where its clause leaves it out.

        `tellers` are where those begin who only tell of what their sentence is about: they are no side of it.
        """
        if one.hit.act.type in _DEEDS:
            one.actors = [m for m in one.actors if m.kind != "outlet"]  # "daily attacks" are by no daily
        self.cited = tellers
        self.tellers = tellers - self._own(one) if one.hit.act.type in _DEEDS else frozenset()
        if not one.actors and one.hit.clause >= 0 and not one.hit.noun:
            one.actors = stranger(self.scene, s, groups, one.hit.clause, patient=one.hit.act.frame == "patient")
        self.dispatches.complete(one)
        sufferer = one.hit.act.type in _HARMFUL and not one.actors and self._suffers(s, groups, one)
        if sufferer:
            one.actors = self._doer(s, groups, one)
        elif not one.actors and one.hit.act.mode == "release" and one.recipients and self._passive(groups, one):
            one.actors = self._captor(s, one)
        elif not one.actors:
            one.actors = self._awaited(s, groups, one) or self._spoken_of(s, groups, one)
        if one.hit.act.type == "PROTEST" and one.actors and all(m.country is None for m in one.actors):
            one.actors = self._of_the_place(s, groups, one)
        one.actors = [self._placed(m) for m in one.actors]
        one.recipients = [self._placed(m) for m in one.recipients]
        told = any(not _loose(m) for m in one.recipients)
        if not sufferer:
            self._answer(s, groups, one)
            if not one.actors and one.recipients and self._of_force(s, one):
                one.actors = self._enemy(s, one)
            if one.hit.act.frame == "mutual" and not one.actors and self._of_force(s, one):
                one.actors = self._fighters(s, one)
        self.parties.meet(one.actors, one.recipients if told else (), hostile=one.hit.act.type in _HOSTILE)

    def _own(self, one: Finding) -> frozenset[int]:
        """Where forces begin that as often did what they tell of: "two drones were shot down, the army said"."""
        if any(m.sector in ("MIL", "CVL") for m in one.recipients) and one.hit.lemma in _HARM:
            return frozenset()
        return self._forces

    def _of_the_place(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """As in "thousands marched in Mogadishu": they are people of that place."""
        site = self._site(s, groups, one)
        if site is None:
            return one.actors
        return [replace(m, actor=replace(m.actor, country=site.country), resolved=True) for m in one.actors]

    def _suffers(self, s: Sentence, groups: list[Group], one: Finding) -> bool:
        """Whether the clause tells who suffers an act: by name, or as people of a place ("were killed in Lebanon")."""
        if one.recipients and not all(_loose(m) for m in one.recipients):
            return True
        site = self._site(s, groups, one)
        if site is None:
            return bool(one.recipients)
        if one.recipients:
            one.recipients = [
                replace(m, actor=replace(m.actor, country=site.country), resolved=True) for m in one.recipients
            ]
        elif self._of_force(s, one):
            one.recipients = [site]
        return bool(one.recipients)

    def _enemy(self, s: Sentence, one: Finding) -> list[ActorMention]:
        """Who, of those of whose harm the text has told, does it again: "the shelling of Kharkiv went on"."""
        suffering = {m.country for m in one.recipients if m.country}
        other = self.parties.opposite(self.scene, s, one.hit.first, suffering, stand="accuser", tellers=self.tellers)
        return [other] if other is not None and self.parties.hostile(other.country) else []

    def _fighters(self, s: Sentence, one: Finding) -> list[ActorMention]:
        """The two sides of a fight that names none: "heavy fighting raged along the line"."""
        suffering = {m.country for m in one.recipients if m.country}
        other = (
            self.parties.opposite(self.scene, s, one.hit.first, suffering, tellers=self.tellers) if suffering else None
        )
        return [*one.recipients, other] if other is not None else []

    def _of_force(self, s: Sentence, one: Finding) -> bool:
        """Whether an act of force stands in a text of war, or in a sentence that names what kills."""
        if one.hit.act.type != "ASSAULT":
            return False
        return self.scene.of_security or self.scene.warlike or not FORCE.isdisjoint(classes_in(s, s.begin, s.end))

    def _doer(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Who did what a passive leaves without a doer: the other party or side of a war within a country."""
        suffering = {m.country for m in one.recipients if m.country}
        if one.hit.act.mode in _WITHIN:
            # "Two French journalists held in Iraq": by somebody there.
            site = self._site(s, groups, one) if one.hit.act.mode == "arrest" else None
            return [site] if site is not None and site.country not in suffering else one.recipients[:1]
        firing = self._firing(s, suffering)
        if firing is not None:
            return [firing]
        within = self.parties.within(suffering, {m.sector for m in one.recipients})
        if within is not None:
            return [within]
        other = self.parties.opposite(self.scene, s, one.hit.first, suffering, stand="accuser", tellers=self.tellers)
        if other is None:
            return []
        # Where the text has told of no harm by them, those who suffer must at least be named as somebody's.
        told = (self.scene.of_security or self.scene.warlike) and not all(_loose(m) for m in one.recipients)
        if other.sector in _UNARMED:
            told = False  # those who only are named beside it do no such thing
        return [other] if told or self.parties.hostile(other.country) else []

    def _firing(self, s: Sentence, suffering: set[str]) -> ActorMention | None:
        """Whose weapon struck: "hit by a missile fired from an Argentine aircraft"."""
        for i in range(s.begin + 1, s.end):
            if s.lower[i] in _SHOT_FROM and s.lower[i - 1] in _SHOT:
                found = self.scene.actors_in(i + 1, min(i + 5, s.end))
                if found and found[0].country and found[0].country not in suffering:
                    return found[0]
        return None

    def _captor(self, s: Sentence, one: Finding) -> list[ActorMention]:
        """Who lets go those who are only said to be freed: a side that has done them harm, else their own state."""
        freed = {m.country for m in one.recipients if m.country}
        other = self.parties.opposite(self.scene, s, one.hit.first, freed, stand="accuser", tellers=self.tellers)
        return [other] if other is not None and self.parties.hostile(other.country) else one.recipients[:1]

    def _answer(self, s: Sentence, groups: list[Group], one: Finding) -> None:
        """Fills in the side that suffers an act or is spoken to, where its clause leaves it out."""
        act, own = one.hit.act, {m.country for m in one.actors if m.country}
        if act.frame == "mutual" and one.recipients:
            return
        if act.type in _MUTUAL and len(own) > 1 and not one.recipients:
            one.recipients = list(one.actors)
            return
        if any(m.country is None or m.country not in own for m in one.recipients if not _loose(m)):
            return
        if any(m.sector == "REB" for m in one.recipients) and all(m.sector in _OF_STATE for m in one.actors):
            return  # a war within: "troops captured the rebel stronghold"
        if act.id in _TO_NOBODY:
            return
        if act.mode in _WITHIN or act.type == "PROTEST":
            one.recipients = one.recipients or one.actors[:1]
            return
        harms = act.type in _HARMFUL
        site = self._site(s, groups, one) if harms or act.type in _GOING else None
        if site is not None and site.country not in own and (harms or act.type == "MOBILIZE" or self._goal(site)):
            one.recipients = [site]
            return
        if one.recipients and not self._other_people(one):
            return
        other = self._other(s, one, own)
        if other is not None and act.type in _INNER_AFFAIRS and self.parties.far_from(own, other.country):
            one.recipients = one.actors[:1]
        elif other is not None:
            one.recipients, one.of_others = [other], _of_a_body(one)
            one.against = [other] if act.type == "MOBILIZE" else []
        elif act.type == "MOBILIZE":
            one.recipients = []
        elif not one.recipients and (
            harms or act.type in _DOMESTIC or (act.type in _INNER_AFFAIRS and self.home in own)
        ):
            one.recipients = one.actors[:1]

    def _other_people(self, one: Finding) -> bool:
        """Whether those whom an act names as its own side's can be the other side's people."""
        act = one.hit.act
        if act.type == "ACCUSE" and one.recipients[0].kind == "person" and not one.recipients[0].modifier:
            return False  # "Kerry accused President Bush"
        if all(_loose(m) for m in one.recipients):
            return act.type in _HARMFUL or act.mode in _INNER or not all(m.sector == "CVL" for m in one.recipients)
        return act.type in _BETWEEN

    def _other(self, s: Sentence, one: Finding, own: set[str]) -> ActorMention | None:
        """The other side of an act, from the text around it."""
        act = one.hit.act
        if act.type in _HARMFUL or act.type == "THREATEN":
            within = self.parties.within(own, {m.sector for m in one.actors})
            if within is not None:
                return within
        if _of_a_body(one):
            return self.parties.concern(self.scene, own)
        stand: Stand = "accuser" if act.type == "ACCUSE" else "friend" if act.type == "SUPPORT" else "party"
        # Who tells of an attack has often suffered it.
        tellers = frozenset() if act.type in _HARMFUL else self.tellers
        other = self.parties.opposite(self.scene, s, one.hit.first, own, stand=stand, tellers=tellers)
        inner = (act.type == "COERCE" and not any(m.sector in _ARMED for m in one.actors)) or act.mode in _INNER
        return None if inner and other is not None and not self.parties.dealt(own, other.country) else other

    def _goal(self, site: ActorMention) -> bool:
        """Whether a place is where somebody goes, not only where something is done."""
        return preposition_before(self.scene.text, site.start) in _GOALS

    def _site(self, s: Sentence, groups: list[Group], one: Finding) -> ActorMention | None:
        """The country of the place where an act is done, as the side that suffers it."""
        place = place_of(self.scene, s, groups, one.hit)
        if place is None or place.country is None:
            return None
        actor = Actor(place.country, "UNK", None, place.field, place.start, place.end, place.text)
        return ActorMention(actor, "country", (place.start, place.end), -1, "")

    def _placed(self, mention: ActorMention) -> ActorMention:
        """Gives somebody without a country that of the text, where it speaks of one country above all."""
        if (
            mention.country is not None
            or self.home is None
            or mention.sector == "IGO"
            or mention.kind in ("company", "outlet", "organisation")
        ):
            return mention
        return replace(mention, actor=replace(mention.actor, country=self.home), resolved=True)

    def _passive(self, groups: list[Group], one: Finding) -> bool:
        return one.hit.clause >= 0 and (groups[one.hit.clause].passive or one.hit.noun)

    def _awaited(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Who does what another only speaks of: "Seoul expects a nuclear test"."""
        if not one.hit.noun or one.hit.place != "object" or groups[one.hit.clause].lemma not in JUDGING:
            return []
        speakers = {
            m.country for m in self.scene.actors_in(*(subject_of(groups, one.hit.clause) or (0, 0))) if m.country
        }
        other = self.parties.opposite(self.scene, s, one.hit.first, speakers, stand="accuser") if speakers else None
        return [other] if other is not None and self.parties.hostile(other.country) else []

    def _doers_end(self, s: Sentence, groups: list[Group], one: Finding) -> int:
        """Where those end who may do an act: before a verb whose pronoun already stands for its doer."""
        if one.hit.noun or self._passive(groups, one):
            return s.end
        span = subject_of(groups, one.hit.clause)
        return groups[one.hit.clause].first if span is not None and s.lower[span[0]] in _PRONOUNS else s.end

    def _spoken_of(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        spans = {(r.start, r.end) for r in one.recipients}
        suffering = {m.country for m in one.recipients}
        domestic = one.hit.act.type in _DOMESTIC
        near = [
            m
            for m in self.scene.actors_in(s.begin, self._doers_end(s, groups, one))
            if m.country
            and (m.start, m.end) not in spans
            and not m.modifier
            and m.preposition not in _PLACING
            and m.start not in self.tellers
            and m.kind not in ("company", "outlet")
        ]
        if (domestic and near) or one.hit.act.mode == "release":
            return near[:1]
        if one.hit.act.type == "ASSAULT" and (one.hit.act.frame == "thing" or self._passive(groups, one)):
            # Who is near an attack that nobody has claimed is as likely its victim; but "was shot down, the army said".
            if one.recipients or one.hit.lemma in _HARM or groups[one.hit.clause].form != FINITE:
                return []
            return [m for m in near if m.start in self.cited and m.sector in _FORCES][:1]
        told_by = [m for m in self.scene.actors_in(s.begin, s.end) if m.start in self.tellers]
        for candidates in (near, self.before.focus, self.lead, told_by):
            for mention in candidates:
                if mention.country and (domestic or mention.country not in suffering):
                    return [mention]
        return one.recipients[:1] if domestic else []


def _of_a_body(one: Finding) -> bool:
    """Whether a body of states meets, which it does over somebody, not with them."""
    return one.hit.act.type == "CONSULT" and bool(one.actors) and all(m.sector == "IGO" for m in one.actors)


def _loose(mention: ActorMention) -> bool:
    """Whether only the text around tells whose somebody is: "two people", "the crew"."""
    return mention.country is None or (mention.resolved and mention.kind != "country")


_PRONOUNS: Final = frozenset({"it", "he", "she", "they"})
_SHOT: Final = frozenset({"fired", "launched", "dropped"})
_SHOT_FROM: Final = frozenset({"by", "from"})
_PLACING: Final = frozenset("in near at on off over around inside outside along across of from".split())
