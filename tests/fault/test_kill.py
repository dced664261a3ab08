"""Whatever is killed under load: each accepted article is in the log once, without a gap, each alert rings once."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice, permutations
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from tests import harness
from tests.harness import Product, alerts_in, articles_in, faults_in, pid_of, settled, until
from tocsin.messages import ALERTS, ARTICLES, EVENTS

BURST = 40
VICTIMS = ("services.ingest", "services.timeline", "services.alerts", "valkey-server")
STATES = (
    "Russia",
    "Ukraine",
    "North Korea",
    "Japan",
    "Israel",
    "Iran",
    "India",
    "Pakistan",
    "Turkey",
    "Greece",
    "Sudan",
)


def articles() -> Iterator[dict[str, Any]]:
    """Ever new articles; no five words in a row stand in two of them, so that each opens a story of its own."""
    for number, (attacker, attacked) in zip(count(100), _pairs(), strict=False):
        yield {
            "title": f"Missiles hit post {number}",
            "text": f"{attacker} fired {number} missiles at {attacked}, {number} soldiers were wounded.",
            "published_at": "2024-11-24T12:00:00Z",
            "url": f"https://bulletin.example/{number}",
            "source": f"Bulletin {number}",
            "language": "en",
        }


def _pairs() -> Iterator[tuple[str, str]]:
    while True:
        yield from permutations(STATES, 2)


class Load(threading.Thread):
    """Posts article after article, five at a time, each batch until it was accepted; remembers what was.

    Some hundred a second come until there are as many `more` as a test asks for and BURST beyond, into which it kills;
    then some fifteen, so that how much there is to read does not hang on how long a start takes.
    """

    def __init__(self, product: Product) -> None:
        super().__init__(daemon=True)
        self.accepted: dict[str, None] = {}
        self.refusals: list[dict[str, Any]] = []
        self._product = product
        self._wanted = 0
        self._done = threading.Event()

    def more(self, count: int = 40) -> None:
        """Wait until so many more are accepted."""
        self._wanted = len(self.accepted) + count
        until(lambda: len(self.accepted) >= self._wanted, f"{count} more articles are accepted")

    def run(self) -> None:
        source = articles()
        while not self._done.wait(0.03 if len(self.accepted) < self._wanted + BURST else 0.3):
            batch = [next(source) for _ in range(5)]
            while not self._accepted(batch):
                if self._done.wait(0.1):
                    return

    def _accepted(self, batch: list[dict[str, Any]]) -> bool:
        try:
            answers = self._product.post(batch)
        except httpx.HTTPError:
            return False
        self.refusals += [answer for answer in answers if "id" not in answer]
        self.accepted |= dict.fromkeys(answer["id"] for answer in answers if "id" in answer)
        return len(answers) == len(batch)

    def stop(self) -> None:
        self._done.set()
        self.join(30)
        assert not self.is_alive()


@contextmanager
def load(product: Product) -> Iterator[Load]:
    """A load on the product for as long as the block runs."""
    posting = Load(product)
    posting.start()
    try:
        yield posting
    finally:
        posting.stop()


def kill(product: Product, victim: str) -> None:
    """Kill -9 one process; return when another has taken its place and all are ready."""
    before = pid_of(product.data, victim)
    assert before is not None, f"no {victim} runs"
    os.kill(before, signal.SIGKILL)
    until(lambda: pid_of(product.data, victim) not in {before, None}, f"{victim} is started again")
    until(product.ready, f"all are ready after {victim} was killed")


def test_kill_of_each_process_in_turn_under_load_loses_and_doubles_nothing(tmp_path: Path):
    with harness.up(tmp_path / "data") as product:
        with load(product) as posting:
            for victim in VICTIMS:
                posting.more()
                kill(product, victim)
            posting.more()
        rows = settled(product, len(posting.accepted))
        sealed = product.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    assert posting.refusals == []
    assert len(alerts_in(rows)) > 50, "the load rings"
    assert faults_in(rows, posting.accepted) == []
    assert len(articles_in(rows)) == len(posting.accepted)


def test_kill_of_a_process_that_reads_takes_no_article_along(tmp_path: Path):
    many = list(islice(articles(), 300))
    with harness.up(tmp_path / "data") as product:
        accepted = [answer["id"] for answer in product.post(many)]
        reader = until(lambda: pid_of(product.data, "services.timeline.processes.coders"), "a process reads")
        os.kill(reader, signal.SIGKILL)
        rows = settled(product, len(many))
    assert faults_in(rows, accepted) == []


def test_kill_of_everything_at_once_under_load_loses_and_doubles_nothing(tmp_path: Path):
    with harness.up(tmp_path / "data", ends=-signal.SIGKILL) as product, load(product) as posting:
        posting.more(200)
        pids = [pid_of(product.data, words) for words in ("services.cli", "tocsin.embedded", *VICTIMS)]
        for pid in filter(None, pids):
            os.kill(pid, signal.SIGKILL)
        product.processes["up"].wait()
    with harness.up(tmp_path / "data") as again:
        rows = settled(again, len(posting.accepted))
        sealed = again.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    assert faults_in(rows, posting.accepted) == []


def test_kill_of_a_service_right_after_its_start_again_and_again_ends_well(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product:
        with load(product) as posting:
            for victim in ("timeline",) * 2 + ("alerts",) * 2:
                product.processes[victim].kill()
                product.processes.pop(victim).wait()
                posting.more(40)
                harness.start(product, victim)
        rows = settled(product, len(posting.accepted))
    assert faults_in(rows, posting.accepted) == []


def test_a_server_that_comes_back_empty_under_load_is_filled_again(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product:
        with load(product) as posting, redis.Redis.from_url(product.redis_url) as server:
            for _ in range(3):
                posting.more()
                server.flushall()
            posting.more()
        rows = settled(product, len(posting.accepted))
    assert faults_in(rows, posting.accepted) == []


def test_a_server_whose_clock_was_set_back_takes_on_from_its_last_entry(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product, redis.Redis.from_url(product.redis_url) as server:
        ahead = int(server.time()[0] + 10 * 365 * 86_400) * 1000
        for stream in (ARTICLES, EVENTS, ALERTS):
            server.xadd(stream, {"__data__": "from the day before the clock was set back"}, id=f"{ahead}-0")
        accepted = [answer["id"] for answer in product.post(islice(articles(), 20))]
        rows = settled(product, len(accepted))
        until(product.ready, "all are ready: nothing waits")
    assert faults_in(rows, accepted) == []


def test_articles_are_accepted_while_the_server_stands_still_and_all_arrive_when_it_goes_on(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product:
        server = pid_of(product.data, "valkey-server")
        assert server is not None
        with load(product) as posting:
            posting.more()
            os.kill(server, signal.SIGSTOP)
            try:
                posting.more(140)
            finally:
                os.kill(server, signal.SIGCONT)
        rows = settled(product, len(posting.accepted))
    assert faults_in(rows, posting.accepted) == []


def test_a_long_post_that_a_kill_cut_off_can_be_repeated(tmp_path: Path):
    with harness.up(tmp_path / "data") as product:
        many = list(islice(articles(), 500))

        def cut_off() -> Iterator[dict[str, Any]]:
            yield from many[:300]
            until(lambda: product.get("ingest", "/v1/stats")["accepted"] >= 150, "the first lines are accepted")
            kill(product, "services.ingest")
            yield from many[300:]

        with pytest.raises(httpx.HTTPError):
            product.post(cut_off())
        answers = product.post(many)
        rows = settled(product, len(many))
    assert {answer["status"] for answer in answers} == {"accepted", "duplicate"}
    assert faults_in(rows, [answer["id"] for answer in answers]) == []
    assert len(articles_in(rows)) == len(many)
