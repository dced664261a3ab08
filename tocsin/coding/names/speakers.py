"""Speakers: whose a ministry, an army's spokesman or a minister is who speaks beside a quotation."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.names.owners import Home
from tocsin.coding.names.setting import AWAY, only_speaks
from tocsin.coding.text.quotations import Span, around
from tocsin.coding.text.saying import SAYING
from tocsin.coding.text.sentences import dateline

_NEAR: Final = 60
"""Mentions looked at on either side at most, so that no text costs more than its length."""


def owners_in(heading: Sequence[ActorMention]) -> dict[str, set[str]]:
    """Of which countries the ministries are that a headline names, by what they are called."""
    owners: dict[str, set[str]] = {}
    for mention in heading:
        if mention.kind == "body" and mention.country and not mention.resolved:
            own(owners, mention)
    return owners


def own(owners: dict[str, set[str]], mention: ActorMention) -> None:
    for office in {mention.office, mention.office.rpartition(" ")[2]}:
        owners.setdefault(office, set()).add(mention.country or "")


def of_organ(index: int, mention: ActorMention, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "an army spokesman" is: of the army named last before, if it was by its country."""
    if "spokesperson" not in mention.tags:
        return None
    organ = mention.actor.text.lower().partition(" spokes")[0]
    for other in reversed(mentions[max(0, index - _NEAR) : index]):
        if other.office == organ and other.country and not other.resolved:
            return other.country
    return None


def filed_in(
    text: str, mentions: Sequence[ActorMention], places: Sequence[Home], heading: Sequence[ActorMention]
) -> str | None:
    """The country where a text was filed, by its date line, if the text or its `heading` names it besides."""
    line = dateline(text)
    country = _written_in(text, places)
    if line is None or country is None:
        return None
    named = {m.country for m in heading} | {place.country for place in places if place.start >= line.end}
    named |= {m.country for m in mentions if m.start >= line.end and not m.resolved}
    return country if country in named else None


def police_of_place(text: str, mention: ActorMention, places: Sequence[Home]) -> str | None:
    """Whose "police" are with whom a text opens, if nothing else tells: of the place of its date line."""
    return _written_in(text, places) if mention.sector == "POL" and not mention.sentence else None


def _written_in(text: str, places: Sequence[Home]) -> str | None:
    line = dateline(text)
    if line is None or line.place is None:
        return None
    return next((place.country for place in places if place.start < line.end), None)


def tells(text: str, mention: ActorMention) -> bool:
    """Whether an office or a force only tells what its sentence says: "…, officials said", "The army said …"."""
    if mention.kind not in _TELLERS or mention.sector not in _OF_STATE:
        return False
    return _SAYS.match(text, mention.end) is not None or _SAID_BY.search(text[: mention.start][-24:]) is not None


_TELLERS: Final = frozenset({"office", "spokesperson", "force", "body", "agency", "person"})
_OF_STATE: Final = frozenset({"GOV", "MIL", "POL"})
_SAYS: Final = re.compile(rf"(?:,[^,.]{{3,60}},)? (?:{SAYING})\b")
_SAID_BY: Final = re.compile(r"\b(?:[Aa]ccording to|said|says)(?: the| an?| two| three| senior| local)* $")


def where_told(
    text: str, mention: ActorMention, mentions: Sequence[ActorMention], places: Sequence[Home]
) -> str | None:
    """As in "France said rebels had taken a base in Chad": they are of where they do it, not of who only says so."""
    if mention.sector not in _AT_HOME and not _OF_RULERS.match(mention.actor.text):
        return None
    named = [m for m in mentions if m.sentence == mention.sentence and m.country and not (m.resolved or m.modifier)]
    tellers = {m.country for m in named if _only_says(text, m)}
    acting = {m.country for m in named if m.start < mention.start and not m.preposition}
    if len(tellers) != 1 or acting - tellers:
        return None
    behind = bisect_right(places, mention.end, key=attrgetter("start"))
    for place in places[behind : behind + _FEW]:
        if place.sentence != mention.sentence:
            return None
        if place.country not in tellers and preposition_before(text, place.start) not in _ELSEWHERE:
            return place.country
    return None


def _only_says(text: str, mention: ActorMention) -> bool:
    """Whether a state stands before a verb of saying: "Norway said", "…, Norway says"."""
    return only_speaks(mention) and _TOLD.match(text, mention.end) is not None


_AT_HOME: Final = frozenset({"REB", "POL", "JUD", "CVL"})
_OF_RULERS: Final = re.compile(r"(?i)(?:government|army officers|mutin|loyalist)")
"""How soldiers are called by who speaks of another state's."""
_TOLD: Final = re.compile(rf" (?:has |had |have |also |later )?(?:say|{SAYING})\b")
_ELSEWHERE: Final = AWAY | {"by", "for"}
_FEW: Final = 4


def within(quotations: Sequence[Span], mentions: Sequence[ActorMention]) -> list[bool]:
    """Whether each mention stands in one of the quotations; nothing where there are none."""
    return [around(quotations, m.start) >= 0 for m in mentions] if quotations else []


def unquoted(
    index: int, mentions: Sequence[ActorMention], quoted: Sequence[bool]
) -> tuple[int, Sequence[ActorMention]]:
    """The mentions around one, and its index among them, without those in a quotation beside which it stands.

    `quoted` is what `within` tells of the mentions.

    "“We will answer the Indian attack,” a foreign ministry spokesman said": whoever speaks is not of those spoken of.
    """
    if not quoted or quoted[index]:
        return index, mentions
    first, last = max(0, index - _NEAR), min(index + _NEAR, len(mentions))
    before = [mentions[i] for i in range(first, index) if not quoted[i]]
    behind = [mentions[i] for i in range(index + 1, last) if not quoted[i]]
    return len(before), [*before, mentions[index], *behind]
