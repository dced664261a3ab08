"""Forms: where a word stands that may be a verb or a noun, as at the end of a headline or behind an apposition."""

from typing import Final

from tocsin.coding.syntax.lookahead import later_finite
from tocsin.coding.syntax.surroundings import is_adjective, is_plural, object_follows, speaks, word_before
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence, is_demonym, lemma_of
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    CLASSED,
    COORD,
    DET,
    MARK,
    NUMBER,
    PARTICIPLE,
    PAST,
    PREP,
    PRON,
    REL,
    SUBORD,
    THIRD,
    TO,
    VERB,
)

NEAR: Final = 10


def ends_an_object(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "a plan to launch air strikes on the town": the noun that an infinitive and what describes it wait for."""
    if not groups or groups[-1].form != INFINITIVE:
        return False
    return not any(
        s.words[j].flags & _PARTING and not (s.lower[j] == "and" and s.word[j + 1][0].islower())
        for j in range(groups[-1].head + 1, i)
    )


_PARTING: Final = DET | PREP | MARK | COORD | SUBORD | REL | PRON | NUMBER
"""What parts a verb from a noun that it leads to at once, or begins an object of its own."""


def condition_opens(s: Sentence, i: int) -> bool:
    """As in "if Belarus attacks,": right behind its "if" and a name only a verb can stand before a comma."""
    if not s.flag(i + 1) & MARK:
        return False
    j = i - 1
    while j > s.begin and s.word[j][0].isupper():
        j -= 1
    return j < i - 1 and s.lower[j] in ("if", "unless", "once", "until") and not is_demonym(s, i - 1)


def has_plural_subject(s: Sentence, i: int, p: int, groups: list[Group]) -> bool:
    """A base form needs a plural before it: "rebels attack the town"."""
    if is_plural(word_before(s, p)) or s.flag(p) & COORD:
        return True
    return two_names(s, i) or is_plural(subject_head(s, i, groups)) or _described(s, i, groups)


def _described(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Deputies backing the king approve the law": the plural that opens the sentence is only described."""
    if (
        len(groups) != 1
        or groups[0].form not in (ING, REDUCED)
        or not s.begin < groups[0].first <= groups[0].head < i - 1
    ):
        return False
    return is_plural(s.lower[groups[0].first - 1]) and not any(s.flag(j) & MARK for j in range(s.begin, i))


def plain_object(s: Sentence, i: int) -> bool:
    """Whether an article, a number or a name stands behind a word that may be a noun."""
    return bool(s.flag(i + 1) & (DET | NUMBER)) or i + 1 in s.heads or s.word[min(i + 1, s.end - 1)][0].isupper()


def plural_that_acts(s: Sentence, i: int) -> bool:
    """Whether a noun in the plural is a third person after all: "forces" before a name, or where no verb follows."""
    if s.lower[i + 1 : i + 2] in _LOYAL:
        return False
    upper = i + 1 < s.end and s.word[i + 1][0].isupper()
    return upper or not later_finite(s, i)


def awaited(s: Sentence, i: int) -> bool:
    """As in "its refusal to quit sparks clashes": the verb that a subject with an infinitive still waits for."""
    return object_follows(s, i + 1) and not later_finite(s, i)


def tells_last(s: Sentence, i: int) -> bool:
    """As in "Rebels take town, mediator says": a headline ends in who tells it."""
    if any(not s.words[j].flags & MARK for j in range(i + 1, s.end)) or not speaks(s, lemma_of(s, i, THIRD)):
        return False
    return any(s.lower[j] == "," for j in range(max(s.begin, i - NEAR), i - 1))


def second_clause(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Envoy urges truce, rebels vow to fight", "…, Iran vows revenge": a headline goes on with somebody else."""
    first = groups[-1].head + 1 if groups else s.begin
    for j in range(i - 1, first, -1):
        if s.lower[j] == ",":
            somebody = is_plural(s.lower[i - 1]) or (i - 1 in s.heads and s.lower[i][-1] == "s")
            return j < i - 1 and somebody and not s.words[j + 1].flags & (DET | PREP)
        if s.words[j].flags & (MARK | PREP | COORD | SUBORD | VERB) and not s.words[j].flags & CLASSED:
            return False
    return False


_LOYAL: Final = (["loyal"], ["allied"], ["led"], ["backed"], ["friendly"], ["opposed"], ["belonging"], ["close"])
"""Words that describe those before them: "forces loyal to the general"."""


def behind_comma_and(s: Sentence, i: int) -> bool:
    """Whether ", and" stands before a verb, adverbs apart."""
    while i > s.begin and s.words[i - 1].flags & ADV and not s.words[i - 1].flags & COORD:
        i -= 1
    return i - 2 > s.begin and s.lower[i - 2] == "," and s.lower[i - 1] in ("and", "but")


def left_without_doer(s: Sentence, i: int) -> bool:
    """As in "Undersea cable cut in Baltic", "Border shut after clash": a headline's thing is what it is done to."""
    if not s.headline or i == s.begin or not (i + 1 >= s.end or s.words[i + 1].flags & (PREP | SUBORD)):
        return False
    described = next((j for j in range(s.begin + 1, i) if s.words[j].flags & PREP), i)
    if any(s.words[j].flags & (MARK | SUBORD | REL | VERB) for j in range(described, i)):
        described = i
    # "cable between Riga and Oslo cut"
    return any(not _THINGS.isdisjoint(s.grammar.classes.get(s.lower[j - 1], ())) for j in {described, i})


_THINGS: Final = frozenset({"infrastructure", "passage", "border", "ties", "aid", "talks"})


def done_to_a_thing(s: Sentence, i: int, follows: str, speech: frozenset[str]) -> bool:
    """As in "A curfew imposed from nine to five", "…, the borders closed": "was" is left out, in any text.

    `speech` are the words that open what is said, of which `follows`, the next one, is none.
    """
    things = _DONE_TO.get(s.lower[i])
    if things is None or (follows in speech and follows != "to") or s.flag(i - 1) & MARK:
        return False
    return any(
        at + length == i and not things.isdisjoint(names)
        for at in range(max(s.begin, i - _NAMED_BY), i)
        for length, names in s.marks.classes.get(at, ())
    )


_ORDERS: Final = frozenset(
    "emergency curfew border borders passage sanctions ties infrastructure law decree reserves premises assets".split()
)
_LOOSED: Final = frozenset({"missile", "explosives", "rounds", "shots"})
_DONE_TO: Final = {
    **dict.fromkeys(
        """
        imposed decreed proclaimed declared ordered lifted extended introduced announced closed sealed barred blocked
        frozen severed suspended called recalled confined cancelled dissolved deposed ousted evacuated pledged signed
        stormed torched looted ransacked
        """.split(),
        _ORDERS,
    ),
    **dict.fromkeys("fired launched hurled lobbed tossed flung planted defused".split(), _LOOSED),
}
"""What is done to things, and by things never, each with the classes of those things."""
_NAMED_BY: Final = 5
"""Tokens of the longest name of a thing."""


def near_opening(s: Sentence, i: int) -> bool:
    """Whether only a few words stand between a word and the beginning of its sentence, or the mark before it."""
    return any(j < s.begin or s.lower[j] in (",", ";") for j in range(i - 1, i - NEAR, -1))


def behind_apposition(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Security forces, including snipers, kill …": a plural subject, set off by commas, waits for its verb."""
    begin = _clause_before(s, i, groups)
    if begin < 0 or (s.words[i].flags & CLASSED and not s.flag(i + 1) & (DET | NUMBER)):
        return False
    for j in range(begin + 1, min(i, begin + 8)):
        if s.words[j].flags & (MARK | PREP):
            return s.lower[j] == "," and is_plural(s.lower[j - 1]) and j < i - 1
    return False


def _clause_before(s: Sentence, i: int, groups: list[Group]) -> int:
    """Where the clause begins that still waits for its verb before token `i`, or -1 where none does."""
    finite = next((group for group in reversed(groups) if group.form == FINITE), None)
    if finite is None:
        return s.begin
    opening = next((j for j in range(i - 1, finite.head, -1) if s.lower[j] in _OPENING), -1)
    if opening < 0 and speaks(s, finite.lemma) and s.flag(finite.head + 1) & ~MARK:
        opening = finite.head
    return opening + 1 if opening >= 0 else -1


_OPENING: Final = frozenset({"after", "as", "when", "while", "before", "that"})


def goes_on(s: Sentence, i: int, bits: int, groups: list[Group]) -> bool:
    """As in "Gunmen storm hotel, take hostages": behind its comma a headline tells what those did who did the first."""
    if not bits & BASE or len(groups) != 1 or groups[0].form != FINITE or s.lower[groups[0].head] != groups[0].lemma:
        return False
    noun = s.words[i].flags & CLASSED or s.lower[i] in s.grammar.nouns
    if noun:
        several = i + 1 < s.end and is_plural(s.lower[i + 1]) and not s.flag(i + 1) & VERB
        return several or bool(s.flag(i + 1) & (DET | NUMBER)) or i + 1 in s.heads
    return bool(object_follows(s, i + 1) or s.flag(i + 1) & (TO | PREP | DET | NUMBER))


def plainly_verb(s: Sentence, i: int) -> bool:
    """Whether a verb that is no noun stands at `i`, behind adverbs: the noun before it is its subject."""
    while i < s.end and s.words[i].flags & ADV and not s.words[i].flags & (PREP | DET):
        i += 1
    if i >= s.end or not s.words[i].flags & VERB or s.words[i].flags & (CLASSED | PREP | DET | ADV):
        return False
    return s.lower[i] not in s.grammar.nouns and any(bits & (BASE | PAST) for _, bits in s.words[i].verbs)


def judges(s: Sentence, i: int) -> bool:
    """As in "Berlin calls severed cables sabotage": behind whom a headline opens with, and before a described noun."""
    if not s.headline or i - 1 not in s.heads or is_demonym(s, i - 1) or lemma_of(s, i, THIRD) not in _JUDGING:
        return False
    return any(bits & PARTICIPLE for _, bits in s.words[i + 1].verbs) and s.flag(i + 2) & CLASSED != 0


_JUDGING: Final = frozenset("call name label brand dub term probe mourn honour honor fear blame".split())
"""Verbs of what somebody thinks of things, which as nouns open no headline behind a name."""


def does_next(s: Sentence, i: int) -> bool:
    """As in "Ivory Coast jets bomb town": behind a plural that fights a base form with an object is the verb."""
    if i + 1 >= s.end or _FIGHTERS.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ())):
        return False
    base = any(bits & BASE for _, bits in s.words[i].verbs) and not s.words[i].flags & (PREP | ADV)
    return base and object_follows(s, i + 1) and not s.words[i + 1].flags & (PREP | MARK) and not _verb_next(s, i + 1)


def _verb_next(s: Sentence, i: int) -> bool:
    """Whether a verb may stand behind a base form: "camps" is a noun there, as no verb has an "s"."""
    return any(bits != THIRD for _, bits in s.words[i].verbs)


def fails_next(s: Sentence, i: int) -> bool:
    """As in "Iran talks collapse in Muscat": behind a plural stands what became of it."""
    if i >= s.end or object_follows(s, i + 1) or s.lower[i : i + 2] in (["end", "to"], ["end", "of"], ["start", "to"]):
        return False  # "demands end to siege"
    return any(lemma in _COURSE and bits & BASE for lemma, bits in s.words[i].verbs)


_COURSE: Final = frozenset("collapse fail stall resume begin start end break falter continue drag open loom".split())


def fights(s: Sentence, i: int) -> bool:
    """As in "jets bomb schools": behind those who fight, before what they fight."""
    fighters = not _FIGHTERS.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ()))
    plain = i + 1 < s.end and bool(s.flag(i + 1) & CLASSED) and not _verb_next(s, i + 1)
    return fighters and plain and s.lower[i + 1].endswith("s")


_FIGHTERS: Final = frozenset({"aircraft", "troops", "rebels", "police"})


def subject_head(s: Sentence, i: int, groups: list[Group]) -> str:
    """The head of the noun phrase that may be the subject of a verb at `i`: the word before its first preposition."""
    first = max(s.begin, groups[-1].head + 1 if groups else s.begin, i - 14)
    for j in range(i - 1, first - 1, -1):
        if s.words[j].flags & (MARK | COORD | SUBORD | REL) and not s.words[j].flags & PREP:
            first = j + 1
            break
    for j in range(first + 1, i):
        if s.words[j].flags & PREP:
            # "Fighters loyal to …": an adjective stands between the noun and its preposition.
            back = 2 if is_adjective(s.lower[j - 1]) and j - 2 >= first else 1
            return s.lower[j - back]
    return ""


def two_names(s: Sentence, i: int) -> bool:
    """As in "Damascus and Moscow deny", "Taliban, Afghan government open": two names make a plural."""
    if not s.word[i - 1][0].isupper() and not (s.headline and i - 1 in s.heads):
        return False
    joints = ("and", ",") if s.headline else ("and",)
    return any(s.lower[j] in joints for j in range(max(s.begin, i - 5), i - 1))
