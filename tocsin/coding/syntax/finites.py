"""Clauses with a finite verb: where the subject stands, and on which clause they hang."""

from typing import Final

from tocsin.coding.syntax.boundaries import boundary_between
from tocsin.coding.syntax.contacts import contact
from tocsin.coding.syntax.dependents import attach_relative, finite_before
from tocsin.coding.syntax.hanging import governor, hung_at
from tocsin.coding.syntax.sharing import joins_passive
from tocsin.coding.syntax.speakers import attach_speaker, before_speaker, may_speak
from tocsin.coding.syntax.subjectless import attach_without
from tocsin.coding.syntax.subjects import Range, noun_phrase
from tocsin.coding.syntax.surroundings import CHARGING, TO_SOMEBODY, is_plural, object_follows, speaks
from tocsin.coding.syntax.valency import intransitive
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.syntax.waiting import TOLD, behind_clause, behind_pronoun, set_off, waiting, waits_before
from tocsin.coding.text.grammar import CLASSED, COORD, DET, MARK, PREP, SUBJECT_PRON


def attach_finite(s: Sentence, groups: list[Group], k: int, pending: list[Range], left: int) -> None:
    """Finds what a clause with a tense of its own opens with, and its subject."""
    group = groups[k]
    boundary, mark = boundary_between(s, left, group.first)
    if boundary < 0 and s.flag(group.head + 1) & MARK and speaks(s, group.lemma):
        boundary, mark = before_speaker(s, left, group.first)
    start = boundary + 1 if boundary >= 0 else left
    if _relative(s, groups, k, mark, left=left, boundary=boundary):
        if s.lower[boundary + 1] == "," and s.flag(group.head + 1) & MARK and speaks(s, group.lemma):
            attach_speaker(s, group, pending, left=left, boundary=boundary)
        else:
            attach_relative(s, groups, k, pending, left=left, boundary=boundary, start=start)
        return
    if _in_contact(s, groups, k, pending, start):
        return
    unparted = boundary < 0 and k > 0
    if unparted and (behind_pronoun(s, groups, k, left) or waits_before(s, groups, k)):
        return
    set_off(s, groups, k, mark, left=left, boundary=boundary, pending=pending)
    group.link = mark
    group.parent = governor(k, mark)
    if unparted and behind_clause(s, groups, k, pending, left):
        return
    span = noun_phrase(s, start, group.first)
    if span is not None:
        _attach_subject(s, groups, k, pending, span, left=left, boundary=boundary)
        return
    after_time = unparted and groups[k - 1].link == "relative" and not s.flag(group.first - 1) & COORD
    if (mark in (",", ")", "—", "–", '"', "”") or after_time) and pending:
        group.subject = waiting(s, pending, mark)
        group.link, group.parent = hung_at(s, groups, k)
        return
    attach_without(s, groups, k, pending, left=left, boundary=boundary, mark=mark)


def _in_contact(s: Sentence, groups: list[Group], k: int, pending: list[Range], start: int) -> bool:
    """Hangs a verb on the noun before its subject, as in "the airfield the rebels took"; whether it is such a one."""
    group = groups[k]
    told = k > 0 and speaks(s, groups[k - 1].lemma) and not s.flag(start) & DET  # "told the envoys the army fired"
    if group.passive or told or intransitive(s, group.head):
        return False
    at = contact(s, group.first, group.head)
    if at <= start:
        return False
    attach_relative(s, groups, k, pending, left=start, boundary=at, start=at)
    return True


def _relative(s: Sentence, groups: list[Group], k: int, mark: str, *, left: int, boundary: int) -> bool:
    """Whether the word that opens a clause makes it one that describes the noun before."""
    if mark != "that":
        return mark in ("who", "which", "whom", "whose")
    if boundary <= left:
        return False
    start, first = boundary + 1, groups[k].first
    if k == 0 or (start == first and not _reports(s, groups, k)):
        return True
    return start < first and _object_that(s, groups, k, boundary)


