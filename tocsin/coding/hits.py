"""Hits: where an act of the codebook stands in a sentence, as a verb or as a noun, and what it is done with."""

from dataclasses import dataclass
from typing import Final

from tocsin.coding.clauses import Range, subject_of
from tocsin.coding.grammar import (
    ADV,
    COORD,
    DET,
    GENITIVE,
    MARK,
    MODAL,
    NEG,
    NOUNISH,
    NUMBER,
    PREP,
    REL,
    SUBORD,
    TO,
    UNKNOWN,
    Act,
    Pattern,
    Patterns,
)
from tocsin.coding.verbs import Group, Sentence

_GAP: Final = 12


@dataclass(slots=True)
class Hit:
    """One act found: `first` to `last` are the tokens of its trigger, `clause` the verb group that carries it."""

    act: Act
    clause: int
    first: int
    last: int
    noun: bool
    classes: frozenset[str] = frozenset()
    """The classes of the things it is done with or by."""
    light: bool = False
    """A noun that its clause's verb only carries: "launch an attack"."""
    negated: bool = False
    """The spelling that matched holds the negation itself: "not rule out"."""
    lemma: str = ""
    governs: Act | None = None
    governed_lemma: str = ""
    state: bool = False
    """A state of its subject, told in the passive: "is alarmed by"."""
    owned: bool = False
    """For a noun: its doer is named with it ("Russia's attack", "an attack by")."""
    place: str = ""
    """For a noun: "subject", "object" or "oblique" of its clause, or "" outside any."""


def verb_hits(s: Sentence, groups: list[Group]) -> list[Hit]:
    """The acts that the verbs of a sentence are, at most one a verb: the most specific that fits."""
    hits = []
    verbs = s.grammar.verbs if s.sense is None else s.grammar.verbs_within.get(s.sense, s.grammar.verbs)
    for k, group in enumerate(groups):
        hit = None
        if group.passive:
            hit = _best(s, groups, k, s.grammar.states.get(s.lower[group.head]), state=True)
        if hit is None:
            hit = _best(s, groups, k, verbs.get(group.lemma))
        if hit is not None:
            hits.append(hit)
    return hits


def _best(s: Sentence, groups: list[Group], k: int, patterns: Patterns | None, *, state: bool = False) -> Hit | None:
    """The first pattern that fits a verb group; `state`: patterns of "be" behind whose participle it stands."""
    group = groups[k]
    subject: frozenset[str] | None = None
    seen: dict[int, frozenset[str]] = {}
    if patterns is None:
        return None
    at = group.head + 1
    particle = at < s.end and s.lower[at] in _PARTICLES and not _up_to(s, at)
    for pattern in _candidates(patterns, s.lower[group.head + 1 : min(s.end, group.head + 1 + _GAP)]):
        act = pattern.act
        if pattern.negated and not group.negated:
            continue
        if pattern.rest:
            last = _phrase(s, group, pattern)
            if last < 0:
                continue
        elif particle:
            continue
        else:
            last = group.head + 1
        if (act.near or act.not_near) and not _neighbours(s, act):
            continue
        start = -1 if pattern.gap and not group.passive else group.head + 1 if group.passive else last
        things = seen.get(start)
        if things is None:
            if start < 0:
                things = classes_in(s, group.head + 1, min(max(group.stop, last), group.head + 16, s.end))
            else:
                things = _things(s, groups, k, start)
            seen[start] = things
        if act.object and not things & act.object:
            continue
        if act.not_object and things & act.not_object:
            continue
        if act.type in _OF_FORCE and ("lookalikes" in things or _in_idiom(s, group.head)):
            continue
        if act.subject:
            if subject is None:
                subject = _doers(s, groups, k)
            if not subject & act.subject:
                continue
        negated = pattern.negated or not _DENIALS.isdisjoint(pattern.rest)
        hit = Hit(act, k, group.head, last, noun=False, classes=things, negated=negated, lemma=group.lemma)
        hit.state = state
        return hit
    return None


def _candidates(patterns: Patterns, ahead: list[str]) -> tuple[Pattern, ...] | list[Pattern]:
    """The patterns whose first further word may be among those ahead, and the bare ones, in order."""
    keyed = patterns.keyed
    if not keyed:
        return patterns.bare
    keys = {word[:4] for word in ahead} & keyed.keys()
    if not keys:
        return patterns.bare
    found = [pattern for key in keys for pattern in keyed[key]]
    found += patterns.bare
    found.sort(key=_order)
    return found


def _order(pattern: Pattern) -> int:
    return pattern.order


_PARTICLES: Final = frozenset("up down out off away aside apart".split())
"""Words that belong to the verb before them: "brought down" is not "brought"."""


