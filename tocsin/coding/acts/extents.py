"""Extents: where the noun phrases begin and end of those who act, and of what is done with them."""

from typing import Final

from tocsin.coding.syntax.subjects import Range, counts
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import ADV, AUXILIARY, COORD, DET, GENITIVE, MARK, NUMBER, PREP, REL, SUBORD, TO, VERB

_MEASURES: Final = frozenset(
    """
    thousands hundreds dozens tens scores millions billions lots number numbers plenty rest half most all some many
    several kinds containers tonnes tons crates boxes shipments loads batches pairs
    """.split()
)
"""What is counted or weighed stands behind their "of"."""


def _reports(s: Sentence, group: Group) -> bool:
    return s.grammar.cues.get(group.lemma) == "report"


def object_end(s: Sentence, group: Group, start: int, stop: int) -> int:
    """Where the object of a verb ends that begins at token `start`, before `stop`."""
    end, genitives = start, 0
    while end < stop:
        f = s.words[end].flags
        if not f & _LINKING:
            end += 1
            continue
        if s.lower[end : end + 3] in _AS_MANY:
            end += 3  # "surrounded as many as 200 troops"
            continue
        if s.lower[end] == "that" and ((end > start and s.flag(end + 1) & AUXILIARY) or _reports(s, group)):
            break  # "shot an elephant that had killed two", "added that forces had come"
        if s.lower[end] == "of" and s.lower[end - 1] not in _MEASURES:
            genitives += 1
            if genitives > 1 or s.lower[end - 1] in _ASPECTS:
                break
        if f & (REL | SUBORD) and not f & (PREP | DET):
            break
        if f & PREP and end + 1 < stop and (s.words[end + 1].flags & NUMBER or s.lower[end + 1] in _COUNTED):
            # "around 400", "at least nine", "around $40 million": a count, no new phrase.
            end += 2
            continue
        if f & PREP and (
            s.lower[end] not in _WITHIN_THINGS or (end > start + 1 and s.lower[end] in ("in", "on", "over"))
        ):
            break
        if f & MARK and s.lower[end] not in (",", "-", '"', "“", "”", "'", "’"):
            break
        end += 1
    return end


_ASPECTS: Final = frozenset(
    """
    range design development manufacture production accuracy speed price cost value quality history study list details
    photo photos photograph photographs picture pictures image images video videos footage film drawing drawings model
    models replica copy copies sound noise memory anniversary location whereabouts name names risk danger dangers lack
    shortage absence existence interception induction test tests trial trials launch launches firing
    """.split()
)
"""What is not the thing that it is "of": whoever releases photos of a missile releases no missile."""
_LINKING: Final = PREP | REL | SUBORD | MARK | ADV | DET
"""What a word must be one of to end an object, or to lead on within it."""
_AS_MANY: Final = (["as", "many", "as"], ["as", "few", "as"], ["as", "much", "as"])
_COUNTED: Final = frozenset({"least", "most", "$", "€", "£", "¥"})
"""Words behind a preposition that leads a count."""
_WITHIN_THINGS: Final = frozenset("of up out off in back down over than about on".split())


def late_object(s: Sentence, start: int, stop: int) -> int:
    """Where an object begins behind a phrase of time, place or manner, else -1: "scrapped in a day two accords".

    A receiver with a name is one too: "delivered to Sudan air defence systems".
    """
    if start >= stop or s.lower[start] not in _SETTING_OFF:
        return -1
    behind = _behind_receiver(s, start, stop)
    if behind > 0 and not s.flag(behind) & _JOINTS:
        return behind
    if s.lower[start] == "to" and behind < 0:
        return -1  # "agreed to a deal"
    for i in range(start + 2, stop):
        opens = s.flag(i) & (DET | NUMBER) and not s.flag(i) & PREP
        if opens and not s.flag(i - 1) & (PREP | DET | COORD | NUMBER | ADV):
            return i
        if s.flag(i) & (MARK | SUBORD | REL | COORD) and not s.flag(i) & PREP:
            return -1
    return -1


def _behind_receiver(s: Sentence, start: int, stop: int) -> int:
    """Where a phrase ends that names somebody right behind its preposition: "to the Kenyan army", else -1."""
    named = s.marks.named
    end = start + 1 + bool(s.flag(start + 1) & DET)
    if end not in named and end + 1 not in named:
        return -1
    end += end not in named
    while end < stop and end in named:
        end += 1
    return end if end < stop else -1


_SETTING_OFF: Final = frozenset(
    "with without in at until from after during within despite amid for under on to".split()
)
_JOINTS: Final = PREP | REL | SUBORD | MARK | COORD | ADV | AUXILIARY | GENITIVE | TO
"""Prepositions whose phrase may stand between a verb and its object."""


def shared_object(s: Sentence, start: int) -> int:
    """Where the object begins that two verbs share: "shut and then reopened its skies"."""
    if start >= s.end or not s.words[start].flags & COORD:
        return start
    i = start + 1
    while i < s.end and s.words[i].flags & ADV and not s.words[i].flags & (PREP | DET):
        i += 1
    return i + 1 if i + 1 < s.end and s.words[i].flags & VERB else start


def head_of(s: Sentence, first: int, last: int) -> Range:
    """A noun phrase without what prepositions other than "of" hang on it: "soldiers from the north" is "soldiers"."""
    for i in range(first + 1, last):
        if s.words[i].flags & PREP and s.lower[i] not in _KEEPING and not counts(s, i) and not _in_term(s, first, i):
            return first, i
    return first, last


def _in_term(s: Sentence, first: int, i: int) -> bool:
    """Whether a preposition stands within a term that begins behind `first`: "a lorry packed with explosives"."""
    classes = s.marks.classes
    return any(size > i - j for j in range(max(first, i - _LONG), i) for size, _ in classes.get(j, ()))


_LONG: Final = 4
"""Tokens of a term before its preposition at most."""
_KEEPING: Final = frozenset({"of", "about", "than", "over", "up"})
