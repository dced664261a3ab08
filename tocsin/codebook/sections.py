"""The parts a codebook is made of: which files each part reads, and how they become terms.

A section turns its parsed YAML files into *terms* (a spelling, a kind, a payload) and a *table* (anything else that
its user wants to look up). Both are stored compiled, so they are plain data: None, numbers, strings, tuples, lists and
dicts. `revive` makes the object that a match carries out of a stored payload, once, when the codebook is loaded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tocsin.codebook.faults import CodebookError

Fields = Mapping[str, type[str] | type[list[Any]] | type[bool] | type[float]]
"""The fields of an entry and what each must be."""


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed YAML file of the codebook: its name for messages, and what it holds."""

    name: str
    data: Any


@dataclass(slots=True)
class Compiled:
    """What a section gives back: payloads, the terms that point to them by index, and a table."""

    payloads: list[Any] = field(default_factory=list)
    terms: list[tuple[str, str, int]] = field(default_factory=list)
    """(spelling, kind, index of its payload). Capital letters in a spelling are required in the text."""
    table: Any = None

    def add(self, kind: str, payload: Any, spellings: list[str]) -> None:
        self.payloads.append(payload)
        index = len(self.payloads) - 1
        self.terms.extend((spelling, kind, index) for spelling in spellings)


def as_stored(kind: str, payload: Any) -> Any:
    """Gives a match the payload as it is stored."""
    del kind
    return payload


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the codebook: the files whose names match `files`, compiled together."""

    name: str
    files: tuple[str, ...]
    compile: Callable[[list[Source]], Compiled]
    revive: Callable[[str, Any], Any] = as_stored


def entries(source: Source, required: Fields, optional: Fields) -> list[dict[str, Any]]:
    """The entries of a file that is a list of mappings, checked against the fields they must and may have.

    Raises CodebookError naming file, entry and field.
    """
    if not isinstance(source.data, list):
        raise CodebookError(source.name, None, None, "must be a list of entries")
    for number, entry in enumerate(source.data, 1):
        check_entry(source.name, number, entry, required, optional)
    return source.data


def check_entry(name: str, where: int | str, entry: Any, required: Fields, optional: Fields) -> dict[str, Any]:
    """The entry itself if its fields are those it must and may have; CodebookError if not."""
    if not isinstance(entry, dict):
        raise CodebookError(name, where, None, f"must be a mapping, not {type(entry).__name__}")
    label = f"{where} ({entry.get('name') or entry.get('code') or next(iter(entry.values()), '')})"
    for key in required:
        if key not in entry:
            raise CodebookError(name, label, key, "is missing")
    for key, value in entry.items():
        wanted = required.get(key) or optional.get(key)
        if wanted is None:
            known = ", ".join([*required, *optional])
            raise CodebookError(name, label, str(key), f"is not a field here; the fields are {known}")
        if not isinstance(value, wanted):
            raise CodebookError(name, label, key, f"must be a {wanted.__name__}, not {type(value).__name__}: {value!r}")
        if isinstance(value, list):
            check_words(name, label, key, value)
    return entry


def check_words(name: str, label: str, key: str, words: list[Any]) -> None:
    """Raises CodebookError where a list of words holds something else, such as YAML's `no` or a bare number."""
    for word in words:
        if not isinstance(word, str) or not word.strip():
            raise CodebookError(name, label, key, f"must hold words only, not {word!r} (put it in quotes)")
