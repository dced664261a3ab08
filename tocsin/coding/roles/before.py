"""What the sentences before one have told, as far as it says whom a later one means."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.parties import Parties


class Voice(NamedTuple):
    """A quotation over whole sentences: the tokens of its marks, and who speaks it, if the text tells."""

    first: int
    last: int
    speaker: list[ActorMention]

    def says(self, token: int) -> bool:
        """Whether it is told who speaks the word at `token`, and that is not the outlet."""
        return bool(self.speaker) and self.first <= token < self.last


class Told(NamedTuple):
    """A deed that somebody tells of: "Officials said gunmen had come", "Kenya shelled a town, Somalia said"."""

    tellers: list[ActorMention]
    doers: list[ActorMention]


@dataclass(slots=True)
class Before:
    """What the sentences before one have spoken of."""

    parties: Parties
    """The sides of the text so far."""
    focus: list[ActorMention] = field(default_factory=list)
    """Those whom they spoke of last."""
    together: list[ActorMention] = field(default_factory=list)
    """Those who did something with each other in the last one."""
    senders: list[ActorMention] = field(default_factory=list)
    """Those whose forces they told of last."""
    shooters: list[ActorMention] = field(default_factory=list)
    """Those who fired or tested something last."""
    judges: list[ActorMention] = field(default_factory=list)
    """Those whose sanctions they told of last."""
    speaker: list[ActorMention] = field(default_factory=list)
    """Who said something last."""
    told: Told | None = None
    """What somebody told in the last one, if it was told so."""
    voice: Voice | None = None
    """The quotation that the sentence begins in."""
    taken: tuple[list[ActorMention], list[ActorMention]] | None = None
    """Who took somebody last, and whom: who may be freed in what follows."""
