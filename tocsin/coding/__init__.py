"""The coder: a pure function from one article to its reading."""

from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tocsin.coding.reading import Reading


class Readable(Protocol):
    """What is read of an article."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...
    @property
    def language(self) -> str | None: ...


def code(article: Readable) -> "Reading":
    """The reading of one article. The codebook is loaded with the first call, in half a second."""
    from tocsin.coding import coder

    return coder.code(article.title, article.text, article.published_at, article.language)


def load() -> None:
    """Load the codebook now, so that the first article need not wait for it."""
    from tocsin.coding import coder

    coder.code("", "", datetime(1970, 1, 1, tzinfo=UTC))


def compiled() -> bool:
    """Whether this is the coder as mypyc compiles it (docs/decisions/0016). Loads nothing."""
    found = find_spec("tocsin.coding.coder")
    return found is not None and not str(found.origin).endswith(".py")


__all__ = ["Readable", "code", "compiled", "load"]
