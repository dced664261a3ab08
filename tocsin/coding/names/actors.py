"""Who is named: countries, persons, offices, forces, organisations and armed groups, each with its noun phrase.

"North Korean soldiers", "South Korea's spy agency", "Russian Foreign Minister Sergey Lavrov" and "the army" each make
one mention, with the country it speaks for, from its own words or else from the sentences around it.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from tocsin.codebook.who import Who
from tocsin.coding.names.abbreviations import abbreviated
from tocsin.coding.names.chunking import chunk
from tocsin.coding.names.forces import know_captains, know_enemies, know_guards, know_officers
from tocsin.coding.names.mention import ActorKind, ActorMention
from tocsin.coding.names.merging import merge_named, merge_owned, merge_standings, share_roles
from tocsin.coding.names.modifiers import (
    against,
    is_modifier,
    only_akin,
    only_for_or_against,
    only_from,
    only_kind,
    only_of_capital,
    preposition_before,
    preposition_of_town,
    with_prefix,
)
from tocsin.coding.names.naming import Naming, later_namings, organs
from tocsin.coding.names.phrases import Phrase
from tocsin.coding.names.resolving import homes, resolve, seat_outlets
from tocsin.coding.names.rolelike import before_noun
from tocsin.coding.reading import Actor
from tocsin.coding.text.course import Course
from tocsin.coding.text.lexicon import Match
from tocsin.vocabulary import Field, Sector

__all__ = ["ActorMention", "find_actors"]


def find_actors(  # noqa: PLR0917 - text, its field and what has been read in it so far
    text: str,
    field: Field,
    matches: Sequence[Match],
    sentences: Sequence[tuple[int, int]],
    published: datetime,
    course: Course,
    heading: Sequence[ActorMention] = (),
    namings: Sequence[Naming] = (),
) -> list[ActorMention]:
    """All namings of actors in one field, sorted by start; their spans overlap only where one name means two states.

    `matches` come from `lexicon.scan` of the same text. `course` tells the country that a role without one falls
    back on; `heading` are the actors of the headline above a body, `namings` surnames whose owners are known already.
    """
    spoken = frozenset(mention.country for mention in heading if mention.country)
    phrases = chunk(text, matches, published.year, headline=field == "title", spoken=spoken)
    phrases = merge_named(text, merge_owned(text, merge_standings(text, phrases)))
    share_roles(text, phrases)
    mentions: list[ActorMention] = []
    for phrase in phrases:
        mentions.extend(_mentions(text, field, phrase, sentences))
    _join_modifiers(text, mentions)
    _set_towns(text, mentions)
    places = homes(text, matches, sentences)
    _settle_groups(mentions, {place.country for place in places})
    seat_outlets(text, mentions, places)
    know_guards(text, mentions)
    know_officers(mentions)
    know_captains(text, mentions)
    know_enemies(text, mentions)
    resolve(text, mentions, places, course, heading)
    again = [*namings, *later_namings(text, mentions), *organs(text, mentions), *abbreviated(text, mentions)]
    if again:
        for start, end, first in again:
            actor = replace(first.actor, field=field, start=start, end=end, text=text[start:end])
            where = (_sentence(start, sentences), preposition_before(text, start))
            mentions.append(
                replace(first, actor=actor, head=(start, end), sentence=where[0], preposition=where[1], resolved=False)
            )
        mentions.sort(key=_by_start)
    return mentions


def settle_heading(heading: Sequence[ActorMention], body: Sequence[ActorMention]) -> None:
    """Gives roles of a headline the country of the text below: "Court jails three" tells of the court that it names."""
    told = {m.office: m.country for m in reversed(body[:_OPENING]) if m.office and m.country and not m.modifier}
    for mention in heading:
        country = told.get(mention.office) if mention.resolved else None
        if country is not None:
            mention.mean(replace(mention.actor, country=country))


_OPENING: Final = 12
"""Namings of a text among which its headline's roles stand again."""


def _by_start(mention: ActorMention) -> tuple[int, int]:
    return mention.actor.start, mention.actor.end


