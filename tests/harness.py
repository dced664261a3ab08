"""The product as its users run it: real processes on a folder and ports of their own, asked over HTTP and Redis.

Whatever a test starts here is stopped at its end, and `workers` finds what was not.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
import redis

from services.alerts.engine.engine import fold
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules
from services.alerts.engine.timers import tick
from services.alerts.rules.loading import load
from tests.ports import free_port
from tocsin.embedded import Keeper
from tocsin.messages import ALERT_MESSAGES, ALERTS, AnyMessage, ArticlePublished, EventRecorded, parse
from tocsin.records import Alert

ROOT = Path(__file__).parent.parent
SERVICES = ("ingest", "timeline", "alerts")
T = TypeVar("T")
ALERT_CLASSES = tuple(ALERT_MESSAGES.values())


def until(condition: Callable[[], T], what: str, seconds: float = 30.0) -> T:
    """The first true answer of `condition`; fails, saying `what` did not happen, after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"after {seconds:.0f} s: {what}"
        time.sleep(0.02)
    return answer


def workers(data: Path) -> dict[int, str]:
    """The processes that work on the folder `data`, by id, with their command lines."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
            # The server writes its title over its arguments and its environment; it works in the folder.
            traces = words + (process / "environ").read_bytes() + bytes((process / "cwd").readlink())
        except OSError:
            continue
        if words and bytes(data) in traces and int(process.name) != os.getpid():
            found[int(process.name)] = words.replace(b"\0", b" ").decode()
    return found


def pid_of(data: Path, words: str) -> int | None:
    """The process that works on `data` and has `words`, or a path that ends with it, in its command line."""
    named = (
        pid for pid, line in workers(data).items() if f" {words} " in f" {line} ".replace(f"/{words} ", f" {words} ")
    )
    return next(named, None)


def _client() -> httpx.Client:
    # A connection that was idle for long may be closed by the server just when it is used again.
    # Reading certificates takes longer than what is asked here, over plain HTTP.
    return httpx.Client(timeout=20, trust_env=False, verify=False, limits=httpx.Limits(keepalive_expiry=1))


@dataclass
class Product:
    """A running tocsin: where it answers, and what one asks it."""

    data: Path
    urls: dict[str, str]
    redis_url: str
    output: Path
    settings: dict[str, str] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    http: httpx.Client = field(default_factory=_client)

    def get(self, service: str, path: str, **parameters: Any) -> Any:
        """The JSON that a service answers. Raises httpx errors."""
        answer = self.http.get(self.urls[service] + path, params=parameters)
        assert answer.status_code == 200, f"{answer.url}: {answer.status_code} {answer.text}"
        return answer.json()

    def ready(self, *names: str) -> bool:
        """Whether these services (all three, if none is named) say that they are."""
        try:
            urls = [self.urls[name] for name in names or SERVICES]
            return all(self.http.get(f"{url}/health/ready").status_code == 200 for url in urls)
        except httpx.HTTPError:
            return False

    def post(self, articles: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Stream articles to the ingest service; its answer to each line. Raises httpx errors."""
        body = (json.dumps(article).encode() + b"\n" for article in articles)
        headers = {"content-type": "application/x-ndjson"}
        answer = self.http.post(f"{self.urls['ingest']}/v1/articles", content=body, headers=headers)
        answer.raise_for_status()
        return [json.loads(line) for line in answer.text.splitlines() if line]

    def tocsin(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run the `tocsin` command against this product."""
        return subprocess.run(
            [sys.executable, "-m", "services.cli", *words],
            cwd=ROOT,
            env=environment(self) | {f"TOCSIN_{name.upper()}_URL": url for name, url in self.urls.items()},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def feed(self, after: str | None = None) -> tuple[list["Row"], str | None]:
        """The log in arrival order, page by page, from the beginning or from a place; and the place where it ended."""
        rows: list[Row] = []
        while True:
            page = self.get("timeline", "/v1/feed", limit=1000, **({"after": after} if after else {}))
            if not page["items"]:
                return rows, after
            rows += [Row.of(item) for item in page["items"]]
            after = page["next"]

    def alert_messages(self) -> list[AnyMessage]:
        """What any subscriber sees on the alert stream, each message once."""
        with redis.Redis.from_url(self.redis_url) as client:
            entries = client.xrange(ALERTS)
        seen = {message.id: message for message in (parse(fields[b"__data__"]) for _, fields in entries)}
        return list(seen.values())

    def said(self) -> str:
        """What the processes have printed so far."""
        return self.output.read_text(errors="replace")


@dataclass(frozen=True)
class Row:
    """One row of the log as the feed gives it."""

    position: int
    message: AnyMessage

    @classmethod
    def of(cls, item: dict[str, Any]) -> "Row":
        return cls(item["position"], parse(json.dumps(item["message"])))


def environment(product: Product) -> dict[str, str]:
    """What the services of `product` are told by their environment."""
    ports = {f"TOCSIN_{name.upper()}_PORT": url.rpartition(":")[2] for name, url in product.urls.items()}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    return inherited | ports | {"TOCSIN_DATA": str(product.data), "PYTHONUNBUFFERED": "1"} | product.settings


def _product(data: Path, redis_url: str) -> Product:
    data.mkdir(parents=True, exist_ok=True)
    urls = {name: f"http://127.0.0.1:{free_port()}" for name in SERVICES}
    return Product(data, urls, redis_url, data.with_suffix(".log"))


def begin(product: Product, name: str) -> None:
    """Start one of the services by hand."""
    _start(product, name, [f"services.{name}"], {"TOCSIN_REDIS_URL": product.redis_url})


def start(product: Product, *names: str) -> None:
    """Start services by hand, all at once, and wait until they are ready."""
    for name in names:
        begin(product, name)
    processes = [product.processes[name] for name in names]

    def ended() -> bool:
        return any(process.poll() is not None for process in processes)

    until(lambda: ended() or product.ready(*names), f"{' and '.join(names)}: not ready", 60)
    assert not ended(), product.said()


def stop(product: Product, name: str) -> None:
    """Tell a service that was started by hand to stop; it must exit with 0."""
    assert _stop(product.processes.pop(name), signal.SIGTERM) == 0, product.said()


def _start(product: Product, name: str, words: list[str], settings: dict[str, str]) -> None:
    with product.output.open("ab") as output:
        product.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=environment(product) | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def _stop(process: "subprocess.Popen[bytes]", how: int) -> int:
    """Tell a process to stop; its exit code. One that does not within 30 s is killed."""
    process.send_signal(how)
    try:
        return process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


@contextmanager
def up(data: Path, *words: str, ends: int = 0) -> Iterator[Product]:
    """`tocsin up` on `data` and free ports, ready. Stopped as by Ctrl-C at the end, it must leave no process and exit
    with 0, or as it `ends` if the test has ended it.
    """
    port = free_port()
    product = _product(data, f"redis://127.0.0.1:{port}/0")
    ports = [f"--{name}-port={url.rpartition(':')[2]}" for name, url in product.urls.items()]
    command = ["services.cli", "up", "--data", str(data), *ports, *words]
    _start(product, "up", command, {"TOCSIN_REDIS_PORT": str(port)})
    process = product.processes["up"]
    try:
        until(lambda: product.ready() or process.poll() is not None, "tocsin up is not ready", 60)
        assert process.poll() is None, product.said()
        yield product
    except BaseException:
        print(product.said())  # noqa: T201 - pytest shows it beside the failure
        raise
    finally:
        product.http.close()
        code = _stop(process, signal.SIGINT) if process.poll() is None else process.returncode
    assert code == ends, product.said()
    until(lambda: not workers(data), f"processes that are left: {workers(data)}", 20 if ends else 0)


@contextmanager
def by_hand(data: Path, *names: str, starting: Callable[..., None] = start, **settings: str) -> Iterator[Product]:
    """An embedded server and the services of these names (none: all three), each a process that was started by hand and
    is ready; `settings` are variables of their environment.
    """
    keeper = Keeper(data / "valkey", free_port())
    product = _product(data, keeper.url)
    product.settings = settings
    try:
        keeper.wait_until_up()
        starting(product, *(names or SERVICES))
        yield product
    except BaseException:
        print(product.said())  # noqa: T201
        raise
    finally:
        product.http.close()
        codes = {name: _stop(process, signal.SIGTERM) for name, process in product.processes.items()}
        keeper.stop()
    assert set(codes.values()) <= {0}, (codes, product.said())
    assert not workers(data)


def articles_in(rows: Iterable[Row]) -> list[str]:
    """The ids of the articles in the log, in the order of arrival."""
    return [row.message.data.id for row in rows if isinstance(row.message, ArticlePublished)]


def alerts_in(rows: Iterable[Row]) -> list[Alert]:
    """The alerts in the log, in the order of arrival."""
    return [row.message.data for row in rows if isinstance(row.message, ALERT_CLASSES)]


class Follower:
    """One who reads the log as it grows, and knows by the rules which alerts its events must ring."""

    def __init__(self, product: Product) -> None:
        self.rows: list[Row] = []
        self.articles = 0
        self.told = 0
        self.due: list[Alert] = []
        self._product = product
        self._place: str | None = None
        self._rules, self._memory = Rules(load()), Memory()

    def read_on(self) -> None:
        """Take in what is new."""
        new, self._place = self._product.feed(self._place)
        self.rows += new
        self.articles += len(articles_in(new))
        self.told += len(alerts_in(new))
        self.due += due_of(new, self._rules, self._memory)

    def settled(self, articles: int) -> list[Row]:
        """The log once it has that many articles and as many alerts as are due; empty before."""
        self.read_on()
        return self.rows if self.articles >= articles and self.told >= len(self.due) else []


def due_of(rows: Iterable[Row], rules: Rules, memory: Memory) -> list[Alert]:
    """The alerts that the events among these rows must ring, by the rules over all of them in their order."""
    messages = [row.message for row in rows if isinstance(row.message, EventRecorded)]
    due: list[Alert] = []
    for of in messages:
        due += [alert for _, alert in tick(memory, of.recordedtime)]
        due += fold(rules, memory, of.data, of.recordedtime)
    return due


def settled(product: Product, articles: int, seconds: float = 60.0) -> list[Row]:
    """The whole log, read anew, as soon as it has that many articles and all alerts that are due.

    One who followed it meanwhile must have read the same.
    """
    follower = Follower(product)
    told = f"{articles} articles are in the log and have rung"
    followed = until(lambda: follower.settled(articles), told, seconds)
    rows, _ = product.feed()
    assert rows[: len(followed)] == followed
    return rows


def faults_in(rows: list[Row], accepted: Iterable[str]) -> list[str]:
    """What breaks a promise of the product: an accepted article that is not in the log exactly once, a gap in the
    positions, an alert that is missing, told twice or not due. Empty for a log that keeps them.
    """
    found = []
    positions = [row.position for row in rows]
    if positions != list(range(1, len(rows) + 1)):
        found.append(f"positions are not 1 to {len(rows)}: {positions[:3]} … {positions[-3:]}")
    in_log = Counter(articles_in(rows))
    found += [f"accepted article {name} is in the log {in_log[name]} times" for name in accepted if in_log[name] != 1]
    told = Counter((alert.id, alert.revision) for alert in alerts_in(rows))
    due = Counter((alert.id, alert.revision) for alert in due_of(rows, Rules(load()), Memory()))
    found += [f"alert {name} is due, and told {told[name]} times" for name in due if told[name] != 1]
    found += [f"alert {name} is told and not due" for name in told if name not in due]
    return found
