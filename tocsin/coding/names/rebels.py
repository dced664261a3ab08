"""Rebels: whose they are where only those beside them tell."""

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.names.compounds import BACKED
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.titles import NEAR


def home_of_rebels(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """The country of the armed group that "the militia" or "its fighters" goes back to."""
    for position in range(index - 1, max(-1, index - NEAR), -1):
        other = mentions[position]
        allied = other.modifier and text.startswith("-", other.end)  # "Islamic State-allied militants"
        everywhere = "everywhere" in other.tags  # Islamic State's men are at home where they fight
        if other.kind == "group" and other.sector == "REB" and not (other.resolved or allied or everywhere):
            return other.actor.country
    return None


def told_before(index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "insurgents" go on, of whom the last sentence has told: "killed nine insurgents in Mozambique"."""
    mention = mentions[index]
    for other in reversed(mentions[max(0, index - NEAR) : index]):
        if other.sentence < mention.sentence - 1:
            break
        if other.sector == "REB" and other.resolved and other.country and other.sentence < mention.sentence:
            return other.country
    return None


def at_war_with(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "government forces" are that are named beside rebels: of the state that these fight."""
    mention = mentions[index]
    if mention.kind != "force" or not mention.actor.text.lower().startswith("government"):
        return None
    for one, other in zip(mentions[max(0, index - 1) : index + 1], mentions[max(1, index) : index + 2], strict=False):
        foe = other if one is mention else one
        if foe.sector == "REB" and foe.country and text[one.end : other.start] in _BESIDE:
            return foe.country
    return None


_BESIDE: Final = (" and ", " and the ", " against ", " against the ", " from ", ", ")


def where_they_strike(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """As in "a camp of French soldiers in Mali was hit by rebels": the country in which those behind "by" strike."""
    start = mentions[index].start
    struck = _BY.search(text, max(0, start - _AGENT), start) is not None
    return _ground(mentions[index], mentions[max(0, index - NEAR) : index + NEAR]) if struck else None


def on_the_ground(index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Where rebels are said to do something: "gunmen killed six people in Burundi", whoever tells of it where."""
    return _ground(mentions[index], mentions[index + 1 : index + NEAR])


def _ground(rebels: ActorMention, near: Sequence[ActorMention]) -> str | None:
    """The first country of their sentence in which something is said to be done."""
    lands = (m for m in near if m.sentence == rebels.sentence and m.kind == "country" and not m.modifier)
    return next((m.country for m in lands if m.preposition in _GROUNDS), None)


_BY: Final = re.compile(r"\bby (?:(?!(?:in|of|to|on|from|for|with|and|at|near)\b)[\w’'-]+ ){0,2}$")
_AGENT: Final = 40
"""Code points before somebody in which "by" may stand, with what describes them: "by Shi'ite militiamen"."""
_GROUNDS: Final = frozenset({"in", "across", "inside", "within"})


def backed(text: str, index: int, mentions: Sequence[ActorMention], town: str | None) -> str | None:
    """Where "Turkish-backed rebels" are at home: where they strike, else in another country that is named around.

    `town` is the country of the place that their sentence names.
    """
    mention, backer = mentions[index], mentions[index - 1] if index else None
    if backer is None or _BACKED.fullmatch(text, backer.end, mention.start) is None:
        return None
    around = (*mentions[index + 1 : index + NEAR], *reversed(mentions[max(0, index - NEAR) : index]))
    others = [m for m in around if m.country not in (None, backer.country) and m.sentence <= mention.sentence]
    lands = [m for m in others if m.kind in _LANDS and not m.modifier and not _describes(text, m)]
    ground = _ground(mention, lands)
    if ground is not None or town not in (None, backer.country):
        return ground or town
    # "Turkey-backed rebels seized a Syrian town"
    described = (m for m in others if m.kind == "demonym" and m.sentence == mention.sentence)
    return next((m.country for m in (*lands, *described)), None)


def _describes(text: str, mention: ActorMention) -> bool:
    """As in "a US base": a country's name behind an article tells whose something is."""
    return text.endswith((" a ", " an "), 0, mention.start)


_BACKED: Final = re.compile(rf"-(?:{'|'.join(BACKED)}) (?:[\w’'-]+ ){{0,2}}")
_LANDS: Final = frozenset({"country", "seat"})


def helped(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """Against whom rebels come up while somebody helps him: "sent arms to Chad as rebels closed in on the capital"."""
    mention, before = mentions[index], mentions[index - 1] if index else None
    if before is None or before.sentence != mention.sentence or before.modifier or before.sector in ("REB", "IGO"):
        return None
    if _GIVEN.search(text, max(0, before.start - _GIFT), before.start) is None:
        return None
    return before.country if _MEANWHILE.fullmatch(text, before.end, mention.start) is not None else None


_GIFT: Final = 40
"""Characters before somebody in which it is told what he gets."""
_GIVEN: Final = re.compile(
    r"\b(?:aid|arms|weapons|ammunition|support|help|assistance|backing|troops|soldiers|forces|reinforcements|advisers"
    r"|money|jets|planes|helicopters|tanks|shells|food|medicine) to (?:the )?$"
)
_MEANWHILE: Final = re.compile(r"(?:['’]s?)?[^,.;:]{0,40}? (?:as|while|after|when) (?:\w+ )?")
