"""Clauses: each verb group with its subject, what it governs, and how it hangs on the clause before it."""

from typing import Final

from tocsin.coding.auxiliaries import find_groups
from tocsin.coding.grammar import (
    ADV,
    COORD,
    DET,
    MARK,
    NUMBER,
    PREP,
    QUOTE,
    REL,
    SUBJECT_PRON,
    SUBORD,
    TO,
)
from tocsin.coding.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence

Range = tuple[int, int]

_ADVERBIAL: Final = frozenset(
    """
        after before since while when once until till as because although though whereas if unless lest provided
        where whenever
        """.split()
)
_OPENING: Final = frozenset({"that", "and", "but", "while", "after", "as", "because", "although"})
_HARD: Final = frozenset((";", ":", "—", "–", "--", "(", ")", "…", "..."))


def find_clauses(s: Sentence) -> list[Group]:
    """The verb groups of a sentence with subject, link, parent and extent filled in."""
    groups = find_groups(s)
    pending: list[Range] = []
    for k, group in enumerate(groups):
        _attach(s, groups, k, pending)
        group.stop = s.end
    for group in groups:
        span = group.subject
        if span is not None and group.form == FINITE and s.lower[span[0]] in ("neither", "none", "nobody"):
            group.negated = True
    for k, group in enumerate(groups[:-1]):
        group.stop = _stop(s, group.head + 1, groups[k + 1])
    return groups


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
    while end > start and s.flag(end - 1) & (COORD | REL | MARK | SUBORD):
        end -= 1
    return max(end, start)


def _attach(s: Sentence, groups: list[Group], k: int, pending: list[Range]) -> None:
    group = groups[k]
    left = groups[k - 1].head + 1 if k else s.begin
    if group.form == INFINITIVE:
        _attach_infinitive(s, groups, k)
        return
    if group.form in (ING, REDUCED):
        _attach_participle(s, groups, k, left, pending)
        return
    if group.inverted:
        group.link = "if"
        group.subject = (group.first + 1, group.head)
        return
    boundary, mark = _boundary(s, left, group.first)
    if boundary < 0 and s.flag(group.head + 1) & MARK and s.grammar.cues.get(group.lemma) == "report":
        boundary, mark = _before_speaker(s, left, group.first)
    start = boundary + 1 if boundary >= 0 else left
    relative = mark in ("who", "which", "whom", "whose") or (
        mark == "that" and boundary > left and (k == 0 or (start == group.first and not _reports(s, groups, k)))
    )
    if relative:
        _attach_relative(s, groups, k, pending, left=left, boundary=boundary, start=start)
        return
    if boundary < 0 and k and group.first - 1 > left and s.flag(group.first - 1) & SUBJECT_PRON:
        # "weapons it has supplied": a relative clause without its pronoun.
        group.link, group.subject = "relative", (group.first - 1, group.first)
        group.antecedent = _last_phrase(s, left, group.first - 1)
        return
    span = _noun_phrase(s, start, group.first)
    group.link = mark
    group.parent = _governor(k, mark)
    if (
        k
        and boundary < 0
        and groups[k - 1].form in (REDUCED, ING)
        and groups[k - 1].subject
        and not _fresh(s, left, group.first)
    ):
        # "The soldiers sent to Kursk attacked": what the participle describes is the subject.
        group.subject = groups[k - 1].subject
        group.link, group.parent = _hung_before(s, groups, k - 1)
        return
    if span is not None and pending and boundary < 0 and k and _embedded(s, groups, k - 1):
        # "The men who attacked Kyiv fled": the noun before the verb is the other one's object.
        group.subject, group.link = pending.pop(), ""
        return
    if span is not None:
        if mark == "," and s.grammar.cues.get(group.lemma) in ("report", "allege") and s.flag(group.head + 1) & MARK:
            # "The shells, Washington said, have been sent": what stood before the comma waits for its verb.
            waiting = _noun_phrase(s, left, boundary) if not any(g.form == FINITE for g in groups[:k]) else None
            if waiting is not None and s.lower[group.head + 1 : group.head + 2] == [","]:
                pending.append(waiting)
        group.subject = span
        if boundary < 0 and k and span[0] == left and not groups[k - 1].passive:
            # No boundary: "said Russia attacked", or "the troops sent to Kursk attacked".
            group.link = "zero"
            group.parent = k - 1
            if s.flag(left) & PREP and pending:
                group.subject = pending.pop()
        return
    if mark in (",", ")", "—", "–", '"', "”") and pending:
        group.subject = pending.pop()
        group.link = ""
        return
    _attach_without(s, groups, k, pending, left=left, boundary=boundary, mark=mark)


