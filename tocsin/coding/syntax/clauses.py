"""Clauses: each verb group with its subject, what it governs, and how it hangs on the clause before it."""

from typing import Final

from tocsin.coding.syntax.dependents import attach_infinitive
from tocsin.coding.syntax.finites import attach_finite
from tocsin.coding.syntax.groups import find_groups
from tocsin.coding.syntax.hanging import CONDITIONS, hang_behind_condition, share_condition
from tocsin.coding.syntax.intents import for_whom, whose_intent
from tocsin.coding.syntax.participial import attach_participle
from tocsin.coding.syntax.subjects import SPELLS, Range, noun_phrase
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import BESIDE, FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.syntax.waiting import BETWEEN, SAID_WHERE
from tocsin.coding.text.grammar import ADV, MARK, NUMBER, PREP, SUBORD


def clauses_of(s: Sentence) -> list[Group]:
    """The clauses of a sentence, found when they are first asked for: who speaks a quotation may be told further on."""
    if s.clauses is None:
        s.clauses = find_clauses(s)
    return s.clauses


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
    _take_time_into_subject(s, groups)
    _pass_over_time(s, groups)
    for k in range(1, len(groups)):
        _take_act_as_subject(s, groups, k)
    _lead_in(s, groups)
    for k in range(1, len(groups)):
        _front(s, groups, k)
    for k, group in enumerate(groups):
        if _is_told_beside(s, groups, k):
            group.link = BESIDE
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


def _take_time_into_subject(s: Sentence, groups: list[Group]) -> None:
    """Makes what opens a sentence the subject of its verb where only a noun stands between that tells when.

    As in "A bombing after a rally killed nine people"; "The day after the rally ended, gunmen came" has another verb.
    """
    group = groups[0] if groups and not s.headline else None
    if group is None or group.form != FINITE or group.link not in _TIMES or group.subject is None:
        return
    at = group.subject[0] - 1
    others = (g for g in groups[1:] if g.form == FINITE and not speaks(s, g.lemma))
    if at <= s.begin or any(g.link in ("", ",") for g in others) or s.lower[at - 1] in SPELLS:
        return
    if any(s.flag(i) & (MARK | PREP) for i in range(s.begin, at)) or s.flag(at - 1) & ADV or s.lower[at - 1] in _ENDED:
        return
    group.link, group.subject = "", (s.begin, group.subject[1])


_TIMES: Final = frozenset({"after", "before", "since"})
_ENDED: Final = frozenset("dead hurt injured wounded missing homeless trapped held arrested safe killed".split())
"""How those are of whom a sentence without a verb tells: "Three dead after bomb hits bank"."""


def _pass_over_time(s: Sentence, groups: list[Group]) -> None:
    """Gives a verb what opens the sentence for its subject, not what commas set off: "Iran, days after it, fired"."""
    group = groups[0] if groups else None
    if group is None or group.form != FINITE or group.subject is None or s.lower[group.first - 1] != ",":
        return
    at = group.subject[0] - 1
    if at - 2 <= s.begin or s.lower[at] not in _TIMES or s.lower[at - 1] not in SPELLS:
        return
    comma = at - 1
    while comma > s.begin and (s.lower[comma] in SPELLS or s.flag(comma) & NUMBER):
        comma -= 1
    if s.lower[comma] == ",":
        group.subject = noun_phrase(s, s.begin, comma) or group.subject


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


def _is_told_beside(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether a clause is what the report tells beside which somebody does what the verb above says.

    As in "vowed to seek peace despite a report that rebels had killed 20 soldiers": nobody vowed that.
    """
    group = groups[k]
    if group.link != "that" or group.subject is None or group.parent < 0:
        return False
    noun = group.subject[0] - 2
    if noun <= groups[group.parent].head or s.lower[noun + 1] != "that" or s.lower[noun] not in _TIDINGS:
        return False
    first = max(groups[group.parent].head, noun - _DESCRIBED)
    return any(s.lower[i] in _DESPITE for i in range(first + 1, noun))


_TIDINGS: Final = frozenset(
    "report reports news word claim claims allegation allegations rumour rumours rumor rumors sign signs evidence "
    "accusation accusations charge charges indication indications suggestion suggestions revelation revelations".split()
)
"""Nouns of what tells that something is so."""
_DESPITE: Final = frozenset({"despite", "after", "amid", "following", "notwithstanding"})
_DESCRIBED: Final = 4
"""Tokens before such a noun that its preposition and what describes it take."""


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
