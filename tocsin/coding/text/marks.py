"""Marks: where the words and phrases that the codebook has something to say of stand in one field, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.coding.text.grammar import Grammar, Word
from tocsin.coding.text.tokens import Tokens


@dataclass(slots=True)
class Marks:
    """What the tables of the codebook hold of the tokens of a field."""

    named: Mapping[int, str]
    """The class of the actor or place that a token names."""
    classes: dict[int, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    """Token → (length, classes) of what begins there: the phrases, the longest first, then the word."""
    classed: list[int] = field(default_factory=list)
    """The tokens of `classes`, in order."""
    borrowed: set[int] = field(default_factory=set)
    """The tokens of set phrases that only borrow a word of war: "price war", "tin soldier"."""
    nouns: list[int] = field(default_factory=list)
    """The tokens at which a noun may name an act, in order."""
    senses: list[int] = field(default_factory=list)
    """The tokens at which something may speak for a world, in order."""
    strong: list[int] = field(default_factory=list)
    """The tokens that are about security by themselves, in order."""


def mark(tokens: Tokens, words: list[Word], grammar: Grammar, named: Mapping[int, str]) -> Marks:
    """The marks of a field; `named` are the classes of its actors and places by the token of their head."""
    marks = Marks(named)
    lower = tokens.lower
    known, phrases, nouns = grammar.classes, grammar.phrases, grammar.nouns
    for i in [i for i, word in enumerate(words) if word.marked or i in named]:
        word = lower[i]
        found = []
        own = (named[i],) if i in named else ()
        if word in phrases and i + 1 < len(lower):
            for parts, names in phrases[word].get(lower[i + 1], ()):
                if _stands(lower, i, parts):
                    found.append((len(parts), (*names, *own)))
        if word in known:
            found.append((1, (*known[word], *own)))
        elif own:
            found.append((1, own))
        if found:
            marks.classes[i] = found
            marks.classed.append(i)
        for size, names in found:
            if "lookalikes" in names:
                marks.borrowed.update(range(i, i + size))
                break
        if word in nouns:
            marks.nouns.append(i)
        if word in grammar.sense_words or word in grammar.sense_phrases:
            marks.senses.append(i)
        if word in grammar.strong_words:
            marks.strong.append(i)
    return marks


def _stands(lower: list[str], i: int, parts: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand from token `i` on."""
    return len(parts) == 1 or tuple(lower[i : i + len(parts)]) == parts
