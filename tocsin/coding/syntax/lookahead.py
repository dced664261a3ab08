"""Lookahead: whether a finite verb that needs the subject of a clause stands further on."""

from typing import Final

from tocsin.coding.syntax.surroundings import CUTTING, is_plural, object_follows, phrasal, speaks
from tocsin.coding.syntax.verbs import Sentence, lemma_of
from tocsin.coding.text.grammar import (
    BASE,
    BE,
    CLASSED,
    COORD,
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
    SUBJECT_PRON,
    SUBORD,
    THIRD,
    TO,
    VERB,
)

HUNG_ON: Final = frozenset(
    f"{participle} {preposition}"
    for preposition, participles in {
        "of": "accused suspected deprived convicted",
        "for": "bound wanted",
        "by": "bound used owned run",
        "to": "linked tied",
        "with": "charged",
    }.items()
    for participle in participles.split()
)
"""What is only told of somebody: "a tanker bound for Aden", "the arrest of two men accused of spying"."""


def later_finite(s: Sentence, j: int) -> bool:
    """Whether a finite verb that needs this clause's subject stands further on in the same stretch."""
    commas, comma = 0, s.end
    led, fronted = False, s.lower[s.begin] in _OPENING
    for k in range(j + 1, min(j + 40, s.end)):
        f = s.words[k].flags
        w = s.lower[k]
        if f & MARK:
            if w == "," and fronted:
                return False  # "If soldiers seal off the town, Norway will act": the clause has its own verb
            if w == "," and s.lower[k + 1 : k + 2] in _ARTICLES and s.lower[k + 2 : k + 3] in _STEPS:
                return False  # "…, a step the White House condemned"
            if w == "," and commas < 2:
                tells = s.headline and not commas and k + 1 < s.end and speaks(s, lemma_of(s, k + 1, THIRD))
                if tells and "," not in s.lower[k + 2 : k + 5]:
                    return False  # "Iran bars inspectors, says it will answer": both verbs have one subject
                commas, comma = commas + 1, k
                led = False
                continue
            return False
        led = led or (w == "as" and k > j + _GUISE) or (w in _LEADING and _leads_clause(s, k))
        if (f & (REL | SUBORD) and not f & PREP) or (f & COORD and w not in ("and", "or")):
            return False
        if f & (VERB | BE | HAVE | DO | MODAL) and (_has_its_own(s, k) or _describes_object(s, k)):
            continue
        if s.headline and f & VERB and " ".join(s.lower[k : k + 2]) in HUNG_ON:
            continue  # "Police raid house used by militants"
        if f & (BE | HAVE | DO | MODAL) and w not in ("being", "having", "be", "been"):
            return not s.flag(k - 1) & (REL | COORD | TO)
        if (
            f & VERB
            and s.lower[k - 1] not in ("having", "being", "be", "been")
            and any(
                bits == PAST or (bits & PAST and (not s.flag(k - 1) & (DET | PREP) or _date_ends(s, k - 1)))
                for _, bits in s.words[k].verbs
            )
        ):
            told = comma < k - 1 and s.marks.named.get(j - 1) == "state"
            if told and s.flag(k + 1) & MARK and speaks(s, lemma_of(s, k, PAST)):
                continue  # "Israel owned up to the strike, two officials said."
            if s.headline and commas and s.lower[k - 1] != "," and _goes_with_plural(s, j):
                return False  # "Rebels cut off Timbuktu, fuel convoys halted": that verb has its own subject
            # "swept into Hama after the army pulled out": that verb has a subject of its own.
            return not s.flag(k - 1) & COORD and not (led and not s.flag(k - 1) & DET)
        if f & VERB and not f & CLASSED and _third_with_object(s, k):
            return True
    return False


_OPENING: Final = frozenset({"if", "unless", "when", "while", "although", "though", "because", "once", "until"})
"""Words that open a sentence with a clause that hangs on what follows its comma."""


