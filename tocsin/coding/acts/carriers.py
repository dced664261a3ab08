"""Carriers: what the verb of its clause makes of a noun that names an act: "launched an attack", "the truce failed"."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.modality import Shade
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, GENITIVE, MARK, NEG, PREP, VERB


@dataclass(slots=True)
class Verdict:
    """`reason` where the noun reports nothing; `replaces` the clause whose verb event the noun's tells better."""

    reason: str = ""
    replaces: int | None = None
    shade: Callable[[Shade], Shade] | None = None


LIGHT: Final = frozenset(
    """
    carry launch conduct stage mount hold begin start open resume continue make give issue deliver commit
    perpetrate perform undertake organise run wage impose declare announce order suffer sustain face see witness
    lead plan prepare keep press step intensify escalate unleash expand extend enter take pay exchange have do
    convene host attend sign reach strike broker agree complete end halt suspend cancel propose offer call decree
    repel thwart foil set fire spark ignite provoke trigger
    """.split()
)
HAPPENING: Final = frozenset(
    """
    take occur happen enter erupt break continue begin start rage follow come resume go last intensify spread escalate
    flare unfold proceed open hit strike kill wound injure destroy damage leave target set cause cost claim cut
    force shake rock trigger spark involve aim hold collapse fail succeed erupt flare drag apply expand widen worsen
    engulf draw prompt raise stoke fuel stir anger alarm overshadow mar rattle disrupt heighten deepen
    """.split()
)
SPEAKING: Final = frozenset({"ACCUSE", "CONCEDE", "REJECT", "SUPPORT", "REQUEST", "STATEMENT", "THREATEN", "AGREE"})
"""Acts whose object is what they speak of: "condemned the attack" reports a condemnation."""
_COMING: Final = frozenset({"expect", "plan", "prepare", "await", "anticipate", "foresee", "schedule", "forecast"})
"""Verbs whose object is yet to come: "expects a seventh nuclear test"."""
_DELAYED: Final = frozenset({"delay", "postpone", "defer", "put", "reschedule"})
_PUT_OFF: Final = _DELAYED | {"cancel", "scrap", "abandon", "shelve"}
"""Verbs whose subject has not come about: "the release has been put off", "the drill was cancelled"."""
_TOLD: Final = frozenset({"report", "mean", "follow", "kill", "confirm"})
_AFTERMATH: Final = frozenset(
    "kill wound injure destroy damage leave hit strike claim cost rock shake die target".split()
)
_GRANTING: Final = frozenset({"approve", "allow"})
"""Acts that let forces go: "approved the dispatch of troops"."""
FAILING: Final = frozenset(
    """
    collapse fail fall unravel crumble falter break expire lapse shatter splinter rupture evaporate violate breach
    flout
    """.split()
)
"""Verbs of what no longer holds: "the truce collapsed" is no truce."""
_ENDING: Final = frozenset("end lift halt suspend cancel ease break relax scrap abolish revoke".split())
"""Verbs that undo what their object names: "ended a siege" is no siege."""
_AWAITING: Final = frozenset("brace ready prepare gear wait plan".split())
"""Verbs whose "for" leads to what is yet to come: "brace for an assault"."""
_AVERTING: Final = frozenset("thwart foil prevent avert stop block disrupt forestall pre-empt".split())
"""Verbs of what has not come about: "foiled two attacks"."""
_STOPPING: Final = frozenset("end stop cease halt pause suspend interrupt discontinue".split())
"""Verbs whose subject goes on no longer: "air strikes on the town were suspended"."""
_WHEN: Final = frozenset("on at after early late last overnight yesterday altogether".split())
"""Words that lead a time, behind which an end has no object and no outcome: "ended in bloodshed"."""
_STOPPED: Final = frozenset({"suspend", "freeze", "halt", "terminate", "break", "discontinue"})
"""Verbs whose subject is kept up no longer: "the talks and the truce are suspended"."""
_KEPT_UP: Final = frozenset({"CONSULT", "RETREAT", "COOPERATE"})
_DRAWING: Final = frozenset({"draw", "prepare", "draft", "work", "plan"})
"""Verbs whose subject is on its way: "a further round of sanctions is being drawn up"."""
_WEIGHING: Final = frozenset({"consider", "weigh", "mull", "contemplate", "ponder", "moot", "propose", "float"})
"""Verbs whose object is only thought of: "is weighing a withdrawal"."""
_WEIGHED: Final = _WEIGHING | {"discuss", "negotiate"}
"""… and whose subject is, in the passive: "a sale is being discussed"."""
_FINDING: Final = frozenset({"conclude", "find", "show", "establish", "reveal", "determine"})
"""Verbs of what an inquiry comes to."""
DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "RETREAT", "AID", "COOPERATE"})
_SEEING: Final = frozenset(
    "see pose face perceive represent remain become constitute describe regard view consider".split()
)
"""Verbs whose threat is a danger: "sees China as a military threat"."""


