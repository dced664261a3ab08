"""Promises: what words only foresee and is news by itself: arms promised, a withdrawal agreed, a treaty to be left."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.modality import WARNED
from tocsin.coding.syntax.shades import Shade

_PASSED: Final = frozenset({"weapons", "missile", "drone", "technology"})
_LET_GO: Final = frozenset({"troops", "captives", "hostages", "weapons", "missile"})
_ENDING: Final = frozenset({"ceasefire", "access", "disarm"})
"""Modes of what ends a fight or a dispute: agreed to, it is to come."""
_TREATIES: Final = frozenset({"pact", "arms-control"})
_GRANTING: Final = frozenset({"approve", "allow"})
"""Acts of those who let their own forces go: "approved sending troops"."""


def passed_on(hit: Hit, governing: Hit | None, above: Shade) -> bool:
    """As in "feared that X may hand over technology", "promised to ship shells", "agreed to pull out its troops": who
    passes on what to whom, or lets go of what, is more than that somebody fears or promises it.
    """
    void = above.modality == "negated" or (governing is not None and governing.negated)
    promised = governing is not None and governing.act.type == "AGREE" and governing.act.effect == "absorb"
    if hit.act.type == "RETREAT" and hit.act.mode in ("withdraw", "release") and hit.classes & _LET_GO:
        return promised and not void and hit.act.frame != "patient"
    if hit.act.type == "RETREAT" and hit.act.mode in _ENDING:
        return promised and not void
    if hit.act.type == "SANCTION" and hit.act.about == "sanctions":
        return promised and not void  # "ministers agreed to freeze their assets"
    if hit.act.type == "MOBILIZE" and hit.act.mode == "troops":
        return governing is not None and governing.act.id in _GRANTING and not void
    if hit.act.type not in ("AID", "COOPERATE") or _PASSED.isdisjoint({hit.act.about, *hit.classes}):
        return False
    if governing is None:
        return above.reason == WARNED
    return not void and (governing.act.effect == "warn" or (promised and hit.act.frame != "patient"))


def agreed(hit: Hit, above: Hit) -> bool:
    """As in "agreed to a pullback of its forces", "agreed on a release of captives": a noun tells what is to come."""
    if above.act.type != "AGREE" or above.negated or hit.place == "subject":
        return False
    return hit.act.type == "RETREAT" and hit.act.mode in ("withdraw", "release") and bool(hit.classes & _LET_GO)


def weighed(hit: Hit) -> bool:
    """Whether an aim is news by itself: a bill to leave a treaty."""
    return hit.act.id == "leave-treaty" and not hit.classes.isdisjoint(_TREATIES)
