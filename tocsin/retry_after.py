"""When a server that takes nothing for now wants to be asked again (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds(retry_after: str | None, date: str | None) -> float | None:
    """The seconds of a `Retry-After` header, which may also be a date (by the server's own clock, its `Date`, if it
    shows one). None if there is none, or nobody can tell what it means.
    """
    if retry_after is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()):
        return float(retry_after)
    try:
        wait = parsedate_to_datetime(retry_after) - (parsedate_to_datetime(date) if date else datetime.now(UTC))
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, wait.total_seconds())
