"""Base and third-person forms, and those that are all forms at once ("cut", "hit", "put"): verb or noun."""

from typing import Final

from tocsin.coding.syntax.surroundings import (
    COUNTS,
    is_adjective,
    is_demonym,
    is_plural,
    later_finite,
    make,
    object_follows,
    object_relative,
    phrasal,
    speaker_before,
    speaks,
)
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, REDUCED, Group, Sentence, lemma_of
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    BE,
    CLASSED,
    COORD,
    DET,
    DO,
    GENITIVE,
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
    if not finite and _of_counted(s, i, bits, p):
        return make(s, i, FINITE, bits)
    if _in_noun_phrase(s, i, p) or _object_of_verb(s, i, bits, p, groups=groups, finite=finite):
        return None
    if before & (REL | SUBJECT_PRON) and not before & DET and _before(s, p) != "whose":
        return make(s, i, FINITE, bits, past=bool(bits & PAST))
    if s.word[i][0].isupper() and i > s.begin and not s.headline:
        return None
    if certain := _certain(s, i, bits, p):
        return certain
    finite = finite and not (s.headline and _second_clause(s, i, groups))
    if (finite and not before & (COORD | MARK | SUBORD)) or (i == s.begin and _opens_a_noun(s, bits)):
        return None
    if before & MARK and not before & QUOTE and _before(s, p) in (",", "") and not bits & (PAST | THIRD):
        set_off = _behind_apposition(s, i, groups) and _takes_object(s, i)
        return make(s, i, FINITE, BASE) if set_off else None
    return _by_what_follows(s, i, bits, p, groups=groups, finite=finite)


def _before(s: Sentence, p: int) -> str:
    return s.lower[p] if p >= s.begin else ""


def _noun(s: Sentence, i: int) -> bool:
    """Whether the word may be a noun as well."""
    return bool(s.words[i].flags & CLASSED) or s.lower[i] in s.grammar.nouns


def _takes_object(s: Sentence, i: int) -> bool:
    """Whether an object stands behind the word, or behind its particle."""
    split = s.lower[i + 1 : i + 2] in _SPLIT and phrasal(s, i, s.lower[i + 1]) and object_follows(s, i + 2)
    return object_follows(s, i + 1) or split


def _joined(s: Sentence, i: int, bits: int, p: int, groups: list[Group]) -> Group | None:
    """The second of two verbs joined by "and": "will meet and sign", or a past of its own."""
    if not (s.flag(p) & COORD and bits & BASE and groups and _before(s, p) in ("and", "or", "but")):
        return None
    first = groups[-1]
    if bits & PAST and _behind_comma_and(s, i):
        # "said he would pay nothing, and shut all schools"
        return make(s, i, FINITE, PAST, past=True)
    if (first.form == INFINITIVE or first.modal) and (not s.words[i].flags & CLASSED or object_follows(s, i + 1)):
        group = make(s, i, INFINITIVE, BASE)
        group.link, group.modal, group.negated = "and", first.modal, first.negated
        return group
    return None


def _of_counted(s: Sentence, i: int, bits: int, p: int) -> bool:
    """As in "Five die in blast", "at least 12 die as": behind a bare number that opens what is told."""
    if not (s.flag(p) & NUMBER or _before(s, p) in _SEVERAL) or p + 1 != i or _noun(s, i) or not bits & BASE:
        return False
    return not bits & PAST and bool(s.flag(i + 1) & (PREP | SUBORD)) and _near_opening(s, i)


def _in_noun_phrase(s: Sentence, i: int, p: int) -> bool:
    """Whether an article, a genitive or a preposition before the word makes a noun of it."""
    before = s.flag(p)
    if (_before(s, p) in _SEVERAL or _before(s, p) in _LEADS_SUBJECT) and s.lower[i][-1] == "s":
        return True  # "the two sides reached a deal", "after stocks plunged"
    if before & (DET | GENITIVE) and not before & (REL | PRON | SUBORD) and _before(s, p) not in COUNTS:
        return True
    if s.lower[i] == "land" and before & COORD and s.lower[p - 1] in _ARMS:
        return True  # "naval and land units"
    return bool(before & PREP and not before & (SUBORD | REL | COORD)) or s.lower[i] == "own"


