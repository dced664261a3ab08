"""How commands ask a service: its answer, or one clear line and exit code 1."""

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

if TYPE_CHECKING:
    import httpx

Alerts = Annotated[str, typer.Option("--url", envvar="TOCSIN_ALERTS_URL", help="Where the alerts service is.")]
HERE: Final = "http://127.0.0.1:8082"


def ask(url: str, method: str, path: str, *, body: Any = None, **parameters: Any) -> Any:
    """What the service answers, as JSON. Parameters that are None or empty are left out."""
    answer = _asked(url, method, path, body, parameters)
    try:
        told: Any = answer.json() if answer.content else None
        if answer.is_success:
            return told
        fail(str(told["detail"]))
    except (ValueError, KeyError, TypeError):
        fail(f"{answer.url} answers {answer.status_code}: is it the alerts service?")


def document(url: str, path: str, **parameters: Any) -> bytes:
    """What the service answers, as it is."""
    answer = _asked(url, "GET", path, None, parameters)
    if not answer.is_success:
        fail(str(answer.json()["detail"]))
    content: bytes = answer.content
    return content


def _asked(url: str, method: str, path: str, body: Any, parameters: dict[str, Any]) -> Any:
    import httpx

    key = os.environ.get("TOCSIN_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    given = {name: value for name, value in parameters.items() if value not in (None, [], "")}
    try:
        with connect(url) as client:
            return client.request(method, path, json=body, params=given, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        fail(f"no answer from {url}: {error}; is `tocsin up` running, or is it --url?")


def connect(url: str, seconds: float = 30.0) -> "httpx.Client":
    """A client of the service at `url`. Raises httpx.InvalidURL."""
    import httpx

    from tocsin.addresses import is_this_machine

    return httpx.Client(base_url=url, timeout=seconds, trust_env=not is_this_machine(httpx.URL(url).host))


def fail(reason: str) -> NoReturn:
    """Say why, and exit with 1."""
    sys.stderr.write(f"tocsin: {plain(reason)}\n")
    raise typer.Exit(1)


def moment(text: str, option: str) -> datetime:
    """The day or the moment that somebody wrote, in UTC if no zone is said."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        fail(f"{option}: {text!r} is no day or moment; write 2024-10-01 or 2024-10-01T12:00Z")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def plain(text: str) -> str:
    """The text without line breaks and control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in text)
