"""Valency: verbs that take no object, those that may do without one, and whose object is judged for what it did."""

from typing import Final

from tocsin.coding.syntax.subjects import Range, noun_phrase
from tocsin.coding.syntax.verbs import Group, Sentence, is_form

INTRANSITIVE: Final = frozenset(
    """
    flee die fall come go arrive rise remain stay happen occur erupt begin emerge appear disappear collapse explode
    escape vanish retreat advance march resign surrender talk speak agree vote return sail fly land crash sink clash
    fight react respond retaliate counter-attack counterattack
    complain apologise apologize appeal object plead protest rebel revolt
    last continue resume grow decline gather travel defect walk step stall
    """.split()
)


def intransitive(s: Sentence, i: int) -> bool:
    """Whether what a word says is never done to anything."""
    return is_form(s, i, INTRANSITIVE)


def bare(s: Sentence, i: int) -> bool:
    """Whether a form of this word may stand without an object in the active voice."""
    return any(
        lemma in INTRANSITIVE or lemma in s.grammar.bare_verbs or lemma not in s.grammar.verbs
        for lemma, _ in s.words[i].verbs
    )


def judged_for(s: Sentence, governor: Group, end: int) -> Range | None:
    """Whom a verb says to be judged for what the "for" before `end` tells: "sanctioned two officials for killing …"."""
    if governor.lemma in _JUDGING:
        if governor.passive:
            return governor.subject
        whom = governor.link == "relative" and governor.subject != governor.antecedent
        return governor.antecedent if whom else noun_phrase(s, governor.head + 1, end)
    for i in range(end - 1, governor.head + 1, -1):
        if s.lower[i] in ("on", "against"):
            return noun_phrase(s, i + 1, end) if not _PENALTIES.isdisjoint(s.lower[governor.head + 1 : i]) else None
    return None


_JUDGING: Final = frozenset(
    """
    sanction punish penalise penalize jail imprison sentence fine arrest detain convict indict prosecute try hang
    execute expel blacklist sue condemn criticise criticize denounce rebuke censure slam blast chide scold castigate
    lambast lambaste chastise reprimand admonish blame praise thank commend applaud laud reward decorate honour honor
    """.split()
)
"""Verbs that say what their object gets for what it did."""

_PENALTIES: Final = frozenset("sanction sanctions penalty penalties ban bans restrictions charges tariffs".split())
