"""Whose is meant where the words alone do not say: "the army", "the ministry", "the alliance", "his forces"."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.names.crowds import at_place
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.names.owners import Home, owner_beside, seated
from tocsin.coding.names.rebels import helped, home_of_rebels, where_they_strike
from tocsin.coding.names.setting import Setting, only_speaks, rooted
from tocsin.coding.names.speakers import filed_in, of_organ, own, owners_in, tells, unquoted, where_told, within
from tocsin.coding.names.titles import NEAR, by_its_name, called_so, of_plans
from tocsin.coding.reading import Actor
from tocsin.coding.text.course import Course
from tocsin.coding.text.lexicon import Match
from tocsin.coding.text.quotations import quotations

_NO_COUNTRY: Final = frozenset({"company", "outlet", "organisation"})
_REACH: Final = 2
"""How many sentences back the text around a mention goes."""


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
    forces = Counter(m.country for m in heading for _ in range(2) if m.kind == "force" and m.country and not m.resolved)
    for index, mention in enumerate(mentions):
        actor = mention.actor
        if index and _are_men(mentions[index - 1]):
            men = mentions[index - 1]
        if actor.country is not None and mention.office and not mention.resolved:
            own(owners, mention)
            if mention.kind == "force":
                forces[actor.country] += 1
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
                home_of_rebels(text, index, mentions)
                or helped(text, index, mentions)
                or here.get(mention.sentence)
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
            or _nearby(index, mentions, quoted, setting)
        )
        if country is None and not alliance:
            country = here.get(mention.sentence, course.lead(mention.start).country)
            if country is None and inner and inner[0].start < course.end(mention.start):
                country = inner[0].country
        country = _able(index, mention, mentions, country)
        if country is not None:
            if mention.kind == "force" and country in forces:
                forces[country] += 1
            if mention.office.endswith("ministry"):
                owners.setdefault("ministry", set()).add(country)  # "The ministry added …"
            mention.mean(Actor(country, actor.sector, actor.name, actor.field, actor.start, actor.end, actor.text))
            mention.resolved = True


def _nowhere(mention: ActorMention) -> bool:
    """Whether the text around gives somebody no country: a firm, an outlet."""
    return mention.kind in _NO_COUNTRY or "generic" in mention.tags


_UNSEEN: Final = re.compile(r"(?i)hackers?|cybercriminals")
"""Those of whom nobody knows whence they are, wherever they are said to strike."""


def seat_outlets(text: str, mentions: Sequence[ActorMention], places: Sequence[Home]) -> None:
    """Gives outlets the country of the place behind them, and no other: "State media in Pyongyang"."""
    for mention in mentions:
        if mention.kind == "outlet" and mention.country is None:
            mention.mean(replace(mention.actor, country=seated(text, mention, places)))


def _site(text: str, sentence: int, places: Sequence[Home]) -> str | None:
    """Whose the first place is that a sentence tells of something in."""
    here = (home for home in places if home.sentence == sentence)
    return next((h.country for h in here if h.inner or preposition_before(text, h.start) in _SITES), None)


def _able(index: int, mention: ActorMention, mentions: Sequence[ActorMention], country: str | None) -> str | None:
    """The country, or another where it has none that is called so: Israel has no Congress, and no rebels."""
    if mention.actor.text == "Congress" and country not in _WITH_CONGRESS:
        return "USA"
    if mention.sector == "REB" and country in WITHOUT_REBELS:
        return _neighbour(index, mentions, WITHOUT_REBELS[country])
    return country


_WITH_CONGRESS: Final = frozenset("USA ARG BOL BRA CHL COL CRI DOM ECU GTM HND IND MEX PAN PER PHL PRY VEN".split())
"""Countries whose parliament, or a party of which, is called Congress."""


def _only(forces: Counter[str]) -> str | None:
    """The one country whose forces a text has named, and more than once."""
    country, count = next(iter(forces.items()), (None, 0))
    return country if len(forces) == 1 and count > 1 else None


def _owned_here(index: int, mention: ActorMention, mentions: Sequence[ActorMention]) -> bool:
    """Whether the sentence names, free of a preposition and before it, somebody whose forces they may be."""
    for position in range(index - 1, max(-1, index - NEAR), -1):
        other = mentions[position]
        if other.sentence != mention.sentence:
            return False
        if _can_own(other, alliance=False) and not other.preposition and not other.resolved and other.kind != "agency":
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


def _can_own(mention: ActorMention, alliance: bool) -> bool:
    """Whether a mention can tell whose army, ministry or people is meant; "the alliance" belongs to organisations."""
    actor = mention.actor
    if actor.country is None or mention.kind in ("outlet", "company") or actor.name in _EVERYWHERE:
        return False
    if mention.kind == "organisation" and not alliance:
        return False  # "Amnesty International condemned it. The prime minister …"
    if "private" in mention.tags:
        return False  # "a Kenyan singer was hurt. The army …"
    if "origin" in mention.tags:
        return False  # "with American-made weapons the army struck"
    return (actor.sector == "IGO") == alliance


_EVERYWHERE: Final = frozenset({"Islamic State", "al-Qaeda"})
"""Groups that fight in so many countries that they tell nothing of whose army is meant."""
_AIMS: Final = frozenset({"to", "into", "toward", "towards", "against", "on", "onto"})
"""Prepositions behind which attackers find their victims, not their home."""
_HOMES: Final = frozenset({"in", "from", "across", "inside", "near", "around", "within"})
_SITES: Final = frozenset({"in", "at", "near", "outside", "around"})
"""Prepositions that make a capital a place: "met in Vilnius" says nothing of Lithuania."""


WITHOUT_REBELS: Final = {"ISR": frozenset({"PSE", "LBN", "SYR", "EGY"})}
"""Where bare words for rebels mean somebody else's, and whose."""