_ARMS: Final = frozenset({"air", "sea", "naval", "maritime", "aerial"})
_DEGREES: Final = frozenset({"high", "full", "heightened", "maximum", "top", "red"})
"""Adjectives that no ending tells: "troops on high alert"."""
_SEVERAL: Final = frozenset("two three four five six seven eight nine ten both several many few dozen".split())
"""Counts of more than one, whose verb has no "s"."""
_LEADS_SUBJECT: Final = frozenset("after before since while because although though when until once if".split())
"""Words behind which no verb stands before its subject."""


def _object_of_verb(s: Sentence, i: int, bits: int, p: int, *, groups: list[Group], finite: bool) -> bool:
    """As in "permitting strikes", "put up barricades": what follows a verb at once is its object."""
    if not groups or groups[-1].head != p or not bits & THIRD:
        return False
    noun = _noun(s, i)
    if not noun and (s.lower[i - 1] in DAYS or _has_its_object(s, groups[-1])):
        return False
    if s.grammar.cues.get(groups[-1].lemma) == "report" and not (noun and p < i - 1):
        return False
    return not (groups[-1].form == INFINITIVE and not noun and not finite and _awaited(s, i))


def _has_its_object(s: Sentence, group: Group) -> bool:
    """Whether a relative clause has its object in front: behind "the decree which he signed" stands no other."""
    for j in range(group.first - 2, max(s.begin, group.first - _NEAR), -1):
        if s.words[j].flags & (MARK | VERB | PREP):
            return False
        if s.lower[j] in ("which", "whom"):
            return True
    return False


def _certain(s: Sentence, i: int, bits: int, p: int) -> Group | None:
    """What can only be a verb: in a relative clause without "that", before its doer, or of who tells a headline."""
    if object_relative(s, i) and (bits & THIRD or is_plural(_before(s, p)) or _two_names(s, i)):
        return make(s, i, FINITE, bits, past=bool(bits & PAST))
    if bits & PARTICIPLE and (
        s.lower[i + 1 : i + 2] == ["by"] or (not _takes_object(s, i) and _left_without_doer(s, i))
    ):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if bits & THIRD and (((s.headline or s.lower[i] == "says") and _tells_last(s, i)) or _condition_opens(s, i)):
        return make(s, i, FINITE, bits)
    return None


def _opens_a_noun(s: Sentence, bits: int) -> bool:
    """Whether a sentence's first word is no verb of news: an imperative, or the noun that a headline opens with."""
    return not bits & PAST and bool((bits & THIRD and not s.headline) or bits & BASE)


def _by_what_follows(s: Sentence, i: int, bits: int, p: int, *, groups: list[Group], finite: bool) -> Group | None:
    """A verb if what stands behind the word is an object or the like, and no other verb waits for its subject."""
    follow, previous, noun = s.flag(i + 1), _before(s, p), _noun(s, i)
    described = is_adjective(previous) and i - 1 not in s.heads  # "Hungary" and "Nepal" only end as adjectives do
    described = described or previous in _DEGREES
    if described or (noun and bits & THIRD and is_demonym(s, i - 1)) or follow & (BE | HAVE | DO | MODAL):
        return None
    if follow & MARK and bits & THIRD and speaks(s, lemma_of(s, i, THIRD)) and speaker_before(s, i):
        # "The war, the secretary general fears, could spread."
        return make(s, i, FINITE, bits)
    fresh = s.headline or s.flag(i - 1) & MARK
    if noun and bits & THIRD and (_plainly_verb(s, i + 1) or (fresh and _does_next(s, i + 1))):
        return make(s, i, FINITE, THIRD) if _judges(s, i) else None
    has_object = _takes_object(s, i)
    if noun and bits & THIRD and has_object and s.lower[i + 1 : i + 2] in _SPLIT and not finite:
        # "If Washington cuts off aid": a particle makes it a verb.
        return make(s, i, FINITE, bits)
    led_on = bool(follow & (PREP | TO | ADV))
    # "Rebels capture military bases", "Bush and Putin hold talks": no noun is made so, and no other verb follows.
    several = is_plural(previous) or _two_names(s, i) or (s.headline and is_plural(_subject_head(s, i, groups)))
    opens = bits & BASE and not finite and several and _near_opening(s, i) and not later_finite(s, i)
    if opens and (has_object or led_on) and not follow & MARK and s.lower[i + 1] != "of":
        return make(s, i, FINITE, bits, past=bool(bits & PAST))
    alone = bits & THIRD and not finite and not later_finite(s, i) and (s.headline or led_on)
    alone = alone and not (noun and _ends_an_object(s, i, groups))
    ends = follow & (MARK | PREP | TO | SUBORD | ADV) or (follow & COORD and bits & PAST)
    if not has_object and (noun or not ends) and not alone:
        return None
    if bits & BASE and not bits & PAST:
        fits = _has_plural_subject(s, i, p, groups) and (not noun or _plain_object(s, i) or _fights(s, i))
    else:
        fits = not noun or bool(follow & (DET | NUMBER | PRON)) or _third_with_object(s, i)
    return make(s, i, FINITE, bits, past=bool(bits & PAST)) if fits else None


