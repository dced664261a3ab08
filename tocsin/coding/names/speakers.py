"""Speakers: whose a ministry, an army's spokesman or a minister is who speaks beside a quotation."""

from collections.abc import Sequence
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.text.quotations import Span, around

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


def unquoted(
    index: int, mentions: Sequence[ActorMention], quoted: Sequence[Span]
) -> tuple[int, Sequence[ActorMention]]:
    """The mentions around one, and its index among them, without those in a quotation beside which it stands.

    "“We will answer the Indian attack,” a foreign ministry spokesman said": whoever speaks is not of those spoken of.
    """
    if not quoted or around(quoted, mentions[index].start) >= 0:
        return index, mentions
    before = [m for m in mentions[max(0, index - _NEAR) : index] if around(quoted, m.start) < 0]
    behind = [m for m in mentions[index + 1 : index + _NEAR] if around(quoted, m.start) < 0]
    return len(before), [*before, mentions[index], *behind]
