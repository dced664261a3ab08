"""The packages of the coder say which of their modules decides what, so that one finds the place."""

import ast
import re
from pathlib import Path

import pytest

CODER = Path(__file__).parents[3] / "tocsin/coding"
PACKAGES = sorted(file.parent for file in CODER.glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_names_each_of_its_modules_once(package):
    told = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""

    named = [name for line in told.splitlines() for name in re.findall(r"`([a-z_]+)`", line.partition(": ")[0])]

    assert sorted(named) == sorted(file.stem for file in package.glob("*.py") if file.stem != "__init__")
