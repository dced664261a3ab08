"""Verbs with no subject right before them: it stands before what is set off, behind the verb, or is another verb's."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL, opens_clause
from tocsin.coding.syntax.sharing import share
from tocsin.coding.syntax.speakers import described_speaker
from tocsin.coding.syntax.subjects import SPOKEN, Range, late_subject, noun_phrase
from tocsin.coding.syntax.verbs import FINITE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import COORD, MARK, SUBORD

_PARTING: Final = frozenset({";", ":"})
_OPENING: Final = frozenset({"that", "and", "but", "while", "after", "as", "because", "although"})


def attach_without(
    s: Sentence, groups: list[Group], k: int, pending: list[Range], *, left: int, boundary: int, mark: str
) -> None:
    """Gives a verb the subject that is not right before it, and hangs its clause where that one hangs."""
    group = groups[k]
    if mark == "," and _behind_comma(s, groups, k, pending, left=left, boundary=boundary):
        return
    if mark in ('"', "”", "’") and not pending and _behind_words(s, groups, k):
        return
    if mark in (",", ")", "—", "–") and (k == 0 or opens_clause(s, left, boundary)):
        group.subject, group.link = _before_apposition(s, k, mark, left=left, boundary=boundary), ""
        if group.subject is not None:
            return
    if mark == "," and (told := _told_of(s, groups, k, left, boundary)) is not None:
        group.subject, group.link, group.parent = told, "zero", k - 1
        return
    if mark == ",":
        hard = next((j for j in range(boundary - 1, left - 1, -1) if s.lower[j] in (";", "—", "–")), -1)
        if hard >= 0:
            # "…; a second load, artillery among it, was landed": the subject stands behind the mark.
            group.subject, group.link = noun_phrase(s, hard + 1, boundary), ""
            if group.subject is not None:
                return
    if not share(s, groups, k, mark):
        if pending:
            group.subject = pending.pop()
        elif k and (boundary < 0 or mark == ",") and groups[k - 1].form == REDUCED and groups[k - 1].subject:
            # "The envoys sent to Cairo, three generals among them, will meet": the participle describes the subject.
            group.subject = groups[k - 1].subject
            group.link = "" if mark == "," else group.link
    if group.subject is None and group.inherits < 0:
        late = late_subject(s, groups, k)
        if late:
            group.subject, group.late_subject = late, True


def _told_of(s: Sentence, groups: list[Group], k: int, left: int, boundary: int) -> Range | None:
    """As in "Iran said Israel, its old enemy, had struck": whom what is said is about, with what is set off there."""
    if not k or groups[k - 1].lemma not in _SAYING or groups[k - 1].form != FINITE or groups[k - 1].head + 1 != left:
        return None
    if not s.word[left][:1].isupper() or s.lower[left] in DAYS or s.lower[groups[k - 1].first - 1] == ",":
        return None  # "What it means, said the envoy, a former general, is …"
    return _before_apposition(s, k, ",", left=left, boundary=boundary)


_SAYING: Final = frozenset({"say", "insist", "think", "believe", "claim"})


def _behind_comma(s: Sentence, groups: list[Group], k: int, pending: list[Range], *, left: int, boundary: int) -> bool:
    """Finds who says what stands before a comma, or the subject that goes on behind what commas set off."""
    group = groups[k]
    speaker = described_speaker(s, groups, k, left, boundary)
    if speaker is not None:
        group.subject, group.link = speaker, ","
        return True
    if not pending and _behind_words(s, groups, k):
        if not k and s.lower[group.subject[1] if group.subject else s.begin] == ",":
            # "Its forces, said the general, took the hill": who stood before the speaker waits for the verb.
            waiting = noun_phrase(s, left, group.first - 1)
            pending.extend([waiting] if waiting is not None else [])
        return True
    enclosing = _around_participle(s, groups, k, boundary)
    if enclosing is not None:
        group.subject, group.link = enclosing, ""
        return True
    opening = _opening_before_participle(s, groups, k)
    if opening >= 0:
        group.subject, group.link = noun_phrase(s, opening + 1, groups[k - 1].first - 1), s.lower[opening]
        return True
    return False


def _behind_words(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "…, said the minister": who says what stands before is named behind the verb."""
    group = groups[k]
    reports = s.grammar.cues.get(group.lemma) == "report" and group.lemma != "recall"  # "…, recalls envoy"
    speaks = reports or group.lemma in SPOKEN
    late = late_subject(s, groups, k) if speaks else None
    if late is None:
        return False
    group.subject, group.late_subject, group.link = late, True, ""
    return True


def _before_apposition(s: Sentence, k: int, mark: str, *, left: int, boundary: int) -> Range | None:
    """As in "Lavrov, Russia's foreign minister, rejected": the comma closes an apposition."""
    begin = left
    for j in range(left, boundary):
        if (s.flag(j) & SUBORD and s.lower[j] in _OPENING) or s.lower[j] in _PARTING:
            begin = j + 1
    if k:
        begin = _joined(s, begin, boundary)
    # "has stepped up land and sea patrols, sent troops": nothing is set off there.
    set_off = not k or mark != "," or any(s.lower[j] == "," for j in range(begin, boundary))
    return noun_phrase(s, begin, boundary) if set_off else None


def _joined(s: Sentence, begin: int, boundary: int) -> int:
    """Where a stretch goes on behind the "and" that joins a clause, no list: "…, and A, B and C, with D, …"."""
    joints = [j for j in range(begin, boundary) if s.flag(j) & COORD and s.lower[j] in _OPENING]
    first_comma = next((j for j in range(begin, boundary) if s.lower[j] == ","), boundary)
    behind_comma = [j for j in joints if s.lower[j - 1] == ","][:1]
    before_comma = [j for j in joints if j < first_comma][-1:]
    return next(iter(behind_comma or before_comma or joints[-1:]), begin - 1) + 1


def _around_participle(s: Sentence, groups: list[Group], k: int, boundary: int) -> Range | None:
    """As in "At least 57 people, including 17 children, were killed": the subject with what is set off in it."""
    if not k or groups[k - 1].form != ING or s.lower[groups[k - 1].first - 1] != ",":
        return None
    above = next((g.head + 1 for g in reversed(groups[: k - 1]) if g.form == FINITE), s.begin)
    start = above + (s.lower[above] == "that")
    end = groups[k - 1].first - 1
    if any(groups[j].first >= start for j in range(k - 1)) or any(
        s.flag(i) & (MARK | COORD) for i in range(start, end)
    ):
        return None
    return noun_phrase(s, start, boundary) if k < 2 or s.lower[above] == "that" else None


def _opening_before_participle(s: Sentence, groups: list[Group], k: int) -> int:
    """The "after" of "came after the ministers, meeting in Paris, had called": its subject stands before the commas."""
    if k < 2 or groups[k - 1].form != ING or s.lower[groups[k - 1].first - 1] != ",":
        return -1
    words = range(groups[k - 1].first - 3, groups[k - 2].head, -1)
    return next((i for i in words if s.lower[i] in ADVERBIAL), -1)
