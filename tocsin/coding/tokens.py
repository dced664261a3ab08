"""Words and marks of a text, with their places: what clauses are cut from."""

import re
from dataclasses import dataclass
from typing import Final

# A word keeps inner hyphens, points and apostrophes ("U.S.", "U.S.-led", "K-2", "al-Shabaab", "O'Reilly", "didn't");
# a clitic ("'s", "'ll") is a token of its own, and so is each mark.
_TOKEN: Final = re.compile(
    r"[A-Za-z]++(?= )"  # most words by far
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W\d_]+)*"  # "U.S.", "U.S.-made"
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
    spans = [match.span() for match in _TOKEN.finditer(text)]
    folded = text.lower()
    if len(folded) != len(text):  # "İ" is two code points in lower case
        folded = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    folded = folded.replace("’", "'")
    return Tokens(
        text,
        [start for start, _ in spans],
        [end for _, end in spans],
        [text[start:end] for start, end in spans],
        [folded[start:end] for start, end in spans],
    )
