"""The country that a text plays in: at home there are its police, its courts and the people of whom nobody says more.

"Washington voiced concern. Prosecutors had accused the politician …": a state that only speaks or acts owns its army
and its ministries, but the prosecutors are of the land that the headline and the first sentence tell of.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from operator import attrgetter
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
_STATES: Final = frozenset({"country", "seat", "agency"})
_REACH: Final = 2
"""How many sentences back a place within another country moves the scene."""
_SITES: Final = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "through"})
_ANOTHER: Final = re.compile(r"[,;:—–“”\"]")
"""What another clause begins behind."""
_HEADING: Final = 2
"""What a naming in the headline counts."""
_OFTEN: Final = 3


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
        # A headline of two tells who does it to whom, not where.
        self._homes = _homes(mentions, heading if self._opening else (), course)

    def home(self, mention: ActorMention) -> str | None:
        """The country named more than twice as often as any other up to the end of a mention's item, and often."""
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
        if place is None or place.sentence != mention.sentence or _ANOTHER.search(self._text, mention.end, place.start):
            return None
        return place if preposition_before(self._text, place.start) in _SITES else None

    def _near(self, mention: ActorMention) -> list[Home]:
        """The places that the sentences before a mention, and its own up to it, go to."""
        first = bisect_left(self._places, mention.sentence - _REACH, key=attrgetter("sentence"))
        return self._places[first : bisect_left(self._places, mention.start, key=attrgetter("start"))]


def rooted(mention: ActorMention) -> bool:
    """Whether somebody is of the country that a text is about, if nothing nearer tells: an office, not "his father"."""
    return mention.kind != "person" and not _FROM_ELSEWHERE.search(mention.actor.text)


def only_speaks(mention: ActorMention) -> bool:
    """Whether a naming is of a state that speaks or acts, and tells of nothing within it."""
    return mention.kind in _STATES and not (mention.preposition or mention.modifier)


def _moves(text: str, place: Home) -> bool:
    """Whether a place is where a text goes on, not whence something comes: "a missile fired from Bryansk"."""
    if place.inner:
        return preposition_before(text, place.start) not in _AWAY
    # "In Uganda, police …", not "In separate attacks five US troops …"
    return opens(text, place.start) and _COMMA.match(text, place.start) is not None


_AWAY: Final = frozenset({"from", "to", "toward", "towards", "against", "with"})
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


def _homes(mentions: Sequence[ActorMention], heading: Sequence[ActorMention], course: Course) -> list[str | None]:
    """For each item the country named more than twice as often as any other up to its end, and often."""
    counts = Counter(m.country for m in heading for _ in range(_HEADING) if _counts(m))
    homes: list[str | None] = []
    at = 0
    for end in course.ends:
        before = at
        while at < len(mentions) and mentions[at].start < end:
            if _counts(mentions[at]):
                counts[mentions[at].country] += 1
            at += 1
        homes.append(_most(counts) if at > before or not homes else homes[-1])
    return homes


def _counts(mention: ActorMention) -> bool:
    """Whether a naming is of a country, and by its own words."""
    of_state = mention.sector != "IGO" and mention.kind != "organisation"
    return mention.country is not None and of_state and not mention.resolved


def _most(counts: Counter[str | None]) -> str | None:
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1] else None
