"""Clauses with a finite verb: where the subject stands, and on which clause they hang."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL, boundary_between
from tocsin.coding.syntax.contacts import contact
from tocsin.coding.syntax.dependents import attach_relative, finite_before
from tocsin.coding.syntax.hanging import governor, hung_at, hung_before, is_embedded
from tocsin.coding.syntax.intents import INTENTS
from tocsin.coding.syntax.speakers import attach_speaker, before_speaker, may_speak
from tocsin.coding.syntax.subjectless import attach_without, joins_passive
from tocsin.coding.syntax.subjects import Range, last_phrase, noun_phrase, says_that
from tocsin.coding.syntax.surroundings import CHARGING, TO_SOMEBODY, is_plural, object_follows, speaks
from tocsin.coding.syntax.valency import intransitive
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import ADV, CLASSED, COORD, DET, MARK, PREP, REL, SUBJECT_PRON, SUBORD

BETWEEN: Final = COORD | REL | MARK | SUBORD
"""What a word must be one of to stand between two clauses."""


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
    if unparted and (_behind_pronoun(s, groups, k, left) or _waits_before(s, groups, k)):
        return
    _set_off(s, groups, k, mark, left=left, boundary=boundary, pending=pending)
    group.link = mark
    group.parent = governor(k, mark)
    if unparted and _behind_clause(s, groups, k, pending, left):
        return
    span = noun_phrase(s, start, group.first)
    if span is not None:
        _attach_subject(s, groups, k, pending, span, left=left, boundary=boundary)
        return
    after_time = unparted and groups[k - 1].link == "relative" and not s.flag(group.first - 1) & COORD
    if (mark in (",", ")", "—", "–", '"', "”") or after_time) and pending:
        group.subject = _waiting(s, pending, mark)
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


def _waiting(s: Sentence, pending: list[Range], mark: str) -> Range:
    """The subject that waits for its verb, as in "Iran, which arms rebels who fired, denied": the one set off."""
    opened = [n for n, span in enumerate(pending) if s.lower[span[1] : span[1] + 1] == [","]]
    if mark == "," and opened:
        del pending[opened[-1] + 1 :]
    return pending.pop()


def _behind_pronoun(s: Sentence, groups: list[Group], k: int, left: int) -> bool:
    """Whether a verb has its pronoun right before it: "said on Tuesday it had ordered", "weapons it has supplied"."""
    group, pronoun = groups[k], groups[k].first - 1
    if pronoun < left or not s.flag(pronoun) & SUBJECT_PRON or s.lower[pronoun] == "there":
        return False
    at_once = pronoun == left  # "Mali, which denies it has sent troops, …"
    above = groups[k - 1]
    if at_once and not (above.link == "relative" and (above.lemma == "deny" or speaks(s, above.lemma))):
        return False
    group.subject = (pronoun, group.first)
    if at_once or (speaks(s, above.lemma) and (says_that(s, pronoun) or _says_where(s, above.head + 1, pronoun))):
        group.link, group.parent = "zero", k - 1
    elif s.lower[pronoun - 1] in _TOLD:
        group.link, group.parent = "that", k - 1  # "denied reports it had sent troops"
    else:
        group.link, group.antecedent = "relative", last_phrase(s, left, pronoun)
    return True


def _told_to_do(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether no more than what somebody is "sent to do" or "forced to do" stands between him and his verb."""
    doing, told = groups[k - 1], groups[k - 2]
    if doing.form != INFINITIVE or doing.parent != k - 2 or told.form != REDUCED or not told.subject:
        return False
    speaking = speaks(s, doing.lemma) or doing.lemma in s.grammar.cues or s.flag(groups[k].first - 1) & SUBJECT_PRON
    if speaking or any(g.form == FINITE for g in groups[: k - 2]):
        return False
    between = range(doing.head + 1, groups[k].first)
    return not any(s.words[i].flags & BETWEEN and not s.words[i].flags & PREP for i in between)


def _says_where(s: Sentence, start: int, stop: int) -> bool:
    """Whether all that stands between a verb of saying and a pronoun is where it was said: "said on Twitter it had"."""
    if not s.flag(start) & PREP or stop - start > SAID_WHERE:
        return False
    return not any(s.words[i].flags & BETWEEN for i in range(start, stop))


SAID_WHERE: Final = 6
"""Tokens that a place where something is said takes at most."""


