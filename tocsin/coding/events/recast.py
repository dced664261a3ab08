"""Acts that the words around turn into others: "will not release" refuses, "is willing to meet" agrees."""

from typing import Final

from tocsin.coding.acts.carrying import LIGHT
from tocsin.coding.acts.fates import put_off
from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.governed import asked_mode, threat_mode
from tocsin.coding.names.mention import ActorMention, across
from tocsin.coding.roles.lists import listed
from tocsin.coding.roles.roles import Roles
from tocsin.coding.roles.tellers import trailing
from tocsin.coding.syntax.intents import noun_of
from tocsin.coding.syntax.modality import chain
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.acts import Act
from tocsin.vocabulary import Modality

_WORDS: Final = frozenset({"STATEMENT", "REJECT", "THREATEN", "ACCUSE", "REQUEST"})
_AT_ONCE: Final = frozenset({"SANCTION", "AGREE", "ACCUSE", "REJECT", "REQUEST", "CONCEDE", "SUPPORT"})
"""Acts that are done once they are done: "is suspending its part in the treaty"."""
_FRIENDLY: Final = frozenset({"RETREAT", "CONCEDE", "AID", "COOPERATE", "SUPPORT", "CONSULT", "AGREE"})
_HOSTILE: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_DENIABLE: Final = frozenset("ASSAULT MOBILIZE COERCE AID SANCTION THREATEN COOPERATE AGREE CONCEDE".split())
"""What a side denies by saying that it has not done it."""
_AT_HOME: Final = frozenset({"restrict", "curfew", "martial-law", "censor"})
_STATEMENTS: Final = frozenset("statement communique communiqué letter message broadcast declaration dispatch".split())
_TELLING: Final = frozenset({"report", "allege"})
_WHOEVER: Final = frozenset({"whoever", "anyone", "anybody"})
"""Who is meant by a threat to those that do something yet to come."""
_IDLE: Final = frozenset(
    "senseless pointless meaningless useless futile unwise impossible unacceptable unthinkable absurd".split()
)
"""What whoever says so will not do: "it is pointless to negotiate"."""
_VOLITIONAL: Final = frozenset({"will", "would", "shall", "'ll"})


def recast(s: Sentence, groups: list[Group], one: Finding, effects: dict[int, str], roles: Roles) -> None:
    """Sets `one.cast` where the clause makes another act of it than its words alone."""
    if one.hit.clause < 0:
        return
    _shade_words(s, groups, one, effects, roles)
    if one.hit.act.type in _WORDS and one.shade.modality != "negated":
        return
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
    told = _teller(s, groups, one.hit.clause, effects)
    if _there_is_none(s, one, group):
        voice = roles.before.voice
        speakers = roles.subject(told) if told is not None else voice.speaker if voice is not None else []
        if speakers:
            one.cast = Cast("STATEMENT", "deny", "actual")
            one.actors, one.recipients = speakers, []
            return
    if told is not None and (not one.hit.noun or one.hit.light or _carried_out(one, group, roles.subject(told))):
        _told_by(s, groups, one, told, roles)


def _there_is_none(s: Sentence, one: Finding, group: Group) -> bool:
    """As in "there is no coup, the palace insisted": who says so denies it."""
    span = group.subject or (group.first, group.first)
    of_being = one.hit.noun and group.lemma == "be" and s.lower[span[0] : span[0] + 1] == ["there"]
    return of_being and one.shade.modality == "negated" and one.hit.act.type in _DENIABLE - {"ASSAULT"}


def _carried_out(one: Finding, group: Group, speakers: "list[ActorMention]") -> bool:
    """As in "strikes on Gaza would be carried out, the minister said": by those who speak, on others."""
    if one.hit.place != "subject" or not group.passive or group.lemma not in LIGHT or one.actors:
        return False
    if one.hit.act.type not in ("ASSAULT", "MOBILIZE"):
        return False
    return one.shade.modality == "negated" or bool(_countries(one.recipients) - _countries(speakers))


