"""Bystanders: who is named in a text and is no side of what it tells, and who bears arms in it."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene

_SILENT: Final = frozenset({"outlet", "company", "bystander"})
_AND: Final = frozenset({" and ", " and the "})
_ANYBODY: Final = frozenset({"attacker", "aggressor"})
_STOPS: Final = frozenset(".!?;:")
_HEARING: Final = re.compile(r"\b(?:told|tells|inform(?:ed|s)|notif(?:ied|ies)|briefed|addressed) (?:the )?$")
"""What leads to a body to which somebody speaks: "told the Security Council that troops had crossed the border"."""
_LEAD: Final = 16


def between_others(text: str, mentions: Sequence[ActorMention], side: Collection[str]) -> set[int]:
    """Where two begin between whom lies what is no affair of `side`: "a cable between Finland and Estonia"."""
    return {
        m.start
        for one, other in pairwise(mentions)
        if one.preposition == "between" and text[one.end : other.start] in _AND
        if one.country not in side and other.country not in side
        for m in (one, other)
    }


def is_anybody(mention: ActorMention) -> bool:
    """Whether somebody may be of any side: "may answer with nuclear weapons if the attacker is helped by a power"."""
    return mention.resolved and mention.actor.text.rpartition(" ")[2] in _ANYBODY


def silent(mention: ActorMention) -> bool:
    """Whether somebody is no side of what a text tells: who reports, sells, watches or helps."""
    if "origin" in mention.tags:
        return True
    return mention.kind in _SILENT or (mention.kind == "organisation" and mention.sector == "CVL")


def bears_arms(scene: Scene, mention: ActorMention) -> bool:
    if mention.sector in ("MIL", "REB"):
        return True
    at = scene.token_at(mention.end)
    words = scene.tokens.lower[at : at + 3]
    if scene.grammar.strong_words.isdisjoint(words):
        return False
    words = words[: next((i for i, word in enumerate(words) if word in _STOPS), len(words))]
    return any(word in scene.grammar.strong_words for word in words) and (mention.modifier or words[:1] == ["'s"])


def is_told(text: str, mention: ActorMention) -> bool:
    """Whether somebody is to whom a sentence is told: "they have left, he told the nation"."""
    return _HEARING.search(text, max(0, mention.start - _LEAD), mention.start) is not None