def _ends_an_object(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "a plan to launch air strikes on the town": the noun that an infinitive and what describes it wait for."""
    if not groups or groups[-1].form != INFINITIVE:
        return False
    return not any(s.words[j].flags & _PARTING for j in range(groups[-1].head + 1, i))


_PARTING: Final = DET | PREP | MARK | COORD | SUBORD | REL | PRON | NUMBER
"""What parts a verb from a noun that it leads to at once, or begins an object of its own."""


def _condition_opens(s: Sentence, i: int) -> bool:
    """As in "if Belarus attacks,": right behind its "if" and a name only a verb can stand before a comma."""
    if not s.flag(i + 1) & MARK:
        return False
    j = i - 1
    while j > s.begin and s.word[j][0].isupper():
        j -= 1
    return j < i - 1 and s.lower[j] in ("if", "unless", "once", "until") and not is_demonym(s, i - 1)


def _has_plural_subject(s: Sentence, i: int, p: int, groups: list[Group]) -> bool:
    """A base form needs a plural before it: "rebels attack the town"."""
    if is_plural(_before(s, p)) or s.flag(p) & COORD:
        return True
    return _two_names(s, i) or is_plural(_subject_head(s, i, groups))


def _plain_object(s: Sentence, i: int) -> bool:
    """Whether an article, a number or a name stands behind a word that may be a noun."""
    return bool(s.flag(i + 1) & (DET | NUMBER)) or i + 1 in s.heads or s.word[min(i + 1, s.end - 1)][0].isupper()


def _third_with_object(s: Sentence, i: int) -> bool:
    """Whether a noun in the plural is a third person after all: "forces" before a name, or where no verb follows."""
    if s.lower[i + 1 : i + 2] in _LOYAL:
        return False
    upper = i + 1 < s.end and s.word[i + 1][0].isupper()
    return upper or not later_finite(s, i)


def _awaited(s: Sentence, i: int) -> bool:
    """As in "its refusal to quit sparks clashes": the verb that a subject with an infinitive still waits for."""
    return object_follows(s, i + 1) and not later_finite(s, i)


def _tells_last(s: Sentence, i: int) -> bool:
    """As in "Rebels take town, mediator says": a headline ends in who tells it."""
    if any(not s.words[j].flags & MARK for j in range(i + 1, s.end)) or not speaks(s, lemma_of(s, i, THIRD)):
        return False
    return any(s.lower[j] == "," for j in range(max(s.begin, i - _NEAR), i - 1))


def _second_clause(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Envoy urges truce, rebels vow to fight": behind its comma a headline tells of somebody else."""
    first = groups[-1].head + 1 if groups else s.begin
    for j in range(i - 1, first, -1):
        if s.lower[j] == ",":
            return j < i - 1 and is_plural(s.lower[i - 1]) and not s.words[j + 1].flags & (DET | PREP)
        if s.words[j].flags & (MARK | PREP | COORD | SUBORD | VERB) and not s.words[j].flags & CLASSED:
            return False
    return False


_SPLIT: Final = (["off"], ["up"], ["out"], ["down"], ["away"], ["back"])
"""Particles that a verb's object may stand behind: "cut off gas"."""
_LOYAL: Final = (["loyal"], ["allied"], ["led"], ["backed"], ["friendly"], ["opposed"], ["belonging"], ["close"])
"""Words that describe those before them: "forces loyal to the general"."""


def _behind_comma_and(s: Sentence, i: int) -> bool:
    """Whether ", and" stands before a verb, adverbs apart."""
    while i > s.begin and s.words[i - 1].flags & ADV and not s.words[i - 1].flags & COORD:
        i -= 1
    return i - 2 > s.begin and s.lower[i - 2] == "," and s.lower[i - 1] in ("and", "but")


def _left_without_doer(s: Sentence, i: int) -> bool:
    """As in "Undersea cable cut in Baltic", "Border shut after clash": a headline's thing is what it is done to."""
    if not s.headline or i == s.begin or not (i + 1 >= s.end or s.words[i + 1].flags & (PREP | SUBORD)):
        return False
    return not _THINGS.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ()))