def _neighbour(index: int, mentions: Sequence[ActorMention], whose: Collection[str]) -> str | None:
    """Which of some countries was named last before a mention."""
    near = (mentions[position].country for position in range(index - 1, max(-1, index - NEAR), -1))
    return next((code for code in near if code in whose), None)


_WITHOUT_ARMY: Final = frozenset({"PSE"})
"""Where bare words for an army mean somebody else's."""


def _nearby(index: int, mentions: Sequence[ActorMention], quoted: Sequence[bool], setting: Setting) -> str | None:
    """The country named before or behind a mention, but for those in a quotation beside which it stands."""
    mention, (at, others) = mentions[index], unquoted(index, mentions, quoted)
    return _before(at, mention, others, setting) or _behind(at, mention, others, setting)


def _before(index: int, mention: ActorMention, mentions: Sequence[ActorMention], setting: Setting) -> str | None:
    """The country named before: in the same sentence, else the subject of the nearest sentence before.

    In the same sentence the last one that stands free of a preposition goes first ("Russia's war on Ukraine … its
    forces"), then the last; what only borrowed its country from elsewhere says nothing there.
    Those who are at home where the text plays are of no state that only spoke before.
    """
    alliance = mention.sector == "IGO"
    home, at_home = (None, None) if alliance else (setting.home(mention), setting.of(mention))
    if mention.kind == "force" and home in _WITHOUT_ARMY:
        home = None
    reach = max(mention.sentence - _REACH, at_home.sentence if at_home else 0)
    fallback: str | None = None
    near: str | None = None
    earlier: list[ActorMention] = []
    site: ActorMention | None = None
    rebels: ActorMention | None = None
    of_state = _speaks_for_state(mention, mentions[index - 1] if index else None)
    for position in range(index - 1, max(-1, index - NEAR), -1):
        other = mentions[position]
        if other.sentence < reach or (earlier and other.sentence != earlier[0].sentence):
            break
        if not _can_own(other, alliance) or (mention.kind == "force" and other.country in _WITHOUT_ARMY):
            continue
        if of_state and other.sector == "REB":
            rebels = rebels or other  # "gunmen fled, an army spokesman said. The governor …": hardly theirs
            continue
        if mention.sector == "REB" and (other.preposition in _AIMS or "capital" in other.tags):
            continue
        if other.sentence == mention.sentence:
            near = near or (other.country if other.resolved and not other.preposition else None)
            if other.resolved or (mention.kind == "force" and other.kind == "agency" and other.preposition == "by"):
                continue
            if not other.preposition and mention.kind != "spokesperson":
                return other.actor.country
            fallback = (fallback if other.preposition else None) or other.actor.country
        elif fallback is not None or home is not None or near is not None:
            return fallback or home or near
        elif other.kind == "seat" and other.preposition in _SITES:
            site = site or other
        elif at_home and other.country != at_home.country and (only_speaks(other) or mention.sector == "CVL"):
            continue
        else:
            earlier.append(other)
    subject = min(earlier, key=_standing) if earlier else site or rebels
    return fallback or (subject.actor.country if subject else at_home and at_home.country)


