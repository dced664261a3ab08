"""Roles: which of the actors named around an act does it, and to whom."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.carriers import LIGHT
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in, gets_it, head_of
from tocsin.coding.names.descriptions import of_two
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.reading import Actor
from tocsin.coding.roles.claimants import Claimants
from tocsin.coding.roles.references import listed
from tocsin.coding.roles.tellers import headed_by, teller
from tocsin.coding.syntax.verbs import INFINITIVE, Group
from tocsin.coding.text.grammar import PREP, Act

_TOWARD: Final = tuple("against to on at with into toward towards from over near in for along".split())


class Roles(Claimants):
    """Who acts and who is acted on, for the hits of one sentence."""

    def of(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]]:
        """(actors, recipients) of a hit."""
        actors, recipients = self._noun(hit) if hit.noun else self._verb(hit)
        # What is said or declared on the air is said through an outlet, not to it.
        aired = hit.act.type == "STATEMENT"
        recipients = [m for m in recipients if m.kind != "outlet" or not (aired or m.preposition == "on")]
        if hit.act.id == "called-sabotage":
            actors, recipients = [], [*actors, *recipients]  # "was described as sabotage by Denmark": it suffers it
        if hit.act.type in _OF_FORCE:
            actors, recipients = ([m for m in side if "origin" not in m.tags] for side in (actors, recipients))
        elif hit.act.type in _HOSTED:
            actors, recipients = ([m for m in side if "capital" not in m.tags] for side in (actors, recipients))
        actors = self.named_as_doers(hit, actors)
        if hit.act.type == "ASSAULT":
            recipients = [m for m in recipients if not across(self.scene.text, m)]
        if hit.act.type == "CONSULT":
            recipients = [mention for mention in recipients if not _is_topic(hit, mention)]
        return actors, recipients

    def named_as_doers(self, hit: Hit, found: list[ActorMention]) -> list[ActorMention]:
        """Those of some actors who can be the doers: a country's name beside a bomb only tells where it went off."""
        if hit.act.mode not in _BY_ANYBODY or not (hit.noun or hit.act.frame == "thing"):
            return found
        return [m for m in found if m.kind not in ("country", "seat") or m.possessive or m.preposition]

    def _verb(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]]:
        group = self.groups[hit.clause]
        act = hit.act
        subject = self.subject(hit.clause)
        if act.frame == "said":
            return self._said(hit, group, subject)
        if group.link == "relative" and group.antecedent and not subject:
            subject = self.people(group.antecedent)
        objects = self._objects(hit, group)
        by = self._after(hit, group, ("by",)) if group.passive or act.frame == "patient" else []
        if group.passive and not hit.state:
            # "The Ukrainian attack was repelled by Russian troops": who repels it suffers it.
            actors, recipients = (
                (by, subject) if act.id != "under-attack" else ([m for m in subject if m.preposition != "on"], by)
            )
            if not actors and act.frame != "patient":
                actors = self._after(hit, group, ("from",)) if act.type == "AID" else []
            if act.type == "ACCUSE" and self.s.lower[group.head : group.head + 2] == ["blamed", "on"]:
                recipients = self._after(hit, group, ("on",)) or recipients  # "an ambush blamed on jihadists"
            if act.id == "close-passage" and not by:
                # "Pakistani airspace was shut to Indian carriers": its owner shuts it.
                actors, recipients = subject, self._toward(hit, group, act.toward)
            elif act.type == "ASSAULT" and act.object and act.object <= _THROWN:
                # "A Russian missile was fired at Kyiv": its owner fires it.
                actors, recipients = by or subject, self._toward(hit, group, act.toward)
            elif act.toward and not recipients:
                recipients = self._toward(hit, group, act.toward) or self._handed(hit.clause)
            elif act.object and act.toward and self._is_sent(group, act):
                # "Troops were sent to Kursk": the passive subject is the thing sent, its owner acts.
                if not actors:
                    actors, recipients = subject, self._toward(hit, group, act.toward)
                else:
                    recipients = self._toward(hit, group, act.toward) or subject
        elif act.frame == "patient":
            actors, recipients = by or self._whose_attack(hit, group) or self._behind_harm(hit, group), subject
        else:
            actors = subject
            recipients = objects
            named = (act.type == "ACCUSE" and self._owner_first(hit, group)) or (
                act.type in _TO_SOMEBODY and self._called_out(hit, group)
            )
            if act.toward and not named and not _strikes_rebels(act, objects):
                recipients = self._toward(hit, group, act.toward) or objects
            if act.type == "REQUEST":
                recipients = self._urged(hit.clause) or recipients
            if act.type == "ACCUSE":
                recipients = self._doer_of_deed(hit, group) or recipients
            if group.link == "relative" and group.antecedent and group.subject != group.antecedent and not recipients:
                recipients = self.people(group.antecedent)
        if act.frame != "mutual" and not recipients and not group.passive:
            if self._each_other(hit, group, actors):
                return _distinct(actors), _distinct(actors)
            recipients = self._described(hit, group, actors)
        if act.type == "REQUEST" and not recipients and not group.passive:
            recipients = self._asked(hit.clause, actors)
        if act.type in _HELD_OUT and not recipients and not group.passive:
            recipients = [m for m in self._below(hit) if m.kind != "company" and not (m.modifier and m.resolved)]
        if act.type == "THREATEN" and (group.passive or group.lemma in _SUFFERING) and 0 <= group.parent < hit.clause:
            # "Vowed that the enemy would pay": who says so threatens whom the clause speaks of.
            speaker = self.subject(group.parent)
            if speaker and {m.country for m in speaker} != {m.country for m in subject}:
                actors, recipients = speaker, subject or recipients
        return _distinct(actors), _distinct(recipients, actors if act.frame != "mutual" else ())

    def _whose_attack(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Whose attack it was that its subject met: "repelled an Israeli attack", "foiled the rebels' offensive"."""
        if hit.act.about != "attack":
            return []
        return [m for m in self.scene.actors_in(group.head + 1, hit.last) if m.modifier or m.possessive]

    def _behind_harm(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Who did what its subject suffers: "killed in a Russian strike", but not "killed in the north of Mali"."""
        found = self._toward(hit, group, hit.act.toward)
        aimed = next((g.head for g in self.groups if g.first > group.head and g.lemma in ("target", "aim")), -1)
        if found and 0 <= aimed < self.scene.token_at(found[0].start):
            return []  # "killed in a drone attack targeting gangs"
        if self._aimed_at_last(found):
            return found[:-1]
        if group.lemma in _HARM and (foes := self._fought(group)):
            return foes
        if found and found[0].preposition == "in" and self._holds(found[0], group.stop):
            return []  # "killed in an army base attack"
        if not found or found[0].kind not in ("country", "seat"):
            return found
        at = self.scene.token_at(found[0].end)
        region = found[0].possessive and "territory" in classes_in(self.s, at, min(at + _REGION, self.s.end))
        if region and group.subject and "troops" in classes_in(self.s, *group.subject):
            region = False  # "two soldiers were killed in Russia's Kursk region": by those who fight there
        placed = region or not (found[0].modifier or found[0].possessive)
        return [] if placed and found[0].preposition in _PLACING else found

    def _fought(self, group: Group) -> list[ActorMention]:
        """Whom those fought who came to harm: "killed in clashes with rebels", "killed battling rebels"."""
        start = group.head + 2
        if self.s.lower[start - 1 : start] in _FIGHTING:
            return self._direct(self.scene.actors_in(start, self.s.end), start)
        fight = next((i for i in range(group.head + 1, group.stop - 1) if self.s.lower[i] in _FIGHTS), -1)
        if fight < 0 or self.s.lower[fight + 1] != "with":
            return []
        return self._first(self.scene.actors_in(fight + 1, group.stop)[:1], ("with",))

    def _is_sent(self, group: Group, act: Act) -> bool:
        """Whether a passive's subject is what its act sends, not who gets it."""
        return act.type in _SENDING and act.mode != "release" and not gets_it(self.s, group)

    def _owner_first(self, hit: Hit, group: Group) -> bool:
        """Whether whose deed it is stands right behind the verb: "deplored Russia's aggression against Ukraine"."""
        found = self.scene.actors_in(group.head + 1, self._stop(hit, group))
        return bool(found) and found[0].possessive and not found[0].preposition

    def _called_out(self, hit: Hit, group: Group) -> bool:
        """Whether the verb's very object is somebody: "blasted the government for arming Kyiv"."""
        start = group.head + 1
        direct = self._direct(self.scene.actors_in(start, self._stop(hit, group)), start)
        return bool(direct) and not (direct[0].modifier or direct[0].possessive)

    def _doer_of_deed(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Who did what is condemned where a "by" tells: "the killing of a journalist by Israeli troops"."""
        found = self.scene.actors_in(group.head + 1, self._stop(hit, group))
        if len(found) < 2 or found[0].preposition not in ("of", "on", "against"):
            return []
        return self._first(found[1:], ("by",))

    def _handed(self, k: int) -> list[ActorMention]:
        """Whom "to him" behind a passive stands for: "a note was handed to them"."""
        at = self.groups[k].head + 2
        told = at < self.s.end and self.s.lower[at - 1] == "to" and self.s.lower[at] in _OTHERS
        return self._antecedent(at, k) if told else []

    def _each_other(self, hit: Hit, group: Group, actors: list[ActorMention]) -> bool:
        """Whether those who act do it to one another: "accused each other of firing", "each blamed the other"."""
        words = self.s.lower[group.head + 1 : max(self._stop(hit, group), hit.last) + 1]
        of_two = len({m.country for m in actors}) == _TWO
        return any(pair in _RECIPROCAL or (of_two and pair == _THE_OTHER) for pair in pairwise(words[:_NEAR]))

    def _described(self, hit: Hit, group: Group, actors: list[ActorMention]) -> list[ActorMention]:
        """Those of whom an object speaks without naming them: "urged both to halt", "sanctions on its neighbour"."""
        stop = self._stop(hit, group)
        for i in range(group.head + 1, stop):
            if of_two(self.s, i, stop):
                return self.two(i, stop, {m.country for m in actors})
            if (rival := self.rival(i, stop)) is not None:
                return [rival]
        return []

    def _said(
        self, hit: Hit, group: Group, subject: list[ActorMention]
    ) -> tuple[list[ActorMention], list[ActorMention]]:
        """Who says what a clause tells, and of whom: the fire was the work of Iran, the ministry said."""
        told = teller(self.s, self.groups, hit.clause)
        heading = headed_by(self.s)
        if told < 0:
            speakers = self.people(heading) if heading is not None else []
            own = {m.country for m in speakers}
            spoken = [m for m in (*self._toward(hit, group, hit.act.toward), *subject) if m.country not in own]
            return _distinct(speakers), _distinct(spoken)
        speakers = self.subject(told) or self.people(self.groups[told].subject or (0, 0), told)
        own = {m.country for m in speakers}
        others = self._toward(hit, group, hit.act.toward) or self._objects(hit, group)
        spoken = [m for m in (*others, *subject) if m.country not in own]
        addressed = self._objects(Hit(hit.act, told, group.head, group.head, noun=False), self.groups[told])
        return _distinct(speakers), _distinct(spoken or [m for m in addressed if m.country not in own])

    def _asked(self, k: int, asking: list[ActorMention]) -> list[ActorMention]:
        """Who is to do what is asked: the subject of the clause below, "demanded that they release the crew"."""
        for child in range(k + 1, len(self.groups)):
            span = self.groups[child].subject
            if self.groups[child].parent == k and span is not None and not self.groups[child].passive:
                if self.s.lower[span[0]] in ("they", "it", "he", "she"):
                    own = {m.country for m in asking}
                    return [m for m in self.focus if m.country not in own]
                return self.people(span, child)
        return []

    def _urged(self, k: int) -> list[ActorMention]:
        """Who is asked before what is asked: "urged the president to send shells to Kyiv"."""
        group = self.groups[k]
        below = self.groups[k + 1] if k + 1 < len(self.groups) else group
        if below.parent != k or below.form != INFINITIVE:
            return []
        return self._direct(self.scene.actors_in(group.head + 1, below.first), group.head + 1)

    def _below(self, hit: Hit) -> list[ActorMention]:
        """To whom that is done which is threatened or refused: "threatened to send home Ethiopian troops"."""
        for child in range(hit.clause + 1, len(self.groups)):
            below = self.groups[child]
            if below.parent == hit.clause and below.form == INFINITIVE:
                start = below.head + 1
                found = self._direct(self.scene.actors_in(start, max(below.stop, start)), start)
                return found or self._objects(Hit(hit.act, child, below.head, start, noun=False), below)
        return []

    def _noun(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]]:
        s, scene = self.s, self.scene
        act = hit.act
        group = self.groups[hit.clause] if hit.clause >= 0 else None
        before = self._named_by(hit) or self._owners(hit)
        stop = s.end
        for g in self.groups:
            if g.first > hit.last:
                stop = g.first
                break
        after = scene.actors_in(hit.last, min(stop, hit.last + 24))
        by = self._first(after, ("by",)) or (self._claimants(hit) if act.type == "ASSAULT" else [])
        warding: list[ActorMention] = []
        if by and group is not None and hit.place == "subject" and group.passive and group.lemma in _WARDING:
            warding, by = by, []  # "the attack was repelled by Russian troops"
        if s.lower[hit.last - 1] == "of":
            actors = listed(scene, after)
            return _distinct(actors), self._meeting(hit, actors)
        actors = by or before
        if not by and act.frame != "mutual" and act.type != "COERCE":
            actors = actors or self._first(after, ("from",))
            if act.type in _MOVING and [m.preposition for m in after[:2]] == ["of", "from"]:
                actors = by or before or after[:1]  # "the withdrawal of American troops from Niger"
        hit.owned = bool(actors)
        recipients = self._first(after, act.toward or _TOWARD) or warding
        if act.frame == "mutual":
            both = self._first(after, ("between", "with", "among"))
            if self._first(after, ("between", "among")):
                hit.owned = act.type != "AGREE" and len({m.country for m in both}) > 1
                return _distinct(both), _distinct(both)
            actors, recipients = (
                actors or (self.subject(hit.clause) if group and hit.place != "subject" else []),
                both or recipients,
            )
        if act.mode == "meet" and not recipients and actors:
            recipients = self._meeting(hit, actors)
        if not actors and group is not None and hit.place != "subject":
            if group.passive and hit.place == "oblique":
                actors = self._after(hit, group, ("by",))
            elif (hit.light and hit.place != "object") or (
                hit.place == "object" and (not self._speaks_of(group) or self._own_deed(hit, group, recipients))
            ):
                actors = self.subject(hit.clause)
        if not actors and act.type in _MOVING:
            # "The deployment of North Korean soldiers": they are whose act it is.
            actors = self._first(after, ("of",))
            hit.owned = bool(actors)
            if actors and hit.place == "object" and self._own(actors[0]):
                actors = self.subject(hit.clause) or actors
        if (
            not actors
            and group is not None
            and hit.place == "subject"
            and group.passive
            and group.lemma in LIGHT - _WARDING
        ):
            actors = self._after(Hit(act, hit.clause, group.head, group.head + 1, noun=False), group, ("by",))
        if act.type == "ASSAULT" and actors == before and (struck := self._holders(hit, before)):
            actors, recipients = [m for m in actors if m not in struck], recipients or struck
        if not recipients and act.type == "ASSAULT" and group is not None:
            recipients = self._befallen(hit, group)
        if not recipients and hit.light and group is not None:
            recipients = self._objects(Hit(act, hit.clause, group.head, hit.last, noun=False), group)
        return _distinct(actors), _distinct(recipients, actors if act.frame != "mutual" else ())

    def _holders(self, hit: Hit, owners: list[ActorMention]) -> list[ActorMention]:
        """Who, of those before an attack, only hold the place that it names: "the Mali army base attack"."""
        return owners[-1:] if owners and self._holds(owners[-1], hit.first) else []

    def _holds(self, mention: ActorMention, stop: int) -> bool:
        """Whether a name describes a place that is struck: "army base", "US embassy"; boats and jets strike."""
        at = end = self.scene.token_at(mention.end)
        while end < min(stop, at + _PLACE) and not self.s.words[end].flags & PREP:
            end += 1
        classes = classes_in(self.s, at - 1, end)
        return not mention.possessive and "target" in classes and classes.isdisjoint(_MEANS)

    def _befallen(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Whom an attack befell by its verb: "police were overwhelmed by attacks", "the strikes targeted militants"."""
        if group.passive:
            governed = self._governed_by(hit)
            hit.siding = governed and group.lemma in _SIDING
            return self.subject(hit.clause) if governed and not hit.siding else []
        if hit.place != "subject" or group.lemma not in _BEFALLING:
            return []
        return self._direct(self.scene.actors_in(group.head + 1, group.stop), group.head + 1)

    def _governed_by(self, hit: Hit) -> bool:
        """Whether a noun stands behind "by", a count or a description between: "by a wave of coordinated attacks"."""
        for i in range(hit.first - 1, max(self.s.begin, hit.first - _NEAR), -1):
            if self.s.words[i].flags & PREP and self.s.lower[i] != "of":
                return self.s.lower[i] == "by"
        return False

    def _own(self, mention: ActorMention) -> bool:
        """As in "its troops"."""
        i = self.scene.token_at(mention.start) - 1
        return mention.resolved and i >= self.s.begin and self.s.lower[i] in ("its", "their", "his", "her")

    def _speaks_of(self, group: Group) -> bool:
        """Whether a verb only speaks of its object: who "called the attack a signal" did not carry it out."""
        cue = self.s.grammar.cues.get(group.lemma)
        return group.lemma in JUDGING or (cue in ("report", "allege") and group.lemma not in LIGHT)

    def _own_deed(self, hit: Hit, group: Group, recipients: list[ActorMention]) -> bool:
        """Whether forces tell what they did themselves: "the US military reported a strike on Houthi rebels"."""
        told = hit.act.type == "ASSAULT" and self.s.grammar.cues.get(group.lemma) == "report" and bool(recipients)
        doers = self.subject(hit.clause) if told else []
        forces = bool(doers) and all(m.sector == "MIL" for m in doers)
        return forces and all(m.sector == "REB" for m in recipients)

    def _meeting(self, hit: Hit, asking: list[ActorMention]) -> list[ActorMention]:
        """Who meets because somebody asked: "at Washington's request the council meets", "… meets at its request"."""
        own = {m.country for m in asking}
        for k, group in enumerate(self.groups):
            if k == hit.clause or (hit.clause < 0 and group.first >= hit.last):
                return [m for m in self.subject(k) if m.country not in own]
        return []


_SENDING: Final = frozenset({"MOBILIZE", "AID", "AGREE", "CONSULT", "RETREAT", "COOPERATE"})
"""Types whose passive subject is the thing sent, and whose doer is its owner."""
JUDGING: Final = frozenset(
    """
    call term brand label dub regard view condemn denounce deplore criticise criticize decry praise hail welcome blame
    link attribute accuse charge discuss investigate probe survive escape watch film witness deem consider expect fear
    await foresee predict forecast anticipate suspect detect monitor track spot observe record register avert deter
    foil thwart confirm verify
    """.split()
)
_WARDING: Final = frozenset("repel repulse thwart foil fend beat".split())
_OF_FORCE: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
"""Acts that whoever made the weapons has no part in."""
_HOSTED: Final = frozenset({"CONSULT", "AGREE", "RETREAT"})
"""Acts that whoever's capital it was in has no part in: "met in the Qatari capital"."""
_HARM: Final = frozenset({"kill", "wound", "injure"})
_FIGHTING: Final = (["fighting"], ["battling"])
_FIGHTS: Final = frozenset(
    "clash clashes fighting battle battles gunfight gunfights firefight firefights skirmish skirmishes".split()
)
_PLACE: Final = 3
_MEANS: Final = frozenset({"ship", "aircraft", "vehicle", "drone", "missile", "weapons"})
_REGION: Final = 4
"""Tokens behind "Kenya's" in which a part of it is named: "killed in Kenya's coastal region"."""
_PLACING: Final = frozenset({"in", "of", "near"})
_THROWN: Final = frozenset({"missile", "drone", "weapons", "shots", "fire"})
"""Classes of what is fired at others."""
_BY_ANYBODY: Final = frozenset({"explosives", "suicide-attack"})
"""Modes of attacks that no state owns to: "Pakistan suicide bombing"."""
_LEAD: Final = 16
_BORDERS: Final = ("border with ", "borders with ", "frontier with ", "boundary with ")


def across(text: str, mention: ActorMention) -> bool:
    """Whether somebody only lies beyond a border that is spoken of: "a town near the border with Chad"."""
    if mention.kind == "demonym" and mention.modifier:
        return text.startswith((" border", " frontier"), mention.end)
    return text[max(0, mention.start - _LEAD) : mention.start].lower().endswith(_BORDERS)


_SIDING: Final = frozenset("bolster back support aid assist help accompany precede follow reinforce cover".split())
"""Verbs whose subject has the attack on its side: "an advance backed by air strikes"."""
_BEFALLING: Final = frozenset("target hit strike pound kill wound destroy".split())
_MOVING: Final = frozenset({"MOBILIZE", "RETREAT"})
_HELD_OUT: Final = frozenset({"THREATEN", "REJECT"})
"""Acts that speak of another act, which may name its other side."""
_TO_SOMEBODY: Final = frozenset({"ACCUSE", "REQUEST"})
"""Acts whose verb has for its very object whoever they are done to: "summoned the envoy over the killing of monks"."""
_OTHERS: Final = frozenset({"him", "her", "them", "it"})
_RECIPROCAL: Final = frozenset({("each", "other"), ("one", "another")})
_TWO: Final = 2
_THE_OTHER: Final = ("the", "other")
_NEAR: Final = 8
"""Tokens behind a verb in which those stand whom it speaks of."""
_SUFFERING: Final = frozenset({"pay", "face", "meet", "regret", "suffer", "receive", "bear", "lose", "feel"})


def _strikes_rebels(act: Act, objects: list[ActorMention]) -> bool:
    """As in "a drone struck a rebel depot in Syria": rebels are struck, not the country."""
    return act.type == "ASSAULT" and any(m.sector == "REB" and m.preposition in ("", "of") for m in objects)


def _is_topic(hit: Hit, mention: ActorMention) -> bool:
    """Whether somebody is only talked about: "met on Kosovo", "discussed Iraq", "the war on the rebels"."""
    if mention.preposition in ("on", "over", "about"):
        return True
    if hit.lemma in _DISCUSSING:
        return mention.preposition not in ("with", "between", "among")
    return hit.lemma in _RAISING and not mention.preposition and mention.kind in ("country", "seat")


_DISCUSSING: Final = frozenset({"discuss", "debate"})
_RAISING: Final = frozenset({"address", "raise"})


def _distinct(mentions: list[ActorMention], other: Iterable[ActorMention] = ()) -> list[ActorMention]:
    taken = {(m.start, m.end) for m in other}
    found = []
    for mention in mentions:
        if (mention.start, mention.end) not in taken:
            taken.add((mention.start, mention.end))
            found.append(mention)
    return found


def actors_of(mentions: Iterable[ActorMention]) -> tuple[Actor, ...]:
    return tuple(m.actor for m in mentions)


__all__ = ["JUDGING", "Roles", "actors_of", "head_of"]
