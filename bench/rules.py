"""What a thousand rules cost beside the shipped ones: events asked per second, and the ratio.

python -m bench.rules
"""

import time
from datetime import date
from itertools import product

from services.alerts.engine.signals import Rules
from services.alerts.rules import Rule, load
from services.alerts.rules.loading import RuleBook
from tests.builders import actor, event
from tocsin.coding.reading import Event
from tocsin.vocabulary import EVENT_TYPES, MODES

DAY = date(2024, 10, 18)
THOUSAND = 1000


def events() -> list[Event]:
    """One event of each type and mode, of several objects and actors."""
    objects, countries = (None, "troops", "talks", "attack"), ("PRK", "RUS", "USA")
    return [
        event(kind, mode, object=what, actors=(actor(country),))
        for kind in EVENT_TYPES
        for mode in (None, *sorted(MODES[kind]))
        for what, country in product(objects, countries)
    ]


def watched(rule: Rule, number: int) -> Rule:
    """The rule, for one pair of countries alone: as a newsroom with many interests would write it."""
    codes = tuple("".join(letters) for letters in product("ABCDEFGHIJ", repeat=3))
    theirs = {"actor": {"country": [codes[number]]}}
    said = rule.model_dump(by_alias=True)
    said |= {"id": f"{rule.id}-{number}", "match": said["match"] | theirs}
    for step in (said["window"] or {}).get("after", ()):
        step["match"] |= theirs
    return Rule.model_validate(said)


def rate(rules: list[Rule], asked: list[Event], rounds: int = 5) -> float:
    """Events per second, the best of some rounds."""
    book = Rules(RuleBook.of(rules))
    best = 0.0
    for _ in range(rounds):
        begin = time.perf_counter()
        for item in asked:
            for _ in book.signals(item, DAY, {}):
                pass
        best = max(best, len(asked) / (time.perf_counter() - begin))
    return best


def main() -> None:
    shipped = list(load().rules)
    many = [*shipped, *(watched(shipped[n % len(shipped)], n) for n in range(THOUSAND - len(shipped)))]
    asked = events()
    few_rate, many_rate = rate(shipped, asked), rate(many, asked)
    print(f"{len(shipped):>6} rules  {few_rate:>10,.0f} events/s")
    print(f"{len(many):>6} rules  {many_rate:>10,.0f} events/s")
    print(f"a thousand rules cost {few_rate / many_rate:.2f} times as much")


if __name__ == "__main__":
    main()
