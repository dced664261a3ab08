"""Titles: whose an office or a body is by what it is called, or by the plans that it tells."""

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.text.saying import SAYING

NEAR: Final = 60
"""Mentions looked at on either side at most, so that no text costs more than its length."""


def by_its_name(called: str, mentions: Sequence[ActorMention], heading: Sequence[ActorMention]) -> str | None:
    """Whose an office is by what it is called, unless another country is named with it: "the Treasury secretary"."""
    if called.endswith(_JOINT_CHIEFS):
        return _of_joint_chiefs(*mentions, *heading)
    return "USA" if called.endswith(_AMERICAN) else None


def _of_joint_chiefs(*named: ActorMention) -> str:
    """Whose "the Joint Chiefs of Staff" are: where a text names Korea Seoul's, else Washington's."""
    return "KOR" if any(mention.country in ("KOR", "PRK") for mention in named) else "USA"


_AMERICAN: Final = ("treasury secretary", "secretary of state")
"""Offices that Washington alone calls so, unless another country is named with them."""
_JOINT_CHIEFS: Final = ("joint chiefs of staff", "joint chiefs")
_CALLED: Final = frozenset({"alliance", "bloc", "body", "coalition", "watchdog"})


def called_so(
    index: int, mention: ActorMention, mentions: Sequence[ActorMention], heading: Sequence[ActorMention]
) -> str | None:
    """Which organisation "the alliance" or "the world body" is: the last one named that is called so."""
    noun = mention.office.rpartition(" ")[2]
    if noun not in _CALLED:
        return None
    for other in (*reversed(mentions[max(0, index - NEAR) : index]), *reversed(heading[-NEAR:])):
        if noun in other.tags:
            return other.country
    return None


def of_plans(text: str, index: int, mention: ActorMention, mentions: Sequence[ActorMention]) -> str | None:
    """Whose "an official" is who tells what a state means to do: "Oslo may send tanks, an official said"."""
    if index and text.endswith("whose ", 0, mention.start):
        return mentions[index - 1].country
    if mention.kind not in _VOICES or not _SAYS.match(text, mention.end):
        return None
    first = index
    while first and mentions[first - 1].sentence == mention.sentence:
        first -= 1
    subject = mentions[first]
    free = first < index and not (subject.preposition or subject.modifier or subject.resolved)
    return subject.country if free and subject.kind in _STATES and _MEANS.match(text, subject.end) else None


def accused(text: str, index: int, mentions: Sequence[ActorMention]) -> str | None:
    """The country that somebody holds to have done something: "a spy agency believes Iran was behind the blast"."""
    one, other = mentions[index], mentions[index + 1] if index + 1 < len(mentions) else None
    if other is None or other.kind not in _STATES or other.start - one.end > _HOLDING:
        return None
    return other.country if _HOLDS.fullmatch(text, one.end, other.start) else None


_HOLDING: Final = 30
"""Characters between somebody and the state that he accuses."""
_HOLDS: Final = re.compile(
    r" (?:(?:now|also|still) )?(?:believe|suspect|think|accuse|blame|conclude|allege)(?:s|d|ed)?(?: that)? (?:the )?"
)
_VOICES: Final = frozenset({"office", "spokesperson", "person", "body"})
_STATES: Final = frozenset({"country", "seat"})
_SAYS: Final = re.compile(rf"[^,.;:\n]{{0,60}}?\b(?:{SAYING})\b")
_MEANS: Final = re.compile(
    r" (?:would|will|may|might|could|plans|intends|wants|hopes|aims"
    r"|(?:is|was) (?:ready|prepared|considering|weighing|set))\b"
)
