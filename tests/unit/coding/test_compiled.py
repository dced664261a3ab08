import subprocess
import sys
from pathlib import Path

from tocsin.coding import coder, compiled

ROOT = Path(__file__).parents[3]


def test_the_coder_can_be_compiled(tmp_path):
    """mypyc makes C of every module of the coder: `make run FAST=1` compiles it."""
    script = "import sys; from mypyc.build import mypycify; mypycify(sys.argv[2:], target_dir=sys.argv[1])"
    modules = [str(f) for f in sorted((ROOT / "tocsin/coding").rglob("*.py")) if f.name != "__init__.py"]

    made = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert made.returncode == 0, made.stdout + made.stderr
    assert list(tmp_path.glob("*.c"))


def test_the_coder_tells_whether_it_is_compiled():
    assert compiled() == (not coder.__file__.endswith(".py"))
