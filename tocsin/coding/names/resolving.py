"""Resolving: whose is meant where the words do not say: "the army", "the ministry", "the alliance", "his forces"."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.names.crowds import at_place
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.names.nearby import SITES, can_own, nearby
from tocsin.coding.names.owners import Home, owner_beside, seated
from tocsin.coding.names.rebels import backed, helped, home_of_rebels, on_the_ground, told_before, where_they_strike
from tocsin.coding.names.setting import Setting, only_over
from tocsin.coding.names.speakers import filed_in, of_organ, own, owners_in, police_of_place, tells, where_told, within
from tocsin.coding.names.titles import NEAR, accused, by_its_name, called_so, of_plans
from tocsin.coding.reading import Actor
from tocsin.coding.text.course import Course
from tocsin.coding.text.lexicon import Match
from tocsin.coding.text.quotations import quotations

_NO_COUNTRY: Final = frozenset({"company", "outlet", "organisation"})


_GROUND: Final = (" capital", " soil", " territory", " city", " town", " village", " port", " province")
"""What a demonym makes a place of: "from Afghan soil"."""


def homes(text: str, matches: Sequence[Match], sentences: Sequence[tuple[int, int]]) -> list[Home]:
    """The cities, regions, capitals and countries among the terms of a text."""
    found = []
    for match in matches:
        payload = match.payload
        if match.kind == "place":
            code, inner = payload.code, True
        elif match.kind == "actor" and payload.kind in ("country", "seat", "demonym") and len(payload.codes) == 1:
            if payload.kind == "demonym" and not text.startswith(_GROUND, match.end):
                continue
            code, inner = payload.codes[0], False
        else:
            continue
        if code is not None:
            at = max(0, bisect_right(sentences, (match.start, 1 << 60)) - 1)
            found.append(Home(match.start, at, code, inner))
    return found


def resolve(
    text: str,
    mentions: Sequence[ActorMention],
    places: Sequence[Home],
    course: Course,
    heading: Sequence[ActorMention] = (),
) -> None:
    """Gives roles without a country that of the text around.

    In order: the place right behind ("police in Linz"), for forces the only country whose forces the text and its
    `heading` have named more than once, the same sentence, the two before it, where the text plays, a place in the
    same sentence, the country that the text speaks of most, its first place: as far as the item goes (`course`).
    """
    here = {home.sentence: home.country for home in reversed(places) if home.inner}
    inner = [home for home in places if home.inner]
    setting = Setting(text, mentions, heading, places, course)
    quoted = within(quotations(text), mentions)
    owners = owners_in(heading)
    filed = filed_in(text, mentions, places, heading)
    men: ActorMention | None = None
    forces = _forces_of(heading)
    for index, mention in enumerate(mentions):
        actor = mention.actor
        if index and _are_men(mentions[index - 1]):
            men = mentions[index - 1]
        if actor.country is not None and mention.office and not mention.resolved:
            own(owners, mention)
            if mention.kind == "force":
                forces[actor.country] = forces.get(actor.country, 0) + 1
        if actor.country is not None or _nowhere(mention):
            continue
        alliance = actor.sector == "IGO"
        country = (
            called_so(index, mention, mentions, heading) if alliance else owner_beside(text, index, mentions, places)
        )
        if country is None and _UNSEEN.fullmatch(actor.text):
            continue
        if country is None:
            country = by_its_name(actor.text.lower(), mentions, heading)
        if country is None and actor.sector == "REB":
            # Rebels fight where they are, whoever speaks of them: "the US military said 70 insurgents … near Ramadi".
            country = (
                backed(text, index, mentions, here.get(mention.sentence))
                or home_of_rebels(text, index, mentions)
                or helped(text, index, mentions)
                or here.get(mention.sentence)
                or on_the_ground(index, mentions)
                or told_before(index, mentions)
                or setting.home(mention)
                or where_they_strike(text, index, mentions)
            )
        if country is None and not alliance:
            country = _named_before(text, mention, owners.get(mention.office, ())) or of_organ(index, mention, mentions)
        if country is None and not alliance:
            country = of_plans(text, index, mention, mentions)
        if country is None and mention.kind == "force":
            country = _same_men(text, mention, men)
        if country is None and mention.kind == "force" and not _owned_here(index, mention, mentions):
            country = _only(forces)
        if country is None and _LOCAL.search(mention.actor.text) and _only_described(index, mention, mentions):
            # "An Israeli shell hit a house in Rafah, medics said": they are where they speak of.
            country = _site(text, mention.sentence, places)
        country = (
            country
            or (filed if tells(text, mention) else None)
            or _locally(text, mention, here)
            or at_place(text, mention, places)
            or _of_the_site(index, mention, mentions, here)
            or where_told(text, mention, mentions[max(0, index - NEAR) : index + NEAR], places)
            or nearby(text, index, mentions, quoted, setting)
        )
        if country is None and not alliance:
            chief = course.lead(mention.start).country
            country = police_of_place(text, mention, places) or here.get(mention.sentence, chief)
            if country is None and inner and inner[0].start < course.end(mention.start):
                country = inner[0].country
        country = _able(text, index, mentions, country)
        if country is not None:
            if mention.kind == "force" and country in forces:
                forces[country] += 1
            if mention.office.endswith("ministry"):
                owners.setdefault("ministry", set()).add(country)  # "The ministry added …"
            mention.mean(Actor(country, actor.sector, actor.name, actor.field, actor.start, actor.end, actor.text))
            mention.resolved = True


def _nowhere(mention: ActorMention) -> bool:
    """Whether the text around gives somebody no country: a firm, an outlet, "enemy troops"."""
    return mention.kind in _NO_COUNTRY or not _WHOEVER.isdisjoint(mention.tags)


_WHOEVER: Final = frozenset({"generic", "enemy"})
_UNSEEN: Final = re.compile(r"(?i)hackers?|cybercriminals")
"""Those of whom nobody knows whence they are, wherever they are said to strike."""


def seat_outlets(text: str, mentions: Sequence[ActorMention], places: Sequence[Home]) -> None:
    """Gives outlets the country of the place behind them, and no other: "State media in Pyongyang"."""
    for mention in mentions:
        if mention.kind == "outlet" and mention.country is None:
            mention.mean(replace(mention.actor, country=seated(text, mention, places)))


def _site(text: str, sentence: int, places: Sequence[Home]) -> str | None:
    """Whose the first place is that a sentence tells of something in."""
    here = (home for home in places if home.sentence == sentence and not only_over(text, home.start))
    return next((h.country for h in here if h.inner or preposition_before(text, h.start) in SITES), None)


def _able(text: str, index: int, mentions: Sequence[ActorMention], country: str | None) -> str | None:
    """The country, or another where it has none that is called so: Israel has no Congress, and no rebels."""
    mention = mentions[index]
    if country is not None and country == accused(text, index, mentions):
        mention.tags = (*mention.tags, "outside")
        return None  # "a spy agency believes Iran was behind it": hardly Iran's
    if mention.actor.text == "Congress" and country not in _WITH_CONGRESS:
        return "USA"
    if mention.sector == "REB" and country in WITHOUT_REBELS:
        return _neighbour(index, mentions, WITHOUT_REBELS[country])
    return country


_WITH_CONGRESS: Final = frozenset("USA ARG BOL BRA CHL COL CRI DOM ECU GTM HND IND MEX PAN PER PHL PRY VEN".split())
"""Countries whose parliament, or a party of which, is called Congress."""


def _forces_of(heading: Sequence[ActorMention]) -> dict[str, int]:
    """The countries whose forces a headline names, each naming counted twice."""
    forces: dict[str, int] = {}
    for mention in heading:
        if mention.kind == "force" and mention.country and not mention.resolved:
            forces[mention.country] = forces.get(mention.country, 0) + 2
    return forces


def _only(forces: dict[str, int]) -> str | None:
    """The one country whose forces a text has named, and more than once."""
    country, count = next(iter(forces.items()), (None, 0))
    return country if len(forces) == 1 and count > 1 else None


def _owned_here(index: int, mention: ActorMention, mentions: Sequence[ActorMention]) -> bool:
    """Whether the sentence names, free of a preposition and before it, somebody whose forces they may be."""
    for position in range(index - 1, max(-1, index - NEAR), -1):
        other = mentions[position]
        if other.sentence != mention.sentence:
            return False
        if can_own(other, alliance=False) and not other.preposition and not other.resolved and other.kind != "agency":
            return True
    return False


def _only_described(index: int, mention: ActorMention, mentions: Sequence[ActorMention]) -> bool:
    """Whether those whom the sentence has named before a mention only describe things: "a Russian missile"."""
    for position in range(index - 1, max(-1, index - NEAR), -1):
        other = mentions[position]
        if other.sentence != mention.sentence:
            break
        if not other.modifier and not other.resolved and other.country is not None:
            return False
    return True


_LOCAL: Final = re.compile(
    r"\b(?:people|residents|medics|doctors|witnesses|officials|authorities|police|governor|mayor|health|emergency"
    r"|rescue|rescuers|civilians|villagers|hospital)\b",
    re.IGNORECASE,
)
"""Those who speak of, and suffer, what is done where they live."""


WITHOUT_REBELS: Final = {"ISR": frozenset({"PSE", "LBN", "SYR", "EGY"})}
"""Where bare words for rebels mean somebody else's, and whose."""


