"""Countries: of which those on the two sides of an act are who have none of their own."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.firing import FIRING
from tocsin.coding.article.counterparts import Counterparts
from tocsin.coding.article.gunfire import whence
from tocsin.coding.article.sides import foreign, from_beyond
from tocsin.coding.article.spoken import laid_to_others
from tocsin.coding.names.mention import ActorMention, loose, of_country
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.names.resolving import WITHOUT_REBELS
from tocsin.coding.names.setting import only_over
from tocsin.coding.syntax.verbs import Group, Sentence

_WITHIN: Final = frozenset({"in", "at", "near"})
_BY_POLICE: Final = frozenset({"ASSAULT", "COERCE"})
_SPEAKERS: Final = frozenset({"person", "office", "body", "agency", "spokesperson", "force"})
_WHOEVER: Final = frozenset({"several states", "enemy", "outside"})


class Countries(Counterparts):
    """Whose those are whom a text names without a country."""

    def give_countries(self, s: Sentence, groups: list[Group], one: Finding) -> None:
        """Gives a country to those on both sides who have none of their own."""
        act = one.hit.act
        elsewhere = one.hit.noun and one.hit.place == "oblique" and all(m.sector == "GOV" for m in one.actors)
        if act.type == "PROTEST" and one.actors and (elsewhere or all(m.country is None for m in one.actors)):
            one.actors = self._of_the_place(s, groups, one)  # "pledged a loan to Jordan after protests in Amman"
        if act.type in _BY_POLICE and any(m.sector == "POL" and m.resolved for m in one.actors):
            one.actors = self._where_they_are(s, groups, one)
        if not (laid_to_others(groups, one) and all(m.sector == "UNK" for m in one.actors)):
            one.actors = self._at_home(one)  # "six men that it accuses of it" are of any country
        if act.type == "ASSAULT" and self.parties.has_rebels:
            one.actors = [from_beyond(m) for m in one.actors]
        if (act.type, act.about) == ("SANCTION", "sanctions"):
            one.recipients = foreign(one)
        else:
            one.recipients = [self._placed(m) for m in one.recipients]

    def not_of_the_accused(self, s: Sentence, one: Finding) -> None:
        """Takes those whose country only the text tells for another's than those are of whom they accuse or punish.

        As in "The envoy accused Rwanda of arming them", where the text has named no other before: none is better.
        """
        if not _is_against(one) or not one.actors:
            return
        own = {m.country for m in one.actors if m.country}
        struck = {m.country for m in one.recipients if not m.resolved and m.kind != "person"}
        if len(own) == 1 and own <= struck and all(m.resolved and m.kind in _SPEAKERS for m in one.actors):
            other = self.parties.opposite(self.scene, s, one.hit.first, own)
            one.actors = [of_country(m, other.country if other is not None else None) for m in one.actors]

    def has_sufferer(self, s: Sentence, groups: list[Group], one: Finding) -> bool:
        """Whether the clause tells who suffers an act: by name, or as people of a place ("were killed in Lebanon")."""
        if one.recipients and not all(loose(m) for m in one.recipients):
            return True
        site = self.site(s, groups, one)
        if site is not None and one.hit.act.id in FIRING and whence(s, one.hit.last, self.scene.token_at(site.start)):
            site = None
        if site is None or self.scene.text.startswith((" border", " frontier"), site.end):
            return bool(one.recipients)  # "guards killed on the Pakistan border" are of the one side or the other
        if one.recipients:
            one.recipients = [m if m.sector == "MIL" else of_country(m, site.country) for m in one.recipients]
        elif self.of_force(s, one):
            one.recipients = [site]
        return bool(one.recipients)

    def _of_the_place(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """As in "thousands marched in Mogadishu": they are people of that place."""
        site = self.site(s, groups, one)
        if site is None:
            return one.actors
        return [of_country(m, site.country) for m in one.actors]

    def _where_they_are(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """As in "Belgrade protested after police raided offices in Mitrovica": the police are of that place."""
        site = self.site(s, groups, one)
        behind = site is not None and site.start > self.scene.tokens.start[one.hit.first]
        if (
            site is None
            or not behind
            or only_over(self.scene.text, site.start)
            or preposition_before(self.scene.text, site.start) not in _WITHIN
        ):
            return one.actors
        return [of_country(m, site.country) if m.resolved else m for m in one.actors]

    def _at_home(self, one: Finding) -> list[ActorMention]:
        """Those who act, with the country that the text speaks of for who has none, but for who has to do with it.

        As in "Traore condemns France", where only his name is known.
        """
        others = {m.country for m in one.recipients}
        if one.hit.act.frame == "mutual" and self.home in others:
            return one.actors
        named = {m.country for m in one.recipients if not loose(m)}
        if one.hit.act.type == "PROTEST" and self.home in named:
            # "Thousands marched to the Saudi embassy": they are no Saudis, however much the text speaks of these.
            other = self.parties.foremost({code for code in named if code})
            return [m if m.country or other is None else of_country(m, other.country) for m in one.actors]
        if _is_against(one) and self.home in named:
            return one.actors
        # "Allies will send troops to Ukraine": nobody sends them to his own land.
        apart = [m for m in one.actors if m.kind == "person" or "generic" in m.tags]
        return [m if m in apart and self.home in named else self._placed(m) for m in one.actors]

    def _placed(self, mention: ActorMention) -> ActorMention:
        """Gives somebody without a country that of the text, where it speaks of one country above all."""
        if (
            mention.country is not None
            or self.home is None
            or mention.sector == "IGO"
            or (mention.sector == "REB" and self.home in WITHOUT_REBELS)
            or mention.kind in ("company", "outlet", "organisation")
            or not _WHOEVER.isdisjoint(mention.tags)
        ):
            return mention
        return of_country(mention, self.home)


def _is_against(one: Finding) -> bool:
    """Whether an act is one of state against state: nobody accuses, warns or punishes his own by its name."""
    act = one.hit.act
    if act.type == "SANCTION":
        return act.mode == "expel" or act.about == "sanctions"
    return act.type in _BETWEEN_STATES and all(m.sector in _OF_STATE for m in one.actors)


_OF_STATE: Final = frozenset({"GOV", "MIL", "SPY"})
_BETWEEN_STATES: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
