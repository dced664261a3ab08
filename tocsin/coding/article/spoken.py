"""Spoken of: who, of those named in a sentence or before it, does an act that nobody is said to do."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import classes_in
from tocsin.coding.article.dispatches import unowned
from tocsin.coding.article.doers import FORCES, HARM, WITHIN, Doers, state_of
from tocsin.coding.article.gunfire import firing
from tocsin.coding.article.innocents import answered, by_us, may_do, met, of_a_thing, planned, warded_off
from tocsin.coding.article.sides import doing_else
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.bystanders import is_told
from tocsin.coding.roles.roles import JUDGING
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import CHARGING
from tocsin.coding.syntax.verbs import FINITE, ING, Group, Sentence
from tocsin.coding.text.acts import FORCE

DOMESTIC: Final = frozenset({"COERCE", "PROTEST", "RETREAT", "SANCTION"})
_SUMMONING: Final = frozenset({"summon", "hand-note"})
_DISMISSALS: Final = frozenset({"dismiss", "fire-official"})
_TELLERS: Final = frozenset({"CVL", "JRN", "BUS", "IGO"})
_PRONOUNS: Final = frozenset({"it", "he", "she", "they"})
_LOOSED: Final = frozenset({"fire", "launch", "plant", "detonate"})
"""Verbs of attacks that whoever tells of them did not carry out."""
_SEVERING: Final = frozenset({"cut", "sever", "encircle", "obstruct", "choke"})
"""What is done to passages by an enemy: whoever tells of it did not."""
_TOWARD: Final = frozenset({"to", "towards", "toward", "against", "into"})
"""What leads to those at whose door a crowd stands."""
_PLACING: Final = frozenset("in near at on off over around inside outside along across of from".split())


class Spoken(Doers):
    """Who is spoken of, where an act has no doer of its own."""

    def spoken_of(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Who is named in the sentence, else spoken of before it, and does an act that nobody is said to do."""
        if by_us(s, groups, one) or laid_to_others(groups, one):
            return []
        if one.hit.act.type == "ASSAULT" and self._by_something(s, groups, one):
            return []
        suffering = {m.country for m in one.recipients} | self.critics
        if one.hit.act.mode == "expel" and suffering - {None} and self.passive(groups, one):
            host = self.parties.opposite(self.scene, s, one.hit.first, {code for code in suffering if code})
            return [host] if host is not None else []
        near = self._near(s, groups, one)
        suffered = self.passive(groups, one) or one.hit.act.frame == "patient"
        if suffered and not one.hit.noun and (host := self._host(s, groups, one, near)) is not None:
            return [host]
        if (judges := self._judges(groups, one)) is not None:
            # "The government condemned the latest attack": whoever did it, not they who judge it.
            own = {m.country for m in judges}
            return [m for m in near if m.country not in own or m.sector == "REB"][:1]
        near = self._set_aside(s, groups, one, near, suffering)
        settled = self._by_kind(s, groups, one, near, suffering)
        return settled if settled is not None else self._first_of(s, groups, one, near, suffering)

    def _host(self, s: Sentence, groups: list[Group], one: Finding, near: list[ActorMention]) -> ActorMention | None:
        """Whose law it is that "was handed nine years" or "was sacked" tells of, and who summons envoys."""
        act, suffering = one.hit.act, {m.country for m in one.recipients if m.country}
        if suffering and (act.id in _SUMMONING or act.mode == "access"):
            return self.parties.foremost(suffering)
        if act.id not in _DISMISSALS and not (act.mode == "convict" or act.id == "face-inquiry"):
            return None
        court = next((m for m in near if m.sector == "JUD"), None) or self.site(s, groups, one)
        return court or self.power({self.home} if self.home is not None else suffering, one)

    def _near(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Those named in the sentence who may have done it."""
        spans = {(r.start, r.end) for r in one.recipients}
        beside = doing_else(self.scene, groups, one.hit.clause)
        return [
            m
            for m in self.scene.actors_in(s.begin, self._doers_end(s, groups, one))
            if m.country
            and m.country not in self.critics
            and (m.start, m.end) not in spans
            and not m.modifier
            and m.preposition not in _PLACING
            and not (one.hit.act.type == "PROTEST" and m.preposition in _TOWARD)
            and m.start not in self.tellers
            and not is_told(self.scene.text, m)
            and m.start not in beside
            and m.kind not in ("company", "outlet")
            and may_do(one, m)
        ]

    def _set_aside(
        self, s: Sentence, groups: list[Group], one: Finding, near: list[ActorMention], suffering: set[str | None]
    ) -> list[ActorMention]:
        """Those of `near` who are left where the words say of some that they did not: these join the sufferers."""
        act = one.hit.act
        if act.type == "ACCUSE" and self.passive(groups, one):
            # "a man accused of spying for Russia": who is named behind has to do with the deed.
            near = [m for m in near if self.scene.token_at(m.start) < one.hit.first]
        if planned(s, groups, one):
            # "The decision to send tanks angered Moscow": they who decided are named before, if at all.
            suffering |= {m.country for m in near if self.scene.token_at(m.start) > one.hit.first}
        if act.mode == "cyber" and one.hit.place == "subject" and not groups[one.hit.clause].passive:
            # "The cyber attack crippled a Costa Rican ministry"
            struck = [m for m in near if self.scene.token_at(m.start) > groups[one.hit.clause].head]
            one.recipients = one.recipients or struck[:1]
            suffering |= {m.country for m in one.recipients}
        if answered(s, one):
            # "Japan on alert after a threat": whoever answers it did not make it.
            suffering |= {m.country for m in near if self.scene.token_at(m.start) < one.hit.first}
        if warded_off(groups, one):
            near = [m for m in near if m.preposition != "by"]
        if act.mode in _OF_RULE:
            near = [m for m in near if not m.resolved]  # "Emergency was declared, with a watchdog reporting …"
        if act.mode in WITHIN:
            near = [m for m in near if m.sector != "IGO"]  # no alliance stages a coup or keeps a curfew
        return near

    def _by_kind(
        self, s: Sentence, groups: list[Group], one: Finding, near: list[ActorMention], suffering: set[str | None]
    ) -> list[ActorMention] | None:
        """Who did it, for acts whose kind tells who may have; None for the others."""
        act, passive = one.hit.act, self.passive(groups, one)
        if act.type == "ACCUSE" and not one.recipients and of_a_thing(groups, one):
            return []
        if act.id == "border-flight" and met(groups, one.hit.clause):
            return []
        if act.id == "missile-lands" or (act.about == "border" and self.cited and unowned(self.scene, s, groups, one)):
            # "Two fell into the sea, Tokyo said", "Drones came in from Belarus, Poland said"
            whence = [m for m in self.scene.actors_in(s.begin, s.end) if m.preposition == "from" and m.country]
            return [m for m in (*whence, *near) if m.start not in self.cited][:1]
        if act.id == "close-passage" and one.hit.lemma in _SEVERING and passive:
            return []  # "The road to Kherson has been cut, its governor said"
        if act.mode in WITHIN - {"convict"} and passive and not one.hit.noun:
            there = self.site(s, groups, one)
            if there is not None:
                # "Two men were arrested in Nairobi after the US embassy complained"
                return [next((m for m in near if m.country == there.country), there)]
        if (_is_domestic(one) and near) or act.mode == "release":
            return near[:1]
        if act.type == "ASSAULT" and (act.frame == "thing" or passive):
            return self._attacked(s, groups, one, near, suffering)
        if act.mode == "cyber" and one.hit.noun and one.hit.place == "object" and act.id == "jamming":
            # "Latvia reported GPS jamming": not whoever was spoken of before.
            culprit = self.parties.culprit(self.scene, {code for code in suffering if code})
            return [culprit] if culprit is not None else []
        if act.mode == "seize" and passive and not one.hit.noun:
            culprit = self.parties.culprit(self.scene)
            if culprit is not None:
                return [culprit]  # "seven rifles were taken"
        return None

    def _attacked(
        self, s: Sentence, groups: list[Group], one: Finding, near: list[ActorMention], suffering: set[str | None]
    ) -> list[ActorMention]:
        """Who made an attack that arms made, or that somebody suffered."""
        thing = one.hit.act.frame == "thing"
        shooter = firing(self.scene, s, suffering) if thing else None
        if shooter is not None:
            return [shooter]
        # Who is near an attack that nobody has claimed is as likely its victim; but "was shot down, the army said".
        hit = one.hit
        harmed = one.recipients or hit.lemma in HARM or hit.lemma in _LOOSED or groups[hit.clause].form != FINITE
        if harmed or hit.act.mode == "abduct" or thing:
            return []  # "the army said drones had struck its posts"
        return [m for m in near if m.start in self.cited and m.sector in FORCES][:1]

    def _first_of(
        self, s: Sentence, groups: list[Group], one: Finding, near: list[ActorMention], suffering: set[str | None]
    ) -> list[ActorMention]:
        """The first who may have done it, of those near, of whom was spoken before, and of those who tell of it."""
        act, domestic = one.hit.act, _is_domestic(one)
        told_by = [
            m
            for m in self.scene.actors_in(s.begin, s.end)
            if m.start in self.tellers
            and "origin" not in m.tags
            and (act.type not in FORCE or m.sector not in _TELLERS)
        ]
        voices = [state_of(m) for m in told_by if m.kind == "outlet" and "state" in m.tags]
        cited = [] if act.frame == "patient" else told_by  # "27 are dead, said the army's spokesman"
        # "Shops in Karachi were closed": of whom the text speaks most, not the gunmen but their state closes them
        lead = [state_of(m) if act.type == "COERCE" and m.sector == "REB" else m for m in self.lead]
        spoken = (lead, voices, self.before.focus) if act.mode in _OF_RULE else (voices, self.before.focus, lead)
        for candidates in (near, *spoken, cited):
            for mention in candidates:
                if (act.mode in WITHIN and mention.sector == "IGO") or not may_do(one, mention):
                    continue
                if mention.country in self.critics:
                    continue
                if mention.country and (domestic or mention.country not in suffering):
                    return [mention]
        if act.id == "advise-leave" and self.passive(groups, one):
            state = self.parties.state({code for code in suffering if code})
            return [state] if state is not None else []  # "two million people had been told to evacuate"
        return one.recipients[:1] if act.type == "PROTEST" else []  # "a strike paralysed Guinea"

    def _doers_end(self, s: Sentence, groups: list[Group], one: Finding) -> int:
        """Where those end who may do an act: before a verb whose pronoun already stands for its doer.

        Those end a measure's whose deed it follows: "shops were closed after gunmen killed two policemen".
        """
        if not one.hit.noun and one.hit.act.type == "COERCE" and self.passive(groups, one):
            followed = (g.subject for g in groups[one.hit.clause + 1 :] if g.link in _FOLLOWED)
            return next((span[0] for span in followed if span is not None), s.end)
        if one.hit.noun or self.passive(groups, one):
            return s.end
        span = subject_of(groups, one.hit.clause)
        return groups[one.hit.clause].first if span is not None and s.lower[span[0]] in _PRONOUNS else s.end

    def _judges(self, groups: list[Group], one: Finding) -> list[ActorMention] | None:
        """Those who only judge a deed, or None where its clause does more than that."""
        if one.hit.act.type != "ASSAULT" or not one.hit.noun or one.hit.place != "object":
            return None
        group = groups[one.hit.clause]
        span = subject_of(groups, one.hit.clause)
        judged = group.lemma in JUDGING or (one.hit.act.id == "deaths" and group.lemma not in _CAUSING)
        return self.scene.actors_in(*span) if judged and span is not None else None

    def _by_something(self, s: Sentence, groups: list[Group], one: Finding) -> bool:
        """Whether something did it whose owner is not told: "boarded a ship, as its anchor had cut the line"."""
        active = one.hit.clause >= 0 and not self.passive(groups, one)
        span = subject_of(groups, one.hit.clause) if active else None
        if span is None:
            return False
        # "a ship suspected of cutting a cable": not whoever has seized it
        suspect = groups[one.hit.clause].form == ING and not classes_in(s, *span).isdisjoint(_CRAFT)
        return s.lower[span[0]] in ("its", "their") or (suspect and not self.scene.actors_in(*span))


def laid_to_others(groups: list[Group], one: Finding) -> bool:
    """As in "nine men that it accuses of arming rebels": whoever accuses did not do it."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 and not one.hit.noun else None
    return group is not None and group.form == ING and group.parent >= 0 and groups[group.parent].lemma in CHARGING


def _is_domestic(one: Finding) -> bool:
    shut_to_others = one.hit.act.id == "close-passage" and bool(one.recipients)  # "the border with Russia was closed"
    return one.hit.act.type in DOMESTIC and one.hit.act.mode != "cyber" and not shut_to_others


_FOLLOWED: Final = frozenset({"after", "because"})
"""Links of clauses that tell what a measure answers."""
_CAUSING: Final = frozenset({"cause", "claim", "bring", "result", "lead", "inflict"})
"""Verbs whose subject may have killed; others only mourn or tell of the deaths."""
_OF_RULE: Final = frozenset({"martial-law", "curfew"})
"""Modes of what is declared at home, whoever was spoken of last: "A state of emergency has been declared"."""
_CRAFT: Final = frozenset({"ship", "vehicle", "aircraft", "drone"})