def _neighbour(index: int, mentions: Sequence[ActorMention], whose: Collection[str]) -> str | None:
    """Which of some countries was named last before a mention."""
    near = (mentions[position].country for position in range(index - 1, max(-1, index - NEAR), -1))
    return next((code for code in near if code in whose), None)


_LOCALLY: Final = re.compile(r"\b(?:local|regional|provincial|district|municipal|village|town) $")


def _locally(text: str, mention: ActorMention, here: dict[int, str]) -> str | None:
    """Where "the local governor" is, by the place that his sentence names."""
    return here.get(mention.sentence) if _LOCALLY.search(text, max(0, mention.start - 12), mention.start) else None


def _named_before(text: str, mention: ActorMention, owners: Collection[str]) -> str | None:
    """Whose "the junta" is where the text has spoken of one country's only: "Burkina Faso's junta"."""
    definite = text[max(0, mention.start - 4) : mention.start].lower() == "the "
    return next(iter(owners)) if definite and len(owners) == 1 else None


def _are_men(mention: ActorMention) -> bool:
    return mention.kind == "force" and mention.plural and mention.country is not None and not mention.modifier


def _same_men(text: str, mention: ActorMention, men: ActorMention | None) -> str | None:
    """Whose "the soldiers" are: of those men whom the text has told of a few sentences before."""
    if men is None or not mention.plural or mention.sentence - men.sentence > _SOON:
        return None
    return men.country if text[max(0, mention.start - 4) : mention.start].lower() == "the " else None


_SOON: Final = 3


def _of_the_site(
    index: int, mention: ActorMention, mentions: Sequence[ActorMention], here: Mapping[int, str]
) -> str | None:
    """As in "a French reporter was hit by a soldier's bullet in Tunis": no soldier of those who suffer it."""
    if mention.sector not in ("MIL", "POL") or mention.preposition != "by":
        return None
    seats = (m.country for m in mentions[index + 1 : index + NEAR] if m.kind == "seat" and m.preposition in SITES)
    site = here.get(mention.sentence) or next(seats, None)
    before = [m for m in mentions[max(0, index - NEAR) : index] if m.sentence == mention.sentence and m.country]
    return site if site is not None and before and all(_suffers(m) for m in before) else None


def _suffers(mention: ActorMention) -> bool:
    """Whether somebody named before a "by" only suffers what is told: people of a country, no state and no force."""
    return mention.sector in ("CVL", "JRN") and not mention.preposition
