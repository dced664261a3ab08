"""Speakers: whose a ministry, an army's spokesman or a minister is who speaks beside a quotation."""

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.owners import Home
from tocsin.coding.text.quotations import Span, around
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
    if line is None or line.place is None:
        return None
    country = next((place.country for place in places if place.start < line.end), None)
    named = {m.country for m in heading} | {place.country for place in places if place.start >= line.end}
    named |= {m.country for m in mentions if m.start >= line.end and not m.resolved}
    return country if country in named else None


def tells(text: str, mention: ActorMention) -> bool:
    """Whether an office or a force only tells what its sentence says: "…, officials said", "The army said …"."""
    if mention.kind not in _TELLERS or mention.sector not in _OF_STATE:
        return False
    return _SAYS.match(text, mention.end) is not None or _SAID_BY.search(text[: mention.start][-24:]) is not None


_TELLERS: Final = frozenset({"office", "spokesperson", "force", "body", "agency", "person"})
_OF_STATE: Final = frozenset({"GOV", "MIL", "POL"})
_SAYS: Final = re.compile(r"(?:,[^,.]{3,60},)? (?:said|says|told|announced|reported|confirmed|added|claimed|stated)\b")
_SAID_BY: Final = re.compile(r"\b(?:[Aa]ccording to|said|says)(?: the| an?| two| three| senior| local)* $")


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