def _neighbours(s: Sentence, act: Act) -> bool:
    """Whether the words that an act wants in its sentence are there, and those that it shuns are not."""
    words = s.joined()
    if act.near and not any(near in words for near in act.near):
        return False
    return not (act.not_near and any(shunned in words for shunned in act.not_near))


def _up_to(s: Sentence, i: int) -> bool:
    """As in "deploy up to 10,000 soldiers": a count, no "deploy up"."""
    return s.lower[i : i + 2] == ["up", "to"] and i + 2 < s.end and bool(s.words[i + 2].flags & (NUMBER | DET))


_FUNCTION: Final = PREP | ADV | MODAL | TO | DET | SUBORD | NEG


def _phrase(s: Sentence, group: Group, pattern: Pattern) -> int:
    """The token behind the last word of a pattern that begins at a group's head, or -1 where it does not fit."""
    at = group.head + 1
    if not pattern.rest:
        return -1 if at < s.end and s.lower[at] in _PARTICLES and not _up_to(s, at) else at
    limit = min(s.end, at + _GAP)
    lower, words = s.lower, s.words
    for n, wanted in enumerate(pattern.rest):
        size = len(wanted)
        found = -1
        for j in range(at, limit):
            word = lower[j]
            if word == wanted or (size > 3 and word[:size] == wanted and len(word) < size + 3):
                found = j
                break
            f = words[j][0]
            if pattern.gap and word == "and" and not s.grammar.words.get(wanted, UNKNOWN).flags & _FUNCTION:
                # "declared martial law and a general mobilisation" are two acts.
                return -1
            if pattern.gap:
                if f & MARK and word not in ('"', "“", "”", "-", "'", "’", ","):
                    return -1
            elif (
                word in _PARTICLES
                or (not f & ADV and not (n and f & DET) and word not in ("the", "a", "an"))
                or j - at > 3
            ):
                return -1
        if found < 0:
            return -1
        at = found + 1
    return at


def classes_in(s: Sentence, first: int, last: int) -> frozenset[str]:
    """The classes of all words and phrases in a stretch."""
    found: set[str] = set()
    known, phrases = s.grammar.classes, s.grammar.phrases
    i = first
    actors = s.actor_classes
    while i < last:
        word = s.lower[i]
        taken = 1
        if i in actors:
            found.add(actors[i])
        if word in phrases:
            for parts, names in phrases[word]:
                if i + len(parts) <= last and tuple(s.lower[i : i + len(parts)]) == parts:
                    found.update(names)
                    taken = len(parts)
                    break
        if taken == 1 and word in known:
            found.update(known[word])
        i += taken
    return frozenset(found)


_MEASURES: Final = frozenset(
    """
    thousands hundreds dozens tens scores millions billions lots number numbers plenty rest half most all some many
    several kinds containers tonnes tons crates boxes shipments loads batches pairs
    """.split()
)
"""What is counted or weighed stands behind their "of"."""


def _things(s: Sentence, groups: list[Group], k: int, start: int) -> frozenset[str]:
    """The classes of what the verb is done to: its object from token `start` on, or its subject where it is passive."""
    group = groups[k]
    if group.passive:
        span = subject_of(groups, k) or group.antecedent
        return classes_in(s, *head_of(s, *span)) if span else frozenset()
    if group.link == "relative" and group.antecedent and group.subject != group.antecedent:
        return classes_in(s, *group.antecedent)
    end = start
    if start < s.end and s.lower[start] == "what":
        # "fired what it called a rocket": the thing is named behind.
        return classes_in(s, start, min(start + 14, s.end))
    stop = min(max(group.stop, start), start + 14, s.end)
    genitives = 0
    while end < stop:
        f = s.words[end].flags
        if s.lower[end] == "of" and s.lower[end - 1] not in _MEASURES:
            genitives += 1
            if genitives > 1:
                break
        if f & (REL | SUBORD) and not f & (PREP | DET):
            break
        if f & PREP and end + 1 < stop and (s.words[end + 1].flags & NUMBER or s.lower[end + 1] in ("least", "most")):
            # "around 400", "at least nine": a count, no new phrase.
            end += 2
            continue
        if f & PREP and s.lower[end] not in _WITHIN_THINGS:
            break
        if end > start + 1 and f & PREP and s.lower[end] in ("in", "on", "over"):
            break
        if f & MARK and s.lower[end] not in (",", "-", '"', "“", "”", "'", "’"):
            break
        end += 1
    found = classes_in(s, start, end)
    if not found and start < s.end and s.lower[start] in ("more", "another", "others", "them"):
        # "Pyongyang is expected to send more": of what was sent last, else of what its own sentence spoke of.
        return s.recent or classes_in(s, s.begin, groups[k].first)
    return found


_WITHIN_THINGS: Final = frozenset("of up out off in back down over than about on".split())


