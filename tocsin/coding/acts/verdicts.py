"""What becomes of a noun that names an act: it reports it, and in which shade, or it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tocsin.coding.syntax.shades import Shade


@dataclass(slots=True)
class Verdict:
    """`reason` where the noun reports nothing; `replaces` the clause whose verb event the noun's tells better."""

    reason: str = ""
    replaces: int | None = None
    shade: Callable[[Shade], Shade] | None = None


def to_come(shade: Shade) -> Shade:
    if shade.modality in ("actual", "ongoing"):
        shade.modality = "future"
    return shade


def maybe(shade: Shade) -> Shade:
    """What is possible is yet to come, and not sure."""
    shade.certainty = "possible"
    return to_come(shade)


def supposed(shade: Shade) -> Shade:
    shade.modality = "hypothetical"
    return shade


def weighed(shade: Shade) -> Shade:
    shade.modality = "considered"
    return shade


def long_past(shade: Shade) -> Shade:
    shade.modality = "historical"
    return shade


def goes_on(shade: Shade) -> Shade:
    shade.modality = "ongoing"
    return shade


def negate(shade: Shade) -> Shade:
    shade.modality = "negated"
    return shade


TOLD_BY_VERB: Final = Verdict("the verb tells it already")
ENDED: Final = Verdict("the verb tells its end")


def gone_by(shade: Shade) -> Shade:
    """What went on for some time did happen, whatever its clause foresees."""
    shade.modality = "actual"
    return shade
