"""Base and third-person forms, and those that are all forms at once ("cut", "hit", "put"): verb or noun."""

from typing import Final

from tocsin.coding.syntax.forms import (
    behind_apposition,
    behind_comma_and,
    condition_opens,
    does_next,
    ends_an_object,
    fails_next,
    fights,
    goes_on,
    has_plural_subject,
    judges,
    left_without_doer,
    near_opening,
    plain_object,
    plainly_verb,
    plural_that_acts,
    second_clause,
    subject_head,
    tells_last,
    two_names,
)
from tocsin.coding.syntax.lookahead import later_finite
from tocsin.coding.syntax.nounlike import (
    SEVERAL,
    ends_a_list,
    in_noun_phrase,
    may_be_noun,
    object_of_verb,
    opens_a_noun,
)
from tocsin.coding.syntax.speakers import both_say
from tocsin.coding.syntax.surroundings import (
    PARTICLES,
    is_adjective,
    is_plural,
    make,
    object_follows,
    object_relative,
    phrasal,
    speaker_before,
    speaks,
    word_before,
)
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, REDUCED, Group, Sentence, is_demonym, is_form, lemma_of
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
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
    PRON,
    QUOTE,
    REL,
    SUBJECT_PRON,
    SUBORD,
    THIRD,
    TO,
    VERB,
)


def present_form(s: Sentence, i: int, bits: int, p: int, *, groups: list[Group], finite: bool) -> Group | None:
    """Base and third-person forms (and "cut", "hit", "put", which are all forms at once).

    `p` is the token before the word and the adverbs that lead it in.
    """
    before = s.flag(p)
    if s.words[i].flags & PREP:
        # "schools near the forest"
        return None
    if joined := _joined(s, i, bits, p, groups):
        return joined
    if ends_a_list(s, i, bits):
        return None
    if not finite and _of_counted(s, i, bits, p):
        return make(s, i, FINITE, bits)
    if not finite and bits & BASE and _behind_each(s, i, p):
        return make(s, i, FINITE, BASE)
    if in_noun_phrase(s, i, p) or object_of_verb(s, i, bits, p, groups=groups, finite=finite):
        return None
    if before & (REL | SUBJECT_PRON) and not before & DET and word_before(s, p) != "whose":
        return make(s, i, FINITE, bits, past=bool(bits & PAST))
    if s.word[i][0].isupper() and i > s.begin and not s.headline:
        return None
    if certain := _certain(s, i, bits, p):
        return certain
    finite = finite and not (s.headline and second_clause(s, i, groups))
    if (finite and not before & (COORD | MARK | SUBORD)) or (i == s.begin and opens_a_noun(s, bits)):
        return None
    if s.headline and word_before(s, p) == "," and p == i - 1 and goes_on(s, i, bits, groups):
        return make(s, i, FINITE, BASE)
    if before & MARK and not before & QUOTE and word_before(s, p) in (",", "") and not bits & (PAST | THIRD):
        set_off = behind_apposition(s, i, groups) and (_takes_object(s, i) or _falls(s, i))
        return make(s, i, FINITE, BASE) if set_off else None
    return _by_what_follows(s, i, bits, p, groups=groups, finite=finite)


def _behind_each(s: Sentence, i: int, p: int) -> bool:
    """As in "Oslo and Riga both say": the word for each of those who are listed stands behind them."""
    listed = word_before(s, p) in _OF_EACH and s.begin < p == i - 1
    return listed and (p - 1 in s.heads or s.word[p - 1][0].isupper()) and s.lower[p - 1] not in DAYS


_OF_EACH: Final = frozenset({"both", "each", "all"})


def _takes_object(s: Sentence, i: int) -> bool:
    """Whether an object stands behind the word, or behind its particle."""
    split = s.lower[i + 1] in PARTICLES and phrasal(s, i, s.lower[i + 1]) and object_follows(s, i + 2)
    return object_follows(s, i + 1) or split


def _falls(s: Sentence, i: int) -> bool:
    """As in "Two men, on their way home, die in an ambush": no noun, and where or how stands behind it."""
    return not may_be_noun(s, i) and bool(s.flag(i + 1) & PREP)


def _joined(s: Sentence, i: int, bits: int, p: int, groups: list[Group]) -> Group | None:
    """The second of two verbs joined by "and": "will meet and sign", or a past of its own."""
    if not (s.flag(p) & COORD and bits & BASE and groups and word_before(s, p) in ("and", "or", "but")):
        return None
    first = groups[-1]
    if bits & PAST and behind_comma_and(s, i):
        # "said he would pay nothing, and shut all schools"
        return make(s, i, FINITE, PAST, past=True)
    if (first.form == INFINITIVE or first.modal) and (not s.words[i].flags & CLASSED or object_follows(s, i + 1)):
        group = make(s, i, INFINITIVE, BASE)
        group.link, group.modal, group.negated = "and", first.modal, first.negated
        return group
    return None


