"""`tocsin alerts` and `tocsin receivers`, run as a user runs them against a service that answers over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.alerts.api import routes as api
from services.alerts.api.following import tail_of
from services.alerts.api.noise import add_noise_routes
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store.store import SCHEMA, Ledger
from services.alerts.webhooks.api import add_receiver_routes
from services.alerts.webhooks.courier import delivering
from services.alerts.webhooks.routes import Book, Routes
from services.alerts.webhooks.signing import key_of
from services.cli import app as command
from tests.builders import NOW, event_recorded, recorded, rule
from tests.hooks import KEY, SECRET, hooked
from tests.ingesting import until
from tocsin.addresses import parse_networks
from tocsin.serving import listen, serve
from tocsin.sqlite import Database

BOOK = RuleBook.of([rule()])


class Service:
    """An alerts service with one alert and one receiver."""

    def __init__(self, url: str, hook: Any, ledger: Any) -> None:
        self.url, self.hook, self.ledger = url, hook, ledger

    async def tocsin(self, *words: str, code: int = 0) -> str:
        """What `tocsin alerts …` or `tocsin receivers …` prints."""
        result: Result = await asyncio.to_thread(
            CliRunner().invoke, command, [*words, "--url", self.url], env={"USER": "kim"}
        )
        assert result.exit_code == code, result.output
        return result.output


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with hooked() as hook, Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        form = {
            "receivers": [{"name": "desk", "url": hook.url, "secret": {"env": "X"}}],
            "routes": [{"to": ["desk"]}],
        }
        routes = Book(routes=Routes.model_validate(form), keys={"desk": (KEY,)})
        async with delivering(database, routes, allowed=parse_networks("127.0.0.0/8")) as courier:
            ledger = Ledger(Rules(BOOK), "/tocsin/alerts/test", lambda: NOW)
            async with database.transaction() as connection:
                await ledger.apply(connection, [event_recorded(recorded())])
            courier.wake()
            app = api.build(api.Desk(database, lambda: BOOK, tail_of(database), AlertsSettings()), list)
            add_noise_routes(app, database, ledger, courier.wake)
            add_receiver_routes(app, database, courier)
            stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
            serving = asyncio.create_task(serve(app, listener, stop))
            yield Service(f"http://127.0.0.1:{listener.getsockname()[1]}", hook, ledger)
            stop.set()
            await serving


async def the_alert(service: Service) -> Any:
    [line] = (await service.tocsin("alerts", "list", "--level", "5")).splitlines()
    return json.loads(line)


async def test_alerts_are_listed_and_shown_with_their_proof(service: Service) -> None:
    alert = await the_alert(service)
    shown = await service.tocsin("alerts", "show", alert["id"])
    assert alert["summary"] in shown
    assert "“Pyongyang has moved troops to the Russian Far East”" in shown
    assert "r1 raised 5" in shown
    assert "<identifier>" in await service.tocsin("alerts", "show", alert["id"], "--format", "cap")
    assert await service.tocsin("alerts", "list", "--status", "cancelled") == ""
    assert "there is no alert 'nope'" in await service.tocsin("alerts", "show", "nope", code=1)


async def test_an_alert_is_acknowledged_and_the_webhook_is_told(service: Service) -> None:
    alert = await the_alert(service)
    said = await service.tocsin("alerts", "ack", alert["id"], "--note", "asking Seoul")
    assert "acknowledged" in said
    assert alert["summary"] in said
    await until(lambda: len(service.hook.requests) == 2)
    told = service.hook.requests[-1].json["data"]
    assert (told["status"], told["acknowledged"]["by"]) == ("acknowledged", "kim")


async def test_a_silence_is_made_listed_and_ended(service: Service) -> None:
    words = ("--country", "PRK,South Korea", "--for", "2h", "--reason", "exercise week")
    made = await service.tocsin("alerts", "silence", *words)
    name = made.split()[0]
    listed = await service.tocsin("alerts", "silences")
    assert "country PRK or KOR  (kim: exercise week)" in listed
    assert listed.startswith("active")
    await service.tocsin("alerts", "unsilence", name)
    assert (await service.tocsin("alerts", "silences")).startswith("ended")
    for words, says in (
        (["--for", "2w", "--country", "PRK"], "--for: '2w' is no duration"),
        ([], "say which alerts are meant"),
        (["--signal", "war"], "alliance-consultation"),
    ):
        assert says in await service.tocsin("alerts", "silence", "--reason", "x", *words, code=1)


async def test_why_something_rang_is_told(service: Service) -> None:
    alert = await the_alert(service)
    assert "rings" in await service.tocsin("alerts", "why", alert["id"])
    assert "no rule asked for it" in await service.tocsin("alerts", "why", "--article", "none")


async def test_receivers_are_shown_and_sent_to_again(service: Service) -> None:
    await until(lambda: service.hook.requests)
    assert "0 dead letters" in await service.tocsin("receivers", "list")
    again = await service.tocsin("alerts", "redeliver", "desk", "--since", "2024-10-01")
    assert again == "1 messages are sent to desk again\n"
    await until(lambda: len(service.hook.requests) == 2)
    assert len({request.headers["webhook-id"] for request in service.hook.requests}) == 1
    assert (await service.tocsin("receivers", "show", "desk")).startswith("fine    desk")
    assert "there is no receiver 'x'" in await service.tocsin("receivers", "show", "x", code=1)
    assert "one of --dead-letters" in await service.tocsin("alerts", "redeliver", "desk", code=1)


def test_a_service_that_is_away_gets_one_clear_line() -> None:
    result = CliRunner().invoke(command, ["alerts", "list", "--url", "http://127.0.0.1:9"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "is `tocsin up` running" in result.stderr


def test_a_routes_file_is_checked_and_a_secret_made(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert len(key_of(run(command, ["receivers", "secret"]).stdout)) == 32
    path = tmp_path / "routes.yaml"
    path.write_text("receivers: [{name: a, url: 'https://a.example', secret: {env: HOOK_A}}]\nroutes: [{to: [a]}]\n")
    good = run(command, ["receivers", "check", str(path)], env={"HOOK_A": SECRET})
    assert good.stdout == "in order: 1 receivers, 1 routes\n"
    bad = run(command, ["receivers", "check", str(path)], env={"HOOK_A": "hunter2"})
    assert (bad.exit_code, "receivers.0.secret" in bad.stderr, "hunter2" in bad.stderr) == (2, True, False)
