"""What a user looks for in texts, as a query of SQLite's full-text search. PURE.

`troops "power station" -exercise`: words that all stand there, a phrase in quotation marks, what must not stand there
after a minus. Everything is quoted, so that nothing is taken for the syntax of the search itself.
"""

import re
from typing import Final

_PART: Final = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
"""`-"not this"` → ("-", "not this", ""); `word` → ("", "", "word")."""


def match(text: str, columns: str = "") -> str:
    """The query for `text` in `columns` ("title text"), all if none are named.

    Raises ValueError if there is no word in it, or only excluded ones.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, quoted, word in _PART.findall(text.replace("\0", " ")):
        phrase = quoted or word
        if re.search(r"\w", phrase):
            (unwanted if minus else wanted).append(f'"{phrase}"')
    if not wanted:
        raise ValueError(
            "there are only words to leave out; give one to look for" if unwanted else "there is no word in it"
        )
    query = " ".join(wanted)
    if unwanted:
        query = f"({query}) NOT ({' OR '.join(unwanted)})"
    return f"{{{columns}}} : ({query})" if columns else query