def _of_counted(s: Sentence, i: int, bits: int, p: int) -> bool:
    """As in "Five die in blast", "at least 12 die as": behind a bare number that opens what is told."""
    if not (s.flag(p) & NUMBER or word_before(s, p) in SEVERAL) or p + 1 != i or may_be_noun(s, i) or not bits & BASE:
        return False
    return not bits & PAST and bool(s.flag(i + 1) & (PREP | SUBORD)) and near_opening(s, i)


_DEGREES: Final = frozenset("high full heightened maximum top red false fake true untrue wild new fresh latest".split())
"""Adjectives that no ending tells: "troops on high alert"."""


def _certain(s: Sentence, i: int, bits: int, p: int) -> Group | None:
    """What can only be a verb: in a relative clause without "that", before its doer, or of who tells a headline."""
    named = may_be_noun(s, i) and is_demonym(s, i - 1)  # "claims that Russian jets had bombed the camp"
    if not named and object_relative(s, i) and (bits & THIRD or is_plural(word_before(s, p)) or two_names(s, i)):
        return make(s, i, FINITE, bits, past=bool(bits & PAST))
    if bits & PARTICIPLE and (
        s.lower[i + 1 : i + 2] == ["by"] or (not _takes_object(s, i) and left_without_doer(s, i))
    ):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    spliced = bits & THIRD and i - 2 > s.begin and s.lower[i - 2] == "," and s.word[i - 1][0].isupper()
    if spliced and not may_be_noun(s, i) and not s.headline and not s.flag(i + 1) & MARK:
        return make(s, i, FINITE, THIRD)  # "Oslo will lend jets, Rome thinks of it"
    if bits & (THIRD | BASE) and s.lower[i + 1 : i + 2] in _DONE and is_form(s, i, _OWNING_UP):
        return make(s, i, FINITE, bits)  # "denies having sent troops"
    if bits & BASE and not bits & PAST and (_say_last(s, i) or both_say(s, i)):
        return make(s, i, FINITE, BASE)
    if s.lower[i] == "remains" and s.lower[i + 1 : i + 2] and s.lower[i + 1] in _STAYING and not s.words[p].flags & DET:
        return make(s, i, FINITE, bits)  # "NATO remains committed to"
    if bits & THIRD and is_form(s, i, _VOWS) and s.flag(i + 1) & TO and p == i - 1 and _names_one(s, p):
        return make(s, i, FINITE, THIRD)  # "The Union plans to extend its list of people targeted for sanctions"
    if s.lower[i] in _NO_NOUNS or (bits & THIRD and ((s.headline and tells_last(s, i)) or condition_opens(s, i))):
        return make(s, i, FINITE, bits)
    return None


def _names_one(s: Sentence, i: int) -> bool:
    """Whether a token ends the name of somebody, who is one."""
    named = i in s.heads or s.flag(i) & CLASSED or s.word[i][0].isupper()
    return bool(named) and not is_demonym(s, i) and not is_plural(s.lower[i])


_STAYING: Final = frozenset(
    """
    committed opposed determined concerned divided split deadlocked closed open ready willing prepared convinced worried
    banned jailed detained stranded blocked locked trapped suspended frozen unclear vigilant defiant loyal
    """.split()
)
"""What somebody or something remains."""
_DONE: Final = (["having"], ["being"])
_OWNING_UP: Final = frozenset("deny admit regret recall remember acknowledge confess report risk avoid face".split())
"""Verbs that what was done follows as "having done" it."""


def _say_last(s: Sentence, i: int) -> bool:
    """As in "…, officials say", "…, both capitals insist": several who say it end the sentence, behind a comma."""
    ends = i + 1 >= s.end or (bool(s.flag(i + 1) & MARK) and i + 3 >= s.end)
    if not ends or not speaks(s, lemma_of(s, i, BASE)) or not (is_plural(s.lower[i - 1]) or two_names(s, i)):
        return False
    comma = next((j for j in range(i - 2, max(s.begin, i - _SPEAKERS), -1) if s.lower[j] in (",", '"', "”")), -1)
    return comma > s.begin and not any(s.words[j].flags & VERB & ~CLASSED for j in range(comma + 1, i - 1))


_SPEAKERS: Final = 8
"""Tokens before their verb in which those who say something stand."""
_NO_NOUNS: Final = frozenset({"says", "insists", "believes"})
"""Forms in -s that nothing else is: "…, the army says in a statement"."""


