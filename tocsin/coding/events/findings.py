"""Findings: the acts of one sentence that are events, and why the others are none."""

from typing import Final

from tocsin.coding.acts.crowds import of_trade
from tocsin.coding.acts.drills import for_show
from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.governed import governed
from tocsin.coding.acts.hits import Hit, deed_hit, verb_hits
from tocsin.coding.acts.nominal import carried, presupposed
from tocsin.coding.acts.nouns import noun_hits
from tocsin.coding.acts.plausible import implausible
from tocsin.coding.acts.promises import passed_on
from tocsin.coding.acts.recoding import recoded
from tocsin.coding.events.aims import aimed_at, meant
from tocsin.coding.events.background import set_in_background
from tocsin.coding.events.causes import led_to, settle_sides
from tocsin.coding.events.counted import SENDING, of_so_many, with_counted
from tocsin.coding.events.crowds import of_crowd
from tocsin.coding.events.dangers import danger_only
from tocsin.coding.events.describing import describing, only_sighted
from tocsin.coding.events.doubts import TOLD_AS_FACT, cites, decided, effect_of, said_modality, unlikely, unsaid
from tocsin.coding.events.hacking import by_hackers
from tocsin.coding.events.known import shade_around
from tocsin.coding.events.likewise import alike, lend_sufferers, likewise
from tocsin.coding.events.recast import recast
from tocsin.coding.events.speaking import threatens
from tocsin.coding.reading import NonEvent
from tocsin.coding.roles.roles import Roles
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.modality import foreseen, shade
from tocsin.coding.syntax.shades import Shade
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import INFINITIVE, Group, Sentence


