"""Words and marks of a text, with their places: what clauses are cut from."""

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Final

# A word keeps inner hyphens, points and apostrophes ("U.S.", "U.S.-led", "K-2", "al-Shabaab", "O'Reilly", "didn't");
# a clitic ("'s", "'ll") is a token of its own, and so is each mark.
_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W\d_]+)*"  # "U.S.", "U.S.-made"
    r"|[^\W\d_]{1,40}n['’]t\b"
    r"|['’](?:s|d|ll|re|ve|m)\b"
    r"|\d+(?:[.,:]\d+)*(?:[-–]?[^\W\d_]+)?"
    r"|[^\W_]+(?:(?:-|['’](?!(?:s|d|ll|re|ve|m)\b))[^\W_]+)*"
    r"|--+|\.{3}|[^\w\s]"
)

STAMP: Final = re.compile(r"\s*(?:[A-Z]{3,12}-)?[A-Z]{3,12}\ \d{1,2}-(?=[^\W\d_])")
"""What wires set before a headline without a blank: "UPDATE 1-Moldova …", "RPT-WRAPUP 2-…"."""


@dataclass(slots=True)
class Tokens:
    """The tokens of one field: `start[i]`, `end[i]` in code points, the word, and folded: `lower[i]`.

    Behind the last of them the lists of words go on with two full stops that stand nowhere, so that whoever asks for
    the word behind the last finds an end.
    """

    text: str
    start: list[int]
    end: list[int]
    word: list[str]
    lower: list[str]
    openings: list[str]
    """How each folded word begins."""

    def __len__(self) -> int:
        return len(self.start)


def tokenise(text: str) -> Tokens:
    """All tokens of `text` in order; linear in its length."""
    folded = text.lower()
    if len(folded) != len(text):  # "İ" is two code points in lower case
        folded = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    folded = folded.replace("’", "'")
    stamp = STAMP.match(text)
    opened = stamp.end() if stamp else 0
    words = _TOKEN.findall(text[:opened])
    for piece in text[opened:].split():  # no token holds a blank
        if piece.isalpha():
            words.append(piece)
        else:
            words += _pieces(piece) if len(piece) < _LONG else _TOKEN.findall(piece)
    starts: list[int] = []
    end = 0
    for word in words:
        start = text.find(word, end)  # only blanks stand before it
        starts.append(start)
        end = start + len(word)
    ends = list(map(add, starts, map(len, words)))
    lower = [folded[start:end] for start, end in zip(starts, ends, strict=True)]
    for i in [i for i, word in enumerate(words) if word in _NAMES]:
        if _NAMES[words[i]](words, i):
            lower[i] = words[i]
    words += _BEYOND
    lower += _BEYOND
    return Tokens(text, starts, ends, words, lower, [word[:OPENING] for word in lower])


def _is_surname(words: list[str], i: int) -> bool:
    """Whether "No" is somebody's, as in "the minister, No Kwang Chol": within a sentence, before another name."""
    leads = i > 0 and (words[i - 1] in (",", "and") or words[i - 1].islower())
    return leads and words[i + 1 : i + 2] != [] and words[i + 1][0].isupper()


def _is_body(words: list[str], i: int) -> bool:
    """Whether "IS" or "WHO" are letters of a name, as in "a drone hit an IS convoy": no capitals stand around it."""
    return any(word.islower() for word in words[max(0, i - 1) : i + 2])


_NAMES: Final = {"No": _is_surname, "IS": _is_body, "WHO": _is_body}
"""Words that are names where they are written so, and what tells that they are: these keep their capitals."""
_BEYOND: Final = (".", ".")


OPENING: Final = 4
"""Letters that a word has in common with its other forms."""


_LONG: Final = 24


@lru_cache(maxsize=4096)
def _pieces(piece: str) -> list[str]:
    """The tokens of "said," and "Iran's": such pieces come again and again."""
    return _TOKEN.findall(piece)
