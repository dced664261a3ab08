import io
import os
import pickle
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from services.timeline.log.drafts import draft
from tests.builders import published
from tocsin.coding import code, coder, compiled
from tocsin.messages import MESSAGE_TYPES

ROOT = Path(__file__).parents[3]


@pytest.fixture
def modules(monkeypatch):
    """The files that `setup.py` compiles."""
    monkeypatch.chdir(ROOT)
    return runpy.run_path("setup.py")["compiled"]()


@pytest.mark.timeout(400)  # a minute and a half where nothing else runs
def test_what_is_compiled_can_be(modules, tmp_path):
    """mypyc makes C of every module of the coder, and of stories: `make run FAST=1` compiles them."""
    script = "import sys; from mypyc.build import mypycify; mypycify(sys.argv[2:], target_dir=sys.argv[1])"

    made = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), *modules], capture_output=True, text=True, check=False
    )

    assert made.returncode == 0, made.stdout + made.stderr
    assert list(tmp_path.glob("*.c"))


def test_what_messages_carry_stays_python(modules):
    """A compiled class has lost its annotations: pydantic would refuse every message that holds one."""
    carried = {
        name
        for kind in MESSAGE_TYPES.values()
        for name in re.findall(r"(tocsin\.coding[\w.]*)\.\w+'", str(kind.__pydantic_core_schema__))
    }

    assert carried == {"tocsin.coding.reading"}
    assert carried.isdisjoint(file.removesuffix(".py").replace(os.sep, ".") for file in modules)


def test_what_processes_hand_each_other_can_be_unpickled(modules):
    """A compiled class that is frozen or has slots can't be filled by pickle; a tuple can."""
    handed = []

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            found = super().find_class(module, name)
            handed.append((module, found))
            return found

    made = draft(code, published())

    assert Unpickler(io.BytesIO(pickle.dumps(made, protocol=5))).load() == made
    compiled_ones = {file.removesuffix(".py").replace(os.sep, ".") for file in modules}
    assert [kind for module, kind in handed if module in compiled_ones and not issubclass(kind, tuple)] == []
    assert any(module in compiled_ones for module, _ in handed)


def test_the_coder_tells_whether_it_is_compiled():
    assert compiled() == (not coder.__file__.endswith(".py"))
