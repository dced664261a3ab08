"""Who is named: countries, persons, offices, forces, organisations and armed groups, with the words that belong together.

"North Korean soldiers", "South Korea's spy agency", "Russian Foreign Minister Sergey Lavrov" and "the army" each make
one mention, with the country it speaks for, from its own words or else from the sentences around it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from tocsin.codebook.who import Role, Who
from tocsin.coding.bearings import is_modifier, preposition_before, resolve
from tocsin.coding.lexicon import Match
from tocsin.coding.mention import ActorMention
from tocsin.coding.naming import Persons, name_after, name_apposed, name_before
from tocsin.coding.phrases import Phrase, begin, grow, link, share_roles
from tocsin.coding.reading import Actor
from tocsin.vocabulary import Field

__all__ = ["ActorMention", "find_actors"]


def find_actors(
    text: str,
    field: Field,
    matches: Sequence[Match],
    sentences: Sequence[tuple[int, int]],
    published: datetime,
    lead: str | None = None,
) -> list[ActorMention]:
    """All namings of actors in one field, sorted by start; their spans do not overlap.

    `matches` come from `lexicon.scan` of the same text. `lead` is the country that a role without one falls back on,
    such as that of the headline.
    """
    phrases = _gather(text, matches, published.year)
    share_roles(text, phrases)
    mentions = [_mention(text, field, phrase, sentences) for phrase in phrases]
    return resolve(text, mentions, lead)


def _gather(text: str, matches: Sequence[Match], year: int) -> list[Phrase]:
    named = [match for match in matches if match.kind in ("actor", "role")]
    full = frozenset(
        m.payload.name for m in named if m.kind == "actor" and m.payload.kind == "person" and not m.payload.needs
    )
    persons = Persons(year, full_names=full)
    phrases: list[Phrase] = []
    position, here = 0, 0
    while here < len(named):
        match, here = _chosen(named, here, persons, None)
        if match is None or match.start < position:
            continue
        phrase = begin(match)
        while here < len(named):
            how = link(text, phrase.end, named[here].start)
            if not how:
                break
            following, beyond = _chosen(named, here, persons, phrase)
            if following is None or not grow(phrase, following, how):
                break
            here = beyond
        _name(text, phrase, persons)
        position = phrase.end
        if phrase.who is None or phrase.who.kind != "bystander":
            phrases.append(phrase)
    return phrases


def _chosen(named: Sequence[Match], here: int, persons: Persons, phrase: Phrase | None) -> tuple[Match | None, int]:
    """The term that a spelling stands for among those at the same spot, and the index behind all of them."""
    match = named[here]
    beyond = here + 1
    while beyond < len(named) and named[beyond].start == match.start and named[beyond].end == match.end:
        beyond += 1
    if beyond == here + 1 and (isinstance(match.payload, Role) or match.payload.kind != "person"):
        return match, beyond
    role = phrase.role if phrase else None
    candidates: list[Who] = []
    for other in named[here:beyond]:
        if isinstance(other.payload, Role):
            continue
        if other.payload.kind != "person":
            # "Jordan" is the country unless a title says otherwise.
            if role is None or not role.title:
                return other, beyond
        else:
            candidates.append(other.payload)
    country = phrase.owner.codes[0] if phrase and phrase.owner and phrase.owner.codes else None
    if phrase and phrase.role is None and phrase.who is not None and phrase.who.kind == "country":
        country = phrase.who.codes[0]
    who = persons.choose(candidates, role if role and role.title else None, country)
    if who is None:
        roles = [other for other in named[here:beyond] if isinstance(other.payload, Role)]
        return (roles[0] if roles else None), beyond
    return Match(match.kind, match.start, match.end, who), beyond


def _name(text: str, phrase: Phrase, persons: Persons) -> None:
    """Adds the name of a person whom the codebook does not know, where the text gives one beside the office."""
    role = phrase.role
    if role is None or phrase.who is not None or not role.title:
        return
    found = name_after(text, phrase.end)
    if found is None and role.kind != "person":
        found = name_apposed(text, phrase.end)
    if found is not None:
        phrase.name, phrase.end = found
        return
    before = name_before(text, phrase.start) if role.kind != "person" else None
    if before is not None:
        phrase.name = before[0]


def _mention(text: str, field: Field, phrase: Phrase, sentences: Sequence[tuple[int, int]]) -> ActorMention:
    who, role, owner = phrase.who, phrase.role, phrase.owner
    start, end = phrase.start, phrase.end
    country: str | None = None
    name = phrase.name
    tags: tuple[str, ...] = ()
    if who is not None:
        country = who.codes[0] if who.codes else None
        sector, kind, office, tags = who.sector, who.kind, who.office, who.tags
        if who.kind in ("person", "group", "company"):
            name = who.name
    else:
        assert role is not None
        sector, kind, office, tags = role.sector, role.kind, role.noun, role.tags
        if "inherits" in tags:
            sector = phrase.sector_from.sector if phrase.sector_from else owner.sector if owner else sector
    if country is None and owner is not None and owner.codes:
        country = owner.codes[0]
    actor = Actor(country, sector, name, field, start, end, text[start:end])
    index = bisect_right(sentences, (start, len(text) + 1)) - 1
    return ActorMention(
        actor,
        "person" if phrase.name else kind,
        phrase.head,
        max(0, index),
        preposition_before(text, start),
        role is not None and role.plural,
        is_modifier(text, phrase),
        resolved=False,
        possessive=text.startswith(("'s", "’s", "'", "’"), end),
        tags=tags,
        office=office,
    )