def by_verb(
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    told: dict[int, Finding],
    has_target: bool,
    *,
    timed: bool,
    placed: bool,
) -> Verdict:
    """Whether the clause reports the act of its noun, and as what; `told` are the acts of verbs, by clause."""
    if hit.act.type in DEEDS and _thought_of(s, hit):
        return Verdict(shade=_weighed)
    if hit.act.alone or (hit.act.type == "REQUEST" and at_request(s, hit)):
        return Verdict()
    if hit.clause < 0:
        return _outside(s, hit, named=hit.owned or has_target, placed=placed)
    if _averted(groups, hit):
        return Verdict(shade=negate)
    if _carried_behind(groups, hit):
        return Verdict()
    if _denied(s, hit):
        return Verdict(shade=negate)
    if hit.act.mode in _RULE and not _AMID.isdisjoint(s.lower[max(s.begin, hit.first - _LEADING) : hit.first]):
        return Verdict()
    by_place = {"subject": _as_subject, "object": _as_object}.get(hit.place)
    verdict = by_place(s, groups[hit.clause], hit, told) if by_place is not None else None
    if verdict is not None:
        return verdict
    if _is_danger(groups[hit.clause], hit):
        return _DANGER
    if hit.place == "oblique" and hit.clause not in told and _with_a(s, groups, hit):
        hit.light = True
        return Verdict()
    if hit.act.type == "ASSAULT" and _led_by(s, hit) == "into":
        return Verdict("where somebody goes, not a report of it")
    awaited = hit.act.type == "ASSAULT" and groups[hit.clause].lemma in _AWAITING
    if awaited and hit.place == "oblique" and _led_by(s, hit) == "for":
        return Verdict(shade=to_come)
    return _beside(hit, told.get(hit.clause), has_target, timed=timed)


_RULE: Final = frozenset({"curfew", "martial-law"})
_AMID: Final = frozenset({"amid", "amidst", "under", "despite"})
"""Words that take rule by decree for what is in force: "streets were empty amid a curfew"."""
_LEADING: Final = 3


def _outside(s: Sentence, hit: Hit, *, named: bool, placed: bool) -> Verdict:
    """A noun in no clause reports its act where somebody stands with it, or a headline names the place."""
    if _denied(s, hit):
        return Verdict(shade=negate)
    if named or (s.headline and (placed or not s.begin)):
        return Verdict()
    return Verdict("a bare noun: no verb says that it happened")


def _as_subject(s: Sentence, group: Group, hit: Hit, told: dict[int, Finding]) -> Verdict | None:
    """As in "the attack killed nine", "the drill was cancelled"."""
    if hit.act.type in ("ASSAULT", "MOBILIZE") and hit.act.about != "exercise" and _stopped(s, group):
        if group.negated:
            return Verdict(shade=_goes_on)
        return ENDED if hit.clause in told else Verdict(shade=negate)
    replaced = hit.clause if hit.clause in told else None
    if group.passive:
        verdict = _as_passive_subject(s, group, hit, told)
        if verdict is not None:
            return verdict
    elif group.lemma in _AFTERMATH:
        return Verdict(replaces=replaced)
    elif (group.lemma in HAPPENING or _in_force(s, group)) and replaced is None:
        return Verdict()
    return Verdict() if hit.act.mode == "investigate" and group.lemma in _FINDING else None


def _stopped(s: Sentence, group: Group) -> bool:
    """Whether a clause says that its subject went on no longer, or, negated, that it does: "the raids have ended"."""
    if group.lemma not in _STOPPING or group.modal:
        return False
    behind = s.flag(group.head + 1)
    whole = group.head + 1 >= s.end or bool(behind & MARK) or s.lower[group.head + 1] in _WHEN
    return group.passive or whole


