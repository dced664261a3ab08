"""Recasting: what its clause makes of an act whose sides are known: "will not release" refuses, "is willing" agrees."""

from typing import Final

from tocsin.coding.acts.fates import put_off
from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.governed import asked_mode, threat_mode
from tocsin.coding.events.shading import shade_words
from tocsin.coding.events.speaking import (
    HOSTILE,
    OBLIGED,
    asked_in_heading,
    carried_out,
    countries,
    depends,
    teller_of,
    there_is_none,
    told_by,
    turned_on_others,
)
from tocsin.coding.names.mention import ActorMention, across
from tocsin.coding.roles.lists import listed
from tocsin.coding.roles.roles import Roles
from tocsin.coding.syntax.intents import noun_of
from tocsin.coding.syntax.modality import chain
from tocsin.coding.syntax.verbs import INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.acts import ONLY_WORDS

_FRIENDLY: Final = frozenset({"RETREAT", "CONCEDE", "AID", "COOPERATE", "SUPPORT", "CONSULT", "AGREE"})
_IDLE: Final = frozenset(
    "senseless pointless meaningless useless futile unwise impossible unacceptable unthinkable absurd".split()
)
"""What whoever says so will not do: "it is pointless to negotiate"."""
_VOLITIONAL: Final = frozenset({"will", "would", "shall", "'ll"})


def recast(s: Sentence, groups: list[Group], one: Finding, effects: dict[int, str], roles: Roles) -> None:
    """Sets `one.cast` where the clause makes another act of it than its words alone."""
    if one.hit.clause < 0:
        return
    shade_words(s, groups, one, effects, roles)
    if _only_warns(one):
        one.cast = Cast("STATEMENT", "warn", "actual")
        return
    if one.hit.act.type in ONLY_WORDS and one.shade.modality != "negated":
        return
    if one.hit.act.mode == "vandalize" and one.actors and all(m.sector == "REB" for m in one.actors):
        one.cast = Cast("ASSAULT", "destroy", one.shade.modality)  # no protest: "JNIM members burned the school"
    elif _taken_by_state(one):
        one.cast = Cast("COERCE", "arrest", one.shade.modality)
    if _moved_within(one):
        one.cast = Cast("MOBILIZE", "weapons", one.shade.modality)
        return
    if (
        _stopped(groups, one)
        or _cancelled(s, groups, one)
        or _wanted(s, groups, one, roles)
        or _ordered(groups, one, roles)
    ):
        return
    if _refused(s, groups, one, effects, roles) or _offered(s, groups, one, roles):
        return
    group = groups[one.hit.clause]
    if group.form == INFINITIVE and _of_noun(s, group, one, roles):
        return
    told = teller_of(s, groups, one.hit.clause, effects)
    if there_is_none(s, one, group):
        voice = roles.before.voice
        speakers = roles.subject(told) if told is not None else voice.speaker if voice is not None else []
        if speakers:
            one.cast = Cast("STATEMENT", "deny", "actual")
            one.actors, one.recipients = speakers, []
            return
    if told is None:
        asked_in_heading(s, groups, one, roles)
    elif not one.hit.noun or one.hit.light or carried_out(one, group, roles.subject(told)):
        told_by(s, groups, one, told, roles)


def _only_warns(one: Finding) -> bool:
    """As in "the UN envoy warned of dire consequences": of what others may do, by those who have no arms."""
    if one.hit.act.type != "THREATEN" or one.hit.lemma != "warn" or not one.actors:
        return False
    return all(m.country in _UNARMED and "ouncil" not in m.actor.text for m in one.actors)


_UNARMED: Final = frozenset({"UNO", "IAEA", "OPCW", "OSCE", "WHO", "NGO", "SCR", "ICRC"})


