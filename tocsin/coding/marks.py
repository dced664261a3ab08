"""Marks: where the words and phrases that the codebook has something to say of stand in one field, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.coding.grammar import Grammar
from tocsin.coding.tokens import Tokens


@dataclass(slots=True)
class Marks:
    """What the tables of the codebook hold of the tokens of a field."""

    named: Mapping[int, str]
    """The class of the actor or place that a token names."""
    classes: dict[int, tuple[tuple[int, tuple[str, ...]], ...]] = field(default_factory=dict)
    """Token → (length, classes) of what begins there: the phrases, the longest first, then the word."""
    classed: list[int] = field(default_factory=list)
    """The tokens of `classes`, in order."""
    idioms: dict[int, int] = field(default_factory=dict)
    """Token → how long the set phrase is that begins there and only borrows a word of war: "price war"."""
    nouns: list[int] = field(default_factory=list)
    """The tokens at which a noun may name an act, in order."""


def mark(tokens: Tokens, grammar: Grammar, named: Mapping[int, str]) -> Marks:
    """The marks of a field; `named` are the classes of its actors and places by the token of their head."""
    marks = Marks(named)
    lower = tokens.lower
    known, phrases, idioms, nouns = grammar.classes, grammar.phrases, grammar.idioms, grammar.nouns
    for i, word in enumerate(lower):
        if word in known or word in phrases or i in named:
            own = (named[i],) if i in named else ()
            found = [
                (len(parts), (*names, *own))
                for parts, names in phrases.get(word, ())
                if tuple(lower[i : i + len(parts)]) == parts
            ]
            if word in known or own:
                found.append((1, (*known.get(word, ()), *own)))
            if found:
                marks.classes[i] = tuple(found)
                marks.classed.append(i)
        if word in idioms:
            size = max([len(parts) for parts in idioms[word] if tuple(lower[i : i + len(parts)]) == parts], default=0)
            if size:
                marks.idioms[i] = size
        if word in nouns:
            marks.nouns.append(i)
    return marks
