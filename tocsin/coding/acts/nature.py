"""Nature: what beasts, flames, storms and other forces do by nobody's hand."""

from typing import Final

from tocsin.coding.acts.everyday import FLAMES
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in, is_beast
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def by_nature(s: Sentence, groups: list[Group], hit: Hit, *, storms: bool, named: bool) -> bool:
    """Whether beasts, flames or, if they are asked for, `storms` and other forces of nature do it.

    A fire does it where nobody is `named` whose fire it could be.

    As in "an elephant that had killed two farmers", "the flames overran the town".
    """
    span = subject_of(groups, hit.clause) or groups[hit.clause].antecedent
    if span is None:
        return False
    first, last = head_of(s, *span)
    burns = s.lower[last - 1] in FLAMES or (not named and _is_blaze(s, *span))
    if not groups[hit.clause].passive and (burns or (storms and _is_element(s, first, last))):
        return True
    # "shot dead an elephant that …": the last word is what the clause describes
    return is_beast(classes_in(s, first, last)) or is_beast(classes_in(s, last - 1, last))


def _is_blaze(s: Sentence, first: int, last: int) -> bool:
    """As in "a fire killed nine in a hotel", not "tank fire", "fire from the post"."""
    first, last = head_of(s, first, last)
    if s.lower[last - 1] != "fire" or not _AIMED.isdisjoint(s.lower[first : last + 1]):
        return False
    return classes_in(s, first, last) <= _OF_FIRE


_AIMED: Final = frozenset(
    """
    friendly enemy hostile heavy return covering sustained incoming indirect automatic live sniper small-arms
    machine-gun anti-aircraft from by
    """.split()
)
"""Words beside "fire" that is aimed."""
_OF_FIRE: Final = frozenset({"fire", "attack"})


def _is_element(s: Sentence, first: int, last: int) -> bool:
    """As in "heavy snow", "Hurricane Otis", "hail the size of eggs"; a storm of protest is none."""
    for i in range(last - 1, first - 1, -1):
        if s.lower[i] in s.grammar.elements and (s.headline or not s.word[i].isupper()):  # ICE is an agency
            named = all(word[:1].isupper() for word in s.word[i + 1 : last])
            return named or s.lower[i + 1 : i + 3] == ["the", "size"] or s.lower[i + 1].endswith("ing")
    return False


def by_beasts(s: Sentence, hit: Hit) -> bool:
    """As in "attacks by sharks on surfers"."""
    led = hit.noun and s.lower[hit.last : hit.last + 1] == ["by"]
    return led and is_beast(classes_in(s, hit.last + 1, min(hit.last + 3, s.end)))


def names_nature(s: Sentence, hit: Hit) -> bool:
    """Whether a sentence names what kills by nobody's hand outside the words of an act: "killed by an avalanche"."""
    words = s.grammar.natural
    if words.isdisjoint(s.vocabulary):
        return False
    outside = (*range(s.begin, hit.first), *range(hit.last, s.end))
    return any(s.lower[i] in words and not _in_name(s, i) for i in outside)


def by_storm(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "as the fighting goes on, the rains and floods have killed 132 people": whatever else is told."""
    span = (groups[hit.clause].antecedent or subject_of(groups, hit.clause)) if hit.clause >= 0 else None
    return span is not None and not groups[hit.clause].passive and s.lower[span[1] - 1] in s.grammar.natural


def _in_name(s: Sentence, i: int) -> bool:
    """As in "landing ship": the word only names what it stands in."""
    return any(size > 1 for size, _ in s.marks.classes.get(i, ()))
