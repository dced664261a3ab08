"""Clauses: each verb group with its subject, what it governs, and how it hangs on the clause before it."""

from typing import Final

from tocsin.coding.syntax.dependents import attach_infinitive
from tocsin.coding.syntax.finites import BETWEEN, SAID_WHERE, attach_finite
from tocsin.coding.syntax.groups import find_groups
from tocsin.coding.syntax.hanging import CONDITIONS, hang_behind_condition, share_condition
from tocsin.coding.syntax.intents import for_whom, whose_intent
from tocsin.coding.syntax.participial import attach_participle
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import MARK, PREP, SUBORD


def find_clauses(s: Sentence) -> list[Group]:
    """The verb groups of a sentence with subject, link, parent and extent filled in."""
    groups = find_groups(s)
    pending: list[Range] = []
    for k, group in enumerate(groups):
        _attach(s, groups, k, pending)
        if group.link == "and":
            share_condition(s, groups, k)
        elif k and group.parent < 0 and groups[k - 1].link in CONDITIONS:
            hang_behind_condition(s, groups, k)
        group.stop = s.end
    for k in range(1, len(groups)):
        _take_act_as_subject(s, groups, k)
    _lead_in(s, groups)
    for k in range(1, len(groups)):
        _front(s, groups, k)
    for k, group in enumerate(groups):
        if group.form == INFINITIVE and group.subject is None:
            group.subject = whose_intent(s, groups, k) or for_whom(s, groups, k)
    for group in groups:
        span = group.subject
        told = span is not None and group.form == FINITE and not (group.link == "relative" and group.antecedent == span)
        if told and span is not None and s.lower[span[0]] in ("neither", "none", "nobody"):
            group.negated = True
    for k, group in enumerate(groups[:-1]):
        group.stop = _stop(s, group.head + 1, groups[k + 1])
    return groups


def _take_act_as_subject(s: Sentence, groups: list[Group], k: int) -> None:
    """Makes an act in -ing the subject of what is said of it: "Sending troops there would be folly"."""
    group, act = groups[k], groups[k - 1]
    if act.form != ING or group.form != FINITE or group.link != "zero" or group.parent != k - 1:
        return
    if speaks(s, act.lemma) or act.lemma in s.grammar.cues or "," in s.lower[act.head : group.first]:
        return
    said = groups[act.parent] if act.link == "ing" and act.parent >= 0 else None
    if act.first != s.begin + bool(s.flag(s.begin) & MARK) and (said is None or not speaks(s, said.lemma)):
        return
    group.subject = (act.first, group.first)
    group.link, group.parent = ("zero", act.parent) if said is not None else ("", -1)
    act.link, act.parent, act.inherits = AS_SUBJECT, -1, -1


AS_SUBJECT: Final = "subject"
"""How an act in -ing hangs that is the subject of another clause."""


def _lead_in(s: Sentence, groups: list[Group]) -> None:
    """Gives a participle that opens the sentence the subject behind its comma: "Elected in May, he sent troops".

    So does "After pulling out of Cambodia, Vietnam …".
    """
    if not groups or groups[0].form not in (REDUCED, ING) or groups[0].subject is not None:
        return
    if groups[0].link == AS_SUBJECT:
        return
    doing = groups[0].form == ING
    led = doing and groups[0].first == s.begin + 1 and bool(s.flag(s.begin) & PREP)
    if groups[0].first != s.begin and not led:
        return
    main = next((k for k, g in enumerate(groups) if g.form == FINITE and g.link in ("", ",")), -1)
    span = groups[main].subject if main >= 0 else None
    if not doing or (span is not None and span[0] > groups[0].head and s.lower[span[0] - 1] == ","):
        groups[0].inherits = main


def _front(s: Sentence, groups: list[Group], k: int) -> None:
    """Hangs a clause on who says it behind what opens it: "Iran said that as part of the strikes, it hit two bases"."""
    group = groups[k]
    if group.form != FINITE or group.link != "," or group.parent >= 0 or group.subject is None:
        return
    if s.lower[group.subject[0] - 1] != ",":
        return
    for j in range(k - 1, -1, -1):
        if groups[j].form == FINITE and speaks(s, groups[j].lemma):
            that = next((i for i in range(groups[j].head + 1, group.subject[0]) if s.lower[i] == "that"), -1)
            if 0 < that - groups[j].head <= SAID_WHERE and s.flag(that + 1) & (PREP | SUBORD):
                group.link, group.parent = "that", j
            return
        if groups[j].form == FINITE and groups[j].link not in ("as", "after", "before", "since"):
            return


def _stop(s: Sentence, start: int, following: Group) -> int:
    """Where the complements of a group end: at the word that introduces the next clause, else at its subject."""
    if following.form in (INFINITIVE, ING, REDUCED):
        return following.first
    if following.link == "relative" and following.antecedent and following.antecedent[1] >= start:
        return following.antecedent[1]
    if following.subject and following.subject[0] >= start and not following.late_subject:
        end = following.subject[0]
    else:
        end = following.first
    while end > start and s.flag(end - 1) & BETWEEN:
        end -= 1
    return max(end, start)


def _attach(s: Sentence, groups: list[Group], k: int, pending: list[Range]) -> None:
    group = groups[k]
    left = groups[k - 1].head + 1 if k else s.begin
    if group.form == INFINITIVE:
        attach_infinitive(s, groups, k)
        return
    if group.form in (ING, REDUCED):
        attach_participle(s, groups, k, left, pending)
        return
    if group.inverted:
        group.link = "" if s.lower[group.first] in ("did", "does", "do") else "if"
        group.subject = (group.first + 1, group.head)
        return
    attach_finite(s, groups, k, pending, left)
