"""Reduced: what tells that a form in -ed is done to the noun before it, though no auxiliary says so."""

from typing import Final

from tocsin.coding.syntax.forms import plainly_verb
from tocsin.coding.syntax.lookahead import later_finite
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.valency import INTRANSITIVE
from tocsin.coding.syntax.verbs import Sentence, lemma_of
from tocsin.coding.text.grammar import (
    BASE,
    BE,
    CLASSED,
    COORD,
    DO,
    HAVE,
    MARK,
    MODAL,
    NUMBER,
    PARTICIPLE,
    PAST,
    PREP,
    PRON,
    REL,
    SUBORD,
    TO,
    VERB,
)


def have_gathered(s: Sentence, i: int) -> bool:
    """As in "leaders gathered in Oslo condemned the raid": what they did there a verb tells behind where."""
    return lemma_of(s, i, PARTICIPLE) in _GATHERING and (later_finite(s, i) or _present_behind(s, i))


def _present_behind(s: Sentence, i: int) -> bool:
    """As in "leaders gathered in Oslo condemn the raid": behind where they are, a present that is no noun."""
    for j in range(i + 2, min(i + _PLACE, s.end - 1)):
        if s.flag(j) & (MARK | COORD | TO | REL | SUBORD) and not s.flag(j) & PREP:
            return False
        if plainly_verb(s, j) and any(bits & BASE for _, bits in s.words[j].verbs):
            return object_follows(s, j + 1)
    return False


_GATHERING: Final = frozenset({"gather", "assemble"})
_PLACE: Final = 8
"""Tokens in which it is told where somebody has come together."""


def are_counted(s: Sentence, i: int) -> bool:
    """As in "spoke of 3,000 soldiers killed or wounded", "counted 40 captured": so many, with no object behind."""
    if s.flag(i + 1) & COORD and any(bits & PAST for _, bits in s.words[min(i + 2, s.end - 1)].verbs):
        behind = i + 3  # "killed or wounded in the war", not "attacked and burned villages"
        if object_follows(s, behind):
            return False
    if i - 2 > s.begin and s.flag(i - 1) & COORD and lemma_of(s, i - 2, PARTICIPLE) in _SUFFERED:
        return lemma_of(s, i, PARTICIPLE) in _SUFFERED and are_counted(s, i - 2)  # "3,000 killed or wounded"
    if lemma_of(s, i, PARTICIPLE) not in _SUFFERED or s.flag(i - 1) & NUMBER or s.lower[i - 1] == "others":
        return False  # "33 others abstained"; "two dead and ten wounded" are no two acts
    before = range(i - 1, max(s.begin, i - _COUNTED) - 1, -1)
    ends = (j for j in before if s.flag(j) & _BEFORE_MANY and not s.flag(j) & CLASSED)
    first = next(ends, -1)
    return first >= 0 and bool(s.flag(first) & NUMBER) and first > s.begin


_SUFFERED: Final = frozenset(
    """
    kill wound injure hurt maim capture arrest detain abduct kidnap displace evacuate behead execute jail imprison
    massacre torture expel deport
    """.split()
)
"""Verbs of what is done to so many."""
_BEFORE_MANY: Final = NUMBER | PREP | MARK | VERB | BE | HAVE
_COUNTED: Final = 5
"""Tokens before a participle in which it is told how many suffer it: "1,100 North Korean soldiers killed"."""


def is_said(s: Sentence, i: int) -> bool:
    """As in "the emergency declared on Sunday has alarmed India": what is declared declares nothing itself."""
    return not _DECLARED.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ())) and later_finite(s, i)


_DECLARED: Final = frozenset("emergency curfew ceasefire sanctions exercise pact arms-sale test protest decree".split())


def weapon_before(s: Sentence, i: int) -> bool:
    return i > s.begin and not _WEAPONS.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ()))


def is_published(s: Sentence, i: int) -> bool:
    """As in "gave it in a remark released on the page of the cabinet": what is published there, and frees nobody."""
    if s.lower[i] not in _PUBLISHED or i == s.begin or s.headline or i + 2 in s.dated:
        return False
    return "publication" in s.grammar.classes.get(s.lower[i - 1], ())


_PUBLISHED: Final = frozenset("released published issued posted aired".split())
_WEAPONS: Final = frozenset({"missile", "drone", "explosives", "rounds", "shots"})


def left_by_headline(s: Sentence, i: int, follows: str) -> bool:
    """As in "Martial law declared in Aceh", "Peace deal signed": a headline drops "is", and has no past of its own."""
    if follows in OPENS_SPEECH or s.lower[i - 1] == ",":
        return False
    if s.lower[i] == "agreed" and not _AGREED_ON.isdisjoint(s.grammar.classes.get(s.lower[i - 1], ())):
        return True
    lemmas = [lemma for lemma, bits in s.words[i].verbs if bits & PARTICIPLE]
    return all(lemma not in INTRANSITIVE and (s.lower[i] != "said") for lemma in lemmas)


_AGREED_ON: Final = frozenset({"pact", "ceasefire", "peace-talks", "talks", "arms-sale"})
"""What is agreed and agrees to nothing itself: "Truce agreed in Goma"."""
OPENS_SPEECH: Final = frozenset({"that", ":", "he", "she", "it", "they", "to", '"', "'", "“", "‘"})


def sent(s: Sentence, i: int, before: int, follow: int) -> bool:
    """As in "drones launched from the coast were lost": a verb without its object, before another verb."""
    if before & (PRON | REL | COORD) or lemma_of(s, i, PARTICIPLE) in INTRANSITIVE:
        return False
    if not follow & (PREP | TO) and s.lower[i + 1 : i + 2] != ["for"]:
        return False
    ends = (j for j in range(i + 1, s.end) if s.words[j].flags & (MARK | COORD))
    stop = next((j for j in ends if s.words[j].flags & MARK or "between" not in s.lower[i:j]), s.end)
    return any(s.words[j].flags & (BE | HAVE | DO | MODAL) for j in range(i + 1, stop)) and later_finite(s, i)
