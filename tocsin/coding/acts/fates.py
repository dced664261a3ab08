"""Nouns of acts as subjects: what their verb says became of the act: "the drill was cancelled", "the raids ended"."""

from typing import Final

from tocsin.coding.acts.carrying import AVERTING, COMING, DEEDS, FAILING, HAPPENING, LIGHT, UNDOING, WEIGHING
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.verdicts import ENDED, TOLD_BY_VERB, Verdict, goes_on, negate, to_come, weighed
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import MARK

_DELAYED: Final = frozenset({"delay", "postpone", "defer", "put", "reschedule"})
_PUT_OFF: Final = _DELAYED | {"cancel", "scrap", "abandon", "shelve"}
"""Verbs whose subject has not come about: "the release has been put off", "the drill was cancelled"."""
_TOLD: Final = LIGHT | {"report", "mean", "follow", "kill", "confirm"}
"""Verbs whose subject has come about, in the passive: "an attack was launched", "… was confirmed"."""
_AFTERMATH: Final = frozenset(
    "kill wound injure destroy damage leave hit strike claim cost rock shake die target".split()
)
"""Verbs of what an attack leads to: "the raid killed nine"."""
_STOPPING: Final = frozenset("end stop cease halt pause suspend interrupt discontinue".split())
"""Verbs whose subject goes on no longer: "air strikes on the town were suspended"."""
_WHEN: Final = frozenset("on at after early late last overnight yesterday altogether".split())
"""Words that lead a time, behind which an end has no object and no outcome: "ended in bloodshed"."""
RULED: Final = frozenset({"COERCE", "SANCTION"})
"""Acts that last until they are undone: "the curfew was lifted"."""
_STOPPED: Final = frozenset({"suspend", "freeze", "halt", "terminate", "break", "discontinue"})
"""Verbs whose subject is kept up no longer: "the talks and the truce are suspended"."""
_KEPT_UP: Final = frozenset({"CONSULT", "RETREAT", "COOPERATE"})
_DRAWING: Final = frozenset({"draw", "prepare", "draft", "work", "plan"})
"""Verbs whose subject is on its way: "a further round of sanctions is being drawn up"."""
_WEIGHED: Final = WEIGHING | {"discuss", "negotiate"}
"""Verbs whose subject is only thought of, in the passive: "a sale is being discussed"."""
_QUELLING: Final = frozenset({"quell", "crush", "suppress", "quash"})
"""Verbs whose subject has come about, whoever put an end to it: "the riot was quelled"."""
_OPEN: Final = DEEDS | {"AGREE"}
"""Acts that are none while they are talked about."""
_FINDING: Final = frozenset({"conclude", "find", "show", "establish", "reveal", "determine"})
"""Verbs of what an inquiry comes to."""


def undone(lemma: str) -> Verdict:
    return Verdict(f"it is told to end: “{lemma}”")


def as_subject(s: Sentence, group: Group, hit: Hit, told: dict[int, Finding]) -> Verdict | None:
    """As in "the attack killed nine", "the drill was cancelled"."""
    if hit.act.type in ("ASSAULT", "MOBILIZE") and hit.act.about != "exercise" and _stopped(s, group):
        if group.negated:
            return Verdict(shade=goes_on)
        return ENDED if hit.clause in told else Verdict(shade=negate)
    if hit.act.type == "ASSAULT" and group.modal and group.lemma in _STOPPING and not group.negated:
        return ENDED  # "the attacks must stop, he said"
    if group.lemma == "come" and not _TALKED_OF.isdisjoint(s.lower[group.head + 1 : group.head + 4]):
        return Verdict("only what is talked about")  # "cross-border raids will come up for discussion"
    replaced = hit.clause if hit.clause in told else None
    if group.passive:
        verdict = _as_passive_subject(s, group, hit, told)
        if verdict is not None:
            return verdict
    elif group.lemma in _AFTERMATH:
        both = replaced is not None and told[replaced].hit.act.about == hit.act.about == "talks"
        return TOLD_BY_VERB if both else Verdict(replaces=replaced)  # "the talks hit a wall"
    elif (group.lemma in HAPPENING or _in_force(s, group)) and replaced is None:
        return Verdict()
    elif s.headline and hit.owned and replaced is None and _of_force(hit) and _takes_effect(group):
        return Verdict()  # "Rebel blockade starves Djibo"
    return Verdict() if hit.act.mode == "investigate" and group.lemma in _FINDING else None


