"""What a naming of an actor is to the rest of the coder."""

import re
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from tocsin.coding.reading import Actor
from tocsin.vocabulary import Sector

ActorKind = Literal[
    "country",
    "demonym",
    "people",
    "seat",
    "person",
    "organisation",
    "agency",
    "group",
    "company",
    "force",
    "body",
    "office",
    "spokesperson",
    "outlet",
]
BODIES: Final = frozenset({"country", "seat", "organisation", "agency", "body", "force", "group", "company"})
"""Kinds of whom "it" stands for, and "he" never does."""
HUMANS: Final = frozenset({"person", "office", "spokesperson"})
"""Kinds of whom "he" and "she" stand for."""


@dataclass(slots=True)
class ActorMention:
    """One naming of an actor: `actor` with the span of its whole noun phrase, and hints on its role.

    `head` is the span of the word that names (the last one of "South Korea's spy agency": "spy agency").
    `resolved` is True where the country comes from the text around and not from the mention's own words.
    `modifier` is True where the name only describes what follows: "Russian oil", "Iran-backed", "pro-Russian".
    `tags` are those of the codebook, and "origin" where it only tells where a thing is from: "Turkish-made drones", or
    for whom others are; with "foe" where they are against him: "anti-government protests".
    `preposition` is the word before the noun phrase and its article, where that is a preposition ("in", "to", "by").
    """

    actor: Actor
    kind: ActorKind
    head: tuple[int, int]
    sentence: int
    preposition: str
    plural: bool = False
    modifier: bool = False
    resolved: bool = False
    possessive: bool = False
    tags: tuple[str, ...] = ()
    office: str = ""

    # Those of the actor, which are asked for a thousand times an article:
    start: int = field(init=False, compare=False)
    end: int = field(init=False, compare=False)
    country: str | None = field(init=False, compare=False)
    sector: Sector = field(init=False, compare=False)

    def __post_init__(self) -> None:
        self.mean(self.actor)

    def mean(self, actor: Actor) -> None:
        """Makes it a naming of `actor`."""
        self.actor = actor
        self.start, self.end = actor.start, actor.end
        self.country, self.sector = actor.country, actor.sector


def of_country(mention: ActorMention, country: str | None) -> ActorMention:
    """Somebody of `country`, as the text around tells."""
    return replace(mention, actor=replace(mention.actor, country=country), resolved=True)


def loose(mention: ActorMention) -> bool:
    """Whether only the text around tells whose somebody is: "two people", "the crew"."""
    return mention.country is None or (mention.resolved and mention.kind != "country")


def are_people(mention: ActorMention) -> bool:
    """Whether somebody is one or more persons: "a minister", "two judges", not "the court", "the army"."""
    return mention.kind in _PEOPLE or (mention.plural and mention.kind in _MEMBERS)


_PEOPLE: Final = frozenset({"people", "person", "office", "spokesperson"})
_MEMBERS: Final = frozenset({"body", "outlet"})
"""What a plural makes those who are in it of: "judges", "journalists"."""
_LEAD: Final = 16
_BORDERS: Final = ("border with ", "borders with ", "frontier with ", "boundary with ")


def across(text: str, mention: ActorMention) -> bool:
    """Whether somebody only lies beyond a border that is spoken of: "a town near the border with Chad"."""
    if mention.kind == "demonym" and mention.modifier:
        return text.startswith((" border", " frontier"), mention.end)
    return bordered(text, mention.start)


def bordered(text: str, start: int) -> bool:
    """Whether the name at `start` only says whose border it is."""
    return text[max(0, start - _LEAD) : start].lower().endswith(_BORDERS)


_SHORE: Final = re.compile(
    r"(?:['’]s?)? (?:(?:disputed|de facto|western|eastern|southern|northern) )*"
    r"(?:(?:maritime|sea) (?:border|boundary|zone)"
    r"|(?:exclusive )?economic zone|EEZ|territorial (?:waters|seas?)|waters|side of the (?:sea|maritime))\b"
)


def off_its_shore(text: str, mention: ActorMention) -> bool:
    """Whether only somebody's sea is spoken of: "a missile toward South Korea's maritime border"."""
    return _SHORE.match(text, mention.end) is not None


def only_hosts(mention: ActorMention) -> bool:
    """Whether a capital is where something was done, not its government: "agreed in Doha"."""
    return mention.kind == "seat" and mention.preposition == "in" and not mention.modifier
