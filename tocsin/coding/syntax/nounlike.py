"""Nounlike: where a form that may be a base or a third person is a noun: in a noun phrase, as an object, in a list."""

from typing import Final

from tocsin.coding.syntax.forms import (
    NEAR,
    awaited,
)
from tocsin.coding.syntax.surroundings import (
    COUNTS,
    is_plural,
    object_follows,
    word_before,
)
from tocsin.coding.syntax.verbs import INFINITIVE, Group, Sentence, is_demonym, lemma_of
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    CLASSED,
    COORD,
    DET,
    GENITIVE,
    MARK,
    NUMBER,
    PAST,
    PREP,
    PRON,
    REL,
    SUBORD,
    THIRD,
    TO,
    VERB,
)


def may_be_noun(s: Sentence, i: int) -> bool:
    """Whether the word may be a noun as well."""
    known = s.lower[i] in s.grammar.nouns or s.lower[i] in s.grammar.natural
    return bool(s.words[i].flags & CLASSED) or known or s.lower[i] in _MATTERS


_MATTERS: Final = frozenset({"issues", "matters", "interests", "concerns"})
"""What talks are about, of no class of the codebook: "to discuss trade and security issues"."""


def in_noun_phrase(s: Sentence, i: int, p: int) -> bool:
    """Whether an article, a genitive or a preposition before the word makes a noun of it."""
    before = s.flag(p)
    if (before & NUMBER or word_before(s, p) in _BEFORE_PLURALS) and s.lower[i][-1] == "s":
        return True  # "the two sides reached a deal", "after stocks plunged"
    if before & (DET | GENITIVE) and not before & (REL | PRON | SUBORD | NUMBER) and word_before(s, p) not in COUNTS:
        return True
    if before & COORD and s.lower[i + 1 : i + 2] == ["of"] and s.lower[i] in _NEAR_ONES:
        return True  # "a neighbour and ally of Russia"
    if s.lower[i] == "close" and s.lower[i + 1 : i + 2] and s.lower[i + 1] in _NEAR_ONES:
        return True  # "a neighbour and close ally"
    if s.lower[i] == "land" and before & COORD and s.lower[p - 1] in _ARMS:
        return True  # "naval and land units"
    if before & VERB and p == i - 1 and s.lower[p].endswith("ing") and word_before(s, p - 1) in ("a", "an"):
        return not s.lower[i].endswith("s")  # "a tightening pressure campaign"
    if is_demonym(s, i - 1) and s.lower[i][-1] == "s" and s.flag(i - 2) & PREP and s.lower[i - 2] != "of":
        return True  # "a crowd with Russian flags gathered"
    if s.lower[i - 1] in _SORTS and s.lower[i][-1] == "s":
        return True  # "warring sides met", "the finishing touches"
    if is_demonym(s, i - 1) and s.lower[i][-1] == "s" and s.lower[i - 2] in _OWNERS:
        return True  # "ahead of its European partners"
    if "-" in (word := word_before(s, p)) and word.endswith(_COMPOUND_ENDINGS) and s.flag(p - 1) & DET:
        return True  # "the so-called shadow fleet"
    return bool(before & PREP and not before & (SUBORD | REL | COORD)) or s.lower[i] == "own"


_NEAR_ONES: Final = frozenset(
    "ally allies friend friends partner partners neighbour neighbours neighbor neighbors aide aides associate "
    "associates adviser advisers relative relatives ties links relations contacts cooperation".split()
)
"""Those and that which are close to somebody."""
_SORTS: Final = frozenset("warring finishing opposing neighbouring neighboring feuding ruling competing".split())
"""Forms in -ing that only describe what follows."""
_OWNERS: Final = frozenset({"its", "their", "his", "her", "our", "my"})
_COMPOUND_ENDINGS: Final = ("ed", "led", "made", "run", "held", "ing", "wide", "style", "like", "level", "old", "born")
"""How adjectives of two words end: "Russian-made", "the US-led strike"."""
_ARMS: Final = frozenset({"air", "sea", "naval", "maritime", "aerial"})
SEVERAL: Final = frozenset("both several many few all various certain such".split())
"""Counts of more than one, whose verb has no "s"."""
_LEADS_SUBJECT: Final = frozenset("after before since while because although though when until once if".split())
"""Words behind which no verb stands before its subject."""
_BEFORE_PLURALS: Final = SEVERAL | _LEADS_SUBJECT


def object_of_verb(s: Sentence, i: int, bits: int, p: int, *, groups: list[Group], finite: bool) -> bool:
    """As in "permitting strikes", "put up barricades": what follows a verb at once is its object."""
    if not groups or groups[-1].head != p or not bits & THIRD:
        return False
    noun = may_be_noun(s, i)
    if not noun and (s.lower[i - 1] in DAYS or _has_its_object(s, groups[-1])):
        return False
    if groups[-1].lemma in _MAKING_KNOWN and s.flag(i + 1) & (PREP | TO | ADV):
        return True  # "announced loans to Chad", "announced plans on Monday to send tanks"
    if s.grammar.cues.get(groups[-1].lemma) == "report" and not (noun and p < i - 1):
        return False
    return not (groups[-1].form == INFINITIVE and not noun and not finite and awaited(s, i))


def ends_a_list(s: Sentence, i: int, bits: int) -> bool:
    """As in "a network of clerks and butchers": a plural that ends a list, with nothing that could be done to."""
    ends = i + 1 >= s.end or bool(s.flag(i + 1) & MARK)
    if not ends or bits != THIRD or s.lower[i - 1] not in ("and", "or") or i - 3 < s.begin:
        return False
    return is_plural(s.lower[i - 2]) and bool(s.flag(i - 3) & (PREP | DET) or s.lower[i - 3] == ",")


_MAKING_KNOWN: Final = frozenset({"announce", "declare", "confirm", "promise", "pledge"})
"""Verbs that tell of something by naming it."""


def _has_its_object(s: Sentence, group: Group) -> bool:
    """Whether a relative clause has its object in front: behind "the decree which he signed" stands no other."""
    for j in range(group.first - 2, max(s.begin, group.first - NEAR), -1):
        if s.words[j].flags & (MARK | VERB | PREP):
            return False
        if s.lower[j] in ("which", "whom"):
            return True
    return False


def opens_a_noun(s: Sentence, bits: int) -> bool:
    """Whether a sentence's first word is no verb of news: an imperative, or the noun that a headline opens with.

    As in "Jets bomb camp", "Rockets rain on port", where the verb follows at once, "Strikes on Aleppo kill nine".
    """
    at = s.begin + 1
    if bits & THIRD and s.headline and at < s.end:
        leads_on = s.flag(at + 1) & (PREP | ADV) and may_be_noun(s, s.begin)
        if lemma_of(s, at, BASE) and (leads_on or object_follows(s, at + 1)):
            return True
        if s.lower[at] in _SITES and (s.lower[s.begin] in s.grammar.nouns or s.words[s.begin].flags & CLASSED):
            return True
    return not bits & PAST and bool((bits & THIRD and not s.headline) or bits & BASE)


_SITES: Final = frozenset("in on near against across between with over from off inside along of".split())
"""Prepositions that tell of a noun in front where, at, with or of whom it was."""
