"""What the words around a number make of it: about how many, dead or alive, counted or foreseen."""

import re
from typing import Final

from tocsin.vocabulary import Qualifier, QuantityKind

_ABOUT: Final = """
about|around|some|roughly|nearly|almost|approximately|estimated|close to|circa|perhaps|just under|probably
|something like|region of|order of|believed
"""
_AT_LEAST: Final = """
more than|over|at least|no fewer than|no less than|not less than|upward of|upwards of|exceeding|exceeded|exceeds|above
|excess of|minimum of|surpassed|surpassing|topped|topping|passed|just over|well over
"""
_UP_TO: Final = """
up to|as many as|as much as|at most|no more than|not more than|fewer than|less than|under|maximum of|below
"""
_QUALIFIERS: Final[dict[str, Qualifier]] = {
    **{phrase.strip(): "about" for phrase in _ABOUT.split("|")},
    **{phrase.strip(): "at-least" for phrase in _AT_LEAST.split("|")},
    **{phrase.strip(): "up-to" for phrase in _UP_TO.split("|")},
}
_FILLERS: Final = frozenset({"a", "an", "another", "further", "additional", "the", "$", "us$", "€", "£", "¥"})
_LONGEST: Final = 3


def qualifier_before(text: str, start: int) -> tuple[Qualifier | None, int]:
    """The qualifier before a number, and where the count starts: ("at-least", start of "more than")."""
    begin = max(0, start - 32)
    window = text[begin:start]
    words = window.lower().split()
    while words and words[-1] in _FILLERS:
        words.pop()
    for count in range(min(_LONGEST, len(words)), 0, -1):
        qualifier = _QUALIFIERS.get(" ".join(words[-count:]))
        if qualifier is not None:
            return qualifier, begin + _nth_word(window, len(words) - count)
    return None, start


_WORD: Final = re.compile(r"\S+")


def _nth_word(window: str, index: int) -> int:
    return [found.start() for found in _WORD.finditer(window)][index]


_TRAILING: Final = re.compile(r"\s?(?:(\+|or more\b|-plus\b|plus\b)|(or so\b|-odd\b))")


def after_number(text: str, end: int) -> tuple[Qualifier | None, int]:
    """The qualifier behind a number ("2,000 or more", "300-odd"), and where it ends."""
    if text[end : end + 2].strip()[:1] not in ("+", "o", "p", "-"):
        return None, end
    found = _TRAILING.match(text, end)
    if found is None:
        return None, end
    return ("at-least" if found[1] else "about"), found.end()


_HARM_BEFORE: Final[dict[str, str]] = {
    **dict.fromkeys(("killed", "killing", "kills", "kill", "dead", "toll", "deaths", "fatalities", "died"), "killed"),
    **dict.fromkeys(("wounded", "wounding", "wounds", "injured", "injuring", "injures"), "wounded"),
    **dict.fromkeys(("arrested", "arresting", "arrests", "detained", "detaining", "detains"), "arrested"),
    **dict.fromkeys(("captured", "capturing", "abducted", "abducting", "kidnapped"), "captured"),
}
_BETWEEN: Final = frozenset(
    """
    at to of by another some about least up as many much more than nearly over around has have rose risen reached stood
    rises rising climbed now was is were almost stands reaches put and including
    """.split()
)
"""Words that may stand between "the death toll" or "killed" and its number."""
_PIECE: Final = re.compile(r"[a-z]+|[.;:!?]")


def harm_before(text: str, start: int) -> str:
    """The harm said before its number: "killing 45", "the death toll rose to 45"; "" for none."""
    pieces: list[str] = _PIECE.findall(text[max(0, start - 48) : start].lower())
    for word in reversed(pieces[-6:]):
        if word in _HARM_BEFORE:
            return _HARM_BEFORE[word]
        if word not in _BETWEEN:
            break
    return ""


def stated_harm(noun: str) -> str:
    """The harm that a noun of casualties states: "deaths" → "killed"."""
    for word, harm in (("wound", "wounded"), ("injur", "wounded"), ("arrest", "arrested"), ("detain", "arrested")):
        if word in noun and "kill" not in noun and "dead" not in noun:
            return harm
    if noun in ("abducted", "kidnapped", "prisoners taken"):
        return "captured"
    return (
        "missing" if noun == "missing" else "" if noun in ("casualty", "casualties", "losses", "victims") else "killed"
    )


_HARM_BEHIND: Final[dict[str, str]] = {
    **dict.fromkeys(("killed", "dead", "died", "slain", "perished", "massacred", "executed", "beheaded"), "killed"),
    **dict.fromkeys(("neutralised", "neutralized", "martyred", "shot"), "killed"),
    **dict.fromkeys(("wounded", "injured", "hurt", "maimed"), "wounded"),
    **dict.fromkeys(("captured", "abducted", "kidnapped", "seized"), "captured"),
    **dict.fromkeys(("arrested", "detained"), "arrested"),
    "missing": "missing",
}
_LINKS: Final = frozenset(
    """
    were was are is have has had been be being reported as and or others other left more also who confirmed reportedly
    feared believed seriously already shot people at least
    """.split()
)


def harm_behind(text: str, end: int) -> str:
    """What was done to those counted, from the words behind the noun: "12 soldiers were killed"; "" for nothing."""
    behind = text[end : end + 48].lower()
    unhurt = text.endswith(" single", 0, end) or "shot down" in behind  # "without a single shot"
    for word in _PIECE.findall(behind)[:6]:
        if word in _HARM_BEHIND and not (unhurt and word == "shot"):
            return _HARM_BEHIND[word]
        if word not in _LINKS:
            break
    return ""


_AHEAD: Final = frozenset(
    """
    will would plan plans planned planning expected expects could may might intends aims scheduled likely poised
    promised pledged preparing forecast eventually shall ready
    """.split()
)
_AHEAD_PHRASES: Final = (" set to ", " due to be ", " to be ", " more to come", " going to ", " to send ", " due in ")


_JOINED: Final = re.compile(
    r";|, (?:and|but|with|while|although|as|adding)\b"
    r"| and (?:is|are|was|were|will|would|may|could|has|have|its|their)\b"
)


def forecast(text: str, start: int, end: int) -> tuple[QuantityKind, int]:
    """Whether the words around a count speak of what is yet to come, and where they end."""
    begin = max(0, start - 80)
    left = max(begin, text.rfind(". ", begin, start), text.rfind("\n", begin, start))
    right = min(end + 60, len(text))
    for mark in (". ", "\n"):
        stop = text.find(mark, end, right)
        right = stop if stop >= 0 else right
    # "3,000 have been sent, with up to 10,000 expected": what is joined on speaks of other numbers.
    joined = _JOINED.search(text, end, right)
    around = text[left : joined.start() if joined else right]
    ahead = not _AHEAD.isdisjoint(around.split()) or any(phrase in around for phrase in _AHEAD_PHRASES)
    return ("forecast" if ahead else "reported"), right