def _refused(s: Sentence, groups: list[Group], one: Finding, effects: dict[int, str], roles: Roles) -> bool:
    """As in "will not negotiate", "it is pointless to talk": who will not do something refuses, or denies."""
    hit, act, group = one.hit, one.hit.act, groups[one.hit.clause]
    if act.type in _FRIENDLY and s.lower[group.first] == "to" and s.lower[group.first - 1] in _IDLE:
        above = next(iter(chain(groups, hit.clause)), hit.clause)
        told = _teller(s, groups, above, effects)
        one.actors = (roles.subject(told) if told is not None else []) or one.actors
        one.cast = Cast("REJECT", asked_mode(act), "actual")
        return True
    if one.shade.modality != "negated":
        return False
    if act.mode == "consider":
        one.cast = Cast("STATEMENT", "deny", "actual")
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
        refused = not group.passive or _teller(s, groups, hit.clause, effects) is not None
        if refused and (act.type in _FRIENDLY or act.type == "MOBILIZE"):
            one.cast = Cast("REJECT", asked_mode(act), "actual")
        return True
    if act.effect != "allow" or group.passive or group.modal:
        return False
    one.cast = Cast("REJECT", asked_mode(act), "actual")
    return True


def _offered(s: Sentence, groups: list[Group], one: Finding, roles: Roles) -> bool:
    """As in "is ready to talk", "is prepared to strike": the willing agree or threaten; two who drill cooperate."""
    act, group = one.hit.act, groups[one.hit.clause]
    if act.type == "MOBILIZE" and act.about == "exercise" and not one.against and _together(one, group, roles):
        one.cast = Cast("COOPERATE", None, one.shade.modality)
        one.recipients = _partners(one, group, roles) or one.recipients
    elif group.quasi != "willing" or one.hit.noun:
        return False
    elif group.modal not in _OBLIGED and act.type in _FRIENDLY:
        one.cast = Cast("AGREE", None, "conditional" if one.shade.modality == "conditional" else "actual")
    elif act.type == "SANCTION" or _turned_on_others(one):
        one.cast = Cast("THREATEN", threat_mode(act), "conditional" if _depends(s, groups, one) else "actual")
    else:
        return False
    return True


def _told_by(s: Sentence, groups: list[Group], one: Finding, told: int, roles: Roles) -> None:
    """What the speaker of clause `told` does by saying so: denies a deed, threatens with one, or asks others for it."""
    hit, act, group = one.hit, one.hit.act, groups[one.hit.clause]
    denied = one.shade.modality == "negated" and act.type in _DENIABLE and group.form != ING
    asked = _obliged(s, group) and not group.inverted
    threatened = (
        one.shade.modality in ("future", "conditional", "considered")
        and not _already(s, group)
        and (_turned_on_others(one) or (act.type == "SANCTION" and groups[told].lemma == "warn"))
    )
    if not (denied or asked or threatened) or (threatened and _by_another(one, group, roles.subject(told))):
        return
    if not _same(roles, groups, told, hit.clause) or (asked and _of_their_rulers(one, roles.subject(told))):
        if asked:
            one.cast = Cast("REQUEST", asked_mode(act), "actual")
            one.recipients = one.actors or one.recipients
            one.actors = roles.subject(told)
    elif denied and not _victim(one, roles.subject(told)) and not _from_others(one, group, roles, told):
        one.cast = Cast("STATEMENT", "deny", "actual")
        one.actors = one.actors or roles.subject(told)
    elif threatened:
        depends = one.shade.modality == "conditional" or _depends(s, groups, one)
        if not one.actors and group.passive:
            one.actors = roles.subject(told)
            own = _countries(one.actors)
            one.recipients = [m for m in one.recipients if m.country not in own]
        ahead: Modality = "future" if one.shade.modality == "future" else "actual"
        one.cast = Cast("THREATEN", threat_mode(act), "conditional" if depends else ahead)


def _of_their_rulers(one: Finding, speakers: "list[ActorMention]") -> bool:
    """As in "The president must go, the opposition said"."""
    ruled = bool(speakers) and all(m.sector in _RULED for m in speakers)
    return ruled and bool(one.actors) and all(m.sector in _RULING for m in one.actors)


_RULED: Final = frozenset({"CVL", "LEG", "JRN", "JUD"})
_RULING: Final = frozenset({"GOV", "MIL", "POL", "SPY"})


