"""Rule files read, checked and indexed. A rule that is not in order stops the start and says where and why."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import xxhash
import yaml
from pydantic import ValidationError

from services.alerts.rules.schema import Rule

SHIPPED: Final = Path(__file__).parent

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML has it: ten times as fast, the same language."""


class RuleInvalid(Exception):
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


class _StrictLoader(_Loader):  # type: ignore[misc]
    """YAML whose mappings may not name a key twice, and whose dates and yes/no stay what was written."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _StrictLoader.construct_yaml_str)


def load(folder: Path = SHIPPED) -> RuleBook:
    """The rules in the `*.yaml` files of `folder`.

    Raises RuleInvalid, with all faults of all files, if one is not in order, if two rules share an id, or if there is
    no rule at all.
    """
    rules: dict[str, Rule] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            rule = parse(path.read_text("utf-8"), path.name)
        except RuleInvalid as error:
            faults.append(str(error))
            continue
        if rule.id != path.stem:
            faults.append(f"{path.name}: id: {rule.id!r} must be the file's name, {path.stem!r}")
        rules[rule.id] = rule
    faults += [
        f"{rule.id}.yaml: resolved_by: there is no rule {other!r}; allowed: {', '.join(sorted(rules))}"
        for rule in rules.values()
        for other in rule.resolved_by
        if other not in rules and not faults
    ]
    if not rules and not faults:
        faults.append(f"{folder}: no rule files (*.yaml) here")
    if faults:
        raise RuleInvalid("\n".join(faults))
    return RuleBook.of(list(rules.values()))


def parse(text: str, name: str) -> Rule:
    """The rule in the YAML `text` of the file `name`. Raises RuleInvalid."""
    try:
        content = yaml.load(text, _StrictLoader)  # noqa: S506 - the loader is a safe one
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise RuleInvalid(f"{name}{line}: {error.problem or error}") from None
    except yaml.YAMLError as error:
        raise RuleInvalid(f"{name}: {error}") from None
    if not isinstance(content, dict):
        raise RuleInvalid(f"{name}: a rule is a mapping of fields: id, title, signal, level, match …")
    try:
        return Rule.model_validate(content)
    except ValidationError as error:
        raise RuleInvalid("\n".join(_fault(name, fault) for fault in error.errors(include_url=False))) from None


def _fault(name: str, fault: Any) -> str:
    """One line: file, field, what is wrong, what is allowed."""
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "literal_error":
        return f"{name}: {where}: {fault['input']!r} is not allowed; allowed: {fault['ctx']['expected']}"
    if fault["type"] == "union_tag_invalid":
        return f"{name}: {where}.kind: {fault['ctx']['tag']!r} is not allowed; allowed: {fault['ctx']['expected_tags']}"
    if fault["type"] == "union_tag_not_found":
        return f"{name}: {where}.kind: is missing"
    if fault["type"] == "extra_forbidden":
        return f"{name}: {where}: no such field; see rule.schema.json"
    if fault["type"] == "missing":
        return f"{name}: {where}: is missing"
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"{name}: {where}: {message}" if where else f"{name}: {message}"
