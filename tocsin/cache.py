"""The user's folder for what can be made again: nothing that is kept there may be missed."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """`TOCSIN_CACHE`, else where the user's other caches are. It may not exist, and may not be writable."""
    chosen = os.environ.get("TOCSIN_CACHE")
    if chosen:
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "tocsin"
