"""Noun phrases around actors: which names and roles that follow one another speak of one actor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tocsin.codebook.who import Role, Who
from tocsin.coding.text.lexicon import Match

_GENITIVES: Final = ("'s ", "’s ", "' ", "’ ")
_LONGEST_GAP: Final = 40
MODIFIERS: Final = frozenset(
    """
    top senior elite special armed former ex deputy acting outgoing incoming new then interim caretaker joint
    air ground naval border coast riot military defence defense nuclear regular heavily main central federal
    national regional provincial state local veteran long-time longtime powerful embattled exiled jailed ousted
    deposed late current newly-elected reelected re-elected young old two three four five six seven eight nine
    ten several dozen many more first second third fourth fifth sixth last hundred thousand most major rival
    dissident renegade retired reserve largest biggest leading oldest richest second-largest conscript mounted
    masked unidentified separatist rebel islamist jihadist far-right ruling hard-line hardline conservative
    liberal communist socialist nationalist opposition pro-government pro-russian anti-government foreign combat
    infantry tank missile artillery drone cyber intelligence security strategic rocket commando paramilitary own
    civilian killed wounded captured fallen surrendering advancing invading occupying allied loyal highest
    high-ranking
    """.split()
)
"""Words that may stand between an owner and a role without breaking the phrase: "Russia's top army general"."""


_DONE: Final = frozenset({"killed", "wounded", "captured", "armed"})
_HOW_MANY: Final = frozenset("two three four five six seven eight nine ten several dozen many more most".split())


@dataclass(slots=True)
class Phrase:
    """A noun phrase while it grows: `owner` is whose, `role` what, `who` the named head, `name` an unknown person's."""

    start: int
    end: int
    head: tuple[int, int]
    owner: Who | None
    owner_kind: str
    role: Role | None
    who: Who | None
    name: str | None = None
    sector_from: Role | None = None
    """The role from which a later one takes its sector: the army of "army spokesman"."""

    @property
    def bare(self) -> bool:
        return self.role is None and self.who is not None


def begin(match: Match) -> Phrase:
    payload = match.payload
    start, end = match.start, match.end
    if isinstance(payload, Role):
        return Phrase(start, end, (start, end), None, "", payload, None)
    return Phrase(start, end, (start, end), None, "", None, payload)


def link(text: str, left: int, right: int) -> str:
    """How two terms hang together: "" not at all, "plain", "done" (or a verb), "genitive", "of", "for", "from"."""
    gap = text[left:right]
    if gap in (" ", "\n", ") "):  # "the Economic Community of West African States (ECOWAS) heads of state"
        return "plain"
    if len(gap) > _LONGEST_GAP or not gap:
        return ""
    kind = "plain"
    for genitive in _GENITIVES:
        if gap.startswith(genitive):
            gap = gap[len(genitive) - 1 :]
            kind = "genitive"
            break
    if gap[0] not in " \n":
        return ""
    words = gap.split()
    if not words:
        return kind
    if words[0] in ("of", "for", "from", "with"):  # "a spokesman with the ministry" speaks for it
        how = "for" if words[0] == "with" else words[0]
        return how if words[1:] in ([], ["the"], ["its"], ["their"]) else ""
    if kind == "plain" and words[0] in _DONE and words[1:2] and words[1] in _HOW_MANY:
        return ""  # "police wounded several marchers" are two
    if gap[-1] not in " \n" or not all(word in MODIFIERS for word in words):
        return ""
    return "done" if kind == "plain" and len(words) == 1 and words[0] in _DONE else kind


def branch(text: str, phrase: Phrase, match: Match) -> str:
    """How "members" hang together with a group whose branch or name stands between: "of the Red Unit of the FARC"."""
    generic = phrase.role is not None and "generic" in phrase.role.tags
    if not generic or match.payload.kind != "group" or match.start - phrase.end > _BRANCH:
        return ""
    return "of" if _BRANCHES.fullmatch(text, phrase.end, match.start) else ""


_BRANCH: Final = 70
_BRANCHES: Final = re.compile(r" of (?:(?:the|of|[A-Z][\w’'-]*|\([A-Z]+\)) )+")


def grow(phrase: Phrase, match: Match, how: str) -> bool:
    """Takes the next term into the phrase if it belongs there."""
    payload = match.payload
    if how == "done":
        who = phrase.who
        if who is not None and who.kind in _DOERS and not isinstance(payload, Role):
            return False  # "Israel killed Hezbollah fighters", but "Hamas armed men"
        how = "plain"
    taken = _take_role(phrase, payload, how) if isinstance(payload, Role) else _take_who(phrase, payload, how)
    if taken:
        phrase.end = match.end
        if how in ("plain", "genitive"):
            phrase.head = (match.start, match.end)
    return taken


