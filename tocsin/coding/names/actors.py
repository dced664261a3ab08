"""Who is named: countries, persons, offices, forces, organisations and armed groups, each with its noun phrase.

"North Korean soldiers", "South Korea's spy agency", "Russian Foreign Minister Sergey Lavrov" and "the army" each make
one mention, with the country it speaks for, from its own words or else from the sentences around it.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from tocsin.codebook.who import Who
from tocsin.coding.names.abbreviations import abbreviated
from tocsin.coding.names.bearings import homes, resolve, seat_outlets
from tocsin.coding.names.callings import is_no_role
from tocsin.coding.names.forces import know_captains, know_guards, know_officers
from tocsin.coding.names.homonyms import is_homonym
from tocsin.coding.names.mention import ActorKind, ActorMention
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
from tocsin.coding.names.namesakes import is_namesake, names_somebody
from tocsin.coding.names.naming import Naming, Persons, later_namings, name_after, name_apposed, name_before, organs
from tocsin.coding.names.owners import moved_away, possessed
from tocsin.coding.names.phrases import Phrase, begin, branch, grow, link, merge_owned, merge_standings, share_roles
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
    phrases = _gather(text, matches, published.year, headline=field == "title")
    phrases = merge_owned(text, merge_standings(text, phrases))
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


def _gather(text: str, matches: Sequence[Match], year: int, *, headline: bool) -> list[Phrase]:
    named = [
        match
        for match in matches
        if match.kind == "actor" or (match.kind == "role" and not is_no_role(text, match.start, match.end))
    ]
    known = [match.payload for match in named if match.kind == "actor"]
    spoken = _spoken_of(matches)
    persons = Persons(year, frozenset(who.name for who in known if who.kind == "person" and not who.needs), spoken)
    # "Niger state" is no state of Niger: a longer place hides the country that it begins with.
    spots = {match.start: match for match in matches if match.kind == "place"}
    places = {start: match.end for start, match in spots.items()}
    phrases: list[Phrase] = []
    position, here = 0, 0
    while here < len(named):
        match, here = _chosen(named, here, persons, spoken, None)
        if match is None or match.start < position:
            continue
        if places.get(match.start, 0) > match.end:
            position = places[match.start]
            continue
        if match.kind == "actor" and is_homonym(text, match, named):
            continue
        if match.start in spots and _is_town(match, spots[match.start], matches):
            continue
        phrase = begin(match)
        if match.kind == "actor" and "ship" in match.payload.tags:
            ship = name_after(text, match.end, headline=headline)
            if ship is None:
                continue  # letters alone: "JS", "ARA"
            position = phrase.end = ship[1]
            phrases.append(phrase)
            continue
        while here < len(named):
            if named[here].end <= phrase.end:
                here += 1  # the "Union" of "European Union foreign ministers"
                continue
            how = link(text, phrase.end, named[here].start) or branch(text, phrase, named[here])
            if not how or (how == "from" and (possessed(text, phrase.start) or moved_away(text, phrase.start))):
                break  # "withdraw its soldiers from Chad"
            following, beyond = _chosen(named, here, persons, spoken, phrase)
            if (
                following is None
                or _is_else(text, following, places, named)
                or is_namesake(text, following, phrase.end)
                or not grow(phrase, following, how)
            ):
                break
            here = beyond
        following = named[here] if here < len(named) else None
        if following is None or following.start != phrase.end + 1 or following.kind != "actor":
            _name(text, phrase, headline=headline)
        position = phrase.end
        alone = phrase.role is not None and "owned" in phrase.role.tags and not (phrase.owner or phrase.who)
        if not alone and (phrase.who is None or phrase.who.kind != "bystander"):
            phrases.append(phrase)
    return phrases


def _is_else(text: str, match: Match, places: Mapping[int, int], named: Sequence[Match]) -> bool:
    """Whether what would go on with a phrase is no name of a state: "the governor of South Kivu"."""
    if match.kind != "actor" or match.payload.kind != "country":
        return match.kind == "actor" and names_somebody(text, match)
    return places.get(match.start, 0) > match.end or is_homonym(text, match, named)


def _is_town(match: Match, spot: Match, matches: Sequence[Match]) -> bool:
    """Whether a surname is a town of a country that the text names elsewhere, and not the person's: "seize Masisi"."""
    if match.kind != "actor" or match.payload.kind != "person" or spot.end != match.end:
        return False
    code, others = spot.payload.code, [other for other in matches if other.start != match.start]
    spoken = _spoken_of(others)
    return code in spoken and spoken.isdisjoint(match.payload.codes)


def _spoken_of(matches: Sequence[Match]) -> frozenset[str]:
    """The countries that a text names, or places of which it names."""
    codes: set[str] = set()
    for match in matches:
        if match.kind == "place" and match.payload.code:
            codes.add(match.payload.code)
        elif match.kind == "actor" and match.payload.kind in ("country", "seat", "demonym"):
            codes.update(match.payload.codes)
    return frozenset(codes)


def _chosen(
    named: Sequence[Match], here: int, persons: Persons, spoken: frozenset[str], phrase: Phrase | None
) -> tuple[Match | None, int]:
    """The term that a spelling stands for among those at the same spot, and the index behind all of them.

    Of bodies that share one, as the Australian and the Congolese ADF do, it is that of a country that is `spoken` of.
    """
    match = named[here]
    beyond = here + 1
    while beyond < len(named) and named[beyond].start == match.start and named[beyond].end == match.end:
        beyond += 1
    if beyond == here + 1 and (match.kind == "role" or match.payload.kind != "person"):
        return match, beyond
    role = phrase.role if phrase and phrase.role and phrase.role.title else None
    people: list[Who] = []
    other: Match | None = None
    for candidate in named[here:beyond]:
        if candidate.kind == "actor" and candidate.payload.kind == "person":
            people.append(candidate.payload)
        elif other is None or (_is_body(other) and _is_body(candidate) and spoken.isdisjoint(other.payload.codes)):
            other = candidate if other is None or not spoken.isdisjoint(candidate.payload.codes) else other
    # "Jordan" is the country unless a title says otherwise, "Major" the rank unless the text has introduced him.
    if other is not None and other.kind == "actor" and role is None:
        return other, beyond
    who = persons.choose(people, role, _country_of(phrase))
    if who is None:
        return other, beyond
    return Match("actor", match.start, match.end, who), beyond


def _is_body(match: Match) -> bool:
    return match.kind == "actor" and match.payload.kind in ("agency", "group")


def _country_of(phrase: Phrase | None) -> str | None:
    """The country that a phrase has told so far."""
    if phrase is None:
        return None
    who = phrase.owner or (phrase.who if phrase.who and phrase.who.kind in ("country", "demonym") else None)
    return who.codes[0] if who and who.codes else None


def _name(text: str, phrase: Phrase, *, headline: bool) -> None:
    """Adds the name of a person whom the codebook does not know, where the text gives one beside the office."""
    role = phrase.role
    if role is None or phrase.who is not None or not role.title:
        return
    if text[phrase.end : phrase.end + 1] in " \n":
        found = name_after(text, phrase.end, headline=headline)
    else:
        found = name_apposed(text, phrase.end) if role.kind != "person" else None
    if found is not None:
        phrase.name, phrase.end = found
    elif role.kind != "person":
        phrase.name = name_before(text, phrase.start)


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
        if owner is not None and owner.kind == "group" and sector in _OF_STATES:
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