def _attach_subject(
    s: Sentence, groups: list[Group], k: int, pending: list[Range], span: Range, *, left: int, boundary: int
) -> None:
    """Gives a clause the noun phrase before its verb, and hangs it on what stands before that."""
    group = groups[k]
    if group.link == "," and s.flag(group.head + 1) & MARK and may_speak(s, group):
        # "The shells, Washington said, have been sent": what stood before the comma waits for its verb.
        opening = max((i + 1 for i in range(left, boundary) if s.lower[i] == ";"), default=left)
        waiting = None
        if opening > left or not any(g.form == FINITE for g in groups[:k]):
            waiting = noun_phrase(s, opening, boundary)
        if waiting is not None and k and groups[k - 1].link == "reduced" and groups[k - 1].subject is not None:
            waiting = groups[k - 1].subject
        if waiting is not None and s.lower[group.head + 1 : group.head + 2] == [","]:
            pending.append(waiting)
    group.subject = span
    above = finite_before(groups, k) if group.link == "and" else -1
    if above >= 0 and joins_passive(s, groups[above], group):
        group.passive, group.perfect, group.parent = True, groups[above].perfect, groups[above].parent
    says = k > 0 and (speaks(s, groups[k - 1].lemma) or groups[k - 1].lemma == "deny")
    told = boundary < 0 and says and groups[k - 1].form == FINITE
    if boundary < 0 and k and (span[0] == left or told) and not groups[k - 1].passive:
        opened = groups[k - 1].subject
        if opened is not None and s.lower[opened[0]] in ("whoever", "whatever", "whichever"):
            # "Whoever lands there will be shot": that whole clause is the subject.
            group.subject, group.link = opened, ""
            return
        # No boundary: "said Russia attacked", or "the troops sent to Kursk attacked".
        if s.lower[span[0]] in TOLD and (s.flag(span[0] + 1) & DET or s.word[span[0] + 1][0].isupper()):
            group.subject = (span[0] + 1, span[1])  # "dismissed claims the army had fired"
        group.link = "zero"
        group.parent = k - 1
        if groups[k - 1].lemma in TO_SOMEBODY:
            group.subject = _behind_hearers(s, *group.subject)
        if s.flag(left) & PREP and pending:
            group.subject = pending.pop()
        elif (report := _report_before(s, groups, k - 1)) is not None:
            group.subject, group.parent = report, groups[k - 1].parent


def _behind_hearers(s: Sentence, start: int, end: int) -> Range:
    """A subject without those who are told of it: "told reporters Kenya had …", "told Reuters gunmen had …"."""
    outlet = start + bool(s.flag(start) & DET)
    if s.marks.named.get(outlet) == "media" and s.word[outlet][0].isupper():
        behind = next((i for i in range(outlet + 1, end) if not s.word[i][0].isupper()), end)
        behind += 2 * (s.lower[behind] == "on" and behind + 1 in s.dated)  # "told Reuters on Monday rebels had …"
        return (behind, end) if behind < end else (start, end)
    for i in range(start + 1, end):
        opens = s.flag(i) & (DET | SUBJECT_PRON) or s.word[i][0].isupper()
        if s.flag(i) & (PREP | MARK | COORD) and not s.flag(i) & DET:
            return start, end
        if opens and s.word[i - 1].islower() and (is_plural(s.lower[i - 1]) or i - 1 in s.marks.named):
            return i, end
    return start, end


def _report_before(s: Sentence, groups: list[Group], k: int) -> Range | None:
    """The report that clause `k` tells, where somebody says what it is worth: "says claims that it fired are false"."""
    group = groups[k]
    that = group.subject[0] - 1 if group.subject is not None else s.begin
    if group.link != "that" or group.parent < 0 or s.lower[that] != "that":
        return None
    said = groups[group.parent].head
    if said >= that - 1 or "report" not in s.grammar.classes.get(s.lower[that - 1], ()):
        return None
    return noun_phrase(s, said + 1, that) if speaks(s, groups[group.parent].lemma) else None


def _object_that(s: Sentence, groups: list[Group], k: int, boundary: int) -> bool:
    """As in "the accord that Tripoli and Ankara signed in November": the noun before "that" is the verb's object."""
    group, above = groups[k], groups[k - 1]
    lone = group.lemma not in s.grammar.bare_verbs
    return (
        group.form == FINITE
        and not group.passive
        and boundary - 1 > above.head
        and (bool(s.flag(boundary - 1) & CLASSED) or boundary - 1 in s.marks.phrased)
        and above.lemma not in TO_SOMEBODY
        and (group.lemma in CHARGING or CLAIMS.isdisjoint(_named_at(s, boundary - 1)))
        and (lone or group.lemma in _STAGING)
        and not object_follows(s, group.head + 1)
    )


def _named_at(s: Sentence, i: int) -> tuple[str, ...]:
    """The classes of the phrase that ends at token `i`, else of the word alone."""
    for j in range(i - 1, max(s.begin, i - _WORDS) - 1, -1):
        for length, names in s.marks.classes.get(j, ()):
            if j + length == i + 1:
                return names
    return s.grammar.classes.get(s.lower[i], ())


_WORDS: Final = 3
"""Words before the last of a phrase."""
_STAGING: Final = frozenset({"start", "begin", "open", "launch", "stage", "hold", "run", "plan"})
"""Verbs of which what is done is the object, though they may do without: "the war games that they start on Friday"."""
CLAIMS: Final = frozenset({"report", "evidence", "publication", "displeasure", "threats", "people", "intelligence"})
"""Classes of nouns whose "that" says what they are about: "reports that the army fired"."""


def _reports(s: Sentence, groups: list[Group], k: int) -> bool:
    if not k:
        return False
    before = groups[k - 1]
    return before.lemma in s.grammar.cues and before.head + 1 == groups[k].first - 1
