"""One field of an article, read: its tokens, sentences, times, counts, actors and places, looked up by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tocsin.coding.counts.counted import TimeSpan
from tocsin.coding.counts.quantities import QuantityMention, find_quantities
from tocsin.coding.names.actors import find_actors
from tocsin.coding.names.classes import classes_of, powers_of, tell_fighters
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.naming import Naming
from tocsin.coding.names.owners import ARTICLES
from tocsin.coding.names.places import PlaceMention, find_places
from tocsin.coding.reading import Actor, Span
from tocsin.coding.syntax.verbs import Sentence, classify
from tocsin.coding.text.course import Course
from tocsin.coding.text.grammar import ADV, DET, HAVE, PARTICIPLE, QUOTE, SUBORD, Grammar, Word
from tocsin.coding.text.lexicon import Match
from tocsin.coding.text.marks import Marks, mark
from tocsin.coding.text.sentences import split
from tocsin.coding.text.tokens import Tokens, tokenise
from tocsin.coding.timex.times import TimeMention, find_times
from tocsin.vocabulary import Field

_SIGNATURE: Final = 8
"""Tokens that a headline's colon and whom it cites there take at most."""
_PARTING: Final = frozenset({":", "-", "–", "—", "--"})
_CITED: Final = frozenset(
    """
    report reports source sources official officials police army military ministry minister spokesman media monitor
    monitors witness witnesses analyst analysts expert experts study survey poll state local security intelligence
    """.split()
)
"""Words for those cited who are no names of actors."""
_LONGEST: Final = 250
"""Tokens of a sentence that are read as one: no clause of news is longer."""


@dataclass(slots=True)
class Scene:
    """What one field says, before its events are read."""

    text: str
    field: Field
    published: datetime
    tokens: Tokens
    words: list[Word]
    marks: Marks
    spans: list[tuple[int, int]]
    times: list[TimeMention]
    actors: list[ActorMention]
    quantities: list[QuantityMention]
    places: list[PlaceMention]
    grammar: Grammar
    actor_starts: list[int]
    # How many of each begin before a token:
    actors_before: list[int]
    times_before: list[int]
    quantities_before: list[int]
    places_before: list[int]
    # What the item that is being read belongs to, as far as the article has gone:
    sense: str | None = None
    """The world that the article is of, where it is not that of security."""
    of_security: bool = False
    """Whether the article is of the world of security."""
    accidental: bool = False
    """Whether the article tells of an explosion by accident."""
    of_hacking: bool = False
    """Whether the article tells of attacks on networks and of no force."""
    warlike: bool = False
    """Whether several words of the field are about security by themselves."""

    of_labour: bool = False
    """Whether the field tells of workers and what they are paid."""

    def enter(self, end: int) -> None:
        """Goes as far as token `end`, where an item ends."""
        count = bisect_left(self.marks.strong, end)
        self.warlike = count >= 3 and count * 60 >= end

    def sentences(self) -> list[Sentence]:
        """The sentences in order; one without end is read in pieces, so that cost stays in proportion to length."""
        starts = self.tokens.start
        named = self._named()
        dated = frozenset(bisect_left(starts, mention.timex.start) for mention in self.times)
        found: list[Sentence] = []
        for begin, end in self.spans:
            first, last = bisect_left(starts, begin), bisect_left(starts, end)
            signed = self._signed(first, last) if self.field == "title" else None
            last = last if signed is None else signed[0] - 1
            found.extend(
                Sentence(
                    self.tokens,
                    self.words,
                    self.marks,
                    piece,
                    min(last, piece + _LONGEST),
                    grammar=self.grammar,
                    headline=self.field == "title",
                    sense=self.sense,
                    heads=named,
                    dated=dated,
                    signed=signed,
                )
                for piece in range(first, last, _LONGEST)
            )
        return found

    def _signed(self, first: int, last: int) -> tuple[int, int] | None:
        """The tokens of those whom a headline cites behind its colon or dash, if nothing else stands there."""
        lower = self.tokens.lower
        colon = next((i for i in range(last - 2, max(first, last - _SIGNATURE), -1) if lower[i] in _PARTING), -1)
        if colon < 0:
            return None
        left = set(range(colon + 1, last))
        for mention in self.actors_in(colon + 1, last):
            left.difference_update(range(self.token_at(mention.start), self.token_at(mention.end)))
        told = all(lower[i] in _CITED or lower[i] in ARTICLES for i in left)
        return (colon + 1, last) if told else None

    def _named(self) -> frozenset[int]:
        """The tokens of names of actors, which are no verbs: the "forces" of "Serb forces shell the town"."""
        starts, ends = self.tokens.start, self.tokens.end
        named = ((m.start, m.end) if m.kind == "group" else m.head for m in self.actors if m.kind in _NAMES)
        spans = ((bisect_left(starts, first), bisect_right(ends, last)) for first, last in named)
        return frozenset(i for span in spans for i in range(*span))  # not the "gang" of "gang-raped"

    def actors_in(self, first: int, last: int) -> list[ActorMention]:
        """The actors named within tokens `first` to `last`."""
        return self.actors[self.actors_before[first] : self.actors_before[last]] if first < last else []

    def times_in(self, first: int, last: int) -> list[TimeMention]:
        return self.times[self.times_before[first] : self.times_before[last]] if first < last else []

    def quantities_in(self, first: int, last: int) -> list[QuantityMention]:
        return self.quantities[self.quantities_before[first] : self.quantities_before[last]] if first < last else []

    def places_in(self, first: int, last: int) -> list[PlaceMention]:
        return self.places[self.places_before[first] : self.places_before[last]] if first < last else []

    def span(self, first: int, last: int) -> Span:
        """The quotation of tokens `first` to `last` (exclusive)."""
        begin, end = self.tokens.start[first], self.tokens.end[last - 1]
        return Span(self.field, begin, end, self.text[begin:end])

    def sentence_of(self, i: int) -> int:
        """The number of the sentence of token `i`."""
        return max(0, bisect_right(self.spans, (self.tokens.start[i], 1 << 60)) - 1)

    def token_at(self, position: int) -> int:
        """The index of the token that begins at or after a code point."""
        return bisect_left(self.tokens.start, position)


