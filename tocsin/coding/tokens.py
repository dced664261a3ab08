"""Words and marks of a text, with their places: what clauses are cut from."""

import re
from dataclasses import dataclass
from typing import Final

# A word keeps inner hyphens, points and apostrophes ("U.S.", "K-2", "al-Shabaab", "O'Reilly", "didn't"); a clitic ("'s",
# "'ll") is a token of its own, and so is each mark.
_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]{1,40}n['’]t\b"
    r"|['’](?:s|d|ll|re|ve|m)\b"
    r"|\d+(?:[.,:]\d+)*(?:[-–]?[^\W\d_]+)?"
    r"|[^\W_]+(?:(?:-|['’](?!(?:s|d|ll|re|ve|m)\b))[^\W_]+)*"
    r"|--+|\.{3}|[^\w\s]"
)


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
    start: list[int] = []
    end: list[int] = []
    word: list[str] = []
    for match in _TOKEN.finditer(text):
        start.append(match.start())
        end.append(match.end())
        word.append(match.group())
    lower = [w.lower().replace("’", "'") for w in word]
    return Tokens(text, start, end, word, lower)