_LOCALLY: Final = re.compile(r"\b(?:local|regional|provincial|district|municipal|village|town) $")


def _locally(text: str, mention: ActorMention, here: dict[int, str]) -> str | None:
    """Where "the local governor" is, by the place that his sentence names."""
    return here.get(mention.sentence) if _LOCALLY.search(text, max(0, mention.start - 12), mention.start) else None


def _speaks_for_state(mention: ActorMention, before: ActorMention | None) -> bool:
    """Whether somebody speaks for no rebels: "an army spokesman", but not "a rebel spokesman"."""
    if mention.sector not in _OF_STATE or mention.kind not in _SPEAKING or _REBEL.search(mention.actor.text):
        return False
    return before is None or before.sector != "REB" or before.end < mention.start - 1


_REBEL: Final = re.compile(r"(?i)\b(?:rebel|militant|insurgent|guerrilla|separatist|militia)s?\b")
_SPEAKING: Final = frozenset({"office", "spokesperson", "person"})
_OF_STATE: Final = frozenset({"GOV", "MIL", "LEG", "JUD"})


def _standing(mention: ActorMention) -> tuple[bool, bool, int]:
    """What stands free of a preposition goes before what follows one, a name before what only describes."""
    return bool(mention.preposition), mention.modifier, mention.start


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
    seats = (m.country for m in mentions[index + 1 : index + NEAR] if m.kind == "seat" and m.preposition in _SITES)
    site = here.get(mention.sentence) or next(seats, None)
    before = [m for m in mentions[max(0, index - NEAR) : index] if m.sentence == mention.sentence and m.country]
    return site if site is not None and before and all(_suffers(m) for m in before) else None


def _suffers(mention: ActorMention) -> bool:
    """Whether somebody named before a "by" only suffers what is told: people of a country, no state and no force."""
    return mention.sector in ("CVL", "JRN") and not mention.preposition


def _behind(index: int, mention: ActorMention, mentions: Sequence[ActorMention], setting: Setting) -> str | None:
    """The first country named behind in the same sentence; home where that is only whither they go or whence."""
    alliance = mention.sector == "IGO"
    home = setting.home(mention) if rooted(mention) and not alliance else None
    for other in mentions[index + 1 : index + NEAR]:
        if other.sentence != mention.sentence:
            return None
        if other.modifier and other.kind == "demonym":
            continue  # "Rwandan-backed rebels", "a Russian spy": of somebody else
        if other.kind == "people" and mention.sector == "MIL" and not rooted(other):
            continue  # "Soldiers freed two Kenyan hostages": another country's
        if _can_own(other, alliance) and (mention.sector != "REB" or other.preposition in _HOMES):
            return (other.preposition in _AWAY and home) or other.actor.country
    return None


_AWAY: Final = _AIMS | {"from", "with"}
"""Prepositions behind which stand others: "the minister, who was back from a visit to India"."""
