"""What servers write into `Retry-After`."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from services.alerts.webhooks.sending import _answer
from tocsin.retry_after import seconds

DATE = "Sun, 27 Oct 2024 09:30:00 GMT"


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("Sun, 27 Oct 2024 09:35:00 GMT", 300.0),
        ("Sun, 27 Oct 2024 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("Sun, 27 Oct 2024 09:35:00 +999999999999999", None),
        (None, None),
    ],
)
def test_a_wait_is_a_number_of_seconds_or_a_date_by_the_clock_of_the_server(
    said: str | None, wait: float | None
) -> None:
    assert seconds(said, DATE) == wait


def test_without_a_clock_of_the_server_ours_is_taken() -> None:
    wait = seconds(format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True), None)
    assert wait is not None
    assert 290 < wait <= 300


def test_a_webhook_waits_as_long_as_its_receiver_asks_up_to_an_hour() -> None:
    asked = {b"date": DATE.encode(), b"retry-after": b"Sun, 27 Oct 2024 09:35:00 GMT"}
    assert _answer(503, asked).retry_after == 300.0
    assert _answer(503, {b"retry-after": b"86400"}).retry_after == 3600.0
    assert _answer(503, {}).retry_after == 0.0
