"""Valency: verbs that are never done to anything, and those that may stand without an object."""

from typing import Final

from tocsin.coding.syntax.verbs import Sentence, is_form

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
