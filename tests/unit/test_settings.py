"""What services are told by their environment."""

import pytest

from services.alerts.settings import AlertsSettings
from services.ingest.settings import IngestSettings
from services.timeline.settings import TimelineSettings
from tocsin.settings import Settings


@pytest.mark.parametrize("of", [IngestSettings, TimelineSettings, AlertsSettings])
def test_what_is_set_to_nothing_is_not_set(of: type[Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOCSIN_DATA", raising=False)
    plain = of().model_dump()
    for name in of.model_fields:
        monkeypatch.setenv(f"TOCSIN_{name.upper()}", "")
    changed = {name for name, value in of() if value != plain[name]}
    assert changed <= {"timeline_alerts_url", "timeline_open_to", "ingest_open_to", "alerts_open_to"}


def test_an_empty_address_and_an_empty_list_mean_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_TIMELINE_ALERTS_URL", "")
    monkeypatch.setenv("TOCSIN_TIMELINE_OPEN_TO", "")
    settings = TimelineSettings()
    assert (settings.timeline_alerts_url, settings.timeline_open_to) == ("", ())