def _attach_without(
    s: Sentence, groups: list[Group], k: int, pending: list[Range], *, left: int, boundary: int, mark: str
) -> None:
    """Finds the subject of a verb with none right before it: behind it, before an apposition, or another verb's."""
    group = groups[k]
    if mark in (",", '"', "”", "’") and s.grammar.cues.get(group.lemma) == "report":
        late = _late_subject(s, group)
        if late is not None and not pending:
            group.subject, group.late_subject, group.link = late, True, ""
            return
    if mark in (",", ")", "—", "–") and (k == 0 or _opens(s, left, boundary)):
        # "Lavrov, Russia's foreign minister, rejected": the comma closes an apposition.
        begin = left
        for j in range(left, boundary):
            if s.flag(j) & (SUBORD | COORD) and s.lower[j] in _OPENING:
                begin = j + 1
        group.subject = _noun_phrase(s, begin, boundary)
        group.link = ""
        if group.subject is not None:
            return
    previous = _finite_before(groups, k, main=s.lower[group.first - 2] == "," if group.first - 2 >= s.begin else False)
    if previous >= 0 and (s.flag(group.first - 1) & (COORD | MARK | ADV) or mark in ("and", "but", "or", ",")):
        group.inherits = previous
        group.link = "and"
        group.parent = groups[previous].parent
        if groups[previous].link not in ("", "and", "zero") or groups[previous].parent >= 0:
            group.link = groups[previous].link
    elif pending:
        group.subject = pending.pop()
    elif k and boundary < 0:
        before = groups[k - 1]
        if before.form == REDUCED and before.subject:
            group.subject = before.subject
    if group.subject is None and group.inherits < 0:
        late = _late_subject(s, group)
        if late:
            group.subject, group.late_subject = late, True


def _hung_before(s: Sentence, groups: list[Group], k: int) -> tuple[str, int]:
    """How a clause hangs whose subject is that of the participle `k` within it: by the "that" before it, or by none."""
    span = groups[k].subject
    if span is None or not k:
        return "", -1
    before = s.lower[span[0] - 1] if span[0] > s.begin else ""
    if before == "that":
        return "that", k - 1
    if s.grammar.cues.get(groups[k - 1].lemma) in ("report", "allege") and span[0] == groups[k - 1].head + 1:
        return "zero", k - 1
    return "", -1


def _before_speaker(s: Sentence, left: int, right: int) -> tuple[int, str]:
    """The comma before the speaker of "The shells, Washington said, …"; (-1, "") where speakers are listed."""
    for i in range(right - 2, left, -1):
        if s.lower[i] == ",":
            return i, ","
        if s.words[i].flags & COORD:
            break
    return -1, ""


