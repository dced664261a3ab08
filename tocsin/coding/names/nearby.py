"""Nearby: whose somebody is by those named before or behind, in the same sentence or the last ones."""

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.names.mention import HUMANS, ActorMention, across
from tocsin.coding.names.setting import Setting, only_over, only_speaks, rooted
from tocsin.coding.names.speakers import unquoted
from tocsin.coding.names.titles import NEAR

_REACH: Final = 2
"""How many sentences back the text around a mention goes."""


def can_own(mention: ActorMention, alliance: bool) -> bool:
    """Whether a mention can tell whose army, ministry or people is meant; "the alliance" belongs to organisations."""
    actor = mention.actor
    if actor.country is None or mention.kind in ("outlet", "company") or "everywhere" in mention.tags:
        return False
    if mention.kind == "organisation" and not alliance:
        return False  # "Amnesty International condemned it. The prime minister …"
    if "private" in mention.tags:
        return False  # "a Kenyan singer was hurt. The army …"
    if "origin" in mention.tags:
        return False  # "with American-made weapons the army struck"
    return (actor.sector == "IGO") == alliance


_FLYING_A_FLAG: Final = ("-flagged", "-registered", " flagged", " registered")
"""What a ship is by the country that stands before, which owns nobody else: "the Panama-flagged tanker"."""
_AIMS: Final = frozenset({"to", "into", "toward", "towards", "against", "on", "onto"})
"""Prepositions behind which attackers find their victims, not their home."""
_HOMES: Final = frozenset({"in", "from", "across", "inside", "near", "around", "within"})
SITES: Final = frozenset({"in", "at", "near", "outside", "around"})
"""Prepositions that make a capital a place: "met in Vilnius" says nothing of Lithuania."""
WITHOUT_ARMY: Final = frozenset({"PSE"})
"""Where bare words for an army mean somebody else's."""


def nearby(
    text: str, index: int, mentions: Sequence[ActorMention], quoted: Sequence[bool], setting: Setting
) -> str | None:
    """The country named before or behind a mention, but for those in a quotation beside which it stands."""
    mention, (at, others) = mentions[index], unquoted(index, mentions, quoted)
    return _before(text, at, mention, others, setting) or _behind(text, at, mention, others, setting)


def _before(
    text: str, index: int, mention: ActorMention, mentions: Sequence[ActorMention], setting: Setting
) -> str | None:
    """The country named before: in the same sentence, else the subject of the nearest sentence before.

    In the same sentence the last one that stands free of a preposition goes first ("Russia's war on Ukraine … its
    forces"), then the last; what only borrowed its country from elsewhere says nothing there.
    Those who are at home where the text plays are of no state that only spoke before.
    """
    alliance = mention.sector == "IGO"
    home, at_home = (None, None) if alliance else (setting.home(mention), setting.of(mention))
    if mention.kind == "force" and home in WITHOUT_ARMY:
        home = None
    reach = max(mention.sentence - _REACH, at_home.sentence if at_home else 0)
    fallback: str | None = None
    near: str | None = None
    earlier: list[ActorMention] = []
    site: ActorMention | None = None
    rebels: ActorMention | None = None
    of_state = _speaks_for_state(mention, mentions[index - 1] if index else None)
    for position in range(index - 1, max(-1, index - NEAR), -1):
        other = mentions[position]
        if other.sentence < reach or (earlier and other.sentence != earlier[0].sentence):
            break
        if not can_own(other, alliance) or (mention.kind == "force" and other.country in WITHOUT_ARMY):
            continue
        if across(text, other) or text.startswith(_FLYING_A_FLAG, other.end):
            continue  # "near the border with Chad, rebels fired on army posts"
        if of_state and other.sector == "REB":
            rebels = rebels or other  # "gunmen fled, an army spokesman said. The governor …": hardly theirs
            continue
        if mention.sector == "REB" and (other.preposition in _AIMS or "capital" in other.tags):
            continue
        if other.sentence == mention.sentence:
            near = near or (other.country if other.resolved and not other.preposition else None)
            if other.resolved or (mention.kind == "force" and other.kind == "agency" and other.preposition == "by"):
                continue
            if not other.preposition and mention.kind != "spokesperson":
                return other.actor.country
            fallback = (fallback if other.preposition else None) or other.actor.country
        elif fallback is not None or home is not None or near is not None:
            return fallback or home or near
        elif other.kind == "seat" and other.preposition in SITES:
            site = site or other
        elif at_home and other.country != at_home.country and (only_speaks(other) or mention.sector == "CVL"):
            continue
        else:
            earlier.append(other)
    subject = min(earlier, key=_standing) if earlier else site or rebels
    return fallback or (subject.actor.country if subject else at_home and at_home.country)


def _speaks_for_state(mention: ActorMention, before: ActorMention | None) -> bool:
    """Whether somebody speaks for no rebels: "an army spokesman", but not "a rebel spokesman"."""
    if mention.sector not in _OF_STATE or mention.kind not in HUMANS or _REBEL.search(mention.actor.text):
        return False
    return before is None or before.sector != "REB" or before.end < mention.start - 1


_REBEL: Final = re.compile(r"(?i)\b(?:rebel|militant|insurgent|guerrilla|separatist|militia)s?\b")
_OF_STATE: Final = frozenset({"GOV", "MIL", "LEG", "JUD"})


def _standing(mention: ActorMention) -> tuple[bool, bool, int]:
    """What stands free of a preposition goes before what follows one, a name before what only describes."""
    return bool(mention.preposition), mention.modifier, mention.start


def _behind(
    text: str, index: int, mention: ActorMention, mentions: Sequence[ActorMention], setting: Setting
) -> str | None:
    """The first country named behind in the same sentence; home where that is only whither they go or whence."""
    alliance = mention.sector == "IGO"
    home = setting.home(mention) if rooted(mention) and not alliance else None
    for other in mentions[index + 1 : index + NEAR]:
        if other.sentence != mention.sentence:
            return None
        if other.modifier and other.kind == "demonym":
            continue  # "Rwandan-backed rebels", "a Russian spy": of somebody else
        if across(text, other) or (mention.sector == "POL" and only_over(text, other.start)):
            continue
        if other.kind == "people" and mention.sector == "MIL" and not rooted(other):
            continue  # "Soldiers freed two Kenyan hostages": another country's
        if can_own(other, alliance) and (mention.sector != "REB" or other.preposition in _HOMES):
            return (other.preposition in _AWAY and home) or other.actor.country
    return None


_AWAY: Final = _AIMS | {"from", "with"}
"""Prepositions behind which stand others: "the minister, who was back from a visit to India"."""
