"""Services that run under `faults.c`: what befalls their disk and their clock is ordered by a file for each."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import harness
from tests.harness import Product


@dataclass(frozen=True)
class Faults:
    """The library, and how services are put under it."""

    library: Path

    def start(self, product: Product, *names: str) -> None:
        """Start services by hand, one after the other, each with orders of its own, and wait until they are ready."""
        kept = product.data / "kept"
        kept.mkdir(exist_ok=True)
        for name in names:
            orders = {"FAULT_ORDERS": str(self._orders(product, name)), "FAULT_KEPT": str(kept)}
            product.settings = {"LD_PRELOAD": str(self.library)} | orders
            harness.start(product, name)

    def order(self, product: Product, name: str, what: str) -> None:
        """Let this befall the service from now on."""
        part = product.data / "orders.part"
        part.write_text(what)
        part.rename(self._orders(product, name))

    def end(self, product: Product, name: str) -> None:
        """Let nothing more befall it."""
        self._orders(product, name).unlink()

    @contextmanager
    def befalls(self, product: Product, name: str, what: str) -> Iterator[None]:
        """Let this befall the service for as long as the block runs."""
        self.order(product, name, what)
        yield
        self.end(product, name)

    def _orders(self, product: Product, name: str) -> Path:
        return product.data / f"{name}.orders"


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Faults:
    made = tmp_path_factory.mktemp("faults") / "faults.so"
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler here (apt-get install gcc): no disk fails, no clock is set back")
    source = Path(__file__).with_name("faults.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-Wall", "-Werror", "-o", made, source], check=True)
    return Faults(made)
