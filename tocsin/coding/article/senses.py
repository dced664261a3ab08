"""The world that a text is of: sport, business, culture … or security. There the same words are other acts.

Each word and phrase of `senses.yaml` speaks for its worlds. A world takes a text over where it outweighs security, and
an act where it does so once the words of the act's own sentence count three times, those of the text so far once.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from tocsin.coding.names.rolelike import is_crowd
from tocsin.coding.scene import Scene
from tocsin.coding.text.grammar import Grammar
from tocsin.coding.text.marks import stands
from tocsin.vocabulary import Field

SECURITY: Final = "security"
_RELIEF: Final = "relief"
"""No world by itself: the words of security that are of disasters as well, where they weigh against none."""
_CULTURE: Final = "culture"
_HISTORY: Final = "history"
_OF_RELIEF: Final = frozenset({"weather"})

_LEAST: Final = 3
_LEAST_SHORT: Final = 2
_SHORT: Final = 60
"""Tokens: a headline with a sentence or two shows its world in fewer words."""


class Senses:
    """Where the words of each world stand in the fields of one article, as far as it has been read."""

    def __init__(self, fields: Mapping[Field, Scene], grammar: Grammar) -> None:
        self._found = {
            field: sorted((*_words(scene, grammar), *_years(scene)), key=itemgetter(0))
            for field, scene in fields.items()
        }
        self._starts = {field: [at for at, _, _ in found] for field, found in self._found.items()}
        self._heard: dict[Field, int] = dict.fromkeys(fields, 0)
        self._lengths: dict[Field, int] = dict.fromkeys(fields, 0)
        self._known: set[tuple[str, str]] = set()
        self._whole: dict[str, int] = {}
        self._least = _LEAST_SHORT
        self.text: str | None = None
        """The world of the text so far; None where it is security, or none."""
        self.secure = False
        """Whether the text so far is of security."""

    def head(self, words: Sequence[str]) -> None:
        """Takes in what the words of a title say of the whole text: "Book review: the last war", "dies aged 91"."""
        sense = _rubric(words)
        if sense is not None:
            self._whole[sense] = _DECIDED

    def hear(self, field: Field, end: int) -> None:
        """Takes in the words of a field before token `end`, where an item ends."""
        stop = bisect_left(self._starts[field], end)
        for _, sense, word in self._found[field][self._heard[field] : stop]:
            if (sense, word) not in self._known:
                self._known.add((sense, word))
                self._whole[sense] = self._whole.get(sense, 0) + 1
        self._heard[field] = max(stop, self._heard[field])
        self._lengths[field] = max(end, self._lengths[field])
        length = sum(self._lengths.values())
        self._least = _LEAST_SHORT if length < _SHORT else _LEAST + length // 250
        self.text = _heaviest(self._whole, self._least, relieved=True)
        self.secure = self._whole.get(SECURITY, 0) >= self._least and self.text is None

    @property
    def of_disaster(self) -> bool:
        """Whether the text so far tells of a storm, a flood or a fire, and of nothing that is of security alone."""
        security = self._whole.get(SECURITY, 0) - self._whole.get(_RELIEF, 0)
        return any(self._whole.get(sense, 0) > max(security, 0) for sense in _OF_RELIEF)

    def of(self, field: Field, first: int, last: int) -> str | None:
        """The world of what tokens `first` to `last` tell; None where it is security, or none."""
        starts, found = self._starts[field], self._found[field]
        near = {found[i][1:] for i in range(bisect_left(starts, first), bisect_left(starts, last))}
        if not near:
            return self.text
        weights = dict(self._whole)
        for sense, _ in near:
            weights[sense] += 2
        return _heaviest(weights, self._least, relieved=self.text in _OF_RELIEF)


def _rubric(words: Sequence[str]) -> str | None:
    """The world of which a title by itself tells that its text is: reviews, obituaries."""
    colon = next((i for i, word in enumerate(words[: _RUBRIC + 1]) if word in _SETTING_OFF), 0)
    if colon and words[colon - 1] in _RUBRICS:
        return _RUBRICS[words[colon - 1]]
    if words[-1:] and words[-1] in _RUBRICS and words[-2:-1] and words[-2] in _SETTING_OFF | {"-"}:
        return _RUBRICS[words[-1]]  # "Invasion – review"
    if "obituary" in words:
        return "history"  # "The gardener of Caen: obituary of a tank commander"
    for i in range(1, len(words) - 1):
        aged = words[i] in ("at", "aged") and words[i - 1] in _DYING
        if aged and words[i + 1].isdigit() and int(words[i + 1]) >= _OLD:
            return "history"
    return None


_RUBRIC: Final = 3
"""Words that a rubric has at most."""
_SETTING_OFF: Final = frozenset({":", "|", "–", "—"})
_RUBRICS: Final = {
    **dict.fromkeys(("review", "reviews"), "culture"),
    **dict.fromkeys(("obituary", "obituaries", "obit"), "history"),
}
_DYING: Final = frozenset({"dies", "died", "dead"})
_OLD: Final = 60
"""Years at which soldiers are not killed."""
_DECIDED: Final = 1000
"""What a rubric weighs: more than all words of a text."""


def _heaviest(weights: Mapping[str, int], least: int, *, relieved: bool) -> str | None:
    """The world that outweighs security, if one does; `relieved`: the words of relief weigh against no disaster."""
    others = [sense for sense in weights if sense not in (SECURITY, _RELIEF)]
    if not others:
        return None
    if _CULTURE in others and _HISTORY in others:
        weights = {**weights, _HISTORY: weights[_HISTORY] + weights[_CULTURE]}  # museums and memoirs tell of old wars
    sense = max(sorted(others), key=weights.__getitem__)
    security = weights.get(SECURITY, 0)
    against = security - weights.get(_RELIEF, 0) if relieved and sense in _OF_RELIEF else security
    return sense if weights[sense] >= (least if security else _LEAST_SHORT) and weights[sense] > against else None


def _words(scene: Scene, grammar: Grammar) -> Iterator[tuple[int, str, str]]:
    """(token, world, word or phrase) of all that speaks for a world, in the order of the text."""
    words, phrases, tokens = grammar.sense_words, grammar.sense_phrases, scene.tokens
    lower = tokens.lower
    borrowed = scene.marks.borrowed
    within: dict[int, set[str]] = {}  # token → the worlds of the phrases that it stands in
    for at in scene.marks.senses:
        word = lower[at]
        behind = phrases[word].get(lower[at + 1], ()) if word in phrases and at + 1 < len(lower) else ()
        here = [one for one in behind if stands(lower, at, one[0])]
        for parts, sense in here:
            for part in range(at, at + len(parts)):
                within.setdefault(part, set()).add(sense)
        of_phrase = within.get(at)
        for sense in words.get(word, ()) if not at or (lower[at - 1], word) not in _NAMED else ():
            if of_phrase is not None and sense not in of_phrase:
                continue  # "riot" in "prison riot" speaks for what the phrase does
            if sense != SECURITY or not (at in borrowed or is_crowd(tokens.text, tokens.start[at], tokens.end[at])):
                yield at, sense, word
        for parts, sense in here:
            yield at, sense, " ".join(parts)


def _years(scene: Scene) -> Iterator[tuple[int, str, str]]:
    """The years long past that are named: they speak for history as its words do."""
    for mention in scene.times:
        if mention.start is not None and mention.precision in _DATED:
            year = mention.start.year
            if scene.published.year - year >= _LONG and mention.relation in ("at", "during"):
                yield scene.token_at(mention.timex.start), _HISTORY, str(year)


_LONG: Final = 30
_DATED: Final = frozenset({"day", "month", "quarter", "year"})
_TEAMS: Final = """
    escort rescue security medical negotiating negotiation inspection search investigation investigating forensic
    response disposal advance survey film reconnaissance assault sniper mediation monitoring patrol peace task aid
    """.split()
_NAMED: Final = frozenset({("west", "bank"), *((kind, "team") for kind in _TEAMS)})
"""Names of which a word by itself would speak for another world."""
