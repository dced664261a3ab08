"""Files that people write, rules and routes: YAML checked by a model; errors say where, and what is allowed."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tocsin.faults import told
from tocsin.strict_yaml import StrictLoader

Form = TypeVar("Form", bound=BaseModel)

_HINTS: Final = {
    "mapping values are not allowed": "; text that holds a colon and a space needs quotes",
    "cannot start any token": "; indent with spaces, not tabs, and put text that begins with @, ` or % into quotes",
}
"""What people most often mean by what YAML does not take."""


class FormInvalid(Exception):
    """A file is not in order; the text has a line for each fault: file, field, what is allowed."""


class _Loader(StrictLoader):
    """Dates stay what was written."""


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_str)


def text_of(path: Path) -> str:
    """The text of a file. Raises FormInvalid."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise FormInvalid(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise FormInvalid(f"{path.name}: is not UTF-8 at byte {error.start}") from None


def read(text: str, name: str, model: type[Form], *, is_a: str) -> Form:
    """What the YAML `text` of the file `name` says. Raises FormInvalid; `is_a` says what such a file is."""
    try:
        content = yaml.load(text, _Loader)  # noqa: S506 - the loader is a safe one
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        problem = str(error.problem or error)
        hint = next((hint for said, hint in _HINTS.items() if said in problem), "")
        raise FormInvalid(f"{name}{line}: {problem}{hint}") from None
    except RecursionError:
        raise FormInvalid(f"{name}: holds lists or mappings in each other, more than can be read") from None
    except (yaml.YAMLError, ValueError, TypeError) as error:  # such as a number of thousands of digits
        raise FormInvalid(f"{name}: can't be read: {error}") from None
    if not isinstance(content, dict):
        raise FormInvalid(f"{name}: {is_a}")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise FormInvalid("\n".join(_fault(name, model, fault) for fault in error.errors(include_url=False))) from None


def schema_of(model: type[BaseModel]) -> str:
    """The JSON Schema of such a file, for completion in editors."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(mode="validation")}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _fault(name: str, model: type[BaseModel], fault: Any) -> str:
    """One line: file, field, what is wrong, what is allowed."""
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "literal_error":
        return f"{name}: {where}: {fault['input']!r} is not allowed; allowed: {fault['ctx']['expected']}"
    if fault["type"] == "union_tag_invalid":
        return f"{name}: {where}.kind: {fault['ctx']['tag']!r} is not allowed; allowed: {fault['ctx']['expected_tags']}"
    if fault["type"] == "union_tag_not_found":
        return f"{name}: {where}.kind: is missing"
    if fault["type"] == "extra_forbidden":
        return f"{name}: {where}: no such field; allowed: {', '.join(_fields(model, fault['loc'][:-1]))}"
    message = told(fault)
    return f"{name}: {where}: {message}" if where else f"{name}: {message}"


def _fields(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """The fields that there are at a place of such a file."""
    whole = model.model_json_schema(mode="validation")
    here = _choices(whole, whole)
    for part in path:
        inner = [_within(node, part) for node in here]
        found = [choice for node in inner if node for choice in _choices(node, whole)]
        here = found or here  # what is no field of any is pydantic's name of a choice
    return sorted({field for node in here for field in node.get("properties", {})})


def _within(node: Mapping[str, Any], part: str | int) -> Any:
    return node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)


def _choices(node: Mapping[str, Any], whole: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schemas that a node of a JSON Schema may stand for."""
    if "$ref" in node:
        return _choices(whole["$defs"][node["$ref"].rsplit("/", 1)[-1]], whole)
    branches = node.get("anyOf") or node.get("oneOf")
    return [choice for branch in branches for choice in _choices(branch, whole)] if branches else [node]
