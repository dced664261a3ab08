"""What somebody does by saying so: a speaker denies a deed, threatens with one, or asks others for it."""

from typing import Final

from tocsin.coding.acts.carrying import LIGHT
from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.governed import asked_mode, threat_mode
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.roles import Roles
from tocsin.coding.roles.tellers import headed_by, trailing
from tocsin.coding.syntax.modality import chain
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import ING, Group, Sentence
from tocsin.coding.text.acts import Act
from tocsin.vocabulary import Modality

HOSTILE: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Acts of force, that a speaker threatens others with."""
_DENIABLE: Final = frozenset("ASSAULT MOBILIZE COERCE AID SANCTION THREATEN COOPERATE AGREE CONCEDE".split())
"""What a side denies by saying that it has not done it."""
_AT_HOME: Final = frozenset({"restrict", "curfew", "martial-law", "censor"})
_STATEMENTS: Final = frozenset("statement communique communiqué letter message broadcast declaration dispatch".split())
_TELLING: Final = frozenset({"report", "allege"})
_WHOEVER: Final = frozenset({"whoever", "anyone", "anybody"})
"""Who is meant by a threat to those that do something yet to come."""


def there_is_none(s: Sentence, one: Finding, group: Group) -> bool:
    """As in "there is no coup, the palace insisted": who says so denies it."""
    span = group.subject or (group.first, group.first)
    of_being = one.hit.noun and group.lemma == "be" and s.lower[span[0] : span[0] + 1] == ["there"]
    return of_being and one.shade.modality == "negated" and one.hit.act.type in _DENIABLE - {"ASSAULT"}


def carried_out(one: Finding, group: Group, speakers: list[ActorMention]) -> bool:
    """As in "strikes on Gaza would be carried out, the minister said": by those who speak, on others."""
    if one.hit.place != "subject" or not group.passive or group.lemma not in LIGHT or one.actors:
        return False
    if one.hit.act.type not in ("ASSAULT", "MOBILIZE"):
        return False
    return one.shade.modality == "negated" or bool(countries(one.recipients) - countries(speakers))


def told_by(s: Sentence, groups: list[Group], one: Finding, told: int, roles: Roles) -> None:
    """What the speaker of clause `told` does by saying so: denies a deed, threatens with one, or asks others for it."""
    hit, act, group = one.hit, one.hit.act, groups[one.hit.clause]
    denied = one.shade.modality == "negated" and act.type in _DENIABLE and group.form != ING
    denied = denied and not _unhurt(s, group)
    asked = _obliged(s, group) and not group.inverted
    threatened = (
        one.shade.modality in ("future", "conditional", "considered")
        and not _already(s, group)
        and (turned_on_others(one) or (act.type == "SANCTION" and groups[told].lemma == "warn"))
    )
    if not (denied or asked or threatened) or (threatened and _by_another(one, group, roles.subject(told))):
        return
    if threatened and groups[told].passive and groups[told].lemma in _CHARGED:
        return  # "was suspected of planning attacks"
    if threatened and groups[told].lemma in _EXPECTING and all(m.sector == "CVL" for m in roles.subject(told)):
        one.shade.modality = "hypothetical"  # "half of Israelis believe that Israel will attack"
        return
    if threatened and _only_watch(roles.subject(told), weighed=one.shade.modality == "considered"):
        return  # "Israel might strike, diplomats said"
    if not same_side(roles, groups, told, hit.clause) or (asked and _of_their_rulers(one, roles.subject(told))):
        if asked:
            one.cast = Cast("REQUEST", asked_mode(act), "actual")
            one.recipients = one.actors or one.recipients
            one.actors = roles.subject(told)
    elif (
        denied
        and (one.actors or roles.subject(told))  # "no shots were fired, said a person close to the talks"
        and not _only_watch(roles.subject(told))
        and not _victim(one, roles.subject(told))
        and not _from_others(one, group, roles, told)
    ):
        one.cast = Cast("STATEMENT", "deny", "actual")
        one.actors = one.actors or roles.subject(told)
    elif threatened:
        conditional = one.shade.modality == "conditional" or depends(s, groups, one)
        if not one.actors and group.passive:
            one.actors = roles.subject(told)
            own = countries(one.actors)
            one.recipients = [m for m in one.recipients if m.country not in own]
        ahead: Modality = "future" if one.shade.modality == "future" else "actual"
        one.cast = Cast("THREATEN", threat_mode(act), "conditional" if conditional else ahead)


_CHARGED: Final = frozenset("suspect accuse charge convict indict".split())


def _unhurt(s: Sentence, group: Group) -> bool:
    """As in "nobody was hurt, the mayor said": who tells how an attack went denies none."""
    span = group.subject if group.passive and group.lemma in _HURTING else None
    return span is not None and s.lower[span[0]] in _NOBODY


_HURTING: Final = frozenset({"kill", "wound", "injure", "hurt", "harm"})
_NOBODY: Final = frozenset({"no", "nobody", "none", "neither"})


def asked_in_heading(s: Sentence, groups: list[Group], one: Finding, roles: Roles) -> None:
    """Makes a request of what who stands before a headline's colon says must be: "Rice: Iran must halt its work"."""
    heading, group = headed_by(s), groups[one.hit.clause]
    if heading is None or one.hit.noun or group.inverted or not (one.actors and _obliged(s, group)):
        return
    speakers = roles.people(heading)
    if not countries(speakers) & countries(one.actors):
        one.cast = Cast("REQUEST", asked_mode(one.hit.act), "actual")
        one.actors, one.recipients = speakers, one.actors


