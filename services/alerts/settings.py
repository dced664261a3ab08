"""How the alerts service is set up: each field is an environment variable `TOCSIN_<NAME>`."""

from pathlib import Path

from pydantic import Field

from services.alerts.rules.loading import SHIPPED
from tocsin.serving import Settings


class AlertsSettings(Settings):
    """The shared settings and those of the alerts service."""

    alerts_port: int = Field(8082, ge=0, le=65535, description="the port that the alerts service answers on")
    alerts_rules: Path = Field(
        SHIPPED, description="the folder with the rule files (*.yaml); the shipped ones if it is not given"
    )
