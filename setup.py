"""The build: pure Python, or with TOCSIN_COMPILE=1 the coder and what finds stories as mypyc compiles them."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

PYTHON = {"__init__.py", "reading.py"}
"""What stays Python: the one loads the others when they are first needed; of the other pydantic reads the annotations,
which a compiled class does not keep."""

STORIES = [f"services/timeline/stories/{name}.py" for name in ("fingerprint", "stories")]
"""What else each article goes through by itself: pure as well, and half as long once it is compiled."""


COLD = """
struct _object;
void CPy_AddTraceback(const char *, const char *, int, struct _object *) __attribute__((cold));
void CPy_TypeError(const char *, struct _object *) __attribute__((cold));
void CPy_TypeErrorTraceback(
    const char *, const char *, int, struct _object *, const char *, struct _object *) __attribute__((cold));
"""
"""What mypyc calls where something fails, which is behind nearly every line: told that it is seldom, the compiler
sets a quarter of the code apart, and more of the rest fits into the caches of a processor."""


class SideBySide(build_ext):
    """Compiles the C files on all cores at once."""

    def build_extension(self, ext: Extension) -> None:
        one_by_one = self.compiler.compile

        def at_once(sources: list[str], **how: Any) -> list[str]:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                return [made for some in pool.map(lambda source: one_by_one([source], **how), sources) for made in some]

        self.compiler.compile = at_once
        try:
            super().build_extension(ext)
        finally:
            self.compiler.compile = one_by_one


def compiled() -> list[str]:
    """The modules that are compiled."""
    coder = (str(file) for file in Path("tocsin/coding").rglob("*.py") if file.name not in PYTHON)
    return sorted(coder) + STORIES


def main() -> None:
    if not os.environ.get("TOCSIN_COMPILE") or "bdist_wheel" not in sys.argv:
        setup()  # as it is, or asked for its metadata alone
        return
    from mypyc.build import mypycify  # of the development lock, and of requirements-compile.lock

    # Level 2 takes the compiler a third longer than level 1, and the coder a tenth less time; level 3, or one file of C
    # for all modules, would take the compiler three times as long.
    made = mypycify(compiled(), opt_level="2", debug_level="0", multi_file=True)
    header = Path("build/cold.h")
    header.parent.mkdir(exist_ok=True)
    header.write_text(COLD)
    for extension in made if os.name == "posix" else ():
        # With hidden symbols modules call each other without a detour.
        extension.extra_compile_args += ["-fvisibility=hidden", "-include", str(header.resolve())]
    setup(ext_modules=made, cmdclass={"build_ext": SideBySide})


if __name__ == "__main__":
    main()
