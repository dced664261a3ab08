"""The build: pure Python, or with TOCSIN_COMPILE=1 the coder compiled by mypyc (docs/decisions/0016)."""

import os
import sys
from pathlib import Path

from setuptools import setup

PYTHON = {"__init__.py", "reading.py"}
"""What stays Python: the one loads the others when they are first needed; of the other pydantic reads the annotations,
which a compiled class does not keep."""


def coder() -> list[str]:
    """The modules of the coder that are compiled."""
    return sorted(str(file) for file in Path("tocsin/coding").rglob("*.py") if file.name not in PYTHON)


def main() -> None:
    if not os.environ.get("TOCSIN_COMPILE") or "bdist_wheel" not in sys.argv:
        setup()  # as it is, or asked for its metadata alone
        return
    from mypyc.build import mypycify  # of the development lock, and of requirements-compile.lock

    # Level 3 would take the compiler three times as long, and the coder would need one instruction in a hundred less.
    setup(ext_modules=mypycify(coder(), opt_level="1", debug_level="0"))


if __name__ == "__main__":
    main()
