"""Subjects: the noun phrases of a sentence that clauses have for their subjects."""

from itertools import pairwise
from typing import Final

from tocsin.coding.syntax.verbs import FINITE, Group, Sentence, is_demonym
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import ADV, COORD, DET, MARK, NUMBER, PREP, QUOTE, REL, SUBORD, TO, VERB

Range = tuple[int, int]
SPOKEN: Final = frozenset(
    "warn caution complain claim allege confirm threaten vow pledge promise acknowledge insist fear believe".split()
)
"""Verbs that are acts of words or of the mind, and as often only say who speaks."""


def noun_phrase(s: Sentence, start: int, end: int) -> Range | None:
    """The noun phrase in a stretch, without outer marks and what an adverb or a preposition leads in with."""
    while start < end and s.words[start].flags & (MARK | COORD | ADV) and not s.words[start].flags & (DET | PREP):
        start += 1
    while start < end and s.words[end - 1].flags & (MARK | COORD) | (
        s.words[end - 1].flags & ADV
        and s.words[end - 1].flags & ~ADV == 0
        and not (end - 2 >= start and s.lower[end - 2] == "the")  # "the first is to be handed over"
    ):
        end -= 1
    if (
        start < end
        and (s.words[start].flags & (PREP | TO | SUBORD) or s.lower[start] == "according")
        and not s.words[start].flags & (DET | REL)
        and not counts(s, start)
    ):
        comma = _end_of_lead(s, start, end)
        if comma < 0 and (behind := _behind_place(s, start, end)) > 0:
            return behind, end
        if comma < 0:
            # "At Washington's request the council meets": the phrase that a new article opens is the subject.
            for j in range(start + 2, end):
                if s.lower[j] in ("the", "a", "an") and not s.flag(j - 1) & (PREP | DET | COORD):
                    return j, end
            if s.begin < start:
                return start, end
            # "In a nearby square clashes rage": where the phrase ends and the subject begins is not told.
            return (start + 1, end) if end - start > _PHRASE else None
        return noun_phrase(s, comma + 1, end)
    behind = _when(s, start, end)
    if behind > start:
        return noun_phrase(s, behind, end)
    return (start, end) if start < end else None


def _behind_place(s: Sentence, start: int, end: int) -> int:
    """Where the subject begins right behind a place that leads in: "In Addis Ababa stones were thrown"; or -1."""
    if s.lower[start] not in _WHERE:
        return -1
    i = start + 1
    while i < end and s.word[i][0].isupper():
        i += 1
    if i >= end or s.flag(i) & _JOINTS or is_demonym(s, i - 1) or not s.word[i][0].islower():
        return -1
    return i if any(j in s.marks.named for j in range(start + 1, i)) else -1


_WHERE: Final = frozenset({"in", "at", "near", "outside"})
_JOINTS: Final = COORD | MARK | PREP | ADV


def _end_of_lead(s: Sentence, start: int, end: int) -> int:
    """The comma behind a phrase of place or time that leads in, with the list in it: "In A, B and C, …"; or -1."""
    commas = [i for i in range(start, end) if s.lower[i] == ","]
    if not commas:
        return -1
    if start + 1 not in s.dated and s.word[start + 1][:1].isupper():
        for begin, comma in pairwise(commas):
            joined = any(s.flag(i) & COORD for i in range(begin, comma))
            named = s.word[comma - 1][0].isupper() and comma - start <= _NAMED * (len(commas) + 1)
            if joined and named and not s.flag(comma + 1) & (DET | PREP | REL):
                return comma
    return commas[0]


_NAMED: Final = 4
"""Tokens of one of several named places, with its comma."""


def _when(s: Sentence, start: int, end: int) -> int:
    """Where a phrase ends that only tells when, set off in front: "Hours before the air strikes, gunmen …"; or -1."""
    i = start
    while i < min(end, start + _LEAD) and (s.lower[i] in SPELLS or s.words[i].flags & (NUMBER | ADV)):
        i += 1
    if i == start or i >= end or s.lower[i] not in ("before", "after") or s.lower[i - 1] not in SPELLS:
        return -1
    return next((j + 1 for j in range(i, end) if s.lower[j] == ","), -1)


_LEAD: Final = 5
SPELLS: Final = frozenset(
    "a an few several minute minutes hour hours day days week weeks month months year years moments morning night "
    "evening".split()
)
_PHRASE: Final = 2
"""Words of a phrase of place or time: behind more of them stands something else."""


