"""Leads: past forms at the head of a sentence: verbs of a clause that leads it, or words that describe what follows."""

from typing import Final

from tocsin.coding.syntax.lookahead import later_finite
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.valency import INTRANSITIVE, intransitive
from tocsin.coding.syntax.verbs import Sentence, lemma_of
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    BE,
    CLASSED,
    DET,
    DO,
    HAVE,
    MARK,
    MODAL,
    NUMBER,
    PARTICIPLE,
    PAST,
    PREP,
    REL,
    SUBORD,
    TO,
    VERB,
)


def opens_aside(s: Sentence, i: int) -> bool:
    """As in "The group, founded in 2017, attacked": behind a comma, who acts is only described."""
    begin = next((j + 1 for j in range(i - 2, s.begin, -1) if s.lower[j] in (";", ":", "—", "–")), s.begin)
    if any(s.words[j].flags & VERB and not s.words[j].flags & CLASSED for j in range(begin, i - 1)):
        return False
    if s.lower[i + 1 : i + 2] in (["in"], ["on"]) and i + 2 in s.dated:
        after = i + 3 + (s.lower[i + 3 : i + 4] != [] and s.lower[i + 3].isdigit())
        if s.lower[after : after + 1] == [","] and after + 1 < s.end:
            return any(b & PAST for _, b in s.words[after + 1].verbs)
    if not s.flag(i + 1) & (PREP | TO) or intransitive(s, i) or any(_verbal(s, j) for j in range(begin, i - 1)):
        return False
    comma = next((j for j in range(i + 1, min(i + _OPENING, s.end)) if s.flag(j) & MARK), -1)
    # "Pakistan, asked for troops, has still to decide"
    return comma > 0 and s.lower[comma] == "," and bool(s.flag(comma + 1) & (BE | HAVE | DO | MODAL))


def leads_in(s: Sentence, i: int) -> bool:
    """As in "Elected in May on a promise of peace, the president sent troops": no verb of its own."""
    if s.lower[i] == "asked":
        return not object_follows(s, i + 1)  # "Asked in Oslo about pictures that seem to show …, he said"
    comma = next((j for j in range(i + 1, min(i + _OPENING, s.end)) if s.lower[j] == ","), -1)
    return comma > 0 and not object_follows(s, i + 1) and later_finite(s, comma)


def of_phrase_that_leads(s: Sentence, i: int) -> bool:
    """As in "Under a decree signed on Monday, Kenya expelled them": the noun belongs to a preposition.

    What could do it leaves that open: "At the border soldiers fired, the army said".
    """
    first = s.words[s.begin].flags
    if s.headline or not first & PREP or first & SUBORD or not s.flag(s.begin + 1) & DET or i - s.begin > _LEAD:
        return False
    if any(s.words[j].flags & (MARK | PREP | REL | DET) or _verbal(s, j) for j in range(s.begin + 2, i)):
        return False
    lemma = lemma_of(s, i, PARTICIPLE)
    if lemma in INTRANSITIVE or not _CAN_ACT.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ())):
        return False
    comma = next((j for j in range(i + 1, min(i + _OPENING, s.end)) if s.lower[j] == ","), -1)
    return comma > 0 and later_finite(s, comma)


_CAN_ACT: Final = frozenset(
    "troops rebels police people citizens crowd state post diplomats ship aircraft body".split()
)
"""What may be the doer of the verb behind it."""


def leads_doers(s: Sentence, i: int) -> bool:
    """As in "On Monday, suspected members of the gang burned a bus": they did, and nobody is said to suspect them."""
    if s.lower[i] == "accused" or s.flag(i + 1) & (DET | PREP):
        return False
    opens = i == s.begin or s.flag(i - 1) & (MARK | SUBORD)
    if not opens and (i - 1 in s.dated or s.lower[i - 1] in _SOME_DAY):
        begin = next((j + 1 for j in range(i - 1, s.begin - 1, -1) if s.flag(j) & MARK), s.begin)
        opens = begin in s.dated or bool(s.flag(begin) & (PREP | NUMBER)) or s.lower[begin] in _SOME_DAY
    if not opens:
        return False
    for j in range(i + 1, min(i + _DOERS, s.end)):
        if s.flag(j) & (MARK | TO) or (s.flag(j) & PREP and s.lower[j] != "of"):
            return False
        if j > i + 1 and lemma_of(s, j, PAST):
            return True
    return False


_SOME_DAY: Final = DAYS | {"yesterday", "overnight", "later", "earlier", "today"}

_DOERS: Final = 8
"""Tokens that those who are only supposed to have done something take at most."""


def only_verb(s: Sentence, i: int) -> bool:
    """As in "When rebels attacked on Monday, …": the one verb of a clause that leads its sentence up to the comma."""
    if s.headline or s.lower[s.begin] not in _LEADS_CLAUSE or not 1 < i - s.begin < _LEAD:
        return False
    stop = next((j for j in range(i + 1, min(i + _LEAD, s.end)) if s.words[j].flags & MARK), s.end)
    if stop == s.end or s.lower[stop] != ",":
        return False
    return not any(_verbal(s, j) for j in range(s.begin + 1, stop) if j != i)


def _verbal(s: Sentence, j: int) -> bool:
    f = s.words[j].flags
    return bool(f & (BE | HAVE | DO | MODAL | REL | MARK)) or any(bits & PAST for _, bits in s.words[j].verbs)


_LEADS_CLAUSE: Final = frozenset("when after before while once until because although as since".split())

_LEAD: Final = 10

_OPENING: Final = 16
"""Tokens that a participle with what belongs to it takes before the comma behind which the subject stands."""
