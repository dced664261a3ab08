"""What a request, a refusal or a threat is about: its mode follows from the act that it governs."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.acts import Act

_ASKED: Final = {
    "CONSULT": "meet",
    "AID": "assist",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
    "MOBILIZE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
_STOPPING: Final = frozenset(
    """
    stop halt end cease lift withdraw release free return leave abandon drop give resign surrender
    """.split()
)
_THREATENED: Final = {
    "ASSAULT": "violence",
    "SANCTION": "restrict",
    "COERCE": "restrict",
}
_COERCED: Final = {"arrest": "arrest", "deport": "expel", "seize": "territory"}


def governed(s: Sentence, groups: list[Group], hit: Hit, acts: dict[int, Hit]) -> None:
    """Looks for the act below a request, a refusal or a threat, before that act is read itself."""
    del s
    if hit.act.type not in ("REQUEST", "REJECT", "THREATEN") or hit.clause + 1 >= len(groups):
        return
    for k in range(hit.clause + 1, min(hit.clause + 4, len(groups))):
        if groups[k].parent == hit.clause:
            below = acts.get(k)
            hit.governs = below.act if below else None
            hit.governed_lemma = groups[k].lemma
            return


def asked_mode(below: Act) -> str:
    """The mode of a request or refusal to do an act."""
    return _ASKED.get(below.type, "change")


def mode_of(hit: Hit) -> str | None:
    """The mode of an event, from what its act governs where that tells more than the act itself."""
    act = hit.act
    if act.type in ("REQUEST", "REJECT") and (act.mode in (None, "change")):
        if hit.governs is not None:
            return _ASKED.get(hit.governs.type, "change")
        if hit.governed_lemma in _STOPPING:
            return "yield"
        return act.mode
    if act.type == "THREATEN" and act.mode is None and hit.governs is not None:
        return threat_mode(hit.governs)
    return act.mode


def threat_mode(below: Act) -> str | None:
    """The mode of a threat to do an act; an act that is itself a threat has its own: "threatened to wipe it out"."""
    if below.type == "THREATEN":
        return below.mode
    if below.type == "SANCTION" and below.mode == "withdraw":
        return "relations"
    if below.type == "SANCTION" and below.mode == "expel":
        return "expel"
    if below.type == "COERCE" and below.mode in _COERCED:
        return _COERCED[below.mode]
    return _THREATENED.get(below.type)