def _refused(s: Sentence, groups: list[Group], one: Finding, effects: dict[int, str], roles: Roles) -> bool:
    """As in "will not negotiate", "it is pointless to talk": who will not do something refuses, or denies."""
    hit, act, group = one.hit, one.hit.act, groups[one.hit.clause]
    if act.type in _FRIENDLY and s.lower[group.first] == "to" and s.lower[group.first - 1] in _IDLE:
        above = next(iter(chain(groups, hit.clause)), hit.clause)
        told = teller_of(s, groups, above, effects)
        one.actors = (roles.subject(told) if told is not None else []) or one.actors
        one.cast = Cast("REJECT", asked_mode(act), "actual")
        return True
    if one.shade.modality != "negated":
        return False
    if act.mode == "consider":
        one.cast = Cast("STATEMENT", "deny", "actual")
        return True
    if act.type == "REQUEST" and hit.lemma in _WISHING and act.mode in ("assist", "meet"):
        one.cast = Cast("REJECT", act.mode, "actual")  # "do not want talks", "no longer wants peacekeepers"
        return True
    if act.type == "CONCEDE" and not _CONCESSIONS.isdisjoint(s.lower[hit.first : hit.last]):
        one.cast = Cast("REJECT", "yield", "actual")  # "made no concessions"
        return True
    if act.type == "REJECT" and s.lower[group.first : group.first + 2] == ["no", "longer"]:
        one.cast = Cast("CONCEDE", None, "actual")  # "no longer objects to strikes"
        return True
    if hit.noun:
        return False
    if act.id == "approve" and group.form == INFINITIVE and group.parent >= 0 and groups[group.parent].lemma == "fail":
        one.cast = Cast("REJECT", None, "actual")  # "failed to pass the resolution"
        return True
    if group.modal in _VOLITIONAL or group.quasi == "willing":
        refused = not group.passive or teller_of(s, groups, hit.clause, effects) is not None
        if refused and (act.type in _FRIENDLY or act.type == "MOBILIZE"):
            one.cast = Cast("REJECT", asked_mode(act), "actual")
        return True
    if act.effect != "allow" or group.passive or group.modal:
        return False
    one.cast = Cast("REJECT", asked_mode(act), "actual")
    return True


_WISHING: Final = frozenset({"want", "need", "wish", "seek"})
_CONCESSIONS: Final = frozenset({"concession", "concessions"})


def _offered(s: Sentence, groups: list[Group], one: Finding, roles: Roles) -> bool:
    """As in "is ready to talk", "is prepared to strike": the willing agree or threaten; two who drill cooperate."""
    act, group = one.hit.act, groups[one.hit.clause]
    if act.type == "MOBILIZE" and act.about == "exercise" and not one.against and _together(one, group, roles):
        one.cast = Cast("COOPERATE", None, one.shade.modality)
        one.recipients = _partners(one, group, roles) or one.recipients
    elif group.quasi != "willing" or one.hit.noun:
        return False
    elif group.modal not in OBLIGED and act.type in _FRIENDLY:
        one.cast = Cast("AGREE", None, "conditional" if one.shade.modality == "conditional" else "actual")
    elif act.type == "SANCTION" or turned_on_others(one):
        one.cast = Cast("THREATEN", threat_mode(act), "conditional" if depends(s, groups, one) else "actual")
    else:
        return False
    return True


def _ordered(groups: list[Group], one: Finding, roles: Roles) -> bool:
    """As in "the court ordered Iraq to halt its work": who orders another country about asks it for that."""
    group, act = groups[one.hit.clause], one.hit.act
    if group.form != INFINITIVE or group.link != "to" or group.parent < 0 or one.hit.noun:
        return False
    if act.type not in _FRIENDLY or groups[group.parent].lemma not in _ORDERING or groups[group.parent].passive:
        return False
    above = roles.subject(group.parent)
    if not one.actors or not countries(above) or countries(above) & countries(one.actors):
        return False
    one.cast = Cast("REQUEST", asked_mode(act), "actual")
    one.actors, one.recipients = above, one.actors
    return True


_ORDERING: Final = frozenset({"order", "instruct", "direct", "command"})


def _together(one: Finding, group: Group, roles: Roles) -> bool:
    """Whether several countries do it, or one with another: "took part in exercises with Russia"."""
    return len(countries(one.actors)) > 1 or bool(_partners(one, group, roles))


def _partners(one: Finding, group: Group, roles: Roles) -> list[ActorMention]:
    """With whom it is done: "held drills with Japan and Australia in answer to China"."""
    behind = roles.scene.actors_in(one.hit.last, max(group.stop, one.hit.last))
    first = next((n for n, m in enumerate(behind) if m.preposition == "with" and not across(roles.scene.text, m)), -1)
    return [] if first < 0 else listed(roles.scene, behind[first:])


