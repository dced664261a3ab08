"""A rule's own examples, run through a coder. PURE."""

from collections.abc import Callable
from datetime import date

from services.alerts.rules.loading import RuleBook
from services.alerts.rules.schema import Example, Rule
from services.alerts.signals import Rules, of_article
from tocsin.coding.reading import Reading
from tocsin.messages import Article


def article_of(text: str, *, title: str = "", published: str) -> Article:
    """An article of nothing but these words."""
    return Article.model_validate(
        {"id": "example", "title": title, "text": text, "published_at": f"{published}T12:00:00Z"}
    )


def failures(rule: Rule, code: Callable[[Article], Reading]) -> list[str]:
    """What the rule does wrong with its examples, a line each; empty when all is well."""
    alone = Rules(RuleBook.of([rule]))
    found = [f"stays silent on: {item.text}" for item in rule.examples.fire if not _fires(alone, item, code)]
    return found + [f"fires on: {item.text}" for item in rule.examples.silent if _fires(alone, item, code)]


def _fires(rules: Rules, example: Example, code: Callable[[Article], Reading]) -> bool:
    reading = code(article_of(example.text, title=example.title, published=example.published))
    signals = of_article(rules, reading.events, date.fromisoformat(example.published))
    return any(signal.stopped is None for signal in signals)