def _doers_then_verb(s: Sentence, k: int) -> bool:
    """As in "roared over Gori after rockets hit a post": several who can do it, and right behind them their verb."""
    for j in range(k, min(k + _NAMED, s.end - 1)):
        if j == k and s.marks.named.get(j) == "state" and s.word[j + 1][0].islower():
            return any(bits & PAST for _, bits in s.words[j + 1].verbs)  # "headed south as Moscow massed forces"
        if not _DOERS.isdisjoint(s.grammar.classes.get(s.lower[j], ())) and is_plural(s.lower[j]):
            return any(bits & PAST for _, bits in s.words[j + 1].verbs)
        if s.words[j].flags & CUTTING and not s.words[j].flags & CLASSED:
            return False
    return False


_DOERS: Final = frozenset(
    "troops rebels police crowd citizens people weapons missile drone rounds aircraft ship".split()
)
"""Classes of those who act themselves, as "clashes" do not: "wounded after clashes died"."""
_NAMED: Final = 4
"""Tokens behind "after" in which they are named."""


def _leads_clause(s: Sentence, k: int) -> bool:
    """Whether a subject stands behind a word that leads a clause as often as a noun."""
    return bool(s.flag(k + 1) & DET) or _name_behind(s, k) or _doers_then_verb(s, k + 1)


def _name_behind(s: Sentence, k: int) -> bool:
    """As in "cut aid after Chisinau refused": whoever has a name, which no date is."""
    return k + 1 < s.end and s.word[k + 1][0].isupper() and k + 1 not in s.dated and not s.headline


_GUISE: Final = 2
"""Tokens behind a participle up to which "as" tells what somebody is held for, and opens no clause."""


def _has_its_own(s: Sentence, k: int) -> bool:
    """As in "hopes to take back the land it lost": the pronoun between a noun and its verb is this one's subject."""
    if not s.flag(k - 1) & SUBJECT_PRON or s.lower[k - 1] == "you":
        return False
    before = s.flag(k - 2)
    return not before & (PREP | MARK | COORD | SUBORD | TO) and bool(before & CLASSED or not before)


def _describes_object(s: Sentence, k: int) -> bool:
    """As in "to free detained sailors": a participle between an infinitive and its object."""
    if not s.flag(k - 2) & TO or not lemma_of(s, k - 1, BASE):
        return False
    return bool(lemma_of(s, k, PARTICIPLE)) and bool(s.flag(k + 1) & CLASSED) and object_follows(s, k + 1)


def _goes_with_plural(s: Sentence, j: int) -> bool:
    """Whether a word may be the verb of the plural before it: its object or a preposition stands behind it."""
    if not is_plural(s.lower[j - 1]):
        return False
    particle = bool(phrasal(s, j, s.lower[j + 1])) if j + 1 < s.end else False
    return object_follows(s, j + 1 + particle) or bool(s.flag(j + 1) & PREP)


_ARTICLES: Final = (["a"], ["an"], ["the"])
_STEPS: Final = (["step"], ["move"], ["decision"], ["claim"], ["charge"], ["demand"], ["act"], ["measure"], ["offer"])
"""What a sentence calls what it has told, before it says who thinks so of it."""
_LEADING: Final = frozenset({"after", "before", "since", "until", "as"})
"""Words that lead a clause as often as a noun."""


def _date_ends(s: Sentence, i: int) -> bool:
    """As in "seized on October 7": a number behind a name counts no noun."""
    return i > s.begin and bool(s.words[i].flags & NUMBER) and s.word[i - 1][0].isupper()


def _third_with_object(s: Sentence, k: int) -> bool:
    """As in "A bomber in a truck loaded with explosives kills 40 people": a present tense with its object."""
    following = s.flag(k + 1)
    counted = s.lower[k + 1 : k + 2] == ["up"] or bool(following & (DET | NUMBER) and not following & PREP)
    return counted and any(bits == THIRD for _, bits in s.words[k].verbs)
