"""Merging: phrases of a text that speak of one actor over words in between, or share a role that is said once."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tocsin.coding.names.phrases import DONE, LONGEST_GAP, MODIFIERS, Phrase

_STANDING: Final = re.compile(
    r"([’'](?:s(?!\w))?)?((?: [\w-]+){0,3}?)"
    r"[ -](?:member(?: state)?|ally|neighbou?r|(?:arch-?)?rival|partner|newcomer|candidate|foe) "
)
_RELATED: Final = (MODIFIERS - DONE) | frozenset(
    """
    and arch bitter close closer closest communist eastern enduring erstwhile eu fellow founding former giant
    historic historical immediate junior key loyal main nato newest northern nuclear-armed oil-rich one-time old older
    only permanent poor poorer small smaller southern staunch staunchest strategic strong strongest sworn tiny
    traditional treaty trusted vital weak weaker wealthy western
    """.split()
)
_OTHERS: Final = frozenset({"organisation", "demonym", "country"})


def merge_standings(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a text, without those whose ally a country is: "NATO member Slovakia", "EU-member Cyprus"."""
    kept: list[Phrase] = []
    for phrase in phrases:
        country = phrase.bare and phrase.who is not None and phrase.who.kind == "country"
        hung = len(kept) > 1 and kept[-2].end == kept[-1].start - 1 and text[kept[-2].end] == "-"
        if kept and country and _stands_to(text, kept[-1 - hung], phrase):
            phrase.start = kept[-1 - hung].start
            del kept[-1 - hung :]
        kept.append(phrase)
    return kept


def _stands_to(text: str, other: Phrase, phrase: Phrase) -> bool:
    """Whether only words for how near they are stand between two: not in "Kenya attacked its rival Somalia"."""
    whose = other.owner or other.who
    if whose is None or whose.kind not in _OTHERS or other.owner_kind == "of" or phrase.start - other.end > LONGEST_GAP:
        return False
    named = other.head[0] - 1 if _STANDING.fullmatch(text, other.head[0] - 1, phrase.start) else other.end
    between = _STANDING.fullmatch(text, named, phrase.start)
    if between is None or not (between[1] or whose.kind != "country"):
        return False
    return all(word.lower() in _RELATED for word in between[2].split())


def merge_owned(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a text, with whose they are told over words in between: "Colombia's leftist rebels"."""
    kept: list[Phrase] = []
    for phrase in phrases:
        if kept and phrase.role is not None and (phrase.owner is None or not phrase.owner.codes):
            owner = kept[-1].who if kept[-1].bare else None
            of_state = owner is not None and owner.kind in ("country", "seat") and phrase.role.kind in _KEPT
            if of_state and _DESCRIBED.fullmatch(text, kept[-1].end, phrase.start):
                phrase.owner, phrase.owner_kind, phrase.start = owner, "country", kept.pop().start
        kept.append(phrase)
    return kept


_KEPT: Final = frozenset({"force", "group", "people", "person", "body"})
_DESCRIBED: Final = re.compile(
    r"[’']s? (?:(?:[a-z][a-z-]+(?:ist|ish|ern|ous|ic|al|ive|ant|ent|less|ful|est|an)|[A-Z][\w-]+) ){0,3}"
)
"""What may stand between a state and its rebels: "Turkey's Kurdish", "Uganda's most notorious northern"."""


def merge_named(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a text, with whose a group is called before its name: "the Lebanese Shiite movement Hezbollah"."""
    kept: list[Phrase] = []
    for phrase in phrases:
        if kept and _is_bare(phrase, "group") and _is_bare(kept[-1], "demonym"):
            called = _CALLED.fullmatch(text, kept[-1].end, phrase.start)
            phrase.start = kept.pop().start if called is not None else phrase.start
        kept.append(phrase)
    return kept


def _is_bare(phrase: Phrase, kind: str) -> bool:
    return phrase.bare and phrase.who is not None and phrase.who.kind == kind


_CALLED: Final = re.compile(
    r" (?:[\w-]+ ){0,2}(?:group|movement|faction|militia|party|organi[sz]ation|network|outfit) "
)
_TOGETHER: Final = frozenset({" and ", ", ", " or ", ", and ", " & ", "-", "/", " and the ", ", the ", "–"})


def share_roles(text: str, phrases: Sequence[Phrase]) -> None:
    """Gives what is listed the role that is said once: "British and French troops", "leaders of Russia and Ukraine"."""
    for left, right in pairwise(phrases):
        if (
            left.role is not None
            and left.owner_kind == "of"
            and left.role.plural
            and right.bare
            and right.who is not None
            and right.who.kind == "country"
            and text[left.end : right.start] in _TOGETHER
        ):
            _share(right, left, "of")
    for right, left in pairwise(reversed(phrases)):
        if (
            left.bare
            and left.who is not None
            and left.who.kind == "demonym"
            and right.owner_kind == "demonym"
            and text[left.end : right.start] in _TOGETHER
        ):
            _share(left, right, "demonym")


def _share(bare: Phrase, full: Phrase, owner_kind: str) -> None:
    bare.owner, bare.owner_kind, bare.who = bare.who, owner_kind, None
    bare.role, bare.sector_from = full.role, full.sector_from