def _taken_by_state(one: Finding) -> bool:
    """As in "soldiers captured the finance chief of the cartel": who is of an armed group is arrested."""
    if one.hit.act.id not in _CAPTURES or not one.recipients or not all(m.sector == "REB" for m in one.recipients):
        return False
    return all(m.sector in _FORCES for m in one.actors) and bool(one.actors or one.hit.act.id == "in-their-hands")


_CAPTURES: Final = frozenset({"seize-people", "abduct", "in-their-hands"})
_FORCES: Final = frozenset({"MIL", "POL", "SPY"})


def _moved_within(one: Finding) -> bool:
    """As in "the soldiers sent tanks to the capital": who sends arms to his own land gives them to nobody."""
    own = {m.country for m in one.actors if m.sector == "MIL"}
    return one.hit.act.id == "give-arms" and len(own) == 1 and own == {m.country for m in one.recipients} != {None}


def _stopped(groups: list[Group], one: Finding) -> bool:
    """As in "stopped paying pensions", "has halted the sharing of intelligence": help that ends is broken off."""
    group = groups[one.hit.clause]
    if one.hit.noun or group.form != ING or group.parent < 0 or one.hit.act.type not in ("AID", "COOPERATE"):
        return False
    above = groups[group.parent]
    if above.lemma not in _STOPPING or above.negated or above.passive:
        return False
    one.cast = Cast("SANCTION", "discontinue", "future" if above.modal or above.form == INFINITIVE else "actual")
    one.recipients = [m for m in one.recipients if m.country not in countries(one.actors)] or one.recipients
    return True


_STOPPING: Final = frozenset("stop cease halt suspend end quit discontinue".split())


def _cancelled(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "The meeting of the ministers was cancelled": a meeting that does not come about is broken off."""
    hit, group = one.hit, groups[one.hit.clause]
    if hit.act.type != "CONSULT" or not hit.noun or hit.place != "subject":
        return False
    if not group.passive or not put_off(s, group):
        return False
    if not group.modal and not group.negated:
        one.cast = Cast("SANCTION", "discontinue", "actual")
    return True


def _wanted(s: Sentence, groups: list[Group], one: Finding, roles: Roles) -> bool:
    """As in "wants the men freed at once": somebody asks for what is to be done to the object of the verb before."""
    hit, k = one.hit, one.hit.clause
    if not k or hit.noun or hit.act.type in ONLY_WORDS or groups[k].form != REDUCED:
        return False
    above = groups[k - 1]
    between = s.lower[above.head + 1 : groups[k].first]
    if above.lemma not in _WANTING or above.negated or not 0 < len(between) <= _NEAR or not _ENDS.isdisjoint(between):
        return False
    one.cast = Cast("REQUEST", asked_mode(hit.act), "actual")
    one.recipients = one.recipients or one.actors
    one.actors = roles.subject(k - 1)
    return True


_WANTING: Final = frozenset({"want", "like"})
_NEAR: Final = 6
"""Tokens that what is wanted may take before its participle."""
_ENDS: Final = frozenset({",", "to", "for", "of", "by"})


def _of_noun(s: Sentence, group: Group, one: Finding, roles: Roles) -> bool:
    """As in "its threat to close the strait", "the refusal to free them": the noun before says what is done."""
    at = noun_of(s, group) if group.first > s.begin else -1
    noun = s.lower[at] if at >= 0 else ""
    if noun in _THREATS and (one.hit.act.type in HOSTILE or one.hit.act.type == "SANCTION"):
        one.cast = Cast("THREATEN", threat_mode(one.hit.act), "actual")
    elif noun == "refusal" and one.hit.act.type in _FRIENDLY:
        one.cast = Cast("REJECT", asked_mode(one.hit.act), "actual")
    elif noun in _CALLS and one.hit.act.type in _FRIENDLY and one.actors and one.shade.modality == "hypothetical":
        one.cast = Cast("REQUEST", asked_mode(one.hit.act), "actual")
        asking = [m for m in roles.scene.actors_in(at + 1, group.first) if m.preposition in ("from", "by")]
        one.actors, one.recipients = asking, one.actors
    return one.cast is not None


_THREATS: Final = frozenset({"threat", "threats", "vow", "vows"})
_CALLS: Final = frozenset({"calls", "demands", "pressure", "appeals"})
"""What somebody faces who is asked for something by others: "fends off calls to quit"."""