def _by_another(one: Finding, group: Group, speakers: "list[ActorMention]") -> bool:
    """As in "strikes would be carried out by Iran, Israel said"."""
    doers = _countries(one.actors)
    return group.passive and bool(doers) and not doers & _countries(speakers)


def _from_others(one: Finding, group: Group, roles: Roles, told: int) -> bool:
    """As in "no rockets were fired from Gaza, the Israeli army said": what it says nobody did to it."""
    if not group.passive or one.actors:
        return False
    own = _countries(roles.subject(told))
    behind = roles.scene.actors_in(one.hit.last, max(group.stop, one.hit.last))
    return any(m.preposition == "from" and m.country and m.country not in own for m in behind)


def _shade_words(s: Sentence, groups: list[Group], one: Finding, effects: dict[int, str], roles: Roles) -> None:
    """Sets the modality of what is done with words: a threat may depend, and what one says is done by saying so."""
    hit, act = one.hit, one.hit.act
    group = groups[hit.clause]
    if act.type == "THREATEN":
        if _depends(s, groups, one):
            one.shade.modality = "conditional"
        elif act.frame == "said" and group.lemma == "be" and one.shade.modality != "conditional":
            one.shade.modality = "future" if _there(s, groups, hit.clause) else "actual"
        elif group.quasi == "willing" and one.shade.modality == "considered":
            one.shade.modality = "actual"  # "is prepared to strike again"
    if act.type == "REQUEST" and group.modal == "would" and hit.lemma in _POLITE and one.shade.modality == "future":
        one.shade.modality = "actual"  # "would like Kenya to withdraw"
    if act.type in _AT_ONCE and act.mode != "investigate" and one.shade.modality == "ongoing":
        one.shade.modality = "actual"
    if act.type in ("SUPPORT", "REJECT") and one.shade.modality == "future" and not hit.noun:
        told = _teller(s, groups, hit.clause, effects)
        if told is not None and _same(roles, groups, told, hit.clause):
            # "Said that they would stick to the accord": they do, by saying so.
            one.shade.modality = "actual"


_POLITE: Final = frozenset({"like", "urge"})
"""Verbs of asking that "would" makes no less so."""


def _ordered(groups: list[Group], one: Finding, roles: Roles) -> bool:
    """As in "the court ordered Iraq to halt its work": who orders another country about asks it for that."""
    group, act = groups[one.hit.clause], one.hit.act
    if group.form != INFINITIVE or group.link != "to" or group.parent < 0 or one.hit.noun:
        return False
    if act.type not in _FRIENDLY or groups[group.parent].lemma not in _ORDERING or groups[group.parent].passive:
        return False
    above = roles.subject(group.parent)
    if not one.actors or not _countries(above) or _countries(above) & _countries(one.actors):
        return False
    one.cast = Cast("REQUEST", asked_mode(act), "actual")
    one.actors, one.recipients = above, one.actors
    return True


_ORDERING: Final = frozenset({"order", "instruct", "direct", "command"})
_OBLIGED: Final = frozenset({"must", "should", "ought"})


def _obliged(s: Sentence, group: Group) -> bool:
    """As in "must leave", "will have to leave"."""
    before = s.lower[max(s.begin, group.head - 2) : group.head]
    return group.modal in _OBLIGED or (before[-1:] == ["to"] and before[0] in ("have", "has", "had"))


def _countries(mentions: "list[ActorMention]") -> set[str]:
    return {m.country for m in mentions if m.country}


def _together(one: Finding, group: Group, roles: Roles) -> bool:
    """Whether several countries do it, or one with another: "took part in exercises with Russia"."""
    return len(_countries(one.actors)) > 1 or bool(_partners(one, group, roles))


def _partners(one: Finding, group: Group, roles: Roles) -> list[ActorMention]:
    """With whom it is done: "held drills with Japan and Australia in answer to China"."""
    behind = roles.scene.actors_in(one.hit.last, max(group.stop, one.hit.last))
    first = next((n for n, m in enumerate(behind) if m.preposition == "with" and not across(roles.scene.text, m)), -1)
    return [] if first < 0 else listed(roles.scene, behind[first:])


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
    one.recipients = [m for m in one.recipients if m.country not in _countries(one.actors)] or one.recipients
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
    if not k or hit.noun or hit.act.type in _WORDS or groups[k].form != REDUCED:
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
    if noun in _THREATS and (one.hit.act.type in _HOSTILE or one.hit.act.type == "SANCTION"):
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


