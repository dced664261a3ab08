"""What stands around a word that may be a verb: an object behind it, a finite verb further on, a plural before it."""

from typing import Final

from tocsin.coding.syntax.subjects import SPOKEN, counts, says_that
from tocsin.coding.syntax.verbs import Group, Sentence, lemma_of
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
    AUXILIARY,
    BE,
    CLASSED,
    COORD,
    DET,
    HAVE,
    MARK,
    MODAL,
    NUMBER,
    PREP,
    QUOTE,
    REL,
    SUBJECT_PRON,
    SUBORD,
    TO,
    VERB,
)


def object_follows(s: Sentence, j: int) -> bool:
    """Whether a noun phrase begins at `j`."""
    while j < s.end and s.words[j].flags & ADV and not s.words[j].flags & (PREP | DET):
        j += 1
    if j >= s.end:
        return False
    if _says_when(s, j):
        return False
    f = s.words[j].flags
    if f & (DET | NUMBER) or counts(s, j):
        return True
    if f & VERB and s.lower[j] in s.grammar.finite_only:
        return False
    if f & NO_NOUN:
        return bool(f & QUOTE)
    return True


NO_NOUN: Final = PREP | MARK | COORD | SUBORD | REL | TO | AUXILIARY
"""What a word is that begins no noun phrase without an article."""


def _says_when(s: Sentence, j: int) -> bool:
    """Whether a time stands at `j` without a preposition: "killed Sunday", "signed last October"."""
    if s.lower[j] in _NEAREST and j + 1 < s.end:
        j += 1
        return s.lower[j] in DAYS or s.lower[j] in _PERIODS
    return s.lower[j] in DAYS


_NEAREST: Final = frozenset({"last", "this", "next"})
_PERIODS: Final = frozenset(
    "week weekend month year quarter summer spring autumn fall winter night morning evening century decade".split()
)


CUTTING: Final = MARK | VERB | BE | HAVE | MODAL | PREP
"""What a word must be one of to part a verb from the noun that it describes."""


def object_relative(s: Sentence, i: int) -> bool:
    """As in "troops that Russia sent to Syria": the verb's object is the noun before "that"."""
    for j in range(i - 1, max(s.begin, i - 5), -1):
        f = s.words[j].flags
        if s.lower[j] in ("that", "which", "whom") and f & REL:
            return j < i - 1 and not (s.lower[j] == "that" and says_that(s, j))
        if f & CUTTING and not f & ADV:
            return False
    return False


def speaks(s: Sentence, lemma: str) -> bool:
    """Whether a verb only says who speaks, or may."""
    return s.grammar.cues.get(lemma) == "report" or lemma in SPOKEN


TO_SOMEBODY: Final = frozenset("tell inform notify warn assure remind convince persuade brief show say claim".split())
"""Verbs whose "that" says what they tell, whoever stands between."""

CHARGING: Final = frozenset({"accuse", "suspect", "blame", "charge", "convict"})
"""Verbs that lay a deed at somebody's door: of whom it is told, he is not who says so."""


WEIGHING: Final = frozenset(
    "consider contemplate mull weigh ponder study examine explore review discuss debate".split()
)
"""Verbs of what is only thought of or talked about: "is weighing sending troops"."""


def speaker_before(s: Sentence, i: int) -> bool:
    """As in "…, Seoul's joint chiefs reported, …": a short name or title between a comma and a verb of saying."""
    for j in range(i - 1, max(s.begin, i - 8), -1):
        if s.lower[j] in (",", "”", '"'):
            return j < i - 1 and (s.word[j + 1][0].isupper() or bool(s.words[j + 1].flags & (DET | SUBJECT_PRON)))
        placed = s.lower[j] == "in" and s.word[j + 1][0].isupper()  # "the ministry in Moscow maintained"
        if placed or s.lower[j] in ("of", "for"):
            continue
        named = s.word[j][0].isupper()  # "the United Nations confirmed"
        if s.words[j].flags & (MARK | VERB | PREP) and not s.words[j].flags & CLASSED and not named:
            return False
    return False


PARTICLES: Final = frozenset({"over", "up", "out", "off", "down", "back", "away"})
"""Particles behind which a verb's object may stand: "cut off gas", "will hand over its jets"."""


def phrasal(s: Sentence, i: int, follows: str) -> bool:
    """Whether a preposition makes the verb before it whole: "asked for", "fired on" are active without an object."""
    return any(follows in s.grammar.verbs.following(lemma) for lemma, _ in s.words[i].verbs)


_ADJECTIVE_ENDINGS: Final = (
    "al",
    "ous",
    "ive",
    "ic",
    "ern",
    "ish",
    "ful",
    "less",
    "ary",
    "ible",
    "able",
    "ese",
    "ant",
    "ent",
)


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective; nouns that end as adjectives do are listed."""
    return word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 4 and not word.endswith("ment") and word not in _NOUNS


_NOUNS: Final = frozenset(
    "president resident student incident accident agent parliament continent regent correspondent respondent dissident "
    "adolescent opponent component militant insurgent immigrant migrant tenant servant lieutenant sergeant commandant "
    "combatant assistant consultant restaurant elephant grant plant descendant defendant participant inhabitant "
    "official general rival tribunal capital hospital criminal festival arsenal cardinal admiral corporal animal "
    "withdrawal approval arrival removal refusal proposal trial appeal deal denial burial funeral journal signal goal "
    "republic critic public clinic traffic topic tactic logic music panic mechanic comic epidemic pandemic academic "
    "executive representative detective relative native operative fugitive captive offensive initiative archive "
    "secretary military january february library dictionary territory anniversary adversary mercenary missionary "
    "judiciary constable table cable vehicle battle missile people castle article marshal contingent emissary "
    "paramilitary boundary sanctuary scandal canal individual merchant giant auxiliary".split()
)


def is_plural(word: str) -> bool:
    return (word[-1:] == "s" and (word[-2:] not in _SINGULAR_ENDS or word == "us")) or word in _PLURALS


_SINGULAR_ENDS: Final = frozenset({"ss", "us"})
"""As in "bus", "congress"; "Israelis" are many, and so may "us" be, which is a country as well."""


_PLURALS: Final = frozenset(
    """
    people police troops forces men women militants rebels they we authorities children others taliban talibs
    mujahideen mujahedeen fedayeen peshmerga gunmen policemen servicemen militiamen tribesmen taleban marines
    aircraft cavalry infantry
    """.split()
)


COUNTS: Final = frozenset(
    "dozens hundreds scores thousands some many most all both several few others those none half more another "
    "each".split()
)
"""Counts that are no numbers, for whom they count as well."""


def make(s: Sentence, i: int, form: str, bits: int, *, passive: bool = False, past: bool = False) -> Group:
    return Group(i, i, lemma_of(s, i, bits), form, passive=passive, past=past)


def word_before(s: Sentence, p: int) -> str:
    """The word at `p`, "" before the sentence."""
    return s.lower[p] if p >= s.begin else ""


def lists_names(s: Sentence, a: int, b: int) -> bool:
    """Whether the words from `a` to `b` list those whom a clause begins with: "as Oman, Egypt, and Chad have said"."""
    comma = next((j for j in range(b - 1, a, -1) if s.lower[j] == ","), -1)
    if comma < 0 or s.lower[comma + 1] != "and" or comma + 2 >= b:
        return False
    return all(s.word[j][0].isupper() or s.lower[j] in (",", "and", "the") for j in range(a, b))
