"""A finding: an act in its sentence, before it is an event."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.syntax.shades import Shade
from tocsin.vocabulary import EventType, Modality


class Cast(NamedTuple):
    """The type, mode and modality that an act takes on."""

    type: EventType
    mode: str | None
    modality: Modality


@dataclass(slots=True, eq=False)
class Finding:
    """An act in its sentence, before it is an event."""

    hit: Hit
    shade: Shade
    actors: list[ActorMention]
    recipients: list[ActorMention]
    against: list[ActorMention] = field(default_factory=list)
    """Those whom the act is turned against without being done to them."""
    of_others: bool = False
    """Whether the recipients are only spoken of by those who do it together."""
    results: list[Hit] = field(default_factory=list)
    """Acts that only tell what this one led to: "…, killing three"."""
    cast: Cast | None = None
    """What the words around make of the act where that is another type: "will not release" is a refusal."""

    verbless: bool = False
    """Whether a number alone tells it, behind its doer: the "two" of "Berlin expelled four envoys and Rome two"."""

    @property
    def sides(self) -> list[ActorMention]:
        """Those of several countries who do it with each other; none where only one is named."""
        both = [*self.actors, *(m for m in self.recipients if m not in self.actors)]
        return both if len({m.country for m in both if m.country}) > 1 else []
