"""What stands around a noun that names an act: "no attack", "fears of an attack", "an attack to begin on Friday"."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, GENITIVE, MARK, NEG, PREP, VERB


def denied(s: Sentence, hit: Hit) -> bool:
    """As in "no attack", "without a shot"."""
    quoted = sum(word in _QUOTES for word in s.lower[max(s.begin, hit.first - 5) : hit.first])
    for i in range(max(s.begin, hit.first - 3 - quoted), hit.first):
        if s.words[i].flags & NEG and not s.words[i].flags & GENITIVE:
            return bool(s.words[i].flags & DET) or s.lower[i] == "without"
    return False


def thought_of(s: Sentence, hit: Hit) -> bool:
    """As in "the possibility of a new offensive", "fears of an attack": it is only thought of."""
    i = hit.first - 1
    while i > s.begin and _within(s, i) and hit.first - i < _PHRASE:
        if s.lower[i] in _POTENTIAL:
            return True
        i -= 1
    return s.lower[i] == "of" and s.lower[i - 1] in _THOUGHTS


def _within(s: Sentence, i: int) -> bool:
    """Whether a token before a noun may be one of its phrase."""
    return s.lower[i] in _QUOTES or not s.words[i].flags & (PREP | MARK | VERB)


_QUOTES: Final = frozenset("\"'“”‘’")


_PHRASE: Final = 6
"""Tokens before a noun among which the preposition stands that leads to it."""
_POTENTIAL: Final = frozenset("potential possible hypothetical prospective would-be feared".split())
_THOUGHTS: Final = frozenset(
    "possibility prospect likelihood chance chances risk risks threat danger fear fears spectre".split()
)


def begins_later(s: Sentence, group: Group, hit: Hit) -> bool:
    """As in "announced an offensive that will begin on Friday", "a raid was ordered and is to start at dawn"."""
    if group.negated or group.lemma not in _ORDERING:
        return False
    for i in range(hit.last, min(hit.last + _OUTLOOK, s.end - 2)):
        if s.lower[i] in _WILL and s.lower[i + 1] in _BEGIN:
            return True
        if s.lower[i] in (";", ".", "but", "if", "unless", "said"):
            return False
    return False


_ORDERING: Final = frozenset("announce order declare plan approve decree unveil promise".split())
_OUTLOOK: Final = 16
"""Tokens behind a noun in which it is told when the act begins."""
_WILL: Final = frozenset({"will", "would", "to", "'ll"})
_BEGIN: Final = frozenset({"begin", "start", "commence", "open", "last"})


def led_by(s: Sentence, hit: Hit) -> str:
    """The preposition that leads to a noun."""
    i = hit.first - 1
    while i > s.begin and _within(s, i):
        i -= 1
    return s.lower[i]


def at_request(s: Sentence, hit: Hit) -> bool:
    """As in "At Washington's request": somebody asked for what the clause tells."""
    return hit.owned and any(s.lower[i] == "at" for i in range(max(s.begin, hit.first - 5), hit.first))


def with_a(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "answered with a call-up and a curfew": the noun is what the subject did."""
    group = groups[hit.clause]
    if s.lower[hit.first - 1] == "with":
        return False
    for i in range(hit.first - 1, group.head, -1):
        if s.lower[i] == "with":
            return i + 1 < s.end and s.lower[i + 1] in ("a", "an", "new", "another", "its", "more")
        if s.words[i].flags & PREP and s.lower[i] != "of":
            return False
    return False
