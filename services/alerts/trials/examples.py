"""A rule's own examples, run through a coder. PURE."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from services.alerts.engine.engine import fold
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules, of_article
from services.alerts.engine.timers import tick
from services.alerts.rules.loading import RuleBook
from services.alerts.rules.schema import Example, ExampleArticle, Rule
from tocsin.coding.reading import Reading
from tocsin.records import Article, ArticleReference, RecordedEvent

Coder = Callable[[Article], Reading]


def article_of(text: str, *, title: str = "", published: str) -> Article:
    """An article of nothing but these words."""
    return Article.model_validate(
        {"id": "example", "title": title, "text": text, "published_at": f"{published}T12:00:00Z"}
    )


def failures(rule: Rule, code: Coder) -> list[str]:
    """What the rule does wrong with its examples, a line each; empty when all is well."""
    alone = Rules(RuleBook.of([rule.model_copy(update={"resolved_by": (), "resolved_between": ()})]))
    found = [f"stays silent on: {item}" for item in rule.examples.fire if not _fires(alone, item, code)]
    return found + [f"fires on: {item}" for item in rule.examples.silent if _fires(alone, item, code)]


def _fires(rules: Rules, example: Example, code: Coder) -> bool:
    if example.articles:
        return _rings(rules, example, code)
    reading = code(article_of(example.text or "", title=example.title, published=example.published))
    signals = of_article(rules, reading.events, date.fromisoformat(example.published))
    return any(signal.stopped is None for signal in signals)


def _rings(rules: Rules, example: Example, code: Coder) -> bool:
    """Whether the articles, as they arrive, and the time after them raise an alert."""
    memory, told = Memory(), 0
    for recorded in _recorded(example, code):
        now = recorded.article.published_at
        told += len(tick(memory, now)) + len(fold(rules, memory, recorded, now))
    if example.until is not None:
        told += len(tick(memory, _noon(example.until)))
    return told > 0


def _recorded(example: Example, code: Coder) -> Iterator[RecordedEvent]:
    origin = ""
    for number, item in enumerate(example.articles, 1):
        name = f"example-{number}"
        origin = origin if item.copy_ and origin else name
        article = _reference(item, name, number)
        reading = code(Article(id=name, title=item.title, text=item.text, published_at=article.published_at))
        for count, event in enumerate(reading.events, 1):
            yield RecordedEvent(
                id=f"{name}.{count}",
                article=article,
                story=item.story or name,
                origin=origin,
                codebook=reading.codebook,
                event=event,
                number=count,
                of=len(reading.events),
            )


def _reference(item: ExampleArticle, name: str, number: int) -> ArticleReference:
    """The article, published at noon, each a minute after the one before it."""
    at = _noon(item.published) + timedelta(minutes=number)
    return ArticleReference(id=name, title=item.title, source=item.source or name, url=None, published_at=at)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
