"""Dependent clauses: relative clauses and infinitives, with what they hang on."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL, only_adverbs, opens_clause
from tocsin.coding.syntax.intents import INTENTS
from tocsin.coding.syntax.subjects import Range, noun_phrase, says_that
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import ADV, DET, MARK, NUMBER, PREP


def attach_relative(
    s: Sentence, groups: list[Group], k: int, pending: list[Range], *, left: int, boundary: int, start: int
) -> None:
    group = groups[k]
    group.link = "relative"
    group.parent = -1
    begin, end = left, boundary
    while end > begin and s.flag(end - 1) & (MARK | PREP):
        end -= 1
    within = k > 0 and groups[k - 1].form == FINITE and groups[k - 1].link in ADVERBIAL
    if within:
        # "After troops cleared the road, the front, which …": the subordinate clause ends at its comma.
        begin = next((i + 1 for i in range(end - 1, begin, -1) if s.lower[i] == ","), begin)
    that = begin + 1 < end and s.lower[begin] == "that" and k > 0 and not s.flag(begin - 1) & PREP
    if k and not that:
        # "said on Friday that a drone which …"
        begin = next((i + 1 for i in range(begin + 1, end - 1) if s.lower[i] == "that" and says_that(s, i)), begin)
    # "freed dozens; Israel, which …"
    begin = next((i + 1 for i in range(end - 2, begin - 1, -1) if s.lower[i] == ";"), begin)
    # "with an eye to Washington, where the president, who …"
    opens = (i + 1 for i in range(end - 2, begin - 1, -1) if s.lower[i] in ADVERBIAL and s.lower[i - 1] == ",")
    begin = next(opens, begin)
    if s.lower[boundary] in ("who", "whom") and s.lower[boundary - 1] != ",":
        # "the cover for 10,000 soldiers whom Kyiv expects to fight"
        begin = next((i + 1 for i in range(end - 1, begin, -1) if s.lower[i] == "for"), begin)
    span = noun_phrase(s, begin + that, end)
    described = _behind_place(s, span)
    if only_adverbs(s, start, group.first):
        described = _with_whom(s, described, group)
    group.antecedent = described
    if only_adverbs(s, start, group.first) or s.lower[boundary] == "whose":
        group.subject = described if s.lower[boundary] != "whose" else (start, group.first)
    else:
        group.subject = noun_phrase(s, start, group.first)
    first_verb = k == 0 or all(g.form != FINITE or g.link == "relative" for g in groups[:k])
    if span is not None and pending and s.flag(span[0]) & PREP:
        return  # "The soldiers, backed by a militia that had fled, attacked"
    if span is not None and (
        first_verb
        or (within and span[0] > left)
        or (k and span[0] > left and groups[k - 1].form == FINITE and opens_clause(s, left, span[0]))
        or (k and said_by(s, groups[k - 1], span[0]))
    ):
        pending.append(span)


def _behind_place(s: Sentence, span: Range | None) -> Range | None:
    """What a relative clause describes, without the place before it: "near Kigali on the anniversary of the raid"."""
    if span is None or not s.flag(span[0]) & PREP or s.flag(span[0]) & DET:
        return span
    i = span[0] + 1
    while i < span[1] and s.word[i][0].isupper():
        i += 1
    return (i, span[1]) if span[0] + 1 < i < span[1] and s.flag(i) & PREP and s.lower[i] != "of" else span


def _with_whom(s: Sentence, span: Range | None, group: Group) -> Range | None:
    """Who is described behind what is between two: "talks with Russia, which has struck", but "…, which broke down"."""
    if span is None or span[1] - 1 not in s.heads or group.lemma in _COURSE:
        return span
    led = next((i for i in range(span[1] - 2, span[0], -1) if s.flag(i) & PREP), -1)
    if led < 0 or s.lower[led - 1] not in _BETWEEN:
        return span
    return led + 1, span[1]


_BETWEEN: Final = frozenset(
    """
    talks meeting meetings summit ties relations contacts negotiations dialogue deal agreement treaty accord pact border
    alliance partnership friendship cooperation trade visit trip
    """.split()
)
_COURSE: Final = frozenset(
    """
    be begin start end last fail collapse resume take continue follow come break drag open close lead produce yield
    bring cause aim focus run sour deteriorate improve suffer remain become cover include involve allow let ban require
    """.split()
)
"""What becomes of such things, or what they do."""


def attach_infinitive(s: Sentence, groups: list[Group], k: int) -> None:
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
        # "Mali: UN to send monitors": behind the colon stands who will.
        begin = next((i + 1 for i in range(group.first - 2, s.begin, -1) if s.lower[i] == ":"), s.begin)
        group.subject = noun_phrase(s, begin, group.first)
        if s.headline:
            group.form, group.modal, group.link = FINITE, "will", ""
        return
    governor = groups[k - 1]
    gap = group.first - governor.head - 1
    if (doer := _whom_it_took(s, governor, group)) is not None:
        group.form, group.subject, group.link, group.parent = FINITE, doer, "", -1
        group.past, group.modal = governor.past or governor.perfect, governor.modal
        return
    if governor.link == "relative" and not gap and governor.subject != governor.antecedent and _whom(s, governor):
        # "soldiers whom Kyiv expects to fight": they fight.
        group.subject = governor.antecedent
        return
    # "made a decision to impose sanctions": no decision imposes them
    intent = governor.lemma == "make" and s.lower[group.first - 1] in INTENTS
    phoned = governor.lemma == "call" and group.lemma in _OVER_THE_PHONE and not s.flag(governor.head + 1) & PREP
    if governor.lemma in s.grammar.object_control and gap > 0 and not (governor.passive or intent or phoned):
        span = noun_phrase(s, governor.head + 1, group.first)
        if span is not None and "that" in s.lower[span[0] : span[1]]:
            # "told the channel that its plan to send shells …": no order, but what is said.
            group.parent = -1
            return
        if span is not None and not s.flag(governor.head + 1) & PREP:
            group.subject = span
            return
        if s.lower[governor.head + 1] in ("on", "upon", "for", "from"):
            group.subject = noun_phrase(s, governor.head + 2, group.first)
            return
    if s.headline and governor.lemma == "say" and governor.form == FINITE and gap > 0 and group.first - 1 in s.heads:
        # "Trump says Israel, Iran to meet": they will.
        group.form, group.modal, group.link = FINITE, "will", "zero"
        group.subject = noun_phrase(s, governor.head + 1, group.first)
        return
    if s.headline and governor.form == REDUCED and gap > 2:
        group.form, group.modal = FINITE, "will"
    group.inherits = k - 1


_OVER_THE_PHONE: Final = frozenset("demand urge ask warn tell express congratulate offer discuss protest thank".split())
"""What somebody calls another to do himself: "called the president to demand an end to the raids"."""


def _whom_it_took(s: Sentence, governor: Group, group: Group) -> Range | None:
    """Who did what "it took" them so long to do: "It took the army nine days to retake the town"."""
    if governor.lemma != "take" or governor.negated or governor.subject is None or governor.form != FINITE:
        return None
    start = governor.head + 1
    if s.lower[slice(*governor.subject)] != ["it"] or s.lower[group.first - 1] not in _SPANS:
        return None
    long = (i for i in range(start, group.first) if s.flag(i) & (NUMBER | ADV) or s.lower[i] in _SO_LONG)
    end = next(long, start)
    return (start, end) if end > start else None


_SPANS: Final = frozenset(
    "minute minutes hour hours day days week weeks month months year years decade decades".split()
)
_SO_LONG: Final = frozenset("a an some more less only just about almost nearly barely several many few".split())
"""Words that lead a span of time."""


def _whom(s: Sentence, governor: Group) -> bool:
    """Whether a relative clause speaks of what those may do whom it describes."""
    controls = governor.lemma in s.grammar.object_control and governor.lemma not in _OF_ONESELF
    return (controls or governor.lemma in _FORESEEING) and not governor.passive


_OF_ONESELF: Final = frozenset({"want", "wish", "ask", "promise", "need", "like"})
"""Verbs of what one does oneself as often: "the shells that Kyiv wants to buy"."""
_FORESEEING: Final = frozenset({"expect", "believe", "suspect", "fear"})


def said_by(s: Sentence, group: Group, first: int) -> bool:
    """Whether what begins at token `first` is what a verb of saying tells, without a "that" between them."""
    return speaks(s, group.lemma) and first == group.head + 1


def finite_before(groups: list[Group], k: int, *, main: bool = False) -> int:
    """The finite clause that a coordination joins: the nearest one; the main one where a comma stands before "and"."""
    if main:
        for j in range(k - 1, -1, -1):
            if groups[j].form == FINITE and groups[j].link in ("", "and"):
                return j
    for j in range(k - 1, -1, -1):
        if groups[j].form == FINITE:
            return j
    return -1
