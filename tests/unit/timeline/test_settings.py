"""What the timeline is told by its environment, and what it refuses with the reason."""

import pytest
from pydantic import ValidationError

from services.timeline.settings import TimelineSettings
from tocsin.faults import reason


def test_origins_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_TIMELINE_CORS_ORIGINS", "https://example.org, http://[::1]:3000,")
    assert TimelineSettings().timeline_cors_origins == ("https://example.org", "http://[::1]:3000")


@pytest.mark.parametrize("given", ["*", "example.org", "https://example.org/", '["https://example.org"]'])
def test_what_a_browser_names_no_origin_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_TIMELINE_CORS_ORIGINS", given)
    with pytest.raises(ValidationError) as caught:
        TimelineSettings()
    assert "is no origin; write https://example.org, without a path" in reason(caught.value)


def test_an_address_of_alerts_that_is_none_of_the_web_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        TimelineSettings(timeline_alerts_url="127.0.0.1:8082")
    assert "write it as http://127.0.0.1:8082" in reason(caught.value)
    assert TimelineSettings(timeline_alerts_url="").timeline_alerts_url == ""
