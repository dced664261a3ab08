"""Marks: where the words and phrases that the codebook has something to say of stand in one field, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tocsin.coding.text.grammar import A_CLASS, A_NOUN, A_PHRASE, A_SENSE, STRONG, Grammar, Word
from tocsin.coding.text.tokens import Tokens


@dataclass(slots=True)
class Marks:
    """What the tables of the codebook hold of the tokens of a field."""

    named: Mapping[int, str]
    """The class of the actor or place that a token names."""
    powers: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """The tokens that name who acts for a state ("the White House", "the authorities", a president) or is its army
    ("the IDF"), with the classes of those for whom they act.
    """
    classes: dict[int, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    """Token → (length, classes) of what begins there: the phrases, the longest first, then the word."""
    classed: list[int] = field(default_factory=list)
    """The tokens of `classes`, in order."""
    phrased: set[int] = field(default_factory=set)
    """The tokens of phrases of several words among them."""
    borrowed: set[int] = field(default_factory=set)
    """The tokens of set phrases that only borrow a word of war: "price war", "tin soldier"."""
    nouns: list[int] = field(default_factory=list)
    """The tokens at which a noun may name an act, in order."""
    senses: list[int] = field(default_factory=list)
    """The tokens at which something may speak for a world, in order."""
    strong: list[int] = field(default_factory=list)
    """The tokens that are about security by themselves, in order."""


ANIMALS: Final = "animals"
"""The class of beasts, which are only meant where they are written small: "the Desert Fox brigade" is none."""
_CLOSING: Final = frozenset(".!?:")


def mark(
    tokens: Tokens,
    words: list[Word],
    grammar: Grammar,
    named: Mapping[int, str],
    powers: Mapping[int, frozenset[str]],
) -> Marks:
    """The marks of a field; `named` are the classes of its actors and places by the token of their head, `powers` those
    of whom they act for.
    """
    marks = Marks(named, powers)
    lower = tokens.lower
    known, phrases = grammar.classes, grammar.phrases
    begun = [i for i, word in enumerate(words) if word.begins]
    for i in sorted({*begun, *named}):
        word, begins = lower[i], words[i].begins
        found = []
        own = (named[i],) if i in named else ()
        if begins & A_PHRASE and i + 1 < len(lower):
            for parts, names in phrases[word].get(lower[i + 1], ()):
                if stands(lower, i, parts):
                    found.append((len(parts), (*names, *own)))
                    marks.phrased.update(range(i, i + len(parts)))
        if word == "march" and _is_month(tokens, i):
            continue
        if begins & A_CLASS and not (ANIMALS in known[word] and _is_large(tokens, i)):
            found.append((1, (*known[word], *own)))
        elif own:
            found.append((1, own))
        if found:
            marks.classes[i] = found
            marks.classed.append(i)
        if found and "lookalikes" in found[0][1]:
            marks.borrowed.update(range(i, i + found[0][0]))
        if begins & A_NOUN:
            marks.nouns.append(i)
        if begins & A_SENSE:
            marks.senses.append(i)
        if begins & STRONG:
            marks.strong.append(i)
    return marks


def _is_large(tokens: Tokens, i: int) -> bool:
    """Whether a word is written large within a sentence."""
    return tokens.word[i][0].isupper() and i > 0 and tokens.lower[i - 1] not in _CLOSING


def _is_month(tokens: Tokens, i: int) -> bool:
    """Whether "March" is the month: written large beside a number."""
    beside = (*tokens.lower[max(0, i - 1) : i], *tokens.lower[i + 1 : i + 2])
    return tokens.word[i][0].isupper() and any(word[0].isdigit() for word in beside)


def stands(lower: list[str], i: int, parts: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand from token `i` on."""
    return tuple(lower[i : i + len(parts)]) == parts
