"""How a clause hangs on those before it: on a condition, on the "that" of who says it, or on none."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL
from tocsin.coding.syntax.dependents import finite_before, said_by
from tocsin.coding.syntax.speakers import may_speak
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence

CONDITIONS: Final = frozenset({"if", "unless"})
HANGING: Final = CONDITIONS | ADVERBIAL
"""Words that open a clause, whose subject stands right behind them."""


def hang_behind_condition(s: Sentence, groups: list[Group], k: int) -> None:
    """As in "said that, should talks fail, the army would attack": what is said stands behind its condition."""
    condition = groups[k - 1]
    opening = condition.first if condition.inverted or condition.subject is None else condition.subject[0]
    while opening > s.begin and s.lower[opening - 1] in (",", "if", "unless"):
        opening -= 1
    if opening == s.begin or s.lower[opening - 1] != "that":
        return
    for j in range(k - 2, -1, -1):
        if groups[j].head < opening and may_speak(s, groups[j]):
            groups[k].link, groups[k].parent = "that", j
            return


def share_condition(s: Sentence, groups: list[Group], k: int) -> None:
    """As in "If the war drags on and Minsk sends tanks, …": what "and" joins to an opening condition is one too."""
    above = finite_before(groups, k)
    if above < 0 or groups[above].link not in CONDITIONS or groups[k].past != groups[above].past:
        return
    opening = groups[above].subject
    opens = opening is not None and opening[0] - 1 == s.begin
    said = opening is not None and opening[0] - 2 >= s.begin and s.lower[opening[0] - 2] in ("that", ",", "“", '"')
    if opens or said:
        groups[k].link = groups[above].link


def hung_at(s: Sentence, groups: list[Group], k: int) -> tuple[str, int]:
    """How a clause hangs whose subject was named before a relative clause: by the "that" or "if" before it, or by none.

    As in "If the rebels, who hold the road, took the capital, …".
    """
    span = groups[k].subject
    if span is not None and span[0] > s.begin and s.lower[span[0] - 1] in HANGING:
        return s.lower[span[0] - 1], -1
    above = max((j for j in range(k) if span is not None and groups[j].head < span[0]), default=-1)
    if span is None or above < 0:
        return "", -1
    if s.lower[span[0] - 1] == "that":
        return "that", above
    return ("zero", above) if said_by(s, groups[above], span[0]) else ("", -1)


def hung_before(s: Sentence, groups: list[Group], k: int) -> tuple[str, int]:
    """How a clause hangs whose subject is that of the participle `k` within it: by the "that" before it, or by none."""
    span = groups[k].subject
    if span is None or not k:
        return "", -1
    before = s.lower[span[0] - 1] if span[0] > s.begin else ""
    if before == "that":
        return "that", k - 1
    return ("zero", k - 1) if said_by(s, groups[k - 1], span[0]) else ("", -1)


def holder(groups: list[Group], k: int) -> int:
    """The clause whose subject or object participle `k` describes: "a rocket fired from Gaza hit it"; else `k`."""
    span = groups[k].subject
    if groups[k].form != REDUCED or groups[k].parent >= 0 or span is None:
        return k
    for j in range(k + 1, len(groups)):
        subject = groups[j].subject
        if groups[j].form == FINITE and subject is not None and subject[0] <= span[0] < subject[1]:
            return j
    return k - 1 if k and groups[k - 1].head < span[0] else k


def is_embedded(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether clause `k` stands inside a relative clause and says nothing that could follow without "that"."""
    if s.grammar.cues.get(groups[k].lemma) in ("report", "allege") and groups[k].link == "relative":
        return False
    return groups[k].link in ("relative", "what", "how", "why")


def governor(k: int, mark: str) -> int:
    """The clause that a "that", "whether" or "if" clause hangs on: the nearest before it."""
    if mark in ("that", "whether", "how", "why", "what"):
        return k - 1
    return -1
