"""The shapes of the codebook as the coder looks it up: what a word can be, and which acts begin with it.

Nothing changes one of these once it is made. They are not declared frozen because making them would take twice as long.
"""

from dataclasses import dataclass
from typing import Final

from tocsin.codebook.inflection import BASE, GERUND, PARTICIPLE, PAST, THIRD
from tocsin.coding.text.acts import Act, Company
from tocsin.coding.text.patterns import Verbs

MODAL: Final = 1
BE: Final = 2
HAVE: Final = 4
DO: Final = 8
NEG: Final = 16
TO: Final = 32
PREP: Final = 64
DET: Final = 128
COORD: Final = 256
SUBORD: Final = 512
REL: Final = 1024
PRON: Final = 2048
ADV: Final = 4096
MARK: Final = 8192
VERB: Final = 16384
GENITIVE: Final = 32768
QUOTE: Final = 65536
NUMBER: Final = 131072
CLASSED: Final = 262144
NOUNISH: Final = 524288
CONDITION: Final = 1048576
QUASI: Final = 2097152
SUBJECT_PRON: Final = 4194304
AUXILIARY: Final = MODAL | BE | HAVE | DO


@dataclass(slots=True, eq=False)
class Usage:
    """What a verb means beside certain words: one entry of `usages.yaml`, at whose head the fields are described."""

    of: frozenset[str]
    bare: bool
    next: tuple[tuple[str, ...], ...]
    behind: Company | None
    not_behind: Company | None
    object_words: Company | None
    subject_words: Company | None
    object: frozenset[str]
    subject: frozenset[str]
    not_subject: frozenset[str]
    passive: bool | None
    negated: bool | None
    past: bool | None
    becomes: Act | None
    means: str


@dataclass(slots=True, eq=False)
class Word:
    """What a folded word can be: `flags`, and the verbs it is a form of with the bits of the form."""

    flags: int
    verbs: tuple[tuple[str, int], ...]
    begins: int = 0
    """What begins with it, of the five below: that is looked up for such words only."""


A_CLASS: Final = 1
A_PHRASE: Final = 2
"""A class of several words."""
A_NOUN: Final = 4
"""A noun that names an act."""
A_SENSE: Final = 8
"""A word or phrase that speaks for a world."""
STRONG: Final = 16
"""A word that says by itself that a text is about security."""

UNKNOWN: Final = Word(0, ())
_NUMBER: Final = Word(NUMBER | DET, ())
_ADVERB: Final = Word(ADV, ())


def unlisted(word: str) -> Word:
    """What a word can be that the codebook does not list: numbers and words in -ly tell by themselves."""
    if word[0].isdigit() or word.partition("-")[0] in TENS:
        return _NUMBER
    return _ADVERB if word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS else UNKNOWN


TENS: Final = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
"""What a number of two words begins with: "thirty-five"."""
_NO_ADVERBS: Final = frozenset(
    "italy sicily thessaly family assembly supply reply monopoly anomaly homily butterfly panoply".split()
)
"""Nouns and names in -ly."""


QUASI_MODALS: Final[dict[str, str]] = {
    **dict.fromkeys(
        """
            due set expected scheduled poised about bound slated planned planning going preparing forecast likely
            """.split(), "future"
    ),
    **dict.fromkeys("ready willing prepared inclined keen open eager".split(), "willing"),
    **dict.fromkeys("unwilling unable unlikely reluctant powerless".split(), "unable"),
    **dict.fromkeys("""
        reported said believed thought alleged understood suspected known rumoured rumored estimated
        """.split(), "allege"),
    **dict.fromkeys("able forced obliged compelled".split(), "able"),
}  # fmt: skip
"""Adjectives and participles that with "be … to" shade the verb that follows."""


@dataclass(frozen=True)
class Grammar:
    """Lookup tables of one codebook version."""

    version: str
    words: dict[str, Word]
    verbs: Verbs
    """Lemma → the acts that it may begin in any text."""
    verbs_within: dict[str, Verbs]
    """Sense → those for a text of that sense."""
    states: Verbs
    """Participle → the acts that "be" and it begin: "be alarmed by"."""
    nouns: dict[str, dict[str, tuple[tuple[tuple[str, ...], Act], ...]]]
    """First word of a noun phrase → its second → (its words, the act), longest first; under "" the one-word ones."""
    acts: dict[str, Act]
    usages: dict[str, tuple[Usage, ...]]
    """Lemma → what it may mean in place of its acts."""
    cues: dict[str, str]
    """Lemma → its effect on the clause it governs, for verbs that are no acts themselves."""
    hedges: dict[str, str]
    classes: dict[str, tuple[str, ...]]
    class_order: dict[str, int]
    """Class → its place from the particular to the general; −1 for nouns that only carry an act ("concern over")."""
    phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]]
    """First word of a class phrase → its second → (its words, classes), longest first."""
    bare_verbs: frozenset[str]
    summings: dict[str, tuple[tuple[str, ...], ...]]
    """First word of what is said by saying what something is ("be a lie") → all such words."""
    finite_only: frozenset[str]
    """Verb forms that are never nouns or adjectives: "fail", "went"."""
    object_control: frozenset[str]
    sense_words: dict[str, tuple[str, ...]]
    """Word → the senses that it speaks for."""
    sense_phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]
    """First word of a phrase that speaks for a sense → its second → (its words, the sense)."""
    demonyms: frozenset[str]
    """Words that end the adjectives of countries: "swiss", the "lankan" of "Sri Lankan"."""
    natural: frozenset[str]
    """Words for what kills by nobody's hand."""
    elements: frozenset[str]
    """Words for what does something without anybody's will."""
    explosive: frozenset[str]
    """Words for what explodes by accident."""
    given_names: frozenset[str]
    strong_words: frozenset[str]
    strong: frozenset[str]
    """Classes of things that say by themselves that a text is about security."""


__all__ = ["BASE", "GERUND", "PARTICIPLE", "PAST", "THIRD", "Grammar", "Word"]
