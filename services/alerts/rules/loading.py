"""Rule files read, checked and indexed. A rule that is not in order stops the start and says where and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xxhash

from services.alerts import forms
from services.alerts.rules.schema import Rule

SHIPPED: Final = Path(__file__).parent


class RuleInvalid(forms.FormInvalid):
    """A rule file is not in order; the text has a line for each fault: file, field, what is allowed."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, ordered by id, and the version of them together."""

    rules: tuple[Rule, ...]
    version: str

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> "RuleBook":
        ordered = tuple(sorted(rules, key=lambda rule: rule.id))
        content = "\n".join(f"{rule.id} {rule.version}" for rule in ordered)
        return cls(ordered, xxhash.xxh3_64_hexdigest(content.encode())[:12])

    def get(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def load(folder: Path = SHIPPED) -> RuleBook:
    """The rules in the `*.yaml` files of `folder`.

    Raises RuleInvalid, with all faults of all files, if one is not in order, if two rules share an id, or if there is
    no rule at all.
    """
    rules: dict[str, Rule] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            rule = parse(forms.text_of(path), path.name)
        except forms.FormInvalid as error:
            faults.append(str(error))
            continue
        faults += _misnamed(rule, path)
        rules[rule.id] = rule
    if not faults:
        faults += [fault for rule in rules.values() for fault in _without_end(rule, rules)]
    if not rules and not faults:
        faults.append(f"{folder}: no rule files (*.yaml) here")
    if faults:
        raise RuleInvalid("\n".join(faults))
    return RuleBook.of(list(rules.values()))


def with_one(book: RuleBook, path: Path) -> RuleBook:
    """The rules of `book`, and the one of the file `path` in the place of that of its name. Raises RuleInvalid."""
    rule = parse(forms.text_of(path), path.name)
    rules = {one.id: one for one in book.rules} | {rule.id: rule}
    if faults := _misnamed(rule, path) or _without_end(rule, rules):
        raise RuleInvalid("\n".join(faults))
    return RuleBook.of(list(rules.values()))


def _misnamed(rule: Rule, path: Path) -> list[str]:
    return [] if rule.id == path.stem else [f"{path.name}: id: {rule.id!r} must be the file's name, {path.stem!r}"]


def _without_end(rule: Rule, rules: Collection[str]) -> list[str]:
    """The rules that are to end its alerts and that there are none of."""
    return [
        f"{rule.id}.yaml: {field}: there is no rule {other!r}; allowed: {', '.join(sorted(rules))}"
        for field in ("resolved_by", "resolved_between")
        for other in getattr(rule, field)
        if other not in rules
    ]


def parse(text: str, name: str) -> Rule:
    """The rule in the YAML `text` of the file `name`. Raises RuleInvalid."""
    try:
        what = "a rule is a mapping of fields: id, title, signal, level, match …"
        return forms.read(text, name, Rule, is_a=what)
    except forms.FormInvalid as error:
        raise RuleInvalid(str(error)) from None
