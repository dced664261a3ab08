"""How many tell of something, and how many of them independently. Pure.

Copies of one text are one origin, and a publisher is one however often it tells. Between them lies what nobody can
know from the texts: outlets that all quote one source may each have asked it, or may have copied. So the number of
independent origins has two bounds: at most as many as publishers with texts of their own, at least as many as
sources that they name or speak for.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.dossiers import Corroboration
from tocsin.records import RecordedEvent


@dataclass(frozen=True, slots=True)
class Teller:
    """An article that tells of it."""

    article: str
    publisher: str
    """Empty if unknown."""
    origin: str
    sources: frozenset[str] = frozenset()
    """Whom it quotes: codes, or names."""


def corroboration(tellers: Iterable[Teller]) -> Corroboration:
    """How well something is corroborated by the articles that tell of it."""
    articles = {teller.article: teller for teller in tellers}
    texts = [_named(teller.publisher) | {f"origin {teller.origin}"} for teller in articles.values()]
    # An agency that is quoted is the publisher of that name.
    sourced = [
        own.union(*({f"source {source}"} | _named(source) for source in teller.sources))
        for own, teller in zip(texts, articles.values(), strict=True)
    ]
    return Corroboration(
        articles=len(articles),
        publishers=len({teller.publisher.casefold() for teller in articles.values()} - {""}),
        origins_least=_apart(sourced),
        origins_most=_apart(texts),
    )


def tellers(records: Iterable[RecordedEvent]) -> list[Teller]:
    """The articles that these events are from, each with all that it quotes in them."""
    sources: dict[str, set[str]] = {}
    articles: dict[str, RecordedEvent] = {}
    for record in records:
        articles[record.article.id] = record
        quoted = record.event.attribution.source
        if quoted is not None:
            named = quoted.country or quoted.name or quoted.text
            sources.setdefault(record.article.id, set()).add(named)
    return [
        Teller(name, record.article.source or "", record.origin, frozenset(sources.get(name, ())))
        for name, record in articles.items()
    ]


def _named(publisher: str) -> set[str]:
    return {f"publisher {publisher.casefold()}"} if publisher else set()


def _apart(ties: Iterable[set[str]]) -> int:
    """Into how many groups things fall that are tied where they share something."""
    groups: list[set[str]] = []
    for own in ties:
        merged, apart = set(own), []
        for group in groups:
            if merged.isdisjoint(group):
                apart.append(group)
            else:
                merged |= group
        groups = [*apart, merged]
    return len(groups)