def _by_what_follows(s: Sentence, i: int, bits: int, p: int, *, groups: list[Group], finite: bool) -> Group | None:
    """A verb if what stands behind the word is an object or the like, and no other verb waits for its subject."""
    follow, previous, noun = s.flag(i + 1), word_before(s, p), may_be_noun(s, i)
    described = is_adjective(previous) and not _is_name(s, p)
    described = described or previous in _DEGREES
    if described or (noun and bits & THIRD and is_demonym(s, i - 1)) or follow & (BE | HAVE | DO | MODAL):
        return None
    if follow & MARK and bits & THIRD and speaks(s, lemma_of(s, i, THIRD)) and speaker_before(s, i):
        # "The war, the secretary general fears, could spread."
        return make(s, i, FINITE, bits)
    fresh = s.headline or s.flag(i - 1) & MARK
    if noun and bits & THIRD and s.headline and fails_next(s, i + 1):
        return None
    if noun and bits & THIRD and (plainly_verb(s, i + 1) or (fresh and does_next(s, i + 1))):
        return make(s, i, FINITE, THIRD) if judges(s, i) else None
    if noun and bits & THIRD and follow & TO and s.flag(i - 1) & COORD:
        return None  # "jets, tanks and bombs to go with them"
    has_object = _takes_object(s, i)
    if s.headline and i + 1 == s.end and not groups and bits & BASE and _ends_headline(s, i, groups):
        return make(s, i, FINITE, BASE)
    if noun and bits & THIRD and has_object and s.lower[i + 1] in PARTICLES and not finite:
        # "If Washington cuts off aid": a particle makes it a verb.
        return make(s, i, FINITE, bits)
    led_on = bool(follow & (PREP | TO | ADV)) or (bool(follow & COORD) and s.lower[i] in _FIGHT)
    if not finite and bits & BASE and is_form(s, i, _VOWS) and follow & TO and is_plural(previous):
        return make(s, i, FINITE, BASE)  # "the walkout is illegal; the unions vow to hold out"
    if bits & PAST and not (finite or s.headline) and s.lower[i + 1] in _THROUGH and not later_finite(s, i):
        return make(s, i, FINITE, PAST, past=True)  # "a fighter jet cut through the airspace"
    # "Rebels capture military bases", "Bush and Putin hold talks": no noun is made so, and no other verb follows.
    several = is_plural(previous) or two_names(s, i) or (s.headline and is_plural(subject_head(s, i, groups)))
    # "France cut aid to the junta": a past of the same form needs no plural before it.
    several = several or (bool(bits & PAST) and has_object and not s.headline)
    opens = bits & BASE and not finite and several and near_opening(s, i) and not later_finite(s, i)
    if opens and (has_object or led_on) and not follow & MARK and s.lower[i + 1] != "of":
        return make(s, i, FINITE, bits, past=bool(bits & PAST))
    alone = bits & THIRD and not finite and not later_finite(s, i) and (s.headline or led_on)
    alone = alone and not (noun and (ends_an_object(s, i, groups) or (follow & MARK and _behind_preposition(s, p))))
    ends = follow & (MARK | PREP | TO | SUBORD | ADV) or (follow & COORD and bits & PAST)
    if not has_object and (noun or not ends) and not alone:
        return None
    if bits & BASE and not bits & PAST:
        fits = has_plural_subject(s, i, p, groups) and (not noun or plain_object(s, i) or fights(s, i))
    else:
        behind = s.flag(i + 2) if follow & QUOTE else follow  # 'demands "the release of the crew"'
        fits = not noun or bool(behind & (DET | NUMBER | PRON)) or plural_that_acts(s, i)
    return make(s, i, FINITE, bits, past=bool(bits & PAST)) if fits else None


def _is_name(s: Sentence, p: int) -> bool:
    """Whether the word at `p` is a name: "Hungary", "Nepal" and "Milosevic" only end as adjectives do."""
    within = p > s.begin and not s.headline and s.word[p][0].isupper() and not is_demonym(s, p)
    return p in s.heads or within


_FIGHT: Final = frozenset({"clash", "fight", "battle", "skirmish"})
"""What two sides do without an object: "Tribes clash and police fire"."""


def _ends_headline(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Peace talks in Doha collapse", "Rebels advance": the last word is what its plural does."""
    several = is_plural(word_before(s, i - 1)) or is_plural(subject_head(s, i, groups))
    return several and any(lemma in _ENDING for lemma, bits in s.words[i].verbs if bits & BASE)


_ENDING: Final = frozenset(
    "collapse fail stall falter founder resume begin start end continue drag die flee surrender retreat advance".split()
)
"""Verbs that need nothing behind them, and that as nouns stand behind no plural."""


def _behind_preposition(s: Sentence, p: int) -> bool:
    """Whether the name at `p` belongs to a preposition: "to expel two envoys over EU sanctions"."""
    while p > s.begin and s.word[p][0].isupper() and not s.words[p].flags & (PREP | TO | MARK):
        p -= 1
    return bool(s.flag(p) & (PREP | TO)) and not s.flag(p) & (SUBORD | REL)


_VOWS: Final = frozenset("vow promise pledge hope aim refuse decline offer demand threaten want plan move".split())
"""Nouns that are verbs behind who does it, where an infinitive follows."""
_THROUGH: Final = frozenset("through into across down off out back up loose over along ashore".split())
"""Words behind a past that is a noun as well, by which it is a verb where the sentence has no other."""
