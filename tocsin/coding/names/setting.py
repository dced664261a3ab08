"""The country that a text plays in: at home there are its police, its courts and the people of whom nobody says more.

"Washington voiced concern. Prosecutors had accused the politician …": a state that only speaks or acts owns its army
and its ministries, but the prosecutors are of the land that the headline and the first sentence tell of.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.names.owners import Home, opens
from tocsin.coding.text.course import Course

_LOCAL: Final = frozenset({"POL", "JUD", "LEG", "CVL"})
_FROM_ELSEWHERE: Final = re.compile(
    r"\b(?:tourists?|foreigners?|nationals|expat\w*|migrants|refugees?|hostages?|captives|prisoners? of war|pows"
    r"|settlers|passengers|crew\w*|pilgrims|travellers|holidaymakers|hackers?|cybercriminals|defectors?|seamen"
    r"|seafarers|sailors|aid workers?|relief workers|engineers?|evacuees|asylum seekers|diaspora|compatriots"
    r"|victims?)\b",
    re.IGNORECASE,
)
"""People who are as likely at home in another country than the one that a text tells of."""
_STATES: Final = frozenset({"country", "seat", "agency", "body"})
_REACH: Final = 2
"""How many sentences back a place within another country moves the scene."""
_SITES: Final = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "through"})
_ANOTHER: Final = re.compile(r"[,;:—–“”\"]")
"""What another clause begins behind."""
_WITHIN: Final = frozenset({"in", "of", "across", "inside", "around", "throughout"})
"""Prepositions behind which a text names where it plays, as it does not behind "to", "from" and "with"."""
_OFTEN: Final = 6
"""What the namings of a country must weigh together to make it the home of a text (see `_weight`)."""
_FAR, _FARTHER = 1.5, 3.0
"""How many times what another weighs: one that is only named, and one that acts in the opening, a side perhaps."""


class Setting:
    """Where a text plays: whom it names most, and whom its headline and its first sentence name alone."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[ActorMention],
        heading: Sequence[ActorMention],
        places: Sequence[Home],
        course: Course,
    ) -> None:
        self._text = text
        self._course = course
        self._places = [place for place in places if _moves(text, place)]
        """What moves the scene: a place within a country, and a country as in "In Uganda, …"."""
        named = {m.country for m in heading if _counts(m)} | course.heading
        self._opening = _opening(mentions, places, named)
        self._homes = _homes(mentions, heading, self._places, course)

    def home(self, mention: ActorMention) -> str | None:
        """The country that a mention's item plays in, unless a place of another is named right before."""
        home = self._homes[self._course.item(mention.start)]
        return home if all(place.country == home for place in self._near(mention)) else None

    def of(self, mention: ActorMention) -> Home | None:
        """Where somebody local is at home: where they act, where the text went before, else where it opened."""
        if not _is_local(mention):
            return None
        gone = self._near(mention)
        if not (gone and gone[-1].sentence == mention.sentence) and (there := self._there(mention)) is not None:
            return there
        if gone or self._opening is None or self._course.item(mention.start):
            return gone[-1] if gone else None
        return Home(0, 0, self._opening)

    def _there(self, mention: ActorMention) -> Home | None:
        """The place that the clause of a mention goes on to: "protesters stormed the town hall in Luhansk"."""
        behind = bisect_left(self._places, mention.end, key=attrgetter("start"))
        place = self._places[behind] if behind < len(self._places) else None
        if place is None or place.sentence != mention.sentence or only_over(self._text, place.start):
            return None
        if _ANOTHER.search(self._text, mention.end, place.start):
            return None
        return place if preposition_before(self._text, place.start) in _SITES else None

    def _near(self, mention: ActorMention) -> list[Home]:
        """The places that the sentences before a mention, and its own up to it, go to."""
        first = bisect_left(self._places, mention.sentence - _REACH, key=attrgetter("sentence"))
        return self._places[first : bisect_left(self._places, mention.start, key=attrgetter("start"))]


def rooted(mention: ActorMention) -> bool:
    """Whether somebody is of the country that a text is about, if nothing nearer tells: an office, not "his father"."""
    return mention.kind != "person" and not _FROM_ELSEWHERE.search(mention.actor.text)


def only_over(text: str, start: int) -> bool:
    """Whether a name only tells where that was over which something is done: "arrested over a killing in Gaza"."""
    return _OVER.search(text, max(0, start - _MATTER), start) is not None