_SEVERAL: Final = 2
_LABOUR: Final = frozenset(
    """
    union unions unionised workers walkout walkouts picket pickets strikers wage wages pay arrears salaries staff nurses
    teachers doctors drivers dockers machinists employers
    """.split()
)
"""Words of labour; where several stand, a bare strike is one of workers."""


def _counted(starts: list[int], tokens: Tokens) -> list[int]:
    """How many of what begins at `starts` begin before each token, and before the end."""
    counts: list[int] = []
    for number, start in enumerate(starts):
        counts += [number] * (bisect_right(tokens.start, start) - len(counts))
    return counts + [len(starts)] * (len(tokens) + 1 - len(counts))


def look(
    text: str,
    field: Field,
    published: datetime,
    grammar: Grammar,
    matches: list[Match],
    *,
    course: Course,
    heading: Sequence[ActorMention] = (),
    namings: Sequence[Naming] = (),
) -> Scene:
    """Everything that stands in one field, each thing with its place; `matches` as `lexicon.scan` found them.

    `heading` are the actors of the headline above a body, `namings` surnames whose owners are known already.
    """
    spans = split(text)
    times = find_times(text, field, published, spans)
    actors = find_actors(text, field, matches, spans, published, course, heading, namings)
    asked = [TimeSpan(t.timex.start, t.timex.end, t.relation, _day(t.end)) for t in times]
    quantities = find_quantities(text, field, matches, asked)
    places = find_places(text, field, matches, spans)
    tokens = tokenise(text)
    words = classify(tokens, grammar)
    marks = mark(tokens, words, grammar, classes_of(tokens, actors, places), powers_of(tokens, actors))
    tell_fighters(tokens, marks, actors)
    _let_through(tokens, words, times)
    starts = [actor.start for actor in actors]
    return Scene(
        text=text,
        field=field,
        published=published,
        tokens=tokens,
        words=words,
        marks=marks,
        spans=spans,
        times=times,
        actors=actors,
        quantities=quantities,
        places=places,
        grammar=grammar,
        actor_starts=starts,
        actors_before=_counted(starts, tokens),
        times_before=_counted([t.timex.start for t in times], tokens),
        quantities_before=_counted([q.start for q in quantities], tokens),
        places_before=_counted([p.start for p in places], tokens),
        of_labour=len(_LABOUR.intersection(tokens.lower)) >= _SEVERAL,
    )


_NAMES: Final = frozenset({"country", "demonym", "seat", "person", "organisation", "agency", "group", "force", "body"})
_BEFORE_TIMES: Final = frozenset(
    """
        on in at by since during late early from until till before after for over within around about through
        throughout of as
        """.split()
)
_TRANSPARENT: Final = Word(ADV, ())


def _let_through(tokens: Tokens, words: list[Word], times: list[TimeMention]) -> None:
    """Makes times, with the preposition before them, and the marks of quoted fragments as light as adverbs.

    So "spoke on Wednesday with" is "spoke with" to the clauses, and '"strongly condemned" the launch' has its verb.
    """
    starts = tokens.start
    for mention in times:
        first, last = bisect_left(starts, mention.timex.start), bisect_left(starts, mention.timex.end)
        if last < len(words) and (tokens.lower[last] == "'s" or tokens.lower[last - 1].endswith("'s")):
            continue
        if (
            last < len(words)
            and first
            and not words[last].flags
            and words[first - 1].flags & DET
            and mention.timex.end - mention.timex.start < 5
        ):
            continue
        for i in range(first, last):
            words[i] = _TRANSPARENT
        before = first - 1
        if before >= 0 and tokens.lower[before] == "the":
            before -= 1
        if before > 0 and tokens.lower[before - 1 : before + 1] == ["as", "of"]:
            before -= 1  # "as of today"
        if before >= 0 and tokens.lower[before] in _BEFORE_TIMES:
            for i in range(before, first):
                words[i] = _TRANSPARENT
    for i in [i for i, word in enumerate(words) if word.flags & _FADING]:
        if words[i].flags & QUOTE and not _opens_speech(tokens, words, i):
            words[i] = _TRANSPARENT
        if tokens.lower[i] == "once" and tokens.lower[i + 1 : i + 2] in (["again"], ["more"]):
            words[i] = _TRANSPARENT
        if tokens.lower[i] == "since" and i and words[i - 1].flags & HAVE and _participle(words, i + 1):
            words[i] = _TRANSPARENT  # "has since taken his words back"


_FADING: Final = QUOTE | SUBORD
"""What a word must be one of to fade where it stands: a quotation mark, or "since"."""


def _participle(words: list[Word], i: int) -> bool:
    return i < len(words) and any(bits & PARTICIPLE for _, bits in words[i].verbs)


def _opens_speech(tokens: Tokens, words: list[Word], i: int) -> bool:
    """Whether a quotation mark begins or ends whole sentences of speech: a comma, colon or stop stands before it."""
    if not i:
        return True
    before = tokens.lower[i - 1]
    if before in (",", ":", ".", "?", "!", "…", "..."):
        return True
    return tokens.text[tokens.end[i - 1] : tokens.start[i]].count("\n") > 0 or bool(words[i - 1].flags & QUOTE)


def _day(moment: object) -> str | None:
    return None if moment is None else str(moment)[:10]


__all__ = ["Actor", "Scene", "look"]
