"""Harm: who did what somebody suffers, and whom an attack befell, by the words between them."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.claimants import Claimants
from tocsin.coding.syntax.verbs import Group
from tocsin.coding.text.grammar import MARK, PREP

_HARM: Final = frozenset({"kill", "wound", "injure"})
_DYING: Final = _HARM | {"die", "perish", "fall"}
_BANDS: Final = frozenset({"group", "force", "organisation"})
"""Those who name an attack as an adjective does: "an al-Shabaab ambush"."""
_KINDLY: Final = frozenset({"SUPPORT", "AGREE", "AID", "CONCEDE", "COOPERATE"})
_FIGHTING: Final = (["fighting"], ["battling"])
_FIGHTS: Final = frozenset(
    "clash clashes fighting battle battles gunfight gunfights firefight firefights skirmish skirmishes".split()
)
_PLACE: Final = 3
_MEANS: Final = frozenset({"ship", "aircraft", "vehicle", "drone", "missile", "weapons"})
_OWNED: Final = frozenset({"attack", "sanctions"})
"""What a word before it tells the doer of."""
_REGION: Final = 4
"""Tokens behind "Kenya's" in which a part of it is named: "killed in Kenya's coastal region"."""
_PLACING: Final = frozenset({"in", "of", "near"})
_SIDING: Final = frozenset("bolster back support aid assist help accompany precede follow reinforce cover".split())
"""Verbs whose subject has the attack on its side: "an advance backed by air strikes"."""
_BEFALLING: Final = frozenset("target hit strike pound kill wound destroy".split())
_AIMED: Final = frozenset({"on", "against"})
_STRUCK: Final = frozenset("on against in at near over".split())
"""Prepositions that lead to what is struck."""
_RIDDEN: Final = frozenset("convoy bus train ferry motorcade patrol market church wedding funeral".split())
"""What is struck though it moves: "the Mali convoy attack"."""
_KIND: Final = 2
"""Words that say of what kind it was between the name of a place and an attack: "the Kashmir terror attack"."""
_NEAR: Final = 8
"""Tokens before a noun among which the preposition stands that governs it."""


def bare_place(mention: ActorMention) -> bool:
    """Whether somebody is named by a city or a region alone: "the Kashmir attack", not "Kashmir's attack"."""
    return not (mention.possessive or mention.modifier) and ("region" in mention.tags or mention.kind == "seat")


def _initials(mention: ActorMention) -> bool:
    """Whether a country is named as "US" or "UK", which stand before a noun as an adjective does."""
    return mention.kind == "country" and mention.actor.text.replace(".", "").isupper()


class Harm(Claimants):
    """Who harmed whom, for the hits of one sentence."""

    def _whose_attack(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Whose act it was that its subject met: "repelled an Israeli attack", "faces American sanctions"."""
        if hit.act.id == "receive-arms":  # "took delivery of six Turkish drones"
            whose = self.scene.actors_in(group.head + 1, group.stop)
            return [m for m in whose if m.modifier and m.kind != "force"]  # not of "military aid"
        if hit.act.about not in _OWNED and hit.act.id != "killed-in-attack":
            return []
        within = self.scene.actors_in(group.head + 1, hit.last)
        return [m for m in within if m.modifier or m.possessive or m.kind in _BANDS]  # "died in a NATO raid"

    def _in_whose_attack(self, group: Group) -> list[ActorMention]:
        """Whose attack a passive names with "in" or "during": "was hit in a US air strike"."""
        s = self.s
        for i in range(group.head + 1, min(group.stop, s.end - 1)):
            if s.lower[i] not in ("in", "during"):
                continue
            stop = min(i + _NEAR, s.end)
            end = next((j for j in range(i + 1, stop) if s.words[j].flags & (PREP | MARK)), stop)
            if "attack" in classes_in(s, i + 1, end):
                within = self.scene.actors_in(i + 1, end)
                return [m for m in within if m.modifier or m.possessive or m.kind in _BANDS or _initials(m)]
        return []

    def _behind_harm(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Who did what its subject suffers: "killed in a Russian strike", but not "killed in the north of Mali"."""
        found = self._toward(hit, group, hit.act.toward)
        if hit.act.type in _KINDLY:
            return found  # "gained the backing of Albania"
        aimed = next((g.head for g in self.groups if g.first > group.head and g.lemma in ("target", "aim")), -1)
        if found and 0 <= aimed < self.scene.token_at(found[0].start):
            return []  # "killed in a drone attack targeting gangs"
        if self._aimed_at_last(found):
            return found[:-1]
        if group.lemma in _DYING and (foes := self._fought(group)):
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

    def _holders(self, hit: Hit, owners: list[ActorMention]) -> list[ActorMention]:
        """Who, of those before an attack, only hold the place that it names: "the Mali army base attack"."""
        if not owners:
            return []
        return owners[-1:] if self._holds(owners[-1], hit.first) or self._is_site(hit, owners[-1]) else []

    def _is_site(self, hit: Hit, mention: ActorMention) -> bool:
        """As in "the Kashmir attack", "Damascus strike": the place where it was, unless another is struck."""
        if not bare_place(mention) or hit.first - self.scene.token_at(mention.end) > _KIND:
            return False
        stop = min(self.s.end, hit.last + _NEAR)
        behind = self.scene.actors_in(hit.first, stop)
        aimed = not _AIMED.isdisjoint(self.s.lower[hit.first : hit.last + 1])
        return not aimed and not any(m.preposition in _STRUCK for m in behind)

    def _holds(self, mention: ActorMention, stop: int) -> bool:
        """Whether a name describes a place that is struck: "army base", "US embassy"; boats and jets strike."""
        at = end = self.scene.token_at(mention.end)
        while end < min(stop, at + _PLACE) and not self.s.words[end].flags & PREP:
            end += 1
        classes = classes_in(self.s, at - 1, end)
        struck = "target" in classes and classes.isdisjoint(_MEANS)
        return not mention.possessive and (struck or not _RIDDEN.isdisjoint(self.s.lower[at:end]))

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
