"""Who says what a sentence tells, set off between commas: "The shells, Washington said, have been sent"."""

from typing import Final

from tocsin.coding.syntax.nounlike import may_be_noun
from tocsin.coding.syntax.subjects import SPOKEN, Range, noun_phrase
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import Group, Sentence, lemma_of
from tocsin.coding.text.grammar import BASE, CLASSED, COORD, DET, GENITIVE, MARK, TO, VERB

_SPEAKER: Final = 18
"""Tokens before a verb of saying within which its speaker stands with all that describes him."""
_NAME: Final = 4
_BOTH_SIDES: Final = 2
SETTING_OFF: Final = frozenset({",", '"', "”", "’"})
"""Marks behind which it is said who speaks."""


def described_speaker(s: Sentence, groups: list[Group], k: int, left: int, boundary: int) -> Range | None:
    """Who says what stands before, set off as a name and an office: "…, the alliance's chief, Mark Rutte, said"."""
    if not k or s.grammar.cues.get(groups[k].lemma) != "report":
        return None
    commas = [i for i in range(max(left, boundary - _SPEAKER), boundary) if s.lower[i] in SETTING_OFF]
    if len(commas) < _BOTH_SIDES or groups[k - 1].head > commas[-2]:
        return None
    first, second = (commas[-2] + 1, commas[-1]), (commas[-1] + 1, boundary)
    if _is_name(s, first) and _is_office(s, second):
        return first
    return (first[0], boundary) if _is_office(s, first) and _is_name(s, second) else None


def _is_office(s: Sentence, span: Range) -> bool:
    """Whether a stretch begins as what describes somebody: "a spokesman", "NATO's chief"."""
    return span[1] - span[0] > 1 and bool(s.flag(span[0]) & DET or s.flag(span[0] + 1) & GENITIVE)


def _is_name(s: Sentence, span: Range) -> bool:
    """Whether a stretch is one to four words that all begin with a capital."""
    return 0 < span[1] - span[0] <= _NAME and all(s.word[i][0].isupper() for i in range(*span))


def attach_speaker(s: Sentence, group: Group, pending: list[Range], *, left: int, boundary: int) -> None:
    """As in "…, which, a spokesman said, would lead to war": the speaker is set off within the relative clause."""
    waiting = noun_phrase(s, left, boundary)
    if waiting is not None:
        pending.append(waiting)
    group.subject, group.link = noun_phrase(s, boundary + 2, group.first), ","


def may_speak(s: Sentence, group: Group) -> bool:
    """Whether a verb may be one of saying: "said", "alleged", "went on"."""
    return s.grammar.cues.get(group.lemma) in ("report", "allege") or group.lemma in SPOKEN


def before_speaker(s: Sentence, left: int, right: int) -> tuple[int, str]:
    """The comma before the speaker of "The shells, Washington said, …"; (-1, "") where speakers are listed."""
    for i in range(right - 2, left, -1):
        if s.lower[i] == ",":
            return i, ","
        if s.words[i].flags & COORD:
            break
    return -1, ""


def both_say(s: Sentence, i: int) -> bool:
    """As in "An officer and a mayor say rebels …", "The king and his aide warn that …": two who open the sentence."""
    if i - s.begin > _LONG or may_be_noun(s, i) or not speaks(s, lemma_of(s, i, BASE)):
        return False
    before = range(s.begin + 1, i)
    alone = (j for j in before if s.flag(j) & VERB and not s.flag(j) & CLASSED and j not in s.heads)
    return "and" in s.lower[s.begin + 1 : i] and not any(s.flag(j) & (MARK | TO) for j in before) and not any(alone)


_LONG: Final = 14
"""Tokens in which two who speak are named, with where they are."""
