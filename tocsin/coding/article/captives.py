"""Captives: who lets go those who are said to be freed: who took them, whoever has done them harm, who rules them."""

from collections.abc import Sequence

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import TAKING, THE_TAKEN
from tocsin.coding.article.doers import FORCES, Doers
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def freed(of: Doers, s: Sentence, groups: list[Group], one: Finding, beside: Sequence[Finding]) -> bool:
    """Takes those of the capture told before for "They were freed", or of "hostages held by rebels were freed".

    Tells whether it does.
    """
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 else None
    passive = one.hit.act.mode == "release" and of.passive(groups, one) and not one.hit.noun
    held = (other for other in beside if other.hit.act.mode in TAKING and other.hit.first < one.hit.first)
    taker = next((other for other in held if other.actors), None)
    if passive and taker is not None and not one.actors:
        one.actors = list(taker.actors)
        return True
    if not passive or span is None or of.before.taken is None or s.lower[slice(*span)] not in THE_TAKEN:
        return False
    takers, taken = of.before.taken
    one.actors, one.recipients = one.actors or list(takers), list(taken)
    return True


def captor(of: Doers, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
    """Who lets go those who are only said to be freed: a side that has done them harm."""
    if one.hit.act.frame == "patient":
        return []  # "Two hostages are home"
    own = {m.country for m in one.recipients if m.country}
    other = of.parties.opposite(of.scene, s, one.hit.first, own, stand="accuser", tellers=of.tellers)
    if other is not None and of.parties.dealings.hostile(other.country):
        return [other]
    site = of.site(s, groups, one)
    if site is not None and site.country not in own and of.home in own:
        return [of.parties.rebels(site.country or "") or site]  # "two Israelis were handed over in Gaza"
    # "Five students were let go": who holds people that are nobody's captives rules them.
    state = of.power({of.home or ""} & own, one) if "captives" not in one.hit.classes else None
    if state is None or of.parties.filed(state) or (state.sector in FORCES and state in one.recipients):
        return []  # no sailors freed themselves
    return [] if of.parties.has_rebels else [state]