def _behind_clause(s: Sentence, groups: list[Group], k: int, pending: list[Range], left: int) -> bool:
    """Gives a verb the subject that was named before the clause between them; whether there is one."""
    group, before = groups[k], groups[k - 1]
    described = before.form in (REDUCED, ING) and before.subject
    if described and not (_fresh(s, left, group.first) and not _takes_object(s, before)):
        # "The soldiers sent to Kursk attacked": what the participle describes is the subject.
        group.subject = before.subject
        group.link, group.parent = hung_before(s, groups, k - 1)
        return True
    if k > 1 and _told_to_do(s, groups, k):
        # "Farmers forced to leave their fields sued": they are whom the participle describes.
        group.subject = groups[k - 2].subject
        group.link, group.parent = hung_before(s, groups, k - 2)
        return True
    if k > 1 and before.lemma == "be" and before.form == INFINITIVE and before.parent == k - 2:
        guise = groups[k - 2]
        if _takes_object(s, guise) and guise.subject:
            group.subject = guise.subject  # "Gunmen pretending to be soldiers attacked"
            return True
    if pending and is_embedded(s, groups, k - 1):
        # "The men who attacked Kyiv fled": the noun before the verb, if any, is the other one's object.
        group.subject = pending.pop()
        group.link, group.parent = hung_at(s, groups, k)
        return True
    return False


def _set_off(
    s: Sentence, groups: list[Group], k: int, mark: str, *, left: int, boundary: int, pending: list[Range]
) -> None:
    """As in "Jets in Syria, where troops are based, struck": who stands before the clause set off waits for a verb."""
    if mark not in ADVERBIAL or boundary <= left or s.lower[boundary - 1] != ",":
        return
    led_in = s.flag(left) & (PREP | SUBORD | ADV) and not s.flag(left) & DET
    if led_in or any(g.form == FINITE for g in groups[:k]):
        return
    waiting = noun_phrase(s, left, boundary - 1)
    if waiting is not None:
        pending.append(waiting)


def _waits_before(s: Sentence, groups: list[Group], k: int) -> bool:
    """Gives a verb the subject that stands before what an infinitive or an -ing tells of it; whether there is one."""
    group, before = groups[k], groups[k - 1]
    if k == 1 and before.form == INFINITIVE and before.subject and not before.modal:
        # "The offensive to retake the town began": what the infinitive tells of is the subject.
        group.subject, before.subject = before.subject, None
        return True
    if k == 1 and _about_doing(s, before):
        # "Talks on sending tanks go on": what they are on is no part of the subject.
        group.subject = noun_phrase(s, s.begin, before.first - 1)
        return group.subject is not None
    if k > 1 and before.form == INFINITIVE and s.lower[before.first - 1] in INTENTS:
        # "said that its plan to send shells had failed": the plan is the subject, what it tells of no part of it.
        opening = groups[k - 2].head + 1
        group.subject = last_phrase(s, opening + (s.lower[opening] == "that"), before.first)
        group.link, group.parent = hung_at(s, groups, k)
        before.subject = None
        return True
    return False


def _about_doing(s: Sentence, group: Group) -> bool:
    """As in "the debate about deploying soldiers": a preposition hangs an act on the noun that opens the sentence."""
    return group.form == ING and group.first - 1 > s.begin and s.lower[group.first - 1] == group.link != "by"


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
        if s.lower[span[0]] in _TOLD and (s.flag(span[0] + 1) & DET or s.word[span[0] + 1][0].isupper()):
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
    """A subject without those who are told of it: "told reporters Kenya had …", "told the envoys the army had …"."""
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


_TOLD: Final = frozenset("claims reports allegations accusations charges rumours rumors suggestions fears".split())
"""Nouns that say what is told behind them, "that" or no "that"."""


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


def _fresh(s: Sentence, left: int, right: int) -> bool:
    """Whether a subject of its own stands between a participle and a verb: no preposition leads the stretch."""
    return right > left and not s.flag(left) & (PREP | ADV)


def _takes_object(s: Sentence, group: Group) -> bool:
    """As in "gunmen riding motorcycles attacked": the noun behind a form in -ing that describes another is its own."""
    return group.form == ING and group.link == "reduced" and not may_speak(s, group)


def _reports(s: Sentence, groups: list[Group], k: int) -> bool:
    if not k:
        return False
    before = groups[k - 1]
    return before.lemma in s.grammar.cues and before.head + 1 == groups[k].first - 1