def _embedded(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether clause `k` stands inside a relative clause and says nothing that could follow without "that"."""
    if s.grammar.cues.get(groups[k].lemma) in ("report", "allege") and groups[k].link == "relative":
        return False
    return groups[k].link in ("relative", "what", "how", "why")


def _fresh(s: Sentence, left: int, right: int) -> bool:
    """Whether a subject of its own stands between a participle and a verb: no preposition leads the stretch."""
    return right > left and not s.flag(left) & (PREP | ADV)


def _reports(s: Sentence, groups: list[Group], k: int) -> bool:
    if not k:
        return False
    before = groups[k - 1]
    return before.lemma in s.grammar.cues and before.head + 1 == groups[k].first - 1


def _governor(k: int, mark: str) -> int:
    """The clause that a "that", "whether" or "if" clause hangs on: the nearest before it."""
    if mark in ("that", "whether", "how", "why", "what"):
        return k - 1
    return -1


def _finite_before(groups: list[Group], k: int, *, main: bool = False) -> int:
    """The finite clause that a coordination joins: the nearest one; the main one where a comma stands before "and"."""
    if main:
        for j in range(k - 1, -1, -1):
            if groups[j].form == FINITE and groups[j].link in ("", "and"):
                return j
    for j in range(k - 1, -1, -1):
        if groups[j].form == FINITE and groups[j].link not in ("who", "which", "whom", "whose", "relative"):
            return j
    for j in range(k - 1, -1, -1):
        if groups[j].form == FINITE:
            return j
    return -1


def _boundary(s: Sentence, left: int, right: int) -> tuple[int, str]:
    """The last word between two verbs that opens a clause: its index and what it is; (-1, "") if there is none."""
    opener = _opener(s, left, right)
    if opener is not None:
        return opener
    depth = 0
    i = right - 1
    comma = -1
    while i >= left:
        f = s.words[i].flags
        w = s.lower[i]
        if w in _HARD or f & QUOTE:
            return (i, w) if not depth else (comma, ",")
        if f & REL and w not in ("that", "where"):
            return i, w
        if w == "that" and (i + 1 >= right or s.flag(i - 1) & MARK or not _demonstrative(s, i, right)):
            return i, w
        if w in ("whether", "how", "why", "what") or (w in _ADVERBIAL and not _as_preposition(s, i, right)):
            return i, w
        if w == "or" and i + 1 < right and s.lower[i + 1] in ("so", "more", "less", "fewer"):
            i -= 1
            continue
        if f & COORD and w in ("and", "but", "or", "yet", "nor"):
            if i == right - 1 or _only_adverbs(s, i + 1, right):
                return i, w
            if i > left and (s.lower[i - 1] == "," or w == "but"):
                return i, w
            if comma < 0 and i - left > 0 and _clausal_and(s, i, left):
                return i, w
        if w == "," and comma < 0:
            comma = i
            if _only_adverbs(s, i + 1, right):
                return i, w
            if not _list_or_apposition(s, i, left, right):
                return i, w
        i -= 1
    return -1, ""


def _opener(s: Sentence, left: int, right: int) -> tuple[int, str] | None:
    """The last word before a verb that opens a clause for it, commas notwithstanding: "which X, its leader, called"."""
    last = right - 1
    while last > left and s.words[last].flags & ADV and not s.words[last].flags & COORD:
        last -= 1
    if last > left and s.words[last].flags & COORD:
        # "… as baseless and described": the verb goes on from one before.
        return None
    for i in range(right - 1, left - 1, -1):
        w = s.lower[i]
        if w in _HARD or s.words[i].flags & QUOTE:
            return None
        if w in ("who", "which", "whom", "whose", "whether", "how", "why", "what"):
            return i, w
        if w == "that" and (i + 1 >= right or s.flag(i - 1) & MARK or not _demonstrative(s, i, right)):
            return i, w
        if w in _ADVERBIAL and not _as_preposition(s, i, right):
            return i, w
        if w == "but":
            return None
    return None


def _only_adverbs(s: Sentence, a: int, b: int) -> bool:
    return all(s.words[i].flags & ADV for i in range(a, b))


def _demonstrative(s: Sentence, i: int, right: int) -> bool:
    """As in "that country said": the noun it points at is all that stands before the verb."""
    return i + 2 == right and not s.word[i + 1][0].isupper() and s.flag(i - 1) & PREP != 0


def _as_preposition(s: Sentence, i: int, right: int) -> bool:
    """As in "after the attack, Russia said": the word governs a noun phrase that a comma ends, no clause."""
    if s.lower[i] in ("if", "unless", "because", "although", "though", "while", "when", "whereas", "where", "once"):
        return False
    commas = [j for j in range(i + 1, right) if s.lower[j] == ","]
    # A comma right before the verb closes an apposition: "after two cables, one of them new, were cut".
    return bool(commas) and not _only_adverbs(s, commas[-1] + 1, right)


def _clausal_and(s: Sentence, i: int, left: int) -> bool:
    """Whether "and" begins a new clause: the words before it already were a verb's complement."""
    return i > left + 1 and left > s.begin


def _list_or_apposition(s: Sentence, i: int, left: int, right: int) -> bool:
    """Whether a comma only separates parts of one subject: "Britain, France and Germany", "Kim, a former general"."""
    if left > s.begin:
        inside = range(left, i)
        if not any(s.lower[j] == "," for j in inside) and not s.flag(i + 1) & DET:
            return any(s.lower[j] == "and" for j in range(i + 1, right))
        return s.flag(i + 1) & DET != 0 and s.flag(right - 1) & MARK != 0
    return True


def _attach_relative(
    s: Sentence, groups: list[Group], k: int, pending: list[Range], *, left: int, boundary: int, start: int
) -> None:
    group = groups[k]
    group.link = "relative"
    group.parent = -1
    begin = left
    if k == 0 or groups[k - 1].form == FINITE or left == s.begin:
        begin = left
    end = boundary
    while end > begin and s.flag(end - 1) & (MARK | PREP):
        end -= 1
    span = _noun_phrase(s, begin, end)
    group.antecedent = span
    if _only_adverbs(s, start, group.first) or s.lower[boundary] == "whose":
        group.subject = span if s.lower[boundary] != "whose" else (start, group.first)
    else:
        group.subject = _noun_phrase(s, start, group.first)
    first_verb = k == 0 or all(g.form != FINITE or g.link == "relative" for g in groups[:k])
    if span is not None and (
        first_verb or (k and span[0] > left and groups[k - 1].form == FINITE and _opens(s, left, span[0]))
    ):
        pending.append(span)


def _opens(s: Sentence, left: int, start: int) -> bool:
    """Whether a new clause's subject begins at `start`: a conjunction or "that" stands before it."""
    return any(s.flag(j) & (SUBORD | COORD) for j in range(left, start))


def _attach_infinitive(s: Sentence, groups: list[Group], k: int) -> None:
    group = groups[k]
    if group.link == "and":
        # "to withdraw … and begin": the second infinitive hangs where the first one does.
        joined = groups[k - 1]
        group.link, group.parent, group.inherits, group.quasi = joined.link, joined.parent, k - 1, joined.quasi
        if group.modal:
            group.form = FINITE
        return
    group.link = "to"
    group.parent = k - 1
    if not k:
        span = _noun_phrase(s, s.begin, group.first)
        group.subject = span
        if s.headline:
            group.form, group.modal, group.link = FINITE, "will", ""
        return
    governor = groups[k - 1]
    gap = group.first - governor.head - 1
    if governor.lemma in s.grammar.object_control and gap > 0 and not governor.passive:
        span = _noun_phrase(s, governor.head + 1, group.first)
        if span is not None and not s.flag(governor.head + 1) & PREP:
            group.subject = span
            return
        if s.lower[governor.head + 1] in ("on", "upon", "for", "from"):
            group.subject = _noun_phrase(s, governor.head + 2, group.first)
            return
    if s.headline and governor.form == REDUCED and gap > 2:
        group.form, group.modal = FINITE, "will"
    group.inherits = k - 1


def _attach_participle(s: Sentence, groups: list[Group], k: int, left: int, pending: list[Range]) -> None:
    group = groups[k]
    before = s.flag(group.first - 1)
    word = s.lower[group.first - 1] if group.first > s.begin else ""
    i = group.first - 1
    while i > left and s.words[i].flags & ADV and not s.words[i].flags & (PREP | COORD):
        i -= 1
        before, word = s.flag(i), s.lower[i]
    if group.form == REDUCED and not before & (MARK | COORD | SUBORD):
        group.link = "reduced"
        group.parent = -1
        group.subject = _last_phrase(s, left, group.first) if left < group.first else None
        if group.subject is None and k:
            group.inherits = k - 1
        return
    group.parent = k - 1
    if before & COORD and k and groups[k - 1].form == group.form:
        group.link, group.parent, group.inherits = groups[k - 1].link, groups[k - 1].parent, k - 1
        group.subject = groups[k - 1].subject
        return
    if before & PREP or word in _ADVERBIAL:
        group.link = word
        if word in ("of", "from", "into", "for", "against", "with") and k and _controls(s, groups[k - 1]):
            group.subject = _noun_phrase(s, groups[k - 1].head + 1, i)
            if group.subject is not None:
                return
    elif before & (MARK | COORD) or i < s.begin:
        group.link = "participle"
        if group.form == REDUCED and word == "," and i > s.begin and not any(g.form == FINITE for g in groups[:k]):
            # "The rebels, backed by Iran, seized …"
            group.subject = _noun_phrase(s, s.begin, i)
            if group.subject is not None:
                pending.append(group.subject)
            return
    else:
        group.link = "ing"
        if group.first > left:
            span = _noun_phrase(s, left, group.first)
            if span is not None:
                group.subject, group.link = span, "reduced"
                return
    if k:
        main = k - 1
        if group.link == "participle":
            found = _finite_before(groups, k)
            main = found if found >= 0 else k - 1
        group.inherits = main
        group.parent = main


def _controls(s: Sentence, governor: Group) -> bool:
    return governor.lemma in s.grammar.object_control and not governor.passive


def _late_subject(s: Sentence, group: Group) -> Range | None:
    """'"…," said the general': the subject behind a verb of saying."""
    if s.grammar.cues.get(group.lemma) not in ("report", "allege") or group.form != FINITE or group.passive:
        return None
    start = group.head + 1
    end = start
    while end < s.end and not s.words[end].flags & (MARK | SUBORD | REL | TO):
        end += 1
    return _noun_phrase(s, start, end)


def _last_phrase(s: Sentence, start: int, end: int) -> Range | None:
    """The noun phrase that ends at `end`: what a participle behind it describes."""
    i = end - 1
    begin = start
    while i > start:
        f = s.words[i].flags
        w = s.lower[i]
        if (f & (MARK | SUBORD | REL) and not f & (PREP | DET)) or w == ",":
            begin = i + 1
            break
        if f & PREP and w not in ("of", "from", "'s", "than", "about") and not f & ADV:
            begin = i + 1
            break
        i -= 1
    return _noun_phrase(s, begin, end) or _noun_phrase(s, start, end)


def _noun_phrase(s: Sentence, start: int, end: int) -> Range | None:
    """The noun phrase in a stretch, without outer marks and what an adverb or a preposition leads in with."""
    while start < end and s.words[start].flags & (MARK | COORD | ADV) and not s.words[start].flags & DET:
        start += 1
    while start < end and s.words[end - 1].flags & (MARK | COORD) | (
        s.words[end - 1].flags & ADV and s.words[end - 1].flags & ~ADV == 0
    ):
        end -= 1
    if (
        start < end
        and s.words[start].flags & (PREP | TO | SUBORD)
        and not s.words[start].flags & (DET | REL)
        and not counts(s, start)
    ):
        comma = next((i for i in range(start, end) if s.lower[i] == ","), -1)
        if comma < 0:
            # "At Washington's request the council meets": the phrase that a new article opens is the subject.
            for j in range(start + 2, end):
                if s.lower[j] in ("the", "a", "an") and not s.flag(j - 1) & (PREP | DET | COORD):
                    return j, end
            return (start, end) if s.begin < start else None
        return _noun_phrase(s, comma + 1, end)
    return (start, end) if start < end else None


def counts(s: Sentence, i: int) -> bool:
    """Whether a preposition at `i` only shades a number: "at least 3,000 soldiers", "up to nine", "around 40"."""
    if s.lower[i] not in _SHADING:
        return False
    return any(s.flag(j) & NUMBER or s.lower[j] in ("least", "most") for j in range(i + 1, min(i + 3, s.end)))


_SHADING: Final = frozenset(
    {"at", "up", "about", "around", "over", "under", "between", "near", "close", "above", "some"}
)


def subject_of(groups: list[Group], k: int) -> Range | None:
    """The subject's tokens, through the clauses from which it is shared."""
    seen = 0
    while groups[k].subject is None and groups[k].inherits >= 0 and seen < 12:
        k = groups[k].inherits
        seen += 1
    return groups[k].subject