def _as_passive_subject(s: Sentence, group: Group, hit: Hit, told: dict[int, Finding]) -> Verdict | None:
    act, lemma = hit.act, group.lemma
    if put_off(s, group) and act.frame != "patient":
        if act.type == "CONSULT" and hit.clause in told and told[hit.clause].hit.act.type == "SANCTION":
            return _TOLD_BY_VERB
        if act.type == "ASSAULT" and hit.clause in told and told[hit.clause].hit.act.type == "RETREAT":
            return ENDED
        deed = act.type in ("ASSAULT", "MOBILIZE") and hit.clause in told
        return Verdict(shade=to_come if lemma in _DELAYED else negate, replaces=hit.clause if deed else None)
    if (act.type == "ASSAULT" and lemma in _AVERTING) or (act.type in _KEPT_UP and lemma in _STOPPED):
        return Verdict(shade=negate)
    if act.type == "SANCTION" and lemma in _DRAWING:
        return Verdict(shade=to_come)
    if lemma in _WEIGHED and act.type in {*DEEDS, "AGREE"}:
        return Verdict(shade=_weighed, replaces=hit.clause if hit.clause in told else None)
    if lemma in _COMING:
        return Verdict(shade=to_come)
    if lemma not in LIGHT | _TOLD:
        return None
    alike = hit.clause in told and told[hit.clause].hit.act.type == act.type == "REQUEST"
    return Verdict(replaces=hit.clause if alike else None)  # "a request would be made"


def _as_object(s: Sentence, group: Group, hit: Hit, told: dict[int, Finding]) -> Verdict | None:
    """As in "launched an attack", "there was an attack", "ended the siege"."""
    act, lemma = hit.act, group.lemma
    if lemma == "be" and s.lower[max(s.begin, group.first - 1)] == "there":
        return Verdict()
    if act.type in ("COERCE", "SANCTION") and lemma in _ENDING:
        return Verdict(f"it is told to end: “{lemma}”")
    if act.type in DEEDS and lemma in _WEIGHING and not group.passive:
        return Verdict(shade=_weighed)
    if _is_danger(group, hit):
        return _DANGER
    if lemma not in LIGHT | _COMING or group.passive:
        return None
    above = told.get(hit.clause)
    if above is not None and not _joined(s, above.hit, hit):
        return _TOLD_BY_VERB
    hit.light = True
    return Verdict(shade=to_come) if lemma in _COMING else Verdict()


def _beside(hit: Hit, above: Finding | None, has_target: bool, *, timed: bool) -> Verdict:
    """What `above`, the act that the verb tells, makes of a noun that the verb does not carry."""
    act = hit.act
    if above is not None:
        other = above.hit.act
        if other.type == "SANCTION" and act.type == "CONSULT":
            return Verdict(f"what “{other.id}” is about, not a report of it")
        if other.id in _GRANTING and act.type == "MOBILIZE" and hit.place != "subject":
            return Verdict(shade=to_come)
        if other.effect == "confirm" and act.type in _DONE_BY and hit.place == "object" and (has_target or hit.owned):
            return Verdict()  # "confirmed the deployment of 10,000 soldiers to Russia"
        if other.type in SPEAKING and not timed:
            return Verdict(f"what “{other.id}” is about, not a report of it")
    if hit.owned and (has_target or timed):
        return Verdict()
    return Verdict("a bare noun: nothing says that it happened")


_DONE_BY: Final = frozenset({"MOBILIZE", "ASSAULT", "AID", "RETREAT"})
"""Types of acts that a confirmation vouches for."""


def _is_danger(group: Group, hit: Hit) -> bool:
    """As in "sees China as a military threat"."""
    return hit.act.id == "threaten" and group.lemma in _SEEING


_DANGER: Final = Verdict("a danger, not a threat: nobody makes it")
_TOLD_BY_VERB: Final = Verdict("the verb tells it already")
ENDED: Final = Verdict("the verb tells its end")


def _averted(groups: list[Group], hit: Hit) -> bool:
    """As in "thwarted attacks planned by the group": what has not come about, whoever planned it."""
    return hit.place == "object" and hit.act.type == "ASSAULT" and groups[hit.clause].lemma in _AVERTING


def _in_force(s: Sentence, group: Group) -> bool:
    """As in "a curfew is in force", "the siege is on": what is there is told."""
    behind = s.lower[group.head + 1 : group.head + 3]
    return group.lemma in ("be", "remain", "stay", "come", "go") and behind in _STANDING


