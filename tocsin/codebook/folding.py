"""Folding of text for look-up: one character in, one character out, so that offsets stay as they were."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_UNKNOWN: Final = "\x01"
"""Stands for a letter that no term has: it keeps a term from ending beside it."""
_ASCII: Final = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 if c != 1 else 1 for c in range(128)) + bytes(128)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_LETTERS: Final = {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "a", "œ": "o"}
_FEW: Final = 24


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """The ASCII letter that stands for a character, a blank for punctuation, `_UNKNOWN` for other letters."""
    base = unicodedata.normalize("NFKD", char)[0].lower()
    base = _LETTERS.get(base, base)
    if base.isascii():
        return base if base.isalnum() else " "
    category = unicodedata.category(char)
    return " " if category[0] in "PSZ" or category == "Cc" else _UNKNOWN


def fold(text: str) -> str:
    """Lower case, accents dropped, punctuation and blanks as one blank each; ASCII, and as long as the text."""
    if not text.isascii():
        others = set(_NOT_ASCII.findall(text))
        if len(others) <= _FEW:
            for char in others:
                text = text.replace(char, _letter(char))
        else:
            text = _NOT_ASCII.sub(lambda found: _letter(found[0]), text)
    return text.encode("ascii").translate(_ASCII).decode("ascii")