_THINGS: Final = frozenset({"infrastructure", "passage", "border", "ties", "aid", "talks"})


def _near_opening(s: Sentence, i: int) -> bool:
    """Whether only a few words stand between a word and the beginning of its sentence, or the comma before it."""
    return any(j < s.begin or s.lower[j] == "," for j in range(i - 1, i - _NEAR, -1))


_NEAR: Final = 10


def _behind_apposition(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Security forces, including snipers, kill …": a plural subject, set off by commas, waits for its verb."""
    if any(group.form == FINITE for group in groups):
        return False
    if s.words[i].flags & CLASSED and not s.flag(i + 1) & (DET | NUMBER):
        return False
    for j in range(s.begin + 1, min(i, s.begin + 8)):
        if s.words[j].flags & (MARK | PREP):
            return s.lower[j] == "," and is_plural(s.lower[j - 1]) and j < i - 1
    return False


def _plainly_verb(s: Sentence, i: int) -> bool:
    """Whether a verb that is no noun stands at `i`, behind adverbs: the noun before it is its subject."""
    while i < s.end and s.words[i].flags & ADV and not s.words[i].flags & (PREP | DET):
        i += 1
    if i >= s.end or not s.words[i].flags & VERB or s.words[i].flags & (CLASSED | PREP | DET | ADV):
        return False
    return s.lower[i] not in s.grammar.nouns and any(bits & (BASE | PAST) for _, bits in s.words[i].verbs)


def _judges(s: Sentence, i: int) -> bool:
    """As in "Berlin calls severed cables sabotage": behind whom a headline opens with, and before a described noun."""
    if not s.headline or i - 1 not in s.heads or is_demonym(s, i - 1) or lemma_of(s, i, THIRD) not in _JUDGING:
        return False
    return any(bits & PARTICIPLE for _, bits in s.words[i + 1].verbs) and s.flag(i + 2) & CLASSED != 0


_JUDGING: Final = frozenset("call name label brand dub term probe mourn honour honor fear blame".split())
"""Verbs of what somebody thinks of things, which as nouns open no headline behind a name."""


def _does_next(s: Sentence, i: int) -> bool:
    """As in "Ivory Coast jets bomb town": behind a plural that fights a base form with an object is the verb."""
    if i + 1 >= s.end or _FIGHTERS.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ())):
        return False
    base = any(bits & BASE for _, bits in s.words[i].verbs) and not s.words[i].flags & (PREP | ADV)
    return base and object_follows(s, i + 1) and not s.words[i + 1].flags & (PREP | MARK | VERB)


def _fights(s: Sentence, i: int) -> bool:
    """As in "jets bomb schools": behind those who fight, before what they fight."""
    fighters = not _FIGHTERS.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ()))
    return fighters and bool(s.flag(i + 1) & CLASSED) and not s.flag(i + 1) & VERB and s.lower[i + 1].endswith("s")


_FIGHTERS: Final = frozenset({"aircraft", "troops", "rebels", "police"})


def _subject_head(s: Sentence, i: int, groups: list[Group]) -> str:
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


def _two_names(s: Sentence, i: int) -> bool:
    """As in "Damascus and Moscow deny", "Taliban, Afghan government open": two names make a plural."""
    if not s.word[i - 1][0].isupper() and not (s.headline and i - 1 in s.heads):
        return False
    joints = ("and", ",") if s.headline else ("and",)
    return any(s.lower[j] in joints for j in range(max(s.begin, i - 5), i - 1))