_STANDING: Final = (
    ["in", "force"],
    ["in", "effect"],
    ["in", "place"],
    ["into", "force"],
    ["into", "effect"],
    ["under", "way"],
)


def put_off(s: Sentence, group: Group) -> bool:
    """Whether a clause says that its subject does not come about, or later."""
    return group.lemma in _PUT_OFF or (group.lemma == "call" and s.lower[group.head + 1 : group.head + 2] == ["off"])


def _carried_behind(groups: list[Group], hit: Hit) -> bool:
    """As in "the attacks launched since May", "the drills that both plan": another clause carries it.

    The hit's clause becomes that one.
    """
    for k, group in enumerate(groups):
        if group.first < hit.last or group.link not in ("reduced", "relative"):
            continue
        near = group.link == "reduced" and group.first - hit.last <= 1
        span = group.antecedent
        described = (
            group.link == "relative" and span is not None and span[0] <= hit.first < span[1] and span[1] - hit.last <= 2
        )
        if (near or described) and group.lemma in LIGHT | _DONE:
            hit.clause, hit.light = k, True
            hit.place = "subject" if near or group.subject == span else "object"
            return True
    return False


_DONE: Final = frozenset("order carry mount plan launch direct commit".split())


def at_request(s: Sentence, hit: Hit) -> bool:
    """As in "At Washington's request": somebody asked for what the clause tells."""
    return hit.owned and any(s.lower[i] == "at" for i in range(max(s.begin, hit.first - 5), hit.first))


def _joined(s: Sentence, told: Hit, hit: Hit) -> bool:
    """Whether the noun is a further item of a list: "declared martial law and a general mobilisation"."""
    if hit.act.id == told.act.id or hit.first < told.last:
        return False
    return any(s.lower[i] in ("and", ",") for i in range(told.last, hit.first))


def _with_a(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "answered with a call-up and a curfew": the noun is what the subject did."""
    group = groups[hit.clause]
    if s.lower[hit.first - 1] == "with":
        return False
    for i in range(hit.first - 1, group.head, -1):
        if s.lower[i] == "with":
            return i + 1 < s.end and s.lower[i + 1] in ("a", "an", "new", "another", "its", "more")
        if s.words[i].flags & PREP and s.lower[i] != "of":
            return False
    return False


def _thought_of(s: Sentence, hit: Hit) -> bool:
    """As in "the possibility of a new offensive", "fears of an attack": it is only thought of."""
    i = hit.first - 1
    while i > s.begin and _within(s, i) and hit.first - i < _PHRASE:
        if s.lower[i] in _POTENTIAL:
            return True
        i -= 1
    return s.lower[i] == "of" and s.lower[i - 1] in _THOUGHTS


def _within(s: Sentence, i: int) -> bool:
    """Whether a token before a noun may be one of its phrase."""
    return s.lower[i] in _QUOTES or not s.words[i].flags & (PREP | MARK | VERB)


_QUOTES: Final = frozenset("\"'“”‘’")


_PHRASE: Final = 6
"""Tokens before a noun among which the preposition stands that leads to it."""
_POTENTIAL: Final = frozenset("potential possible hypothetical prospective would-be feared".split())
_THOUGHTS: Final = frozenset(
    "possibility prospect likelihood chance chances risk risks threat danger fear fears spectre".split()
)


def _led_by(s: Sentence, hit: Hit) -> str:
    """The preposition that leads to a noun."""
    i = hit.first - 1
    while i > s.begin and _within(s, i):
        i -= 1
    return s.lower[i]


def _denied(s: Sentence, hit: Hit) -> bool:
    quoted = sum(word in _QUOTES for word in s.lower[max(s.begin, hit.first - 5) : hit.first])
    for i in range(max(s.begin, hit.first - 3 - quoted), hit.first):
        if s.words[i].flags & NEG and not s.words[i].flags & GENITIVE:
            return bool(s.words[i].flags & DET) or s.lower[i] == "without"
    return False


def to_come(shade: Shade) -> Shade:
    if shade.modality in ("actual", "ongoing"):
        shade.modality = "future"
    return shade


def _weighed(shade: Shade) -> Shade:
    shade.modality = "considered"
    return shade


def _goes_on(shade: Shade) -> Shade:
    shade.modality = "ongoing"
    return shade


def negate(shade: Shade) -> Shade:
    shade.modality = "negated"
    return shade
