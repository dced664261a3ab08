"""One attempt to send: signed, to an address that was checked, within its time, following no redirect."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpcore

from services.alerts.webhooks.bodies import Body
from services.alerts.webhooks.routes import Receiver
from services.alerts.webhooks.signing import signatures
from tocsin import __version__
from tocsin.connections import NotConnected
from tocsin.retry_after import seconds

_LONGEST_WAIT: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said: no `error` if it took the message. `gone`: it wants no more of it."""

    error: str | None = None
    retry_after: float = 0.0
    """Seconds that it asked to wait."""
    gone: bool = False


async def send(
    pool: httpcore.AsyncConnectionPool, receiver: Receiver, keys: Sequence[bytes], body: Body, timestamp: int
) -> Answer:
    """Send the body once."""
    headers: dict[bytes | str, bytes | str] = {
        "Content-Type": body.media_type,
        "User-Agent": f"tocsin/{__version__}",
        "webhook-id": body.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(keys, body.id, timestamp, body.content),
    }
    patience = receiver.timeout.total_seconds()
    try:
        async with (
            asyncio.timeout(patience),
            pool.stream("POST", receiver.url, headers=headers, content=body.content) as response,
        ):
            return _answer(response.status, {name.lower(): value for name, value in response.headers})
    except TimeoutError:
        return Answer(f"did not answer within {patience:g} s")
    except NotConnected as error:
        hint = " (TOCSIN_ALERTS_WEBHOOK_NETWORKS names exceptions)" if error.refused else ""
        return Answer(f"{error}{hint}")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as error:
        return Answer(f"the connection failed: {str(error) or type(error).__name__}")


def _answer(status: int, headers: dict[bytes, bytes]) -> Answer:
    if 200 <= status < 300:
        return Answer()
    if 300 <= status < 400:
        return Answer(f"answers {status}: redirects are not followed, give the address where it is")
    asked, now = (headers[name].decode("latin-1") if name in headers else None for name in (b"retry-after", b"date"))
    wait = seconds(asked, now) or 0.0
    return Answer(f"answers {status}", min(wait, _LONGEST_WAIT), gone=status == 410)
