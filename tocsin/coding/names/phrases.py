"""Noun phrases around actors: which names and roles that follow one another speak of one actor."""

import re
from dataclasses import dataclass
from typing import Final

from tocsin.codebook.who import Role, Who
from tocsin.coding.names.mention import HUMANS
from tocsin.coding.text.lexicon import Match

_GENITIVES: Final = ("'s ", "’s ", "' ", "’ ")
LONGEST_GAP: Final = 40
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


DONE: Final = frozenset({"killed", "wounded", "captured", "armed"})
_ARMS: Final = frozenset({"rocket", "missile", "artillery", "tank", "drone", "air"})
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
    if len(gap) > LONGEST_GAP or not gap:
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
        bare = [word for word in words[1:] if word not in _GONE]  # "dissidents of the now-defunct FARC"
        return how if bare in ([], ["the"], ["its"], ["their"]) else ""
    if kind == "plain" and words[0] in DONE and words[1:2] and words[1] in _HOW_MANY:
        return ""  # "police wounded several marchers" are two
    if gap[-1] not in " \n" or not all(word in MODIFIERS for word in words):
        return ""
    if not _ARMS.isdisjoint(words[:-1]) and words[-1] in DONE:
        return ""  # "an Israeli rocket killed officers"
    return "done" if kind == "plain" and len(words) == 1 and words[0] in DONE else kind


_GONE: Final = frozenset(
    {"now-defunct", "defunct", "former", "outlawed", "disbanded", "notorious", "infamous", "banned"}
)
"""What a group is called before its name."""


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
        posted = phrase.owner is not None and who.kind in ("organisation", "agency") and role.kind in HUMANS
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
