"""The acts of the codebook, and the words that one of them wants or shuns in its sentence."""

from dataclasses import dataclass
from typing import Final

from tocsin.vocabulary import Certainty, Context, EventType, Modality

ONLY_WORDS: Final[frozenset[EventType]] = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})
"""Types of acts that are done by words alone: who does one says what it says."""
SPEECH: Final = ONLY_WORDS | {"SUPPORT"}
"""Types of acts that are done by words, one of which may be done by deeds too."""
FORCE: Final[frozenset[EventType]] = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
"""Types of acts of force."""
FORCE_OR_THREAT: Final = FORCE | {"THREATEN"}
HARSH: Final = FORCE_OR_THREAT | {"SANCTION"}
"""Types of acts against somebody, by force or without."""


@dataclass(slots=True, eq=False)
class Company:
    """Words that an act wants or shuns in its sentence."""

    words: frozenset[str]
    """Single words in all their forms."""
    beginnings: tuple[str, ...]
    """The beginnings of words, behind a blank."""
    phrases: dict[str, tuple[str, ...]]
    """First word → the phrases that begin with it, between blanks; the last word may only be begun."""


@dataclass(slots=True, eq=False)
class Act:
    """One entry of the acts codebook; the fields are described at the head of `acts-force.yaml`."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[Context, ...]
    object: frozenset[str]
    subject: frozenset[str]
    not_object: frozenset[str]
    about: str | None
    near: Company | None
    not_near: Company | None
    toward: tuple[str, ...]
    frame: str
    effect: str | None
    agentless: bool
    bare: bool
    plain: bool
    alone: bool
    sense: str | None
    within: str | None
    certainty: Certainty | None
    modality: Modality | None

    def among(self, names: frozenset[str]) -> bool:
        """Whether its id, mode or type is one of these."""
        return self.id in names or self.mode in names or self.type in names