def _of_their_rulers(one: Finding, speakers: list[ActorMention]) -> bool:
    """As in "The president must go, the opposition said"."""
    ruled = bool(speakers) and all(m.sector in _RULED for m in speakers)
    return ruled and bool(one.actors) and all(m.sector in _RULING for m in one.actors)


_RULED: Final = frozenset({"CVL", "LEG", "JRN", "JUD"})
_RULING: Final = frozenset({"GOV", "MIL", "POL", "SPY"})


def _by_another(one: Finding, group: Group, speakers: list[ActorMention]) -> bool:
    """As in "strikes would be carried out by Iran, Israel said"."""
    doers = countries(one.actors)
    return group.passive and bool(doers) and not doers & countries(speakers)


def _from_others(one: Finding, group: Group, roles: Roles, told: int) -> bool:
    """As in "no rockets were fired from Gaza, the Israeli army said": what it says nobody did to it."""
    if not group.passive or one.actors:
        return False
    own = countries(roles.subject(told))
    behind = roles.scene.actors_in(one.hit.last, max(group.stop, one.hit.last))
    return any(m.preposition == "from" and m.country and m.country not in own for m in behind)


def _only_watch(speakers: list[ActorMention], *, weighed: bool = False) -> bool:
    """As in "Syria has not cooperated, diplomats said": who is no side of it denies nothing.

    Of what is only weighed whoever is called an official and no more speaks so too: "may strike, officials said".
    """
    watching = _WATCHING | _ANY_SIDE if weighed else _WATCHING
    return bool(speakers) and all(m.resolved and m.actor.text.lower() in watching for m in speakers)


_EXPECTING: Final = frozenset({"believe", "expect", "think", "fear", "doubt", "hope"})
_WATCHING: Final = frozenset(
    "diplomats observers analysts monitors experts mediators inspectors witnesses sources".split()
)
_ANY_SIDE: Final = frozenset({"officials", "official"})


OBLIGED: Final = frozenset({"must", "should", "ought"})
"""Modals by which whoever says so asks for it."""


def _obliged(s: Sentence, group: Group) -> bool:
    """As in "must leave", "will have to leave"."""
    before = s.lower[max(s.begin, group.head - 2) : group.head]
    return group.modal in OBLIGED or (before[-1:] == ["to"] and before[0] in ("have", "has", "had"))


def countries(mentions: list[ActorMention]) -> set[str]:
    """The countries of `mentions`, without those that have none."""
    return {m.country for m in mentions if m.country}


def turned_on_others(one: Finding) -> bool:
    """Whether an act of force is threatened to others: "would keep its crossings shut" is a measure at home."""
    if one.hit.act.type != "COERCE":
        return one.hit.act.type in HOSTILE
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


def _victim(one: Finding, speakers: list[ActorMention]) -> bool:
    """Whether those who speak are those to whom it was not done: "no drone was fired at us"."""
    suffering = {m.country for m in one.recipients} - {m.country for m in one.actors}
    return any(m.country in suffering for m in speakers)


def depends(s: Sentence, groups: list[Group], one: Finding) -> bool:
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
    if act.type not in HOSTILE and act.type != "SANCTION":
        return False
    group = groups[k]
    foreseen = group.modal in _WOULD or (group.modal in _MIGHT and not group.passive)
    return foreseen and not group.negated and same_side(roles, groups, teller, k)


_WOULD: Final = frozenset({"will", "would", "could", "can", "'ll"})
_MIGHT: Final = frozenset({"may", "might", "must"})
"""As in "warned that it may strike", "that it might have to strike"."""


def teller_of(s: Sentence, groups: list[Group], k: int, effects: dict[int, str]) -> int | None:
    """The clause directly above, or set off behind or within, that only says what this one tells."""
    for parent in chain(groups, k)[:1]:
        effect = effects.get(parent) or s.grammar.cues.get(groups[parent].lemma, "")
        return parent if effect in _TELLING else None
    return trailing(s, groups, k)


def same_side(roles: Roles, groups: list[Group], teller: int, k: int) -> bool:
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


def _sides(mentions: list[ActorMention]) -> set[tuple[str, bool]]:
    """The countries of `mentions`, and whether it is those who fight them that are meant."""
    return {(m.country, m.sector == "REB") for m in mentions if m.country}
