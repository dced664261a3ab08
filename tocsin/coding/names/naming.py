"""Persons: which one a surname means, and the names of those whom the codebook does not know."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tocsin.codebook.who import SURNAME_FIRST, Role, Who
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.namesakes import NOT_NAMES, tells
from tocsin.coding.text.grammar import COORD, DET, MODAL, PREP, SUBORD
from tocsin.coding.text.tables import grammar

_PARTICLE: Final = r"(?:al|bin|ibn|van|von|de|del|da|dos|der|den|ben|abu|el|la|le|di|du|ter|ul|ur|as|ash)"
_WORD: Final = r"(?:[^\W\d_a-z][^\W\d_]*(?:['’][^\W\d_]+)*(?:[-‑][^\W\d_]+)*|[A-Z]\.)"
_NAME: Final = re.compile(rf"\s({_WORD}(?:\s(?:{_PARTICLE}(?:-|\s))?{_WORD}){{0,3}})")
_APPOSED: Final = re.compile(
    rf",\s({_WORD}(?:\s(?:{_PARTICLE}(?:-|\s))?{_WORD}){{1,3}})(?=[,.;]| said| told| has | is )"
)
_BEFORE: Final = re.compile(
    rf"(?:^|[\s(\"“])({_WORD}(?:\s(?:{_PARTICLE}(?:-|\s))?{_WORD}){{1,3}}),\s(?:the\s|a\s|an\s)?$"
)


def name_after(text: str, end: int, *, headline: bool = False) -> tuple[str, int] | None:
    """The capitalised name that follows directly, and where it ends.

    In a headline every word may be capitalised: there a verb or a small word ends it ("Chief Warns Russia Over Drone").
    """
    found = _NAME.match(text, end, end + 80)
    if found is None:
        return None
    words: list[str] = []
    stop = found.start(1)
    for word in re.finditer(r"\S+", found[1]):
        bare = word[0].removesuffix("'s").removesuffix("’s")
        if bare in NOT_NAMES or bare in _BODIES or (headline and _goes_on(bare.lower())):
            break
        words.append(word[0])
        stop = found.start(1) + word.end()
    while words and words[-1].islower():
        stop -= len(words.pop()) + 1
    name = " ".join(words)
    for genitive in ("'s", "’s"):
        if name.endswith(genitive):
            name, stop = name[:-2], stop - 2
    return (name, stop) if len(name) > 1 else None


_BODIES: Final = frozenset(
    """
    Armed Forces Staff Army Navy Guard Guards Ministry Department Council Committee Commission Parliament Senate Court
    Police Union Nations Agency Command
    """.split()
)
"""Words of the name of a body, behind an office in it: "the chief of the Armed Forces General Staff"."""


def _goes_on(word: str) -> bool:
    """Whether a word of a headline is a verb that tells or a small word, and so no name."""
    known = grammar().words.get(word)
    return known is not None and (bool(known.flags & _SMALL) or tells(word))


_SMALL: Final = PREP | DET | SUBORD | COORD | MODAL


def name_apposed(text: str, end: int) -> tuple[str, int] | None:
    """The name in ", Kim Yong-hyun, said" that follows an office."""
    found = _APPOSED.match(text, end, end + 80)
    if found is None or found[1].split()[0] in NOT_NAMES:
        return None
    return found[1], found.end(1)


def name_before(text: str, start: int) -> str | None:
    """The name in "Kim Yong-hyun, the defence minister" that an office follows; "in Bogota, the president" has none."""
    if start < 4 or "," not in text[start - 6 : start]:
        return None
    found = _BEFORE.search(before := text[max(0, start - 70) : start])
    if found is None or found[1].split()[0] in NOT_NAMES:
        return None
    leading = grammar().words.get(before[: found.start(1)].rpartition(" ")[0].rpartition(" ")[2].lower())
    return None if leading is not None and leading.flags & (PREP | DET) else found[1]


Naming = tuple[int, int, ActorMention]
"""Where a text names somebody again, start and end, and a mention of whom it means."""


def later_namings(text: str, mentions: Sequence[ActorMention]) -> list[Naming]:
    """Where the text names by surname alone those whom it has introduced; none inside another mention."""
    surnames = _surnames(mentions)
    return _named(text, mentions, surnames, {name: first.actor.end for name, first in surnames.items()})


def headline_namings(title: str, mentions: Sequence[ActorMention], body: Sequence[ActorMention]) -> list[Naming]:
    """Where a headline names by surname alone those whom the text below introduces first: "Kim signs treaty"."""
    return _named(title, mentions, _surnames(body[:_OPENING]), {})


_OPENING: Final = 12
"""Namings of a text among which those of its headline stand again."""


def _surnames(mentions: Sequence[ActorMention]) -> dict[str, ActorMention]:
    """The surnames of those who are named in full, and the first mention of each."""
    surnames: dict[str, ActorMention] = {}
    for mention in mentions:
        name = mention.actor.name
        if mention.kind == "person" and name is not None and " " in name:
            words = name.split()
            for surname in (words[0], words[-1]) if mention.actor.country in SURNAME_FIRST else (words[-1],):
                if len(surname) > 2 and surname[0].isupper():
                    surnames.setdefault(surname, mention)
    return surnames


def _named(
    text: str, mentions: Sequence[ActorMention], surnames: dict[str, ActorMention], after: dict[str, int]
) -> list[Naming]:
    """Where each surname stands by itself `after` its place."""
    starts = [mention.actor.start for mention in mentions]
    found: list[Naming] = []
    for surname, first in list(surnames.items())[:_MOST]:
        at = text.find(surname, after.get(surname, 0))
        while at >= 0:
            end = at + len(surname)
            here = bisect_right(starts, at) - 1
            inside = here >= 0 and mentions[here].actor.end > at
            if inside and surname in after:
                _tell_from_group(mentions[here], first, at, end)
            taken = here + 1 < len(starts) and starts[here + 1] < end
            if not inside and not taken and _whole(text, at, end):
                found.append((at, end, first))
            at = text.find(surname, end)
    return found


def _tell_from_group(mention: ActorMention, person: ActorMention, start: int, end: int) -> None:
    """Takes what looks like a group for the person whom the text has introduced: the minister Anna Wagner."""
    if mention.kind == "group" and (mention.start, mention.end) == (start, end):
        actor = mention.actor
        mention.mean(replace(person.actor, field=actor.field, start=start, end=end, text=actor.text))
        mention.kind, mention.office, mention.tags = person.kind, person.office, person.tags


_HOUSE: Final = re.compile(
    r"he (?<=\b[Tt]he )(Council|Commission|Union|League|Front|Movement|Brotherhood|Army|Agency|Party|Court|Assembly"
    r"|Alliance|service|agency)"
    r"\b(?! (?:of|for|on|against|to)\b| [A-Z])"
)
"""An organ or a group with a capital and no name, an intelligence service without one, behind the "T" of its article.

