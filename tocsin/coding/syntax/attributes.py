"""Attributes: forms in -ed that only describe a noun: "freed jailed activists", "the disputed border"."""

from typing import Final

from tocsin.coding.syntax.lookahead import later_finite
from tocsin.coding.syntax.surroundings import NO_NOUN, PARTICLES, TO_SOMEBODY, is_adjective, is_plural, speaks
from tocsin.coding.syntax.verbs import Sentence, is_demonym, lemma_of
from tocsin.coding.text.grammar import (
    ADV,
    BE,
    CLASSED,
    DET,
    HAVE,
    MARK,
    MODAL,
    NUMBER,
    PAST,
    PREP,
    PRON,
    QUOTE,
    REL,
    SUBORD,
    VERB,
)


def between_adjective_and_noun(s: Sentence, i: int, previous: str, follow: int) -> bool:
    """As in "imposed new targeted sanctions": a participle that only describes, behind an adjective."""
    if previous in _NEWS:
        return i + 1 < s.end and s.lower[i + 1].endswith("s") and not follow & (DET | PREP | PRON)
    return is_adjective(previous) and follow == 0


_NEWS: Final = frozenset({"new", "fresh", "further", "additional", "more"})
_NO_NOUN: Final = NO_NOUN | DET | ADV | PRON | NUMBER


def describes_noun(s: Sentence, i: int, before: int, follow: int, *, behind_verb: bool) -> bool:
    """As in "freed jailed activists", "Imprisoned opposition leader …": a participle between a verb and its noun."""
    if _armed_ones(s, i, before) or _supposed_ones(s, i) or s.lower[i - 1 : i + 1] in _EQUIPPED:
        return True
    if i + 1 >= s.end or (s.word[i + 1][0].isupper() and i > s.begin and not _people(s, i + 1)):
        return False
    if follow & _NO_NOUN:
        return False
    if s.lower[i - 1] == "that" and _says_that(s, i - 1):
        return _of_several(s, i + 1) and later_finite(s, i + 1)
    if i > s.begin and before & (MARK | SUBORD) and not before & (QUOTE | REL):
        # "…, armed men carried off", "after jailed officers fled": an adjective where a verb for its noun follows; not
        # "…, said rebels fled".
        return s.lower[i] not in SAID and _of_several(s, i + 1) and later_finite(s, i + 1)
    if s.lower[i] in SAID and i > s.begin and not behind_verb:
        return False  # "A military source told rebels …": what spells a verb too is a noun before those
    verb = before & VERB and not before & CLASSED and i - 1 not in s.heads and s.words[i - 1].flags & VERB
    if s.lower[i - 1] in _PARTICLES and s.flag(i - 2) & VERB:
        return True  # "carried out repeated drone strikes"
    # "freed jailed activists", but "The Barkhane force opened fire"
    return i == s.begin or (bool(verb) and (behind_verb or i < s.begin + 2 or not s.word[i - 2][0].isupper()))


_EQUIPPED: Final = (["heavily", "armed"], ["lightly", "armed"], ["well", "armed"])
"""How those are described who have arms: "intercepted heavily armed insurgents"."""
_PARTICLES: Final = frozenset({"out", "up"})


def _says_that(s: Sentence, that: int) -> bool:
    """Whether "that" leads to what is said: "said that armed men …", "told the agency that wounded soldiers …"."""
    if s.flag(that - 1) & VERB:
        return speaks(s, lemma_of(s, that - 1, ~0))
    for j in range(that - 2, max(s.begin, that - _HEARER) - 1, -1):
        if s.words[j].flags & (MARK | PREP):
            return False
        if s.words[j].flags & VERB:
            return lemma_of(s, j, PAST) in TO_SOMEBODY
    return False


_HEARER: Final = 5
"""Tokens before a "that" within which stands who tells, and to whom."""


def _armed_ones(s: Sentence, i: int, before: int) -> bool:
    """As in "flushed out armed Sikh militants", "killed masked Kurdish men": between a verb and those of a people."""
    if s.lower[i] not in _LOOKS or i + 2 >= s.end or not s.word[i + 1][0].isupper():
        return False
    if not s.words[i + 2].flags & CLASSED or not is_plural(s.lower[i + 2]):
        return False
    verb = i - 1 - (s.lower[i - 1] in PARTICLES)
    if verb < s.begin or not s.words[verb].flags & VERB or s.words[verb].flags & CLASSED:
        return False
    return verb < i - 1 or not before & PREP


