"""Past forms, participles and forms in -ing: a verb of a clause, a verb that describes a noun, or no verb."""

from typing import Final

from tocsin.coding.syntax.surroundings import (
    CHARGING,
    WEIGHING,
    is_adjective,
    is_plural,
    make,
    object_follows,
    word_before,
)
from tocsin.coding.syntax.verbs import ING, Group, Sentence, is_form
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    BE,
    CLASSED,
    COORD,
    DET,
    GENITIVE,
    GERUND,
    MARK,
    NOUNISH,
    PREP,
    PRON,
    QUOTE,
    REL,
    SUBORD,
    TO,
    VERB,
)


def ing_form(s: Sentence, i: int, p: int) -> Group | None:
    """A form in -ing; `p` is the token before the word and the adverbs that lead it in."""
    f, before, previous = s.words[i].flags, s.flag(p), word_before(s, p)
    begun, weighed = is_form(s, p, _BEGUN), is_form(s, p, _WEIGHED)
    phase = begun or weighed or is_form(s, p, _GOING_ON)
    if before & (DET | GENITIVE) and not before & (REL | SUBORD):
        return None
    if not before & (PREP | MARK) and not phase and _names_thing(s, i):
        return None
    if f & NOUNISH and i + 1 < s.end and any(lemma in _HAPPEN and bits & ~BASE for lemma, bits in s.words[i + 1].verbs):
        return None
    told = _tells_deed(s, i, previous, weighed=weighed)
    if (
        f & NOUNISH
        and not (previous == "," and s.flag(i + 1) & (PREP | ADV))
        and not ((before & (PREP | MARK | COORD) or phase) and object_follows(s, i + 1))
        and not (f & CLASSED and is_plural(previous) and _has_object(s, i + 1))  # "jets crossing the line"
        and not (begun and s.flag(i + 1) & PREP)  # "began landing in the north"
        and not told
    ):
        return None
    if _of_crowd(s, i, before):
        return None
    follows = s.flag(i + 1)
    if s.lower[i] in ("starting", "beginning") and not before & BE and i + 2 < s.end and _opens_time(s, i + 1):
        return None  # "starting Wednesday it would resume operations"
    if s.lower[i] == "warning" and s.lower[i + 1 : i + 2] in (["shots"], ["shot"], ["fire"], ["sirens"], ["bursts"]):
        return None
    if f & CLASSED and previous != "," and not begun and not told and not object_follows(s, i + 1):
        return None
    if s.lower[i + 1] == "of" if i + 1 < s.end else False:
        return None
    if (
        not before & (PREP | MARK | SUBORD | COORD | REL)
        and not object_follows(s, i + 1)
        and not follows & (PREP | TO | MARK | ADV)
    ):
        return None
    if not before & (PREP | MARK | SUBORD | COORD | REL | BE | VERB) and _compound(s, i, previous):
        return None
    if (before & VERB or previous == "with") and _describes_object(s, i):
        return None
    if before & (PREP | COORD) and s.lower[i] in _BESIDE and is_plural(s.lower[i + 1]):
        return None  # "the town and surrounding villages"
    if before & (PREP | TO) and previous != "by" and _of_men_on_the_move(s, i):
        return None

    if previous in _AMID and s.lower[i] in _GROWING and not follows & (DET | PREP | PRON):
        return None  # "under growing pressure"
    if s.lower[i + 1 : i + 2] == ["and"] and _third_adjective(s, i, previous):
        return None
    # "violent fighting", "peace-loving people": an adjective or noun that only looks like a verb.
    if is_adjective(previous) and not object_follows(s, i + 1):
        return None
    return make(s, i, ING, GERUND)


def _names_thing(s: Sentence, i: int) -> bool:
    """As in "rammed a Vietnamese fishing boat": a thing of two words that is known by them."""
    return i in s.marks.classes and any(size > 1 for size, _ in s.marks.classes[i])


def _of_crowd(s: Sentence, i: int, before: int) -> bool:
    """As in "Striking workers gathered": what workers and crowds are doing, where nobody else stands before who may."""
    if s.lower[i] not in _IN_STREETS or before & (BE | NOUNISH) or i + 1 >= s.end:
        return False
    if not _CROWDS.isdisjoint(s.grammar.classes.get(s.lower[i + 1], ())):
        return True
    # "fired on striking oil workers", "at striking civil servants"
    return any(not _CROWDS.isdisjoint(names) for _, names in s.marks.classes.get(i + 1, ()))


_IN_STREETS: Final = frozenset({"striking", "protesting", "rioting", "demonstrating", "mutinying", "rebelling"})
_CROWDS: Final = frozenset({"workers", "citizens", "crowd", "troops", "police"})


_AMID: Final = frozenset({"under", "amid", "amidst", "despite", "with", "over", "at", "from"})
_GROWING: Final = frozenset(
    """
    growing rising mounting increasing deepening worsening escalating intensifying continuing simmering lingering
    dwindling falling declining widening spiralling spiraling soaring looming swelling
    """.split()
)
"""What things do by themselves: before a noun it only tells what that is like."""


def _has_object(s: Sentence, i: int) -> bool:
    """Whether an object opens at `i` with its article, or as a name: "soldiers shelling Axum"."""
    if i >= s.end or s.flag(i) & DET:
        return i < s.end
    named = s.word[i][0].isupper() and not s.headline and not s.flag(i) & VERB
    return named and object_follows(s, i)


def _opens_time(s: Sentence, i: int) -> bool:
    """Whether a day stands at `i`, or behind its preposition."""
    return s.lower[i] in DAYS or (s.lower[i] in ("on", "from", "this", "next") and s.lower[i + 1] in DAYS)


