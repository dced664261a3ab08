"""What work costs: processor time, for tests of how cost grows."""

import gc
from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes, with no collection of all the tests' garbage in between."""
    gc.disable()
    try:
        begin = process_time()
        work()
        return process_time() - begin
    finally:
        gc.enable()
