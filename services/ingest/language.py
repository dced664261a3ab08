"""In which language an article is written, by py3langid's model (ISO 639 codes)."""

import threading
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE: Final = 500
"""Characters that are looked at: more change nothing and cost time."""

MIN_CONFIDENCE: Final = 0.5
"""Below it the answer is None. English headlines of names and places alone score 0.1 to 0.4 for rare languages."""

# A creole that shares its words with English: the model takes names in a short English sentence for it.
_EXCLUDED: Final = frozenset({"pcm"})
_loading: Final = threading.Lock()


def detect(title: str, text: str) -> str | None:
    """The language's code, None where it can't be told. The first call loads the model (0.9 s, 120 MB)."""
    sample = f"{title}\n{text[:SAMPLE]}".strip()
    if not sample:
        return None
    with _loading:
        identifier = _identifier()
    code, _ = identifier.classify(sample)
    return None if code == "und" else str(code)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code not in _EXCLUDED])
    identifier.min_confidence = MIN_CONFIDENCE
    return identifier
