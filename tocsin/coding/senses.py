"""Senses: whether a text is of the world of business, sport, culture or weather, which borrow the words of war."""

from typing import Final

from tocsin.coding.grammar import Grammar
from tocsin.coding.tokens import Tokens

_LEAST: Final = 3
_LEAST_SHORT: Final = 2
_SHORT: Final = 60
"""Tokens: a headline with a sentence or two shows its sense in fewer words."""


def sense_of(fields: list[Tokens], grammar: Grammar) -> str | None:
    """The sense that most different words of a text speak for, if they outweigh those of security; None otherwise."""
    if not grammar.sense_words:
        return None
    seen: dict[str, set[str]] = {}
    totals: dict[str, int] = {}
    strong: set[str] = set()
    force = 0
    length = 0
    for tokens in fields:
        length += len(tokens)
        lower = tokens.lower
        for i, word in enumerate(lower):
            senses = grammar.sense_words.get(word)
            if senses:
                for sense in senses:
                    seen.setdefault(sense, set()).add(word)
                    totals[sense] = totals.get(sense, 0) + 1
            phrases = grammar.sense_phrases.get(word)
            if phrases:
                for parts, sense in phrases:
                    if tuple(lower[i : i + len(parts)]) == parts:
                        seen.setdefault(sense, set()).add(" ".join(parts))
                        totals[sense] = totals.get(sense, 0) + len(parts)
            classes = grammar.classes.get(word)
            if classes and not grammar.strong.isdisjoint(classes):
                strong.add(word)
                force += 1
    if not seen:
        return None
    sense = max(seen, key=lambda name: (len(seen[name]), totals[name], name))
    words = len(seen[sense])
    least = _LEAST_SHORT if length < _SHORT else _LEAST + length // 250
    if words < least or words <= len(strong) or totals[sense] <= force:
        return None
    return sense