_OVER: Final = re.compile(
    r"\b(?:over|about|for) (?:(?:an?|the|his|her|its|their) )?(?:[\w'’-]+ ){1,4}(?:in|at|near|on) (?:[\w'’-]+,? ){0,3}$"
)
_MATTER: Final = 60
"""Characters before a name in which it is told what something is done over."""


def only_speaks(mention: ActorMention) -> bool:
    """Whether a naming is of a state that speaks or acts, and tells of nothing within it."""
    return mention.kind in _STATES and not (mention.preposition or mention.modifier)


def _moves(text: str, place: Home) -> bool:
    """Whether a place is where a text goes on, not whence something comes: "a missile fired from Bryansk"."""
    if place.inner:
        return preposition_before(text, place.start) not in AWAY
    if _HOSTED.search(text, max(0, place.start - _MISSION), place.start):
        return True
    # "In Uganda, police …", not "In separate attacks five US troops …"
    return opens(text, place.start) and _COMMA.match(text, place.start) is not None


_HOSTED: Final = re.compile(r"\b(?:embassy|embassies|consulates?|missions?|legation) in $")
"""As in "protesters burned flags outside the Danish embassy in Tehran": a seat of government that is a place there."""
_MISSION: Final = 20
AWAY: Final = frozenset({"from", "to", "toward", "towards", "against", "with"})
"""Prepositions of a place that somebody or something only comes from, goes to or is at odds with."""
_COMMA: Final = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2},")


def _is_local(mention: ActorMention) -> bool:
    """Whether somebody is at home where a text plays: police, courts, lawmakers and people, not tourists."""
    return mention.sector in _LOCAL and not _FROM_ELSEWHERE.search(mention.actor.text)


def _opening(mentions: Sequence[ActorMention], places: Sequence[Home], heading: Collection[str | None]) -> str | None:
    """The country that the `heading` and the first sentence of a text tell of, if it is one."""
    first = mentions[0].sentence if mentions else 0
    named = {m.country for m in mentions if m.sentence == first and _counts(m)}
    named |= {place.country for place in places if place.sentence == first}
    named |= {*heading}
    return next(iter(named)) if len(named) == 1 else None


def _homes(
    mentions: Sequence[ActorMention], heading: Sequence[ActorMention], places: Sequence[Home], course: Course
) -> list[str | None]:
    """For each item the country that it plays in: named far more than others in the `heading` and up to its end.

    Whom the headline and the first sentence name counts twice: "Paris condemned it", four sentences on, moves nothing.
    """
    first = mentions[0].sentence if mentions else 0
    opening = [*heading, *(m for m in mentions if m.sentence == first)]
    counts: dict[str | None, int] = defaultdict(int)
    for mention in opening:
        counts[mention.country] += _weight(mention)
    for mention in heading:
        counts[mention.country] += _weight(mention)
    sides = {m.country for m in opening if _counts(m) and not m.preposition}
    homes: list[str | None] = []
    at = there = 0
    for end in course.ends:
        before = at
        while at < len(mentions) and mentions[at].start < end:
            counts[mentions[at].country] += _weight(mentions[at])
            at += 1
        while there < len(places) and places[there].start < end:
            counts[places[there].country] += 2 if places[there].inner else 0
            there += 1
        homes.append(_most(counts, sides) if at > before or not homes else homes[-1])
    return homes


def _weight(mention: ActorMention) -> int:
    """What a naming tells of where a text plays: more where somebody acts or is, less of whom they deal with."""
    if not _counts(mention):
        return 0
    within = mention.preposition in _WITHIN and mention.kind != "seat" and not mention.modifier
    return 2 if within or mention.preposition in ("", "by") else 1


def _counts(mention: ActorMention) -> bool:
    """Whether a naming is of a country, and by its own words: the BBC tells of everywhere."""
    abroad = mention.kind == "outlet" and "state" not in mention.tags
    of_state = mention.sector != "IGO" and mention.kind != "organisation" and not abroad
    return mention.country is not None and of_state and not mention.resolved


def _most(counts: Mapping[str | None, int], sides: Collection[str | None]) -> str | None:
    """The country that weighs far more than any other, those on the other `sides` above all."""
    ranked = sorted(counts.items(), key=itemgetter(1), reverse=True)
    (home, most), *others = ranked[:2] or [(None, 0)]
    if most < _OFTEN:
        return None
    return home if all(most > (_FARTHER if other in sides else _FAR) * weight for other, weight in others) else None