def _doers(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    span = subject_of(groups, k)
    return classes_in(s, *head_of(s, *span)) if span else frozenset()


def head_of(s: Sentence, first: int, last: int) -> Range:
    """A noun phrase without what prepositions other than "of" hang on it: "soldiers from the north" is "soldiers"."""
    for i in range(first, last):
        f = s.words[i].flags
        if (
            i > first
            and f & PREP
            and s.lower[i] not in ("of", "about", "than", "over", "up")
            and not s.flag(i + 1) & NUMBER
        ):
            return first, i
    return first, last


def noun_hits(s: Sentence, groups: list[Group]) -> list[Hit]:
    """The acts that nouns name, with the clause that each stands in."""
    hits = []
    heads = {i for group in groups for i in range(group.first, group.head + 1)}
    nouns, lower = s.grammar.nouns, s.lower
    beyond = s.begin
    for i in [i for i in range(s.begin, s.end) if lower[i] in nouns]:
        if i >= beyond and i not in heads and not _in_idiom(s, i):
            for parts, act in nouns[lower[i]]:
                if tuple(lower[i : i + len(parts)]) != parts or (i + len(parts) - 1) in heads:
                    continue
                if _compound(s, i + len(parts)):
                    break
                classes = classes_in(s, max(s.begin, i - 4), min(s.end, i + len(parts) + 6))
                if act.within is not None and act.within != s.sense:
                    continue
                if not _neighbours(s, act) or (act.object and not act.object & _around(s, i, i + len(parts))):
                    continue
                clause, place = _carrier(s, groups, i)
                hits.append(Hit(act, clause, i, i + len(parts), noun=True, classes=classes, place=place))
                beyond = i + len(parts)
                break
    return hits


_DENIALS: Final = frozenset({"no", "nothing", "not", "never", "none", "nobody"})
_OF_FORCE: Final = frozenset({"ASSAULT", "MOBILIZE", "THREATEN", "COERCE"})
_LONGEST_IDIOM: Final = 7


def _in_idiom(s: Sentence, i: int) -> bool:
    """Whether a word stands in a set phrase of another world: "price war", "heart attack"."""
    idioms, lower = s.grammar.idioms, s.lower
    for first in range(max(s.begin, i - _LONGEST_IDIOM + 1), i + 1):
        for parts in idioms.get(lower[first], ()):
            if first + len(parts) > i and tuple(lower[first : first + len(parts)]) == parts:
                return True
    return False


def _compound(s: Sentence, i: int) -> bool:
    """Whether the noun only describes the next one: "attack helicopter", "talks venue"."""
    if i >= s.end:
        return False
    f = s.words[i].flags
    if f & (PREP | MARK | DET | GENITIVE | COORD | SUBORD | REL | ADV) or f & NOUNISH:
        return False
    word = s.word[i]
    if word[0].isupper() or f or s.lower[i] in s.grammar.words:
        return s.lower[i] in _TAILS
    return word.islower() and not word.endswith(("ed", "ing", "ly"))


_TAILS: Final = frozenset(
    """
    helicopter helicopters room venue table site plan plans programme program policy force forces vessel
    aircraft group
    """.split()
)


def _around(s: Sentence, first: int, last: int) -> frozenset[str]:
    """The classes of what a noun act is done with: the words just before it, and its "of" or "for" phrase."""
    before = classes_in(s, max(s.begin, first - 3), last)
    if last < s.end and s.lower[last] in ("of", "in", "on", "for", "with", "by"):
        return before | classes_in(s, last + 1, min(s.end, last + 9))
    return before


def carrier(s: Sentence, groups: list[Group], i: int) -> int:
    """The clause that token `i` stands in, or -1."""
    return _carrier(s, groups, i)[0]


def _carrier(s: Sentence, groups: list[Group], i: int) -> tuple[int, str]:
    """The clause that token `i` stands in, and whether it is in its subject, object or elsewhere."""
    for k, group in enumerate(groups):
        span = group.subject
        if k and group.link in ("relative", "reduced") and groups[k - 1].head < i:
            # What a relative clause describes belongs to the clause before it, unless that one is its own.
            continue
        if span is not None and not group.late_subject and span[0] <= i < span[1] and group.first > i:
            first, last = head_of(s, *span)
            if s.flag(span[0]) & PREP:
                return k, "oblique"
            return k, "subject" if first <= i < last else "oblique"
    for k in range(len(groups) - 1, -1, -1):
        group = groups[k]
        if group.head < i < group.stop or (group.head < i and k + 1 == len(groups)):
            for j in range(group.head + 1, i):
                f = s.words[j].flags
                if f & PREP and s.lower[j] not in ("of", "up", "out", "off", "back", "down", "than", "about"):
                    return k, "oblique"
            return k, "object"
        if group.head < i:
            return k, "oblique"
    return -1, ""
