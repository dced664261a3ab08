"""The noun phrases that terms of the codebook for actors make: "the US secretary of state" is one, of three terms."""

from collections.abc import Mapping, Sequence

from tocsin.codebook.who import Who
from tocsin.coding.names.homonyms import is_homonym
from tocsin.coding.names.namesakes import is_namesake, names_somebody
from tocsin.coding.names.naming import Persons, name_after, name_apposed, name_before
from tocsin.coding.names.owners import moved_away, possessed
from tocsin.coding.names.phrases import Phrase, begin, branch, grow, link
from tocsin.coding.names.rolelike import is_no_role
from tocsin.coding.text.lexicon import Match


def chunk(
    text: str, matches: Sequence[Match], year: int, *, headline: bool, spoken: frozenset[str] = frozenset()
) -> list[Phrase]:
    """The phrases in the order of the text, before those that stand apart are merged.

    `spoken`: the countries of which the headline above it speaks.
    """
    named = [
        match
        for match in matches
        if match.kind == "actor" or (match.kind == "role" and not is_no_role(text, match.start, match.end))
    ]
    known = [match.payload for match in named if match.kind == "actor"]
    spoken |= _spoken_of(matches)
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
            if _hears(text, phrase, named[here]):
                break
            following, beyond = _chosen(named, here, persons, spoken, phrase)
            if (
                following is None
                or _is_else(text, following, places, named)
                or is_namesake(text, following, phrase.end)
                or _begins_a_name(text, phrase, following)
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


def _begins_a_name(text: str, phrase: Phrase, match: Match) -> bool:
    """As in "in a speech to the nation President Putin vowed": a title behind those who hear it is no part of them."""
    people = phrase.role is not None and phrase.role.kind == "people" and text[phrase.head[0]].islower()
    return people and match.kind == "role" and bool(match.payload.title) and text[match.start].isupper()


def _hears(text: str, phrase: Phrase, following: Match) -> bool:
    """As in "told Reuters gunmen had come": those behind an outlet to which something is told are no part of it."""
    if phrase.who is None or phrase.who.kind != "outlet" or following.kind != "role":
        return False
    return following.payload.sector != "JRN" and text.endswith(("told ", "told the ", "tells "), 0, phrase.start)


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