def _supposed_ones(s: Sentence, i: int) -> bool:
    """As in "On Monday suspected ISWAP fighters attacked a village": nobody stands before it who could suspect them."""
    if s.lower[i] not in _SUPPOSED:
        return False
    if s.lower[i - 1] == "," and i > s.begin and _is_apposed(s, i):
        return True
    if not _does_so(s, i):
        return False
    named = range(i + 1, min(i + _NAMED, s.end))
    if not any(s.words[j].flags & CLASSED or s.marks.named.get(j) or is_plural(s.lower[j]) for j in named):
        return False
    j = i - 1
    while j >= s.begin and s.flag(j) & (MARK | NUMBER | ADV):
        j -= 1  # a day counts as an adverb
    if j < s.begin or s.flag(j) & PREP:
        return True
    # "At Geidam suspected fighters …": all before it only tells where and when
    first = next((k for k in range(j, max(s.begin, j - _WHERE) - 1, -1) if s.flag(k) & PREP), -1)
    return first >= 0 and first == s.begin and not any(s.flag(k) & (VERB | CLASSED) for k in range(first, j + 1))


def _does_so(s: Sentence, i: int) -> bool:
    """Whether those who are named behind `i` do something in the same breath."""
    for k in range(i + 2, min(i + _BREATH, s.end)):
        if s.words[k].flags & (MARK | REL):
            return False
        if s.words[k].flags & (HAVE | BE | MODAL) or any(bits & PAST for _, bits in s.words[k].verbs):
            return True
    return False


def _is_apposed(s: Sentence, i: int) -> bool:
    """As in "captured Rojas, alleged finance chief of the clan, in Cali": what he is said to be, up to the comma."""
    if i + 1 >= s.end or s.flag(i + 1) & (_NO_NOUN | MARK | PREP) or s.lower[i + 1] in ("that", "to"):
        return False
    stop = next((k for k in range(i + 1, min(i + _REACH, s.end)) if s.words[k].flags & MARK), -1)
    held = (s.words[k].flags & (HAVE | BE | MODAL) or _tells_past(s, k) for k in range(i + 2, max(stop, i + 2)))
    return stop > 0 and not any(held)


def _tells_past(s: Sentence, k: int) -> bool:
    return any(bits & PAST for _, bits in s.words[k].verbs)


_REACH: Final = 12
_BREATH: Final = 9
"""Tokens behind "suspected" in which it is told what they did."""

_SUPPOSED: Final = frozenset({"suspected", "alleged", "presumed", "supposed"})
_NAMED: Final = 4
"""Tokens behind "suspected" among which those stand whom it describes."""
_WHERE: Final = 5
"""Tokens in which a sentence that opens with a place tells it."""
_LOOKS: Final = frozenset("armed unarmed masked hooded suspected captured jailed wounded exiled displaced".split())
"""What describes people more often than it is done to them behind another verb."""


def _of_several(s: Sentence, i: int) -> bool:
    """Whether a plural noun stands at `i`, or behind an adjective or two: "armed men", "suspected communist rebels"."""
    for j in range(i, min(i + 3, s.end)):
        if s.words[j].flags & _NO_NOUN:
            return False
        if s.word[j].endswith(("s", "en")):
            return True
    return False


def of_sort(s: Sentence, i: int) -> bool:
    """As in "the tense disputed border", "a Burundian armed group": between an article, an adjective and a noun."""
    if s.lower[i] not in _SORTS or i + 1 >= s.end or s.words[i + 1].flags & _NO_NOUN or _arms_others(s, i):
        return False
    ground = not _GROUND.isdisjoint(s.grammar.classes.get(s.lower[i + 1], ()))
    for j in range(i - 1, max(s.begin, i - 4) - 1, -1):
        if s.words[j].flags & DET:
            return j < i - 1
        if s.words[j].flags & _NO_NOUN:
            return False
        if ground:
            continue
        if not (is_adjective(s.lower[j]) or s.word[j][0].isupper()):
            return False
    return False


def _arms_others(s: Sentence, i: int) -> bool:
    """As in "The United States armed Syrian rebels with missiles": a name before, and another people behind."""
    named = s.word[i - 1][0].isupper() and not is_demonym(s, i - 1)
    return named and "-" not in s.word[i - 1] and is_demonym(s, i + 1)


_GROUND: Final = frozenset({"border", "territory"})
_SORTS: Final = frozenset(
    "armed masked hooded disputed contested divided besieged banned outlawed retired uniformed wanted occupied".split()
)


def _people(s: Sentence, i: int) -> bool:
    """Whether those to whom a verb before a participle is done are named at `i`: "freed jailed Syrians"."""
    return s.marks.named.get(i) == "people" and s.lower[i].endswith("s") and not speaks(s, lemma_of(s, i - 2, PAST))


SAID: Final = frozenset(
    """
    said told announced declared added warned insisted acknowledged admitted argued stated vowed
    """.split()
)
