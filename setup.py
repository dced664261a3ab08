"""The build: pure Python, or with TOCSIN_COMPILE=1 the coder compiled by mypyc (docs/decisions/0016)."""

import os
from pathlib import Path

from setuptools import setup


def coder() -> list[str]:
    """The modules of the coder; its `__init__` stays Python, for it loads the others when they are first needed."""
    return sorted(str(file) for file in Path("tocsin/coding").rglob("*.py") if file.name != "__init__.py")


if os.environ.get("TOCSIN_COMPILE"):
    from mypyc.build import mypycify  # of the development lock; nothing else needs it

    setup(ext_modules=mypycify(coder(), opt_level="3", debug_level="0"))
else:
    setup()
