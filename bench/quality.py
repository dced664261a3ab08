"""`make quality SETS=folder`: how well texts are read, on labelled sets of one's own.

A set is a file `KIND-NAME.jsonl` of articles with labels under `gold`; the scorer is a script that takes the kind, the
set and what a command printed. Nothing of a set is kept.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

LINE = "{:30} {:24} {:>7} {:>7} {:>11}"
Result = dict[str, Any]


def share(groups: dict[str, Result], prefix: str) -> float:
    """The percentage of flagged lines in the categories whose name begins with `prefix`."""
    chosen = [group for name, group in groups.items() if name.startswith(prefix)]
    return 100 * sum(group["flagged"] for group in chosen) / max(1, sum(group["n"] for group in chosen))


COMMANDS = {
    "times": "code",
    "dates": "code",
    "roots": "code",
    "events": "code",
    "signals": "signals",
    "noise": "signals",
    "contrast": "signals",
    "conflict": "signals",
    "stories": "stories",
}

FIGURES: dict[str, list[tuple[str, Callable[[Result], float], str]]] = {
    "times": [("value F1", lambda r: r["value"]["f1"], "≥ 83"), ("strict F1", lambda r: r["strict"]["f1"], "≥ 85")],
    "dates": [("exact", lambda r: r["exact"], "≥ 82")],
    "roots": [
        ("escalation F1", lambda r: r["escalation"]["f1"], "≥ 88"),
        ("macro-F1", lambda r: r["macro_f1"], "≥ 72"),
    ],
    "events": [
        ("type, actor, modality", lambda r: r["full"], "≥ 70"),
        ("dates right", lambda r: r["parts"]["date"]["right"], "≥ 88"),
        ("precision", lambda r: r["precision"], "≥ 70"),
    ],
    "signals": [("micro-F1", lambda r: r["micro"]["f1"], "≥ 85")],
    "noise": [
        ("headlines flagged", lambda r: share(r["by_category"], "ag-"), "≤ 0.8"),
        ("articles flagged", lambda r: share(r["by_category"], "bbc-"), "≤ 2"),
    ],
    "contrast": [
        ("conflict flagged", lambda r: r["conflict"]["flagged_pct"], "≥ 60"),
        ("calm flagged", lambda r: r["calm"]["flagged_pct"], "≤ 3"),
    ],
    "conflict": [("F1", lambda r: r["f1"], "")],
    "stories": [("BCubed F1", lambda r: r["f1"], "≥ 91")],
}


def scored(sets: Path, scorer: Path) -> Iterator[tuple[str, str, Result, float]]:
    """(kind, file, the scorer's figures, articles per second) of every set in the folder."""
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(sets.glob("*.jsonl")):
            kinds = [kind for kind in COMMANDS if file.name.startswith(f"{kind}-")]
            if file.name.startswith("events-"):
                kinds.append("signals")
            for kind in kinds:
                printed = Path(folder) / "printed.ndjson"
                count = sum(1 for _ in file.open())
                started = time.perf_counter()
                with file.open("rb") as given, printed.open("wb") as taken:
                    command = [sys.executable, "-m", "services.cli", COMMANDS[kind]]
                    subprocess.run(command, stdin=given, stdout=taken, check=True)
                rate = count / (time.perf_counter() - started)
                score = [sys.executable, str(scorer), kind, str(file), str(printed), "--json"]
                out = subprocess.run(score, stdout=subprocess.PIPE, check=True).stdout
                yield kind, file.stem, json.loads(out), rate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder of labelled sets")
    parser.add_argument("--scorer", type=Path, help="the scoring script (default: ../tools/score.py from the sets)")
    given = parser.parse_args()
    scorer = given.scorer or given.sets / ".." / "tools" / "score.py"
    if not given.sets.is_dir() or not scorer.is_file():
        print(f"no sets in {given.sets}, or no scorer at {scorer}: make quality SETS=folder", file=sys.stderr)
        return 2
    print(LINE.format("set", "measure", "figure", "wanted", "articles/s"))
    for kind, name, result, rate in scored(given.sets, scorer):
        for measure, figure, wanted in FIGURES[kind]:
            print(LINE.format(f"{name} ({kind})", measure, f"{figure(result):.1f}", wanted, f"{rate:,.0f}"), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
