"""`python -m bench.reading`: how fast the coder reads on one core, how its memory stands, and how soon it is ready.

The ceiling is what no reading can do without: one pass of the codebook's automaton, one that cuts the text into words.
"""

import argparse
import gc
import resource
import subprocess
import sys
import time
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.texts import articles
from tocsin.coding import compiled
from tocsin.coding.coder import code
from tocsin.coding.text.lexicon import scan
from tocsin.coding.text.tokens import tokenise

READY = "from datetime import datetime; from tocsin.coding.coder import code; code('', 'Seen.', datetime(2024, 10, 1))"
console = Console()


def megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read(documents: list[dict[str, Any]]) -> tuple[float, int]:
    """Articles per second of processor time, and the events found."""
    events = 0
    begun = time.process_time()
    for document in documents:
        found = code(document["title"], document["text"], datetime.fromisoformat(document["published_at"]))
        events += len(found.events)
    return len(documents) / (time.process_time() - begun), events


def ceiling(documents: list[dict[str, Any]]) -> float:
    begun = time.process_time()
    for document in documents:
        scan(document["text"])
        tokenise(document["text"])
    return len(documents) / (time.process_time() - begun)


def ready() -> float:
    """Seconds until a new process has read its first sentence, the codebook compiled already; the best of three."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", READY], check=True)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="of 2 KB each")
    count = parser.parse_args().articles
    read(articles(100, seed=2))  # warm: the codebook is loaded, patterns are compiled
    gc.freeze()
    gc.set_threshold(20_000)  # as in the processes that read beside the timeline
    most = ceiling(articles(min(count, 500)))
    held = 0.0
    rate, events, done = 0.0, 0, 0
    with console.status("reading") as status:
        for seed in range(10):
            piece = articles(max(1, count // 10), seed=seed + 10)
            speed, found = read(piece)
            rate, events, done = rate + 1 / speed, events + found, done + len(piece)
            held = held or megabytes()
            status.update(f"reading: {done:,} of {count:,}, {speed:,.0f} articles/s")
    rate = 10 / rate
    kind = "compiled" if compiled() else "Python"
    table = Table("measured", "figure", "beside", title=f"the coder ({kind}), one core", title_justify="left")
    table.add_row(
        "articles/s of 2 KB", f"{rate:,.0f}", f"ratio {rate / most:.3f} to the ceiling, {1000 / rate:.2f} ms each"
    )
    table.add_row("one pass and words", f"{most:,.0f}", "the ceiling: nothing is understood")
    table.add_row("events an article", f"{events / done:.1f}", f"{done:,} articles of seed sentences")
    table.add_row("memory", f"{megabytes():.0f} MB", f"{megabytes() - held:+.1f} MB over the last nine tenths")
    table.add_row("ready in", f"{ready():.2f} s", "a new process, its first sentence read")
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
