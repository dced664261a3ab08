"""Verb groups and sentences: what the finding of verbs and of clauses works on."""

from collections.abc import Mapping, Sequence
from typing import Final

from tocsin.coding.text.grammar import BE, MARK, Grammar, Word, unlisted
from tocsin.coding.text.marks import Marks
from tocsin.coding.text.tokens import Tokens

FINITE: Final = "finite"
INFINITIVE: Final = "infinitive"
ING: Final = "gerund"
REDUCED: Final = "participle"
BESIDE: Final = "beside"
"""The link of a clause that a report tells beside which something is done: "agreed to meet despite news that …"."""


class Group:
    """One verb group: tokens `first` (auxiliary or "to") to `head` (the verb itself)."""

    def __init__(
        self, first: int, head: int, lemma: str, form: str, *, passive: bool = False, past: bool = False
    ) -> None:
        self.first = first
        self.head = head
        self.lemma = lemma
        self.form = form
        self.past = past
        self.passive = passive
        self.perfect = False
        self.progressive = False
        self.negated = False
        self.modal = ""
        self.quasi = ""
        self.implied = False
        """A headline leaves it out; it stands before token `first`, behind `head`."""
        self.inverted = False
        """Auxiliary before its subject: "should talks fail"."""

        # What the clauses make of it:
        self.parent = -1
        self.link = ""
        self.subject: tuple[int, int] | None = None
        self.stop = 0
        """Where its complements end: the first token that belongs to the next clause."""
        self.antecedent: tuple[int, int] | None = None
        """For a relative clause: the noun phrase it describes."""
        self.inherits = -1
        """The group whose subject it shares."""
        self.late_subject = False


class Sentence:
    """The tokens of one sentence with what each can be."""

    __slots__ = (
        "begin",
        "clauses",
        "dated",
        "done",
        "end",
        "grammar",
        "headline",
        "heads",
        "held",
        "joined_words",
        "lower",
        "marks",
        "meant",
        "openings",
        "recent",
        "sense",
        "signed",
        "tokens",
        "vocabulary",
        "word",
        "words",
        "world",
    )

    def __init__(
        self,
        tokens: Tokens,
        words: list[Word],
        marks: Marks,
        begin: int,
        end: int,
        *,
        grammar: Grammar,
        headline: bool,
        sense: str | None = None,
        heads: frozenset[int] = frozenset(),
        dated: frozenset[int] = frozenset(),
        signed: tuple[int, int] | None = None,
    ) -> None:
        self.tokens = tokens
        self.words = words
        self.lower = tokens.lower
        self.openings = tokens.openings
        self.word = tokens.word
        self.grammar = grammar
        self.begin = begin
        self.end = end
        self.headline = headline
        self.sense = sense
        """The world of the text and of the sentence, where they are one."""
        self.world: str | None = None
        """The world of the sentence, be it the text's or not: sport, business … (`article/senses`)."""
        self.marks = marks
        self.heads = heads
        """Tokens that name an actor, which are no verbs: the "forces" of "Syrian forces"."""
        self.dated = dated
        """Tokens with which a stated time begins, which is no object: the "nine" of "fired at nine o'clock"."""
        self.signed = signed
        """The tokens behind `end` of whom a headline cites behind its colon: "Missile fired eastward: Seoul"."""

        self.recent: frozenset[str] = frozenset()
        """Classes of what the sentences before sent or gave: what "more" and "another" leave out."""
        self.done: frozenset[str] = frozenset()
        """Classes of what the acts of the sentence before were done to: what "expelled four" leaves out."""
        self.meant: Mapping[int, Sequence[tuple[int, int]]] = {}
        """The tokens of those for whom subjects without a name stand, by clause: "it" for Russia."""
        self.held = False
        """Whether the sentences before tell of people who were taken: "he" and "they" may be freed."""
        self.clauses: list[Group] | None = None
        """Its clauses, once they have been found: see `syntax/clauses`."""
        self.joined_words = ""
        self.vocabulary = frozenset(self.lower[begin:end])
        """Its words in lower case: most of what may be told in a sentence takes words that few have."""

    def joined(self) -> str:
        """Its words in lower case, each between blanks: for looking up how one begins, and phrases."""
        if not self.joined_words:
            self.joined_words = f" {' '.join(self.lower[self.begin : self.end])} "
        return self.joined_words

    def flag(self, i: int) -> int:
        return self.words[i].flags if self.begin <= i < self.end else MARK


def classify(tokens: Tokens, grammar: Grammar) -> list[Word]:
    """What each token can be."""
    known = grammar.words
    out = [known.get(word) or unlisted(word) for word in tokens.lower]
    for i in [i for i, word in enumerate(tokens.lower) if word == "'s"]:
        if i and tokens.lower[i - 1] in _CONTRACTED:
            out[i] = _IS
    return out


_CONTRACTED: Final = frozenset({"it", "he", "she", "that", "there", "what", "who", "here", "where"})
_IS: Final = Word(BE, ())


def lemma_of(s: Sentence, j: int, want: int) -> str:
    """The base of the verb that token `j` may be a form of with one of the bits `want`; "" if none."""
    for lemma, bits in s.words[j].verbs:
        if bits & want:
            return lemma
    return ""


def is_form(s: Sentence, j: int, lemmas: frozenset[str]) -> bool:
    """Whether token `j` may be a form of one of some verbs."""
    return s.begin <= j < s.end and any(lemma in lemmas for lemma, _ in s.words[j].verbs)


def is_demonym(s: Sentence, i: int) -> bool:
    """Whether a word looks like a people's name, which describes the noun behind it: "Armenian positions"."""
    if i < s.begin or not s.word[i][0].isupper():
        return False
    return s.lower[i].endswith(_OF_PEOPLES) or s.lower[i] in s.grammar.demonyms or s.lower[i] in _STATELESS


_OF_PEOPLES: Final = ("ian", "ean", "ese", "can", "ish", "aeli")
"""Endings of peoples' names, be they of a country or not: "Circassian"."""
_STATELESS: Final = frozenset({"arab", "kurd"})
"""Peoples of several countries, whose names no ending tells."""
