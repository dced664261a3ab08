"""Words and marks of a text, with their places: what clauses are cut from."""

import re
from dataclasses import dataclass
from typing import Final

# A word keeps inner hyphens, points and apostrophes ("U.S.", "U.S.-led", "K-2", "al-Shabaab", "O'Reilly", "didn't");
# a clitic ("'s", "'ll") is a token of its own, and so is each mark.
_TOKEN: Final = re.compile(
    r"\s*+([A-Za-z]++(?=[ ,])"  # most words by far
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W\d_]+)*"  # "U.S.", "U.S.-made"
    r"|[^\W\d_]{1,40}n['’]t\b"
    r"|['’](?:s|d|ll|re|ve|m)\b"
    r"|\d+(?:[.,:]\d+)*(?:[-–]?[^\W\d_]+)?"
    r"|[^\W_]+(?:(?:-|['’](?!(?:s|d|ll|re|ve|m)\b))[^\W_]+)*"
    r"|--+|\.{3}|[^\w\s])"
)
"""Blanks are passed over in the same match: a search that fails on each of them takes twice as long."""


@dataclass(slots=True)
class Tokens:
    """The tokens of one field: `start[i]`, `end[i]` in code points, and `lower[i]`, the folded word."""

    text: str
    start: list[int]
    end: list[int]
    word: list[str]
    lower: list[str]

    def __len__(self) -> int:
        return len(self.start)


def tokenise(text: str) -> Tokens:
    """All tokens of `text` in order; linear in its length."""
    folded = text.lower()
    if len(folded) != len(text):  # "İ" is two code points in lower case
        folded = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    folded = folded.replace("’", "'")
    tokens = Tokens(text, [], [], _TOKEN.findall(text), [])
    end = 0
    for word in tokens.word:
        start = text.find(word, end)  # only blanks stand before it
        end = start + len(word)
        tokens.start.append(start)
        tokens.end.append(end)
        tokens.lower.append(folded[start:end])
    return tokens
