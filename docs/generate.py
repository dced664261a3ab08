"""What the docs list, made from the code: settings, endpoints, rules. `make docs` writes it between the markers.

A marker is a pair of comments, `<!-- NAME: generated -->` and `<!-- end -->`; a test fails when what stands between
them is not what the code says.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

from fastapi import FastAPI

from services.alerts.api import routes as alerts_api
from services.alerts.api.noise import add_noise_routes
from services.alerts.rules import load
from services.alerts.rules.loading import SHIPPED
from services.alerts.settings import AlertsSettings
from services.alerts.webhooks.api import add_receiver_routes
from services.ingest.api import add_routes as add_ingest_routes
from services.ingest.feeds_api import add_feed_routes
from services.ingest.gate import Gate
from services.ingest.settings import IngestSettings
from services.ingest.websub_api import add_websub_routes
from services.timeline.api.desk import Desk
from services.timeline.api.editing import add_editing_routes
from services.timeline.api.routes import add_routes as add_timeline_routes
from services.timeline.settings import TimelineSettings
from tocsin import contract
from tocsin.following import Tail
from tocsin.keys import Keys, Writers
from tocsin.rates import Rates
from tocsin.serving import api
from tocsin.settings import Settings

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ("README.md", "docs/query.md", "docs/rules.md")


def none_given() -> list[str]:
    return []


def apps() -> dict[str, FastAPI]:
    """The three HTTP interfaces, without anything behind them."""
    nothing = cast("Any", None)
    gate = Gate(Keys(), Rates(0), ())
    ingest = api("tocsin ingest", "Takes articles in.", none_given)
    add_ingest_routes(ingest, nothing, gate, nothing)
    add_feed_routes(ingest, nothing, gate)
    add_websub_routes(ingest, nothing)
    timeline = api("tocsin timeline", "Answers for the timeline.", none_given)
    add_timeline_routes(timeline, Desk(nothing, nothing, nothing, TimelineSettings()))
    add_editing_routes(timeline, nothing, nothing, Writers(Keys(), (), ""), nothing)
    desk = alerts_api.Desk(nothing, lambda: load(SHIPPED), Tail(nothing), AlertsSettings())
    alerts = alerts_api.build(desk, none_given)
    add_noise_routes(alerts, nothing, nothing, nothing)
    add_receiver_routes(alerts, nothing, nothing)
    return {"timeline": timeline, "ingest": ingest, "alerts": alerts}


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def default(value: object) -> str:
    """A setting's default as one would write it in the environment."""
    if value == SHIPPED:
        return "the shipped rules"
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return f"`{'' if value is None else value}`"


def settings() -> str:
    """Every environment variable of every service."""
    lines = [row("variable", "default", "what it is"), "|---|---|---|"]
    done: set[str] = set()
    for owner in (Settings, IngestSettings, TimelineSettings, AlertsSettings):
        for name, field in owner.model_fields.items():
            if name in done:
                continue
            done.add(name)
            lines.append(row(f"`TOCSIN_{name.upper()}`", default(field.default), field.description or ""))
    lines.append(
        row("`TOCSIN_REDIS_PORT`", "`6379`", "`tocsin up`: the port of the embedded server; a free one if taken")
    )
    lines.append(
        row("`TOCSIN_INGEST_URL`", "`http://127.0.0.1:8081`", "`tocsin ingest`: where the ingest service answers")
    )
    lines.append(
        row("`TOCSIN_KEY`", "``", "`tocsin ingest`, `feeds`, `alerts`: the key to show, if the service asks for one")
    )
    lines.append(
        row("`TOCSIN_TIMELINE_URL`", "`http://127.0.0.1:8080`", "`tocsin events`: where the timeline service answers")
    )
    lines.append(
        row(
            "`TOCSIN_ALERTS_URL`", "`http://127.0.0.1:8082`", "`tocsin alerts`, `receivers`: where that service answers"
        )
    )
    kept = "where the compiled codebook is kept between starts, and how far an import has come"
    lines.append(row("`TOCSIN_CACHE`", "`~/.cache/tocsin`", kept))
    return "\n".join(lines)


def endpoints() -> str:
    """Every endpoint of every service with its query parameters."""
    lines = []
    for name, app in apps().items():
        document = app.openapi()
        lines.append(f"### {name}\n")
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                text = " ".join(operation.get("description", operation.get("summary", "")).split())
                lines.append(f"- `{method.upper()} {path}`: {text}")
                lines += [
                    f"  - `{parameter['name']}`: {_said(parameter)}"
                    for parameter in operation.get("parameters", [])
                    if parameter["in"] == "query"
                ]
        lines.append("")
    return "\n".join(lines).rstrip()


def interfaces() -> dict[str, str]:
    """File name → the OpenAPI document of each service."""
    return {
        f"openapi-{name}.json": json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        for name, app in apps().items()
    }


def _said(parameter: dict[str, Any]) -> str:
    schema = parameter.get("schema", {})
    text = parameter.get("description") or schema.get("description") or ""
    default = schema.get("default")
    return f"{text} (default {default})" if default not in (None, [], "") else text


def rules() -> str:
    """Every shipped rule."""
    lines = [row("rule", "signal", "level", "rings for"), "|---|---|---|---|"]
    lines += [
        row(f"`{rule.id}`", f"`{rule.signal}`", str(rule.level), rule.description.strip())
        for rule in sorted(load(SHIPPED).rules, key=lambda rule: (rule.level, rule.id))
    ]
    return "\n".join(lines)


SECTIONS: Final[dict[str, Callable[[], str]]] = {"settings": settings, "endpoints": endpoints, "rules": rules}
_MARKED: Final = re.compile(r"<!-- (\w+): generated -->\n.*?<!-- end -->", re.DOTALL)


def fresh(text: str) -> str:
    """`text` with what the code says now between its markers."""
    return _MARKED.sub(lambda m: f"<!-- {m[1]}: generated -->\n{SECTIONS[m[1]]()}\n<!-- end -->", text)


def main() -> None:
    """Write all pages and the API documents anew."""
    for page in PAGES:
        path = ROOT / page
        path.write_text(fresh(path.read_text()))
    contract.main(ROOT / "docs" / "api")
    for name, text in interfaces().items():
        (ROOT / "docs" / "api" / name).write_text(text)


if __name__ == "__main__":
    main()
