"""In which language an article is written (ISO 639 codes).

Most articles are told to be English by their small words alone; for the others there is py3langid's model.
"""

import re
import threading
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE: Final = 500
"""Characters that are looked at: more change nothing and cost time."""

ENOUGH: Final = 200
"""Characters of text by which the language is told more surely than by what feeds and pages say of themselves."""

MIN_CONFIDENCE: Final = 0.5
"""Below it the answer is None. English headlines of names and places alone score 0.1 to 0.4 for rare languages."""

# A creole that shares its words with English: the model takes names in a short English sentence for it.
_EXCLUDED: Final = frozenset({"pcm"})
_loading: Final = threading.Lock()

# Small words that are English and nothing else in news, and those that Dutch, German or Danish have too.
_ENGLISH: Final = frozenset(
    """the and that with from which this these those have has been their they there would could should after about
    said were are its who what when will not than but because into over his her she him our your you by""".split()
)
_SHARED: Final = _ENGLISH | frozenset("a an of in to for on as at is was it he be had or we".split())
_SHARE: Final = 0.22
_DIFFERENT: Final = 3
"""So many different ones that are English alone must be there: a quoted English title has fewer."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def detect(title: str, text: str) -> str | None:
    """The language's code, None where it can't be told."""
    sample = f"{title}\n{text[:SAMPLE]}".strip()
    if not sample:
        return None
    if _is_plainly_english(sample):
        return "en"
    code, _ = load().classify(sample)
    return None if code == "und" else str(code)


def load() -> "LanguageIdentifier":
    """The model; the first call takes 0.9 s and 120 MB."""
    with _loading:
        return _identifier()


def _is_plainly_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    small = [word for word in words if word in _SHARED]
    return len(small) >= _SHARE * len(words) and len(_ENGLISH.intersection(small)) >= _DIFFERENT


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code not in _EXCLUDED])
    identifier.min_confidence = MIN_CONFIDENCE
    return identifier
