"""Homographs: whether a word that spells a verb and a noun, a past and a participle, is the one or the other.

What stands around it decides.
"""

from typing import Final

from tocsin.coding.syntax.contacts import contact
from tocsin.coding.syntax.participles import ing_form
from tocsin.coding.syntax.pasts import past_form
from tocsin.coding.syntax.presents import present_form
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.valency import bare
from tocsin.coding.syntax.verbs import FINITE, ING, Group, Sentence, is_demonym
from tocsin.coding.text.grammar import (
    ADV,
    AUXILIARY,
    BASE,
    CLASSED,
    COORD,
    DET,
    GERUND,
    MARK,
    MODAL,
    PARTICIPLE,
    PAST,
    PREP,
    QUOTE,
    REL,
    SUBORD,
)


def verb_of(s: Sentence, i: int, groups: list[Group], *, finite: bool) -> Group | None:
    """The verb group of a verb form without auxiliary, or None where the word is a noun or an adjective."""
    if s.lower[i] in _MEASURES and s.lower[i + 1 : i + 2] == ["of"]:
        return None
    if s.lower[i] == "sanctions" and s.lower[i + 1 : i + 2] in (["on"], ["against"]):
        return None  # "EU sanctions on Belarus stay in place"
    if s.lower[i] == "battle" and i + 1 < s.end and s.lower[i + 1] in _FOR_BATTLE:
        return None  # "ready to hand over Leopard main battle tanks"
    if s.lower[i] == "last" and i + 1 < s.end and any(b & PAST for _, b in s.words[i + 1].verbs):
        return None  # "the ministers, who last met in July"
    if s.lower[i - 1] in _ASKING and i > s.begin and _asked_for(s, i):
        return None  # "should say which sanctions it would impose"
    plural = s.lower[i][-1] == "s" and bool(s.flag(i) & CLASSED)
    if plural and groups and groups[-1].head == i - 1 and _governs(s, groups[-1]):
        return None  # "which put sanctions on the firm"
    bits = 0
    for _, b in s.words[i].verbs:
        bits |= b
    p = i - 1
    while p >= s.begin and s.words[p].flags & ADV and not s.words[p].flags & (DET | PREP | SUBORD | COORD):
        p -= 1
    if p > s.begin and s.lower[p] == "at" and s.lower[p + 1] in _AT_FIRST:
        p -= 1  # "Madrid at first blamed the separatists"
    if p > s.begin and s.lower[p] == "not" and bits & GERUND:
        p -= 1
    if s.headline and p > s.begin and s.words[p].flags & QUOTE and not s.flag(p - 1) & (MARK | PREP):
        p -= 1  # "Union 'suspended Gabon'"
    before = s.flag(p)
    previous = s.lower[p] if p >= s.begin else ""
    if bits & GERUND and not bits & (BASE | PAST):
        return ing_form(s, i, p)
    if bits & (PAST | PARTICIPLE) and not bits & BASE:
        named = i + 2 < s.end and is_demonym(s, i + 1) and not s.flag(i + 2) & (MARK | PREP)
        thing = named or bool(s.flag(i + 1) & CLASSED)
        if s.headline and bits & PARTICIPLE and groups and groups[-1].head == i - 1 and thing:
            return None  # "Finland probes severed cable", "Convoy enters besieged Syrian town"
        behind_verb = bool(groups) and groups[-1].head == i - 1
        if behind_verb and thing and bits & PARTICIPLE and _needs_object(s, groups[-1]):
            return None  # "averted threatened air strikes"
        return past_form(s, i, bits, before, previous, finite=finite, behind_verb=behind_verb)
    return present_form(s, i, bits, p, groups=groups, finite=finite)


_AT_FIRST: Final = frozenset({"first", "last", "once"})
"""What makes with "at" an adverb of time."""


def _governs(s: Sentence, group: Group) -> bool:
    """Whether a verb with a tense has its object right behind it, and tells nothing that somebody says."""
    says = speaks(s, group.lemma) and group.lemma != "put"
    return group.form == FINITE and not group.passive and not says


def _needs_object(s: Sentence, group: Group) -> bool:
    """Whether only its object can stand right behind a verb: not behind "the men they captured", "who fled"."""
    if bare(s, group.head) or group.passive or group.first != group.head:
        return False
    if group.form == ING:
        return not speaks(s, group.lemma)
    described = s.flag(group.first - 1) & REL or contact(s, group.first, group.head) >= 0
    return _governs(s, group) and not described


_ASKING: Final = frozenset({"which", "what"})
_SUBJECTS: Final = frozenset({"it", "he", "she", "they", "we", "you"})


def _asked_for(s: Sentence, i: int) -> bool:
    """Whether a thing stands behind "which", and who does something with it behind that."""
    if s.flag(i - 2) & MARK or not s.flag(i) & CLASSED or i + 2 >= s.end:
        return False
    return s.lower[i + 1] == "to" or (s.lower[i + 1] in _SUBJECTS and bool(s.flag(i + 2) & (AUXILIARY | MODAL)))


_FOR_BATTLE: Final = frozenset({"tank", "tanks", "group", "groups", "dress", "plan", "plans"})
_MEASURES: Final = frozenset("set show head heads fears hopes claims reports rumours rumors threats".split())
"""Nouns before an "of", as no verb stands: "a new set of drills", "as fears of a war grow"."""
