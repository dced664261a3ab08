"""The data that the coder codes by: who there is, where, what is counted, and the words for what is done.

`load()` reads the YAML files beside this module, checks them, and gives back terms ready to be looked up. Parsing takes
a second or two, so the compiled form is kept in the user's cache folder (`TOCSIN_CACHE`, else `~/.cache/tocsin`) under
a name made from everything it depends on; a folder that cannot be written costs time at each start and nothing else.
"""

import marshal
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, Final

import xxhash

from tocsin.cache import cache_folder
from tocsin.codebook.faults import CodebookError
from tocsin.codebook.registry import SECTIONS
from tocsin.codebook.sections import Section, Source
from tocsin.codebook.spelling import Spelling, spell

__all__ = ["Codebook", "CodebookError", "compile_files", "load"]

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Codebook:
    """A loaded codebook.

    `patterns` are folded spellings with a blank at each end; `meanings[i]` are the spellings that fold to
    `patterns[i]`, each with the payload it stands for. `tables` holds what sections keep beside their terms.
    """

    version: str
    patterns: list[str]
    meanings: list[list[tuple[Spelling, Any]]]
    tables: dict[str, Any]


@cache
def load(folder: Path = FOLDER) -> Codebook:
    """The codebook in a folder. Raises CodebookError where a file cannot be used."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise CodebookError(str(folder), None, None, "there are no codebook files (*.yaml) in it")
    contents = {file.name: file.read_bytes() for file in files}
    version = _digest(contents)
    # The compiled form depends on the compiling code and on Python's marshal format as well.
    code = _digest({file.name: file.read_bytes() for file in sorted(FOLDER.glob("*.py"))})
    stored = cache_folder() / f"codebook-{version}-{code}-{sys.implementation.cache_tag}.marshal"
    compiled = _read(stored)
    if compiled is None:
        compiled = compile_files(contents)
        _write(stored, compiled)
    return _revive(version, compiled)


def compile_files(contents: dict[str, bytes]) -> dict[str, Any]:
    """Plain data, ready to be stored: the patterns with their meanings, each section's payloads and tables."""
    sources = {name: _parse(name, data) for name, data in contents.items()}
    folded: dict[str, list[tuple[Any, ...]]] = {}
    payloads: dict[str, list[Any]] = {}
    tables: dict[str, Any] = {}
    for section in SECTIONS:
        compiled = section.compile(_sources(section, sources))
        payloads[section.name] = compiled.payloads
        tables[section.name] = compiled.table
        for text, kind, index in compiled.terms:
            pattern, spelling = spell(text, kind)
            if not pattern.strip():
                raise CodebookError(section.name, text, None, "has no letter or digit to look for")
            meaning = (*spelling, section.name, index)
            known = folded.setdefault(pattern, [])
            if meaning not in known:
                known.append(meaning)
    return {"terms": folded, "payloads": payloads, "tables": tables}


def _sources(section: Section, sources: dict[str, Any]) -> list[Source]:
    return [
        Source(name, data)
        for name, data in sources.items()
        if any(fnmatch(name, pattern) for pattern in section.files) and data is not None
    ]


def _parse(name: str, data: bytes) -> Any:
    import yaml  # needed only where the compiled form is not there yet

    from tocsin.strict_yaml import StrictLoader

    try:
        return yaml.load(data, StrictLoader)  # noqa: S506 - the loader is a safe one
    except yaml.YAMLError as error:
        raise CodebookError(name, None, None, f"is not YAML: {error}") from error


def _digest(contents: dict[str, bytes]) -> str:
    digest = xxhash.xxh3_128()
    for name, data in contents.items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:12]


def _revive(version: str, compiled: dict[str, Any]) -> Codebook:
    revivers = {section.name: section.revive for section in SECTIONS}
    revived: dict[tuple[str, str, int], Any] = {}

    def meaning(stored: tuple[Any, ...]) -> tuple[Spelling, Any]:
        *spelling, section, index = stored
        key = (section, spelling[0], index)
        if key not in revived:
            revived[key] = revivers[section](spelling[0], compiled["payloads"][section][index])
        return Spelling(*spelling), revived[key]

    terms: dict[str, list[tuple[Any, ...]]] = compiled["terms"]
    meanings = [[meaning(stored) for stored in several] for several in terms.values()]
    return Codebook(version, list(terms), meanings, compiled["tables"])


def _read(file: Path) -> dict[str, Any] | None:
    try:
        stored: dict[str, Any] = marshal.loads(file.read_bytes())  # noqa: S302 - the user's own cache folder
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return stored


def _write(file: Path, compiled: dict[str, Any]) -> None:
    """Writes beside and renames, so that nobody reads half a file; a folder that cannot be written is no fault."""
    import tempfile

    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as written:
            written.write(marshal.dumps(compiled))
        Path(written.name).replace(file)
        _drop_older(file)


def _drop_older(kept: Path, count: int = 4) -> None:
    """Keeps the newest few compiled codebooks: each edit of a file makes a new one."""

    def age(file: Path) -> float:
        return -file.stat().st_mtime

    older: Iterable[Path] = sorted(kept.parent.glob("codebook-*.marshal"), key=age)[count:]
    for file in older:
        file.unlink(missing_ok=True)
