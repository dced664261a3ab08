"""Variables of the environment that look like settings and are none. PURE."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_SHARED: Final = "TOCSIN_"
_OF_COMMANDS: Final = frozenset({"TOCSIN_REDIS_PORT", "TOCSIN_INGEST_URL", "TOCSIN_TIMELINE_URL", "TOCSIN_ALERTS_URL"})
_ALIKE: Final = 0.75
"""PROT is as near as that to PORT."""


def misspelt(variables: Iterable[str], settings: Iterable[str], service: str) -> list[str]:
    """What to say of those of `variables` that a service of that name would read if they were among its `settings`.

    All that begins with its name is meant for it; of what it shares with others, only what is nearly spelt so.
    """
    own = f"{_SHARED}{service.upper()}_"
    known = set(settings)
    said = []
    for name in sorted(set(variables) - known - _OF_COMMANDS):
        if not name.startswith(_SHARED):
            continue
        prefix = own if name.startswith(own) else _SHARED
        alike = [one.removeprefix(prefix) for one in sorted(known) if one.startswith(own) == (prefix == own)]
        meant = get_close_matches(name.removeprefix(prefix), alike, 1, _ALIKE)
        if meant or prefix == own:
            said.append(f"{name} is no setting" + (f"; is {prefix}{meant[0]} meant?" if meant else ""))
    return said