_DOERS: Final = frozenset({"country", "organisation", "agency"})
_OWNERS: Final = frozenset({"country", "demonym", "seat", "organisation", "agency", "group", "company", "outlet"})


_POSTED: Final = frozenset({"office", "spokesperson", "person"})


def _take_role(phrase: Phrase, role: Role, how: str) -> bool:
    if how not in ("plain", "genitive"):
        return how == "of" and phrase.role is not None and phrase.owner_kind != "of" and _of_role(phrase, role)
    if phrase.role is None:
        who = phrase.who
        assert who is not None
        if who.kind == "person":
            if how != "genitive" and role.kind != "spokesperson":
                return False
        elif who.kind not in _OWNERS:
            return False
        posted = phrase.owner is not None and who.kind in ("organisation", "agency") and role.kind in _POSTED
        if not posted:  # "Russia's UN ambassador" speaks for Russia
            phrase.owner, phrase.owner_kind = who, who.kind
        phrase.who, phrase.role = None, role
        return True
    if phrase.who is not None and how == "genitive":
        # "Prime Minister Ariel Sharon's government"
        phrase.owner, phrase.owner_kind, phrase.who, phrase.role = phrase.who, "person", None, role
        return True
    if phrase.who is not None:
        return False
    if phrase.role.title and phrase.role.kind == "person" and role.kind not in ("spokesperson", "office"):
        return False
    if how == "genitive" and any(tag.startswith("of ") for tag in phrase.role.tags):
        return False  # "the UN chief's envoy"
    if phrase.role.plural and how == "plain" and role.kind != "spokesperson":
        return False
    phrase.sector_from = phrase.sector_from or phrase.role
    phrase.role = role
    return True


def _of_role(phrase: Phrase, role: Role) -> bool:
    """Takes the second of "chief of the army": the first is the head, the second may give the sector."""
    if role.kind not in ("force", "body", "group") or phrase.who is not None or phrase.role is None:
        return False
    phrase.sector_from = role
    if _SEVERAL in role.tags:
        phrase.role = phrase.role._replace(tags=(*phrase.role.tags, *role.tags))  # "ministers of the major powers"
    return True


_SEVERAL: Final = "several states"


def _take_who(phrase: Phrase, who: Who, how: str) -> bool:
    if who.kind == "bystander":
        return False
    role = phrase.role
    if how not in ("plain", "genitive"):
        if role is None or phrase.owner is not None or phrase.who is not None or who.kind not in _OWNERS:
            return False
        if how == "for" and role.kind != "spokesperson":
            return False
        bodies = role.kind == "office" and who.kind == "organisation"  # "leaders from the African Union"
        if how == "from" and not (role.plural and (bodies or role.kind in ("force", "group", "people"))):
            return False
        phrase.owner, phrase.owner_kind = who, "of"
        return True
    if who.kind == "person":
        if role is not None:
            if how != "plain" or not role.title or phrase.who is not None:
                return False
            phrase.who = who
            return True
        before = phrase.who
        if before is None or before.kind not in ("country", "group", "organisation") or how != "genitive":
            return False
        phrase.owner, phrase.owner_kind, phrase.who = before, before.kind, who
        return True
    if role is not None and phrase.who is None and how == "plain" and _names_it(role, who):
        phrase.owner, phrase.owner_kind, phrase.role, phrase.who = None, "", None, who
        return True
    if role is not None or phrase.who is None or phrase.owner is not None:
        return False
    if phrase.who.kind not in ("country", "demonym") or who.kind not in ("agency", "group", "organisation", "company"):
        return False
    phrase.owner, phrase.owner_kind, phrase.who = phrase.who, phrase.who.kind, who
    return True


def _names_it(role: Role, who: Who) -> bool:
    """Whether a name says which group or body is meant: "the militia Hezbollah", "the bloc ASEAN"."""
    return not role.plural and (role.kind, who.kind) in _NAMED


_NAMED: Final = frozenset({("group", "group"), ("body", "agency"), ("body", "organisation")})


_STANDING: Final = re.compile(
    r"([’'](?:s(?!\w))?)?((?: [\w-]+){0,3}?)"
    r"[ -](?:member(?: state)?|ally|neighbou?r|(?:arch-?)?rival|partner|newcomer|candidate|foe) "
)
_RELATED: Final = (MODIFIERS - _DONE) | frozenset(
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
    if (
        whose is None
        or whose.kind not in _OTHERS
        or other.owner_kind == "of"
        or phrase.start - other.end > _LONGEST_GAP
    ):
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