What begins with letters alone is found ten times as fast as what begins with a boundary."""


def organs(text: str, mentions: Sequence[ActorMention]) -> list[Naming]:
    """Where "the Council" or "the Front" stands for an organisation or a group, and a mention of that.

    It is the last one before that is named with this word ("the Security Council", "the Polisario Front"); else a
    council or a commission, in a text that names the European Union, is that.
    """
    bodies = [
        m
        for m in mentions
        if m.kind == "group" or m.sector == "SPY" or (m.kind == "organisation" and m.sector == "IGO")
    ]
    if not bodies:
        return []
    found: list[Naming] = []
    for match in list(_HOUSE.finditer(text))[:_MOST]:
        start, end = match.start() - 1, match.end()
        if any(m.start < end and start < m.end for m in mentions):
            continue
        named = [m for m in bodies if m.end < start and match[1].capitalize() in m.actor.text]
        union = [m for m in bodies if m.country == "EUR"] if match[1] in _OF_THE_UNION else []
        if named or union:
            found.append((start, end, named[-1] if named else union[0]))
    return [*found, *_councils(text, mentions)]


def _councils(text: str, mentions: Sequence[ActorMention]) -> list[Naming]:
    """Where "the council" is the Security Council, in a text that has named no other council since."""
    found: list[Naming] = []
    for match in list(_COUNCIL.finditer(text))[:_MOST]:
        start, end = match.span(1)
        before = [m for m in mentions if m.end < start and m.country == "UNO" and m.actor.text.endswith(_GUARDIANS)]
        before = before[-1:]
        if not before or any(m.start < end and start < m.end for m in mentions):
            continue
        if not _OTHER_COUNCIL.search(text, before[0].end, start):
            found.append((start, end, before[0]))
    return found


_GUARDIANS: Final = "Security Council"
_COUNCIL: Final = re.compile(r"\b[Tt]he (council)\b(?! (?:of|for|in)\b)")
_OTHER_COUNCIL: Final = re.compile(r"\b(?!(?:Security|the|The)\b)\w+ [Cc]ouncil\b")


_OF_THE_UNION: Final = frozenset({"Council", "Commission", "Union"})
_MOST: Final = 60
"""Persons followed through a text at most, so that no text costs more than its length."""


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name stands by itself: not inside a word, and not after another capitalised name."""
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or text[start - 1 : start] == "-":
        return False
    before = re.search(r"([A-Z][a-z]+) $", text[max(0, start - 16) : start])
    return before is None or before[1] in NOT_NAMES or text[start - len(before[0]) - 2 : start - len(before[0])] == ". "