_HAPPEN: Final = frozenset(
    "resume erupt continue rage spread intensify escalate flare subside persist begin start break end stop ease".split()
)
"""Verbs of which a noun in -ing is the subject: "since fighting resumed"."""


def _third_adjective(s: Sentence, i: int, previous: str) -> bool:
    """As in "its erratic, threatening and risky conduct": one of several words that describe a noun."""
    led = (
        previous == ","
        and is_adjective(s.lower[i - 2])
        and bool(s.flag(i - 3) & (DET | GENITIVE | PREP | QUOTE | MARK))
    )
    return led and not s.flag(i + 2) & (DET | PRON | PREP) and s.word[i + 2][0].islower()


def _describes_object(s: Sentence, i: int) -> bool:
    """As in "impose punishing sanctions", "met with visiting envoys": before a plural, behind what takes no -ing.

    Headlines leave out an article: "Navy rescues sinking trawler".
    """
    if i + 1 >= s.end or s.flag(i + 1) & (DET | PREP | PRON):
        return False
    if not s.lower[i + 1].endswith("s") and not (s.headline and s.word[i + 1][0].islower()):
        return False
    if s.lower[i - 1] == "with":
        return _WITH_ING.isdisjoint(lemma for j in range(max(s.begin, i - 4), i - 1) for lemma, _ in s.words[j].verbs)
    lemmas = [lemma for lemma, _ in s.words[i - 1].verbs]
    return bool(lemmas) and not any(lemma in s.grammar.cues or lemma in _TAKE_ING for lemma in lemmas)


def _of_men_on_the_move(s: Sentence, i: int) -> bool:
    """As in "fired on advancing Russian troops", "resistance to advancing marines": no deed of who fires."""
    if s.lower[i] not in _MOVING:
        return False
    for j in range(i + 1, min(i + 4, s.end)):
        if s.flag(j) & (DET | PREP | MARK | TO):
            return False
        if s.flag(j) & CLASSED and is_plural(s.lower[j]):
            return True
    return False


_BESIDE: Final = frozenset({"surrounding", "adjoining", "bordering"})
"""What lies around does so by itself, and is no deed of whoever holds a town."""
_MOVING: Final = frozenset("advancing retreating fleeing marching arriving departing rampaging".split())
_TAKE_ING: Final = frozenset(
    """
    stop start begin continue keep avoid consider risk deny admit resume finish halt quit mind enjoy miss postpone
    delay suggest recommend propose favour favor oppose ban allow permit involve include mean justify resist escape
    cease end report acknowledge regret recall remember forbid prohibit practise practice
    """.split()
)


_WITH_ING: Final = frozenset("charge task credit threaten entrust begin start end continue help assist".split())
"""Verbs that say with what doing: "charged him with smuggling weapons"."""


def _tells_deed(s: Sentence, i: int, previous: str, *, weighed: bool) -> bool:
    """As in "denied crossing into Congo", "accused the soldiers of firing on mourners": no noun stands there."""
    if s.lower[i + 1 : i + 2] == ["of"]:
        return False
    if object_follows(s, i + 1):
        return _seen_doing(s, i)
    if not s.flag(i + 1) & (PREP | ADV):
        return False
    return (previous == "of" and _charged(s, i)) or weighed or _seen_doing(s, i)


def _charged(s: Sentence, i: int) -> bool:
    """As in "accused the soldiers of firing on mourners": before the "of" somebody is charged with it."""
    return any(is_form(s, j, CHARGING) or s.lower[j] == "guilty" for j in range(max(s.begin, i - _CHARGED), i - 1))


def _seen_doing(s: Sentence, i: int) -> bool:
    """As in "with rebels closing in on the town", "video showed them firing on mourners": somebody at it.

    Or "were detected crossing the line".
    """
    if s.lower[i - 1] in _SHOWING and s.flag(i + 1) & DET:
        return True
    for j in range(i - 2, max(s.begin - 1, i - _CHARGED), -1):
        if s.lower[j] in _SHOWING:
            return s.flag(i - 1) & CLASSED != 0 or i - 1 in s.heads
        if s.flag(j) & (MARK | SUBORD | REL | VERB) and not s.flag(j) & CLASSED:
            return False
    return False


_SHOWING: Final = frozenset(
    """
    with show shows showed showing saw seen film filmed watched heard depicting
    detect detects detected spot spots spotted track tracks tracked sighted sights
    """.split()
)


_CHARGED: Final = 9
"""Tokens in which a charge names who is charged, up to its "of"."""
_BEGUN: Final = frozenset({"begin", "start"})
_WEIGHED: Final = WEIGHING | frozenset(
    "deny admit acknowledge avoid risk oppose suggest propose recommend favour favor".split()
)
"""Verbs of what is thought or said about a deed, before which a form in -ing tells it."""
_GOING_ON: Final = frozenset({"continue", "stop", "keep", "resume", "cease"})
"""Other verbs before which a form in -ing with an object is a verb: "have stopped training the army"."""


def _compound(s: Sentence, i: int, previous: str) -> bool:
    """As in "data sharing agreement": an -ing between two bare nouns names what the second one is for."""
    if previous.endswith("s") or previous in _DOCUMENTS or i + 1 >= s.end or not s.word[i - 1][0].islower():
        return False
    follow = s.words[i + 1].flags
    return s.word[i + 1][0].islower() and not follow & ~(CLASSED | VERB)


_DOCUMENTS: Final = frozenset(
    """
    law bill decree order resolution motion amendment ruling edict statute regulation verdict injunction directive
    accord agreement deal treaty protocol letter note declaration statement memorandum petition
    """.split()
)
"""What says in its -ing what it does: "a law suspending cooperation"."""