_TALKED_OF: Final = frozenset({"up", "discussion", "scrutiny", "review", "agenda"})


def _of_force(hit: Hit) -> bool:
    return hit.act.type in ("ASSAULT", "MOBILIZE") or (hit.act.type == "COERCE" and hit.act.mode == "restrict")


def _takes_effect(group: Group) -> bool:
    """Whether a verb tells what its subject does to somebody, and not that it comes to nothing."""
    return not (group.negated or group.modal) and group.lemma not in _STOPPING | FAILING | AVERTING | _PUT_OFF


def _stopped(s: Sentence, group: Group) -> bool:
    """Whether a clause says that its subject went on no longer, or, negated, that it does: "the raids have ended"."""
    if group.lemma not in _STOPPING or group.modal:
        return False
    behind = s.flag(group.head + 1)
    whole = group.head + 1 >= s.end or bool(behind & MARK) or s.lower[group.head + 1] in _WHEN
    return group.passive or whole


def _as_passive_subject(s: Sentence, group: Group, hit: Hit, told: dict[int, Finding]) -> Verdict | None:
    act, lemma = hit.act, group.lemma
    if act.type in RULED and lemma in UNDOING and not group.negated:
        return undone(lemma)
    if put_off(s, group) and act.frame != "patient":
        if act.type == "CONSULT" and hit.clause in told and told[hit.clause].hit.act.type == "SANCTION":
            return TOLD_BY_VERB
        if act.type == "ASSAULT" and hit.clause in told and told[hit.clause].hit.act.type == "RETREAT":
            return ENDED
        deed = act.type in ("ASSAULT", "MOBILIZE") and hit.clause in told
        return Verdict(shade=to_come if lemma in _DELAYED else negate, replaces=hit.clause if deed else None)
    if (act.type == "ASSAULT" and lemma in AVERTING) or (act.type in _KEPT_UP and lemma in _STOPPED):
        return Verdict(shade=negate)
    if act.type == "SANCTION" and lemma in _DRAWING:
        return Verdict(shade=to_come)
    if lemma in _WEIGHED and act.type in _OPEN:
        # Sanctions that "are being considered" are both: the weighing, and what is weighed.
        replaced = hit.clause in told and act.modality != "considered"
        return Verdict(shade=weighed, replaces=hit.clause if replaced else None)
    if lemma in COMING:
        return Verdict(shade=to_come)
    if act.type == "PROTEST" and (lemma in _QUELLING or s.lower[group.head : group.head + 2] == ["put", "down"]):
        return Verdict()
    if lemma not in _TOLD:
        return None
    alike = hit.clause in told and told[hit.clause].hit.act.type == act.type == "REQUEST"
    return Verdict(replaces=hit.clause if alike else None)  # "a request would be made"


def _in_force(s: Sentence, group: Group) -> bool:
    """As in "a curfew is in force", "the siege is on": what is there is told."""
    behind = s.lower[group.head + 1 : group.head + 3]
    return group.lemma in ("be", "remain", "stay", "come", "go", "get") and behind in _STANDING


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
    if group.lemma in ("put", "call"):
        behind = s.lower[group.head + 1 : group.head + 3]
        return behind[:1] == ["off"] or (group.lemma == "put" and (behind[:1] == ["back"] or behind in _ON_ICE))
    return group.lemma in _PUT_OFF


_ON_ICE: Final = (["on", "hold"], ["on", "ice"])


def calls_off(s: Sentence, group: Group) -> bool:
    """Whether a clause says that its object does not come about, or goes on no longer."""
    return group.lemma in _STOPPING or (group.lemma not in _DELAYED and put_off(s, group))