def _mentions(text: str, field: Field, phrase: Phrase, sentences: Sequence[tuple[int, int]]) -> list[ActorMention]:
    """The mention that a phrase is, or one for each country where it means several ("the two Koreas")."""
    who, role, owner = phrase.who, phrase.role, phrase.owner
    start, end = phrase.start, phrase.end
    attitude, foe = only_for_or_against(text, phrase), against(text, start)
    if not attitude:
        owner, start = None if foe or _at_home(text, phrase) else owner, with_prefix(text, start)
    moved = _held_elsewhere(phrase)
    source = owner if moved or _owned(who, owner) or who is None or not who.codes else who
    codes: tuple[str | None, ...] = source.codes if source is not None and source.codes else (None,)
    if role is not None and source is None:
        codes = tuple(tag[3:] for tag in role.tags if tag.startswith("of ")) or codes
    name = phrase.name
    kind: ActorKind
    sector: Sector
    if who is not None:
        sector, kind, office, tags = who.sector, _bare_kind(text, phrase, who), who.office, who.tags
        if who.kind in ("person", "group", "company"):
            name = who.name
        if moved and role is not None:
            sector, office, tags = role.sector, role.noun, role.tags
    else:
        assert role is not None
        sector, kind, office, tags = role.sector, "person" if phrase.name else role.kind, role.noun, role.tags
        armed = sector in _OF_STATES or "renegade" in tags  # "dissidents of the FARC"
        if owner is not None and owner.kind == "group" and armed:
            sector = owner.sector
        elif owner is not None and owner.sector == "IGO" and role.kind == "body" and not role.plural:
            sector = owner.sector if sector == "GOV" else sector  # "the UN security council"
        elif "inherits" in tags:
            sector = phrase.sector_from.sector if phrase.sector_from else owner.sector if owner else sector
    of_group = source is not None and source.kind == "group"
    if (
        attitude
        or only_from(text, start, end)
        or only_kind(text, start, end)
        or (of_group and only_akin(text, start, end))
    ):
        tags = (*tags, "origin", *(["foe"] if attitude and foe else ()))
    elif only_of_capital(text, start, end):
        tags = (*tags, "capital")
    if source is not None and of_group and len(codes) > 1:
        tags, codes = (*tags, "several", *source.codes), codes[:1]
    mention = ActorMention(
        Actor(codes[0], sector, name, field, start, end, text[start:end]),
        kind,
        phrase.head,
        _sentence(start, sentences),
        preposition_before(text, start),
        plural=kind == "people" or (role is not None and role.plural),
        modifier=is_modifier(text, phrase),
        possessive=text.startswith(("'", "’"), end),
        tags=tags,
        office=office,
    )
    return [mention, *(replace(mention, actor=replace(mention.actor, country=code)) for code in codes[1:])]


def _at_home(text: str, phrase: Phrase) -> bool:
    """Whether people are only for a country or a group, and of another: "a pro-Palestinian crowd", but no rebels."""
    civil = phrase.role is not None and phrase.role.sector == "CVL"
    return (
        civil
        and phrase.owner is not None
        and phrase.owner.kind != "seat"
        and with_prefix(text, phrase.start) != phrase.start
    )


def _owned(who: Who | None, owner: Who | None) -> bool:
    """Whether a name that one country's body bears is said of another's: "Turkey's National Security Council"."""
    return who is not None and who.kind == "agency" and owner is not None and owner.kind in ("country", "demonym")


def _held_elsewhere(phrase: Phrase) -> bool:
    """Whether a known person holds an office of another country than now: "Spanish Foreign Minister Javier Solana"."""
    who, role, owner = phrase.who, phrase.role, phrase.owner
    if who is None or who.kind != "person" or role is None or role.sector not in _OF_STATES:
        return False
    return owner is not None and owner.kind in ("country", "demonym") and set(owner.codes).isdisjoint(who.codes)


_OF_STATES: Final = frozenset({"GOV", "MIL"})
"""What the officials and forces of a state are, and those of an armed group are not."""


def _bare_kind(text: str, phrase: Phrase, who: Who) -> ActorKind:
    """What a bare name is: "the French" with no noun behind are people."""
    kind = who.kind
    assert kind != "bystander"
    if kind == "demonym" and text[max(0, phrase.start - 4) : phrase.start].lower() == "the ":
        return kind if is_modifier(text, phrase) else "people"
    return kind


def _sentence(position: int, sentences: Sequence[tuple[int, int]]) -> int:
    """The index of the sentence that holds a position."""
    return max(0, bisect_right(sentences, (position, 1 << 60)) - 1)


def _join_modifiers(text: str, mentions: Sequence[ActorMention]) -> None:
    """Makes what is joined to a name that only describes what follows one too: "American and British planes"."""
    for one, other in pairwise(reversed(mentions)):
        if one.actor.text in _ADJECTIVES and other.kind == "demonym" and before_noun(text, one.end):
            one.modifier = one.modifier or text[other.end : one.start] == " and "  # "Israeli and U.S. bombs"
        joined = one.modifier and text[other.end : one.start] in _JOINING
        if joined and (other.kind == "demonym" or other.actor.text in _ADJECTIVES):
            other.modifier = True


def _set_towns(text: str, mentions: Sequence[ActorMention]) -> None:
    """Makes a country behind the name of a town in it a place: "at Maroua, Cameroon; seven were held"."""
    before: ActorMention | None = None
    for mention in mentions:
        listed = before is not None and before.end == mention.start - 2 and before.country != mention.country
        if mention.kind == "country" and not (mention.preposition or mention.possessive or mention.modifier or listed):
            mention.preposition = preposition_of_town(text, mention.start, mention.end)
        before = mention


_JOINING: Final = frozenset({" and ", " or ", ", "})
_ADJECTIVES: Final = frozenset({"U.S.", "US", "UK", "U.K.", "EU"})
"""Names of states that stand before nouns as they are."""


def _settle_groups(mentions: Sequence[ActorMention], places: Collection[str]) -> None:
    """Gives a group at home in several countries the one that the text speaks of, or whose `places` it names."""
    roaming = [mention for mention in mentions if "several" in mention.tags]
    if not roaming:
        return
    spoken = {mention.actor.country for mention in mentions if mention not in roaming}.union(places)
    for mention in roaming:
        cut = mention.tags.index("several")
        country = next((code for code in mention.tags[cut + 1 :] if code in spoken), mention.actor.country)
        mention.mean(replace(mention.actor, country=country))
        mention.tags = mention.tags[:cut]
