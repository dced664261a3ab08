"""Families of phrases in one line: "(vow|swear) (|to take) revenge" stands for four."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from tocsin.codebook.faults import CodebookError

_CHOICE: Final = re.compile(r"\(([^()]*)\)")


def spread(source: str, where: str, key: str, phrases: list[str]) -> list[str]:
    """All phrases that a list stands for, each once, in its order.

    In brackets stand the words to choose from, with "|" between; an empty choice leaves them out. Raises CodebookError
    where a bracket is not closed, or has nothing to choose from.
    """
    return list(dict.fromkeys(each for phrase in phrases for each in _spread(source, where, key, phrase)))


def _spread(source: str, where: str, key: str, phrase: str) -> Iterator[str]:
    parts = _CHOICE.split(phrase)  # text, choice, text, choice … text
    if len(parts) == 1 and not set("()|") & set(phrase):
        yield phrase
        return
    if any(set("()|") & set(text) for text in parts[::2]) or any("|" not in choice for choice in parts[1::2]):
        message = f"{phrase}: choices are written (one|another), each bracket closed and none within another"
        raise CodebookError(source, where, key, message)
    for words in product(*(part.split("|") if n % 2 else [part] for n, part in enumerate(parts))):
        yield " ".join("".join(words).split())