def _turned_on_others(one: Finding) -> bool:
    """Whether an act of force is threatened to others: "would keep its crossings shut" is a measure at home."""
    if one.hit.act.type != "COERCE":
        return one.hit.act.type in _HOSTILE
    if one.hit.act.mode == "arrest" and all(m.sector in _OF_JUSTICE for m in one.actors):
        return False  # "police said they would arrest two men"
    own = {m.country for m in one.actors}
    return (
        one.hit.act.mode not in _AT_HOME
        or one.shade.modality == "conditional"
        or any(m.country not in own for m in one.recipients)
    )


_OF_JUSTICE: Final = frozenset({"POL", "JUD"})


def _already(s: Sentence, group: Group) -> bool:
    """As in "will press on with its offensive": what goes on is no threat of something new."""
    return group.lemma == "continue" or (
        group.lemma in ("press", "push", "go", "carry", "keep") and s.lower[group.head + 1 : group.head + 2] in _ON
    )


_ON: Final = (["on"], ["ahead"], ["up"])


def _there(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "there would be consequences": what is held out is to come."""
    span = subject_of(groups, k)
    return span is not None and s.lower[span[0]] == "there"


def _victim(one: Finding, speakers: list[ActorMention]) -> bool:
    """Whether those who speak are those to whom it was not done: "no drone was fired at us"."""
    suffering = {m.country for m in one.recipients} - {m.country for m in one.actors}
    return any(m.country in suffering for m in speakers)


def _depends(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether a threat is one for the case that the other side acts: "any such raid would be met with fire"."""
    group = groups[one.hit.clause]
    if one.shade.modality == "actual" and group.modal != "could":
        return any(g.link in ("if", "unless") for g in groups)
    if any(g.inverted and g.modal for g in groups):
        return True  # "consequences would follow should they strike"
    span = subject_of(groups, one.hit.clause)
    what = s.lower[span[0] : span[1]] if span is not None else []
    of_any = "any" in what or "such" in what or s.lower[span[0]] in _WHOEVER if span is not None else False
    return (group.modal in ("would", "could") and (group.passive or of_any)) or (group.modal == "will" and of_any)


def threatens(groups: list[Group], teller: int, k: int, act: Act, roles: Roles) -> bool:
    """Whether clause `k` tells what the speaker of clause `teller` would do to others."""
    if act.type == "THREATEN":
        return True
    if act.type not in _HOSTILE and act.type != "SANCTION":
        return False
    return (
        groups[k].modal in ("will", "would", "could", "can", "'ll")
        and not groups[k].negated
        and _same(roles, groups, teller, k)
    )


def _teller(s: Sentence, groups: list[Group], k: int, effects: dict[int, str]) -> int | None:
    """The clause directly above, or set off behind or within, that only says what this one tells."""
    for parent in chain(groups, k)[:1]:
        effect = effects.get(parent) or s.grammar.cues.get(groups[parent].lemma, "")
        return parent if effect in _TELLING else None
    return trailing(s, groups, k)


def _same(roles: Roles, groups: list[Group], teller: int, k: int) -> bool:
    """Whether speaker and doer are one side: a pronoun, the same country, or a passive that leaves the doer out."""
    span = subject_of(groups, k)
    if span is None or groups[k].passive:
        return True
    if roles.s.lower[span[0]] in ("it", "he", "she", "they", "we", "i", "its", "his", "their", "our"):
        return True
    speakers = _sides(roles.subject(teller))
    said = subject_of(groups, teller)
    if not speakers and said is not None and any(word in _STATEMENTS for word in roles.s.lower[said[0] : said[1]]):
        return True
    return bool(speakers & _sides(roles.subject(k)))


def _sides(mentions: "list[ActorMention]") -> set[tuple[str, bool]]:
    """The countries of `mentions`, and whether it is those who fight them that are meant."""
    return {(m.country, m.sector == "REB") for m in mentions if m.country}