_HEADS: Final = frozenset({"president", "prime-minister"})
"""Offices whose holders are not called ministers of something besides."""


@dataclass(frozen=True, slots=True)
class Persons:
    """Those whom a text introduces by their full names, and the year it is read for."""

    year: int
    full_names: frozenset[str]
    spoken: frozenset[str] = frozenset()
    """The countries that the text names."""
    introduced: dict[str, Who] = field(default_factory=dict)
    namesakes: set[str] = field(default_factory=set)
    """Names of which a title has told that others bear them here."""
    """By name, whom a title or a country has told apart from others of that name."""

    def choose(self, candidates: list[Who], role: Role | None, country: str | None) -> Who | None:
        """Whom a name means among several of that name; None where a surname alone has introduced nobody."""
        best, best_score = None, 0
        for who in candidates:
            score = 1 if not who.needs else 0
            if who.name in self.full_names:
                score += 8
            if (known := self.introduced.get(who.name)) and (known.codes, known.office) == (who.codes, who.office):
                score += 6
            elif who.needs and role is None:
                continue
            in_office = who.since <= self.year <= who.until
            if in_office and role is not None and self._is_namesake(who, role):
                self.namesakes.add(who.name)
            if who.name in self.namesakes:
                continue
            score += 4 if in_office else 1 if who.since - 2 <= self.year <= who.until + 3 else 0
            if role is not None and who.office in role.tags:
                score += 3
            if country is not None:
                score += 4 if country in who.codes else -6
            elif who.needs and not in_office and who.name not in self.full_names:
                continue
            if score > best_score or (best is not None and score == best_score and who.since > best.since):
                best, best_score = who, score
        if best is not None and (role is not None or country is not None):
            self.introduced[best.name] = best
        return best

    def _is_namesake(self, who: Who, role: Role) -> bool:
        """Whether a minister's title is not that of the head of another state, of which the text says nothing.

        A defence minister in a text on Colombia is not Spain's prime minister of the same name.
        """
        minister = role.noun.endswith("minister") and who.office in _HEADS and _HEADS.isdisjoint(role.tags)
        return minister and self.spoken.isdisjoint(who.codes)