class Findings:
    """Reads the acts of one sentence. `silences` takes what made no event, with its reason."""

    def __init__(self, scene: Scene, s: Sentence, groups: list[Group], roles: Roles, silences: list[NonEvent]) -> None:
        self.scene = scene
        self.s = s
        self.groups = groups
        self.roles = roles
        self.silences = silences
        self.found: list[Finding] = []
        self.effects: dict[int, str] = {}
        self.absorbed: set[int] = set()
        """Clauses whose act another act tells."""

    def read(self, former: Finding | None = None) -> list[Finding]:
        """The acts of the sentence; `former` is the last one of those before it."""
        hits = [self._unless_said(hit) for hit in verb_hits(self.s, self.groups)]
        hits = [hit for hit in hits if not self._accuses_itself(hit)]
        # Why each verb may mean no act, or "": whether it has an effect on others hangs on that too.
        doubts = [unlikely(self.s, self.groups, hit) for hit in hits]
        self.effects = {
            hit.clause: effect
            for hit, doubt in zip(hits, doubts, strict=True)
            if not doubt and (effect := effect_of(hit)) and not _within(hit, hits)
        }
        acts = {hit.clause: hit for hit, doubt in zip(hits, doubts, strict=True) if not doubt}
        for hit, doubt in zip(hits, doubts, strict=True):
            self._verb(hit, acts, doubt)
        nouns = [for_show(self.s, self.groups, hit) for hit in noun_hits(self.s, self.groups)]
        taken = {i for one in self.found for i in range(one.hit.first, one.hit.last)} if nouns else frozenset()
        for hit in nouns:
            if taken.isdisjoint(range(hit.first, hit.last)):
                self._noun(hit)
        self.found = with_counted(self.roles, self.effects, self.found, former)
        lend_sufferers(self.s, self.found, former)
        self.found += likewise(self.s, self.groups, self.roles, self.found, former)
        if not self.found:
            return self.found
        self.found.sort(key=lambda one: one.hit.first)
        for one in only_sighted(self.groups, self.found):
            self.found.remove(one)
            self.silent(one.hit, "only says who saw what is told itself")
        for one in describing(self.scene, self.s, self.groups, self.found):
            self.found.remove(one)
            self.silent(one.hit, "background: it only describes somebody or something that another act is about")
        set_in_background(self.scene, self.s, self.groups, self.found)
        settle_sides(self.groups, self.found)
        for one in self.found:
            of_crowd(self.scene, self.s, one)
            by_hackers(self.scene, self.s, one)
            recast(self.s, self.groups, one, self.effects, self.roles)
        return self.found

    def _unless_said(self, hit: Hit) -> Hit:
        """The hit, or the deed that its verb is where nobody is cited whose words would be the act."""
        cited = hit.act.frame == "said" and cites(self.s, self.groups, hit) and not self.roles.tells_of_itself(hit)
        if cited or hit.act.frame != "said":
            return hit
        return deed_hit(self.s, self.groups, hit.clause) or hit

    def _accuses_itself(self, hit: Hit) -> bool:
        """As in "Armenia said it had broken the truce": whoever says so accuses nobody."""
        if hit.act.type != "ACCUSE" or not self.roles.tells_of_itself(hit):
            return False
        self.silent(hit, "nobody accuses itself")
        return True

    def silent(self, hit: Hit, reason: str) -> None:
        self.silences.append(NonEvent(self.scene.span(hit.first, hit.last), hit.act.id, reason))

    def _verb(self, hit: Hit, acts: dict[int, Hit], doubt: str) -> None:
        above = shade(self.s, self.groups, hit.clause, self.effects)
        if above.modality == "negated" and hit.negated:
            above.modality = "actual"
        if hit.act.type == "REJECT" and above.modality == "future" and "nothing" in self.s.lower[hit.first : hit.last]:
            above.modality = "actual"
        if above.modality == "negated" and self._attempted(hit):
            above.modality = "actual"
        if above.absorbed >= 0 and passed_on(hit, acts.get(above.absorbed), above):
            above = foreseen(self.s, self.groups, hit.clause, above, self.effects)
        if above.absorbed >= 0:
            self.absorbed.add(hit.clause)
            self.silent(hit, above.reason)
            self._lend_mode(acts.get(above.absorbed), hit)
            return
        if _within(hit, [one.hit for one in self.found if not one.hit.noun]):
            self.silent(hit, "part of the words of another act")
            return
        aim = aimed_at(self.s, self.groups, hit, acts, self.effects)
        if aim and self.s.lower[self.groups[hit.clause].first - 1] in _POWERS:
            self.absorbed.add(hit.clause)  # "its right to launch strikes" tells of none
        reason = doubt or aim or self._threat_below(hit, acts) or decided(self.s, self.groups, hit, above)
        if reason:
            self.silent(hit, reason)
            return
        if above.modality in ("actual", "ongoing") and meant(self.groups, hit, acts):
            above.modality = "considered"
        if hit.act.mode == "ceasefire" and not _MAYBE.isdisjoint(self.s.lower[hit.first : hit.last + _NEAR]):
            above.modality = "hypothetical"
        if reason := danger_only(self.s, self.groups, self.roles, hit):
            self.silent(hit, reason)
            return
        main = led_to(self.groups, hit, self.found)
        if main is not None:
            main.results.append(hit)
            self.silent(hit, f"tells what “{main.hit.act.id}” before it led to")
            return
        hit = recoded(self.s, self.groups, hit)
        if hit.act.mode == "decline-comment" and above.modality == "negated":
            above.modality = "actual"  # "would not discuss it"
        actors, recipients = self.roles.of(hit)
        reason = implausible(self.scene, self.s, self.groups, hit, actors=actors, recipients=recipients)
        cleared = hit.act.id == "blame-by-saying" and above.modality == "negated"
        if hit.act.frame == "said":
            reason = reason or unsaid(self.s, self.groups, hit, above.modality, cited=bool(actors))
            deed = deed_hit(self.s, self.groups, hit.clause) if reason in TOLD_AS_FACT else None
            if deed is not None:
                self._verb(deed, acts, unlikely(self.s, self.groups, deed))
                return
            above = Shade(said_modality(hit, self.groups[hit.clause], above.modality))
        if reason:
            self.silent(hit, reason)
            return
        one = Finding(hit, above, actors, [] if cleared else recipients)
        if cleared:
            one.cast = Cast("STATEMENT", "deny", "actual")  # "told Iran that it was not involved in the raid"
        governed(self.s, self.groups, one.hit, acts)
        self.found.append(one)

    def _attempted(self, hit: Hit) -> bool:
        """As in "soldiers failed to oust the president": a coup that fails is one."""
        parent = self.groups[hit.clause].parent
        return hit.act.id == "army-topples" and parent >= 0 and self.groups[parent].lemma == "fail"

    def _threat_below(self, hit: Hit, acts: dict[int, Hit]) -> str:
        """As in "warned that looters would be shot": a warning of what one's own side would do is that threat."""
        if hit.act.effect != "warn":
            return ""
        for k in range(hit.clause + 1, len(self.groups)):
            below = self.groups[k]
            if below.form == INFINITIVE and below.parent > hit.clause:
                below = self.groups[below.parent]  # "warned that it would continue to take measures"
            if (
                below.parent == hit.clause
                and k in acts
                and threatens(self.groups, hit.clause, k, acts[k].act, self.roles)
            ):
                self.effects[hit.clause] = "report"
                return "says the threat that it leads to"
        return ""

    def _lend_mode(self, above: Hit | None, below: Hit) -> None:
        if above is not None and above.governs is None:
            above.governs = below.act

    def _set_off(self, hit: Hit) -> int:
        """Where those words end that may tell when and where a noun's act was.

        They end with the phrase that leads the sentence in: "Hours before the raid, a bomb went off on Monday".
        """
        first = next((span[0] for k in range(len(self.groups)) if (span := subject_of(self.groups, k))), -1)
        return first if hit.last <= first and self.s.lower[first - 1] == "," else self.s.end

    def _names_somebody(self, hit: Hit) -> bool:
        """Whether a noun is part of the name of a body or a force."""
        begin, end = self.scene.tokens.start[hit.first], self.scene.tokens.end[hit.last - 1]
        around = self.scene.actors_in(max(self.s.begin, hit.first - _LONGEST), hit.last)
        return any(m.kind in _BODIES and m.start < begin and end <= m.end for m in around)

    def _described_from(self, hit: Hit, told: dict[int, Finding]) -> int:
        """Where the words begin that may tell when a noun's act was: not those before a verb that tells another act.

        As in "on Monday rejected criticism": that day is the rejection's.
        """
        verb = self.groups[hit.clause].head if hit.clause in told else self.s.begin
        return max(hit.first - 3, self.s.begin, verb if verb < hit.first else self.s.begin)

    def _noun(self, hit: Hit) -> None:
        if any(
            not one.hit.noun and alike(one.hit.act, hit.act) and abs(one.hit.first - hit.first) < 7
            for one in self.found
        ):
            self.silent(hit, "the verb beside it tells it already")
            return
        if any(o.hit.noun and o.hit.last == hit.first and o.hit.act.type == hit.act.type for o in self.found):
            self.silent(hit, "the noun before it tells it already")  # "a roadside bomb attack"
            return
        if hit.act.type in SENDING and hit.place != "object" and self._names_somebody(hit):
            self.silent(hit, "it only names somebody")  # "the UN peacekeeping force said"
            return
        hit = of_trade(self.s, hit)
        actors, recipients = self.roles.of(hit)
        told = {one.hit.clause: one for one in self.found if not one.hit.noun}
        past = presupposed(self.s, self.groups, hit)
        if hit.clause in self.absorbed and not (hit.act.alone or past):
            self.silent(hit, "part of what another act speaks of")
            return
        stop = self._set_off(hit)
        timed = bool(self.scene.times_in(self._described_from(hit, told), min(hit.last + 12, stop)))
        placed = bool(self.scene.places_in(hit.last, min(hit.last + 8, stop)))
        above_it = told.get(hit.clause)
        if not actors and above_it is not None and above_it.hit.act.id == "accuse" and hit.act.type == "ASSAULT":
            actors = list(above_it.recipients)
        counted = of_so_many(self.scene, self.s, hit)
        verdict = carried(self.s, self.groups, hit, told, bool(recipients), timed=timed, placed=placed, counted=counted)
        if verdict.reason:
            self.silent(hit, verdict.reason)
            return
        if hit.act.mode in _DECREED:
            actors = [m for m in actors if m.sector != "CVL"]  # "marched despite a curfew"
        if hit.light and not actors:
            actors, recipients = self.roles.of(hit)  # now that the verb only carries it: "followed with a call-up"
        above = shade_around(self.s, self.groups, hit, self.effects, past=past)
        if verdict.shade:
            above = verdict.shade(above)
        threatened = above.modality == "actual" and _threatened(told.get(above.absorbed))
        if above.absorbed >= 0 and not past and (threatened or not hit.light):
            self.silent(hit, above.reason)
            return
        reason = implausible(self.scene, self.s, self.groups, hit, actors=actors, recipients=recipients)
        if reason:
            self.silent(hit, reason)
            return
        one = Finding(hit, above, actors, recipients)
        if verdict.replaces is not None:
            for other in [o for o in self.found if o.hit.clause == verdict.replaces and not o.hit.noun]:
                self.found.remove(other)
                one.results.append(other.hit)
                # The verb names the doer of "kills him in an air strike", the noun that of "a strike on him kills two".
                first, last = (one, other) if hit.place == "subject" else (other, one)
                one.recipients = first.recipients or last.recipients
                named = first.actors or [m for m in last.actors if m not in one.recipients]
                one.actors = self.roles.named_as_doers(hit, named)
                one.of_others = first is other
        self.found.append(one)


def _within(hit: Hit, hits: list[Hit]) -> bool:
    """Whether an act is part of the words of another: the denial of "declined to confirm or deny"."""
    return any(other.first < hit.first < other.last for other in hits)


def _threatened(above: Finding | None) -> bool:
    """As in "threatened to resume attacks": what is threatened is told by the threat."""
    return above is not None and above.hit.act.type == "THREATEN"


_LONGEST: Final = 6
"""Tokens of a body's name looked at."""
_BODIES: Final = frozenset({"body", "force", "organisation", "agency"})
_DECREED: Final = frozenset({"curfew", "martial-law"})
"""What no crowd imposes."""
_MAYBE: Final = frozenset({"potential", "possible", "eventual", "prospective", "hypothetical"})
"""Words before a truce that there is not: "to uphold a potential ceasefire"."""
_NEAR: Final = 3
_POWERS: Final = frozenset({"right", "ability", "capability", "capacity", "power", "readiness"})
"""What somebody has who may or can do something: "the ability to launch strikes"."""
