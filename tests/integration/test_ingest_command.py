"""`tocsin ingest` against the running service: what a person sees, and what is in afterwards."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from services.ingest.client import Listener, ServiceAway, send
from services.ingest.sources.forms import Fault
from tests.harness import until
from tests.ports import free_port
from tocsin.embedded import Keeper

PASTED = "Ferry late after fog\n\nQUAYTOWN - The evening ferry came in late on Sunday.\n"


class Service:
    """The service as a process of its own."""

    def __init__(self, folder: Path, redis_url: str, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = os.environ | {
            "TOCSIN_DATA": str(folder),
            "TOCSIN_REDIS_URL": redis_url,
            "TOCSIN_INGEST_PORT": str(self.port),
            **settings,
        }
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-m", "services.ingest"], env=self._environment)
        until(self._answers, f"{self.url} answers")

    def _answers(self) -> bool:
        assert self.process.poll() is None
        with suppress(httpx.TransportError):
            return self.get("/health/ready").json()["status"] != "starting"  # it may wait for Redis
        return False

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, trust_env=False, verify=False)  # reading certificates takes long

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(20) == 0

    def articles(self) -> int:
        return int(self.get("/v1/stats").json()["accepted"])


@pytest.fixture
def service(tmp_path: Path, server: Keeper) -> Iterator[Service]:
    running = Service(tmp_path / "data", server.url)
    yield running
    running.stop()


def tocsin(service_url: str, *arguments: object, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *map(str, arguments)],
        env=os.environ | {"TOCSIN_INGEST_URL": service_url},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_pasted_article_is_taken_and_its_id_is_told(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(PASTED)
    done = tocsin(service.url, "ingest", path, "--published", "2024-10-27", "--source", "The Quay")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 accepted")
    article_id = done.stdout.split()[-1]
    shown = service.get(f"/v1/articles/{article_id}").json()["article"]
    assert (shown["title"], shown["source"], shown["language"]) == ("Ferry late after fog", "The Quay", "en")
    assert (shown["published_at"], shown["published_precision"]) == ("2024-10-27T00:00:00Z", "day")

    again = tocsin(service.url, "ingest", "-", "--published", "2024-10-27", "--source", "The Quay", stdin=PASTED)
    assert again.stdout.startswith("0 accepted, 1 already there")
    assert service.articles() == 1


def test_an_id_may_hold_what_breaks_lines_elsewhere(service: Service, tmp_path: Path) -> None:
    articles = [{"id": f"a{mark}b", "text": f"Ferry {n} is late."} for n, mark in enumerate("\u2028\x85\u2029")]
    path = tmp_path / "ids.ndjson"
    path.write_text("".join(f"{json.dumps(article)}\n" for article in articles))
    done = tocsin(service.url, "ingest", path)
    assert done.stderr == ""
    assert (done.returncode, done.stdout[:10]) == (0, "3 accepted")


def test_who_waits_for_the_service_is_told_what_for(tmp_path: Path, server: Keeper) -> None:
    service = Service(tmp_path / "data", server.url, TOCSIN_INGEST_MAX_UNCONFIRMED="1")
    assert tocsin(service.url, "ingest", "-", stdin=PASTED).returncode == 0  # and no timeline confirms it
    command = [sys.executable, "-m", "services.cli", "ingest", "-"]
    environment = os.environ | {"TOCSIN_INGEST_URL": service.url}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as waiting:
        assert waiting.stdin
        assert waiting.stderr
        waiting.stdin.write("Another ferry was late.")
        waiting.stdin.close()
        told = waiting.stderr.readline()
        waiting.kill()
    service.stop()
    assert told == "tocsin: waiting: 1 articles wait for the timeline; see that it runs, then send again\n"


def test_each_bad_line_is_told_once_and_the_good_ones_are_in(service: Service, tmp_path: Path) -> None:
    dump, empty = tmp_path / "five.ndjson", tmp_path / "empty.txt"
    dump.write_text(
        '{"text": "The first ferry sailed."}\n{"text": "The second ferry sailed."}\n{"text": oops}\n'
        '{"text": "The fourth ferry sailed."}\n{"text": "The fifth.", "published_at": "some day"}\n'
    )
    empty.touch()
    done = tocsin(service.url, "ingest", dump, empty, tmp_path / "missing")
    assert done.returncode == 1
    told = sorted(line.removeprefix(f"{tmp_path}/") for line in done.stderr.splitlines())
    assert [line.partition(" ")[0] for line in told] == ["empty.txt:", "five.ndjson:3:", "five.ndjson:5:", "missing:"]
    assert done.stdout.startswith("3 accepted, 4 refused")
    assert service.articles() == 3


def test_nobody_at_home_is_said_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(PASTED)
    done = tocsin(f"http://127.0.0.1:{free_port()}", "ingest", path)
    assert done.returncode == 1
    assert "make run" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_date_that_is_none_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    done = tocsin("http://127.0.0.1:1", "ingest", tmp_path / "ferry.txt", "--published", "some day")
    assert done.returncode == 2
    assert "write it as 2024-10-27" in done.stderr


def test_another_server_is_not_taken_for_the_service(server: Keeper, service: Service, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(PASTED)
    with pytest.raises(ServiceAway, match="does not answer as tocsin's ingest service does"):
        send([path], f"{service.url}/elsewhere")


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1/", "http://", "127.0.0.1:8081", "http://[::1"])
def test_what_is_no_address_of_a_service_is_said_at_once(address: str, tmp_path: Path) -> None:
    with pytest.raises(ServiceAway, match="no address of a service"):
        send([tmp_path / "ferry.txt"], address)


def test_a_command_says_that_it_was_given_no_address_in_one_line() -> None:
    done = tocsin("nonsense", "feeds", "list")
    assert done.returncode == 1
    assert "no address of a service" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_server_that_hangs_up_is_not_taken_for_the_service_that_is_away(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(PASTED)
    with socket.create_server(("127.0.0.1", 0)) as rude:
        threading.Thread(target=_hang_up, args=(rude, 2), daemon=True).start()
        with pytest.raises(ServiceAway, match="does not answer as tocsin's ingest service does"):
            send([path], f"http://127.0.0.1:{rude.getsockname()[1]}")


def _hang_up(rude: socket.socket, times: int) -> None:
    for _ in range(times):
        rude.accept()[0].close()


def test_a_service_that_is_killed_in_the_middle_gets_every_article_once(service: Service, tmp_path: Path) -> None:
    dump = tmp_path / "many.ndjson"
    lines = [json.dumps({"text": f"Ferry {n} sailed in the night.", "language": "en"}) for n in range(3000)]
    dump.write_text("\n".join(lines))
    killed = False

    def progress(_articles: int, _bytes: int) -> None:
        nonlocal killed
        if _articles and not killed:
            killed = True
            service.process.kill()
            service.process.wait()
            service.start()

    faults: list[Fault] = []
    summary = send([dump], service.url, listener=Listener(fault=faults.append, progress=progress))
    assert killed
    assert faults == []
    assert summary.taken == 3000
    assert service.articles() == 3000


def test_an_import_that_was_killed_goes_on_where_it_stopped(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, numbers in (("a.ndjson", range(700)), ("b.ndjson.gz", range(700, 4000)), ("c.txt", range(4000, 4001))):
        lines = "\n".join(
            f"Ferry {n} sailed in the night."
            if name == "c.txt"
            else json.dumps({"text": f"Ferry {n} sailed at night."})
            for n in numbers
        )
        (folder / name).write_bytes(gzip.compress(lines.encode()) if name.endswith(".gz") else lines.encode())
    command = subprocess.Popen(
        [sys.executable, "-m", "services.cli", "ingest", str(folder)],
        env=os.environ | {"TOCSIN_INGEST_URL": service.url},
    )
    deadline = time.monotonic() + 30
    while len(noted := [p.read_text() for p in tmp_path.glob("cache/imports/*")]) == 0 or noted[0].count("\n") < 3:
        assert time.monotonic() < deadline
    command.kill()
    command.wait()
    before = service.articles()
    assert 0 < before < 4001

    done = tocsin(service.url, "ingest", folder)
    assert (done.returncode, service.articles()) == (0, 4001), done
    known = int(done.stdout.split(" answered the last time")[0].split()[-1].replace(",", ""))
    assert 500 <= known <= before
    assert done.stdout.startswith(f"{4001 - before:,} accepted")
    assert list(tmp_path.glob("cache/imports/*")) == []
    assert "4,001 already there" in tocsin(service.url, "ingest", folder).stdout


def test_a_slow_pipe_is_sent_as_it_comes(service: Service) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "services.cli", "ingest", "-"],
        env=os.environ | {"TOCSIN_INGEST_URL": service.url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as command:
        assert command.stdin is not None
        command.stdin.write('{"text": "The first ferry sailed."}\n')
        command.stdin.flush()
        deadline = time.monotonic() + 20
        while service.articles() == 0:
            assert time.monotonic() < deadline
        output, _ = command.communicate('{"text": "The second ferry sailed."}\n', timeout=20)
    assert output.startswith("2 accepted")


def test_feeds_are_listed_imported_and_exported(service: Service, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline xmlUrl="http://127.0.0.1:9/rss" text="Here"/>'
        '<outline xmlUrl="javascript:x" text="Bad"/></body></opml>'
    )
    done = tocsin(service.url, "feeds", "import", opml)
    assert (done.returncode, done.stdout) == (1, "1 feeds are polled from now on\n")
    assert done.stderr == "javascript:x: url: must begin with http:// or https://\n"
    away = tocsin(f"http://127.0.0.1:{free_port()}", "feeds", "import", opml)
    assert (away.returncode, away.stdout, away.stderr.count("nobody answers")) == (1, "", 1)
    assert 'xmlUrl="http://127.0.0.1:9/rss"' in tocsin(service.url, "feeds", "export").stdout

    deadline = time.monotonic() + 20
    while "no public address" not in (listed := tocsin(service.url, "feeds", "list")).stdout:
        assert time.monotonic() < deadline, listed
    assert "failing" in listed.stdout
    assert "no public address" in tocsin(service.url, "feeds", "test", "http://127.0.0.1:9/rss").stderr
    assert tocsin(service.url, "feeds", "remove", "http://127.0.0.1:9/rss").returncode == 0
    assert "no feeds yet" in tocsin(service.url, "feeds", "list").stdout
    assert tocsin(service.url, "feeds", "remove", "http://127.0.0.1:9/rss").returncode == 1


def test_a_key_is_made_and_its_digest_fits(tmp_path: Path, server: Keeper) -> None:
    made = dict(line.strip().split("=") for line in tocsin("", "key").stdout.splitlines() if "=" in line)
    path = tmp_path / "ferry.txt"
    path.write_text(PASTED)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TOCSIN_INGEST_KEYS", made["TOCSIN_INGEST_KEYS"])
        service = Service(tmp_path / "data", server.url)
        try:
            refused = tocsin(service.url, "ingest", path)
            assert (refused.returncode, "TOCSIN_KEY" in refused.stderr) == (1, True)
            environment.setenv("TOCSIN_KEY", made["TOCSIN_KEY"])
            assert tocsin(service.url, "ingest", path).returncode == 0
        finally:
            service.stop()


def test_a_page_is_named_by_its_address(service: Service) -> None:
    done = tocsin(service.url, "ingest", "http://127.0.0.1:9/page")
    assert done.returncode == 1
    assert done.stderr.startswith("http://127.0.0.1:9/page: url: 127.0.0.1: 127.0.0.1 is no public address")


def test_a_watched_folder_gives_what_comes_into_it(service: Service, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "services.cli", "ingest", str(folder), "--watch"],
        env=os.environ | {"TOCSIN_INGEST_URL": service.url},
        stdout=subprocess.PIPE,
        text=True,
    ) as command:
        assert command.stdout is not None
        (folder / "one.txt").write_text(PASTED)
        assert command.stdout.readline().startswith("1 accepted")
        (folder / "two.txt").write_text("Fog lies on the strait.")
        assert command.stdout.readline().startswith("1 accepted")
        command.send_signal(signal.SIGINT)
        assert command.wait(20) == 130
    assert service.articles() == 2