def counts(s: Sentence, i: int) -> bool:
    """Whether a preposition at `i` only shades a number: "at least 3,000 soldiers", "up to nine", "around 40"."""
    if s.lower[i] not in _SHADING:
        return False
    return any(s.flag(j) & NUMBER or s.lower[j] in ("least", "most") for j in range(i + 1, min(i + 3, s.end)))


_SHADING: Final = frozenset(
    {"at", "up", "about", "around", "over", "under", "between", "near", "close", "above", "some"}
)


def says_that(s: Sentence, j: int) -> bool:
    """As in "said on Wednesday that troops sent to Kursk had fought": the "that" of what is said describes no noun."""
    if j - 1 < s.begin:
        return True
    before = s.lower[j - 1]
    said = before in DAYS or before in _PERIODS or any(s.grammar.cues.get(lemma) for lemma, _ in s.words[j - 1].verbs)
    return said or _told_somebody(s, j)


def _told_somebody(s: Sentence, j: int) -> bool:
    """As in "warned the drivers that any lorry caught on the road would be burned": whom, and then what, is told."""
    for i in range(j - 1, max(s.begin, j - _ADDRESSEE), -1):
        f = s.words[i].flags
        if f & VERB and any(lemma in _ADDRESSING or lemma in _MOVING for lemma, _ in s.words[i].verbs):
            return True
        if f & (MARK | SUBORD | REL | PREP) and s.lower[i] not in ("of", "in"):
            return False
    return False


_ADDRESSEE: Final = 7
"""Tokens that those to whom something is said have at most."""
_MOVING: Final = frozenset({"warn", "convince", "persuade"})
"""Verbs that say something to somebody, besides those that only tell."""


_PERIODS: Final = frozenset({"week", "month", "year"})


def last_phrase(s: Sentence, start: int, end: int) -> Range | None:
    """The noun phrase that ends at `end`: what a participle behind it describes."""
    i = end - 1
    begin = start + (s.lower[start] == "that" and (says_that(s, start) or bool(s.flag(start + 1) & DET)))
    while i > start:
        f = s.words[i].flags
        w = s.lower[i]
        opens = w == "that" and (says_that(s, i) or bool(s.flag(i + 1) & DET))  # "warned drivers that any lorry caught"
        if (f & (MARK | SUBORD | REL) and not f & (PREP | DET)) or w == "," or opens:
            begin = i + 1
            break
        if f & PREP and w not in ("of", "from", "'s", "than", "about") and not f & ADV:
            begin = i + 1
            break
        if w in ("a", "an", "the") and s.word[i - 1][0].isupper() and not s.headline:
            begin = i  # "told Radio Okapi a truck loaded with shells had come"
            break
        i -= 1
    return noun_phrase(s, begin, end) or noun_phrase(s, start, end)


def late_subject(s: Sentence, groups: list[Group], k: int) -> Range | None:
    """'"…," said the general': the subject behind a verb of saying; "said he would pay" has none there."""
    group = groups[k]
    cited = s.grammar.cues.get(group.lemma) in ("report", "allege") or _warns_within(s, groups, k)
    if not cited or group.form != FINITE or group.passive:
        return None
    if group.first < group.head or group.lemma in _ADDRESSING:
        return None  # "is to brief NATO", "…, told reporters"
    start = group.head + 1
    end = start
    while end < s.end and not s.words[end].flags & (MARK | SUBORD | REL | TO):
        end += 1
    if k + 1 < len(groups) and groups[k + 1].first < end and groups[k + 1].form == FINITE:
        return None
    return noun_phrase(s, start, end)


def _warns_within(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "If they attack, warned the general, we will answer", '"Leave," warned the general'."""
    group = groups[k]
    if group.lemma not in SPOKEN or group.first - 1 <= s.begin:
        return False
    behind_quote = bool((s.flag(group.first - 1) | s.flag(group.first - 2)) & QUOTE)
    opened = k == 1 and groups[0].link in ("if", "unless") and s.lower[group.first - 1] == ","
    return behind_quote or opened


_ADDRESSING: Final = frozenset({"tell", "inform", "assure", "remind", "notify"})
"""Verbs of saying behind which those stand to whom it is said, never who says it."""


def subject_of(groups: list[Group], k: int) -> Range | None:
    """The subject's tokens, through the clauses from which it is shared."""
    seen = 0
    while groups[k].subject is None and groups[k].inherits >= 0 and seen < 12:
        k = groups[k].inherits
        seen += 1
    return groups[k].subject
