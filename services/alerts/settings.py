"""How the alerts service is set up: each field is an environment variable `TOCSIN_<NAME>`."""

from pathlib import Path

from pydantic import Field

from services.alerts.rules.loading import SHIPPED
from tocsin.addresses import THIS_MACHINE, NetworkList
from tocsin.keys import DigestList
from tocsin.settings import MOST_DAYS, Settings


class AlertsSettings(Settings):
    """The shared settings and those of the alerts service."""

    alerts_port: int = Field(8082, ge=0, le=65535, description="the port that the alerts service answers on")
    alerts_rules: Path = Field(
        SHIPPED, description="the folder with the rule files (*.yaml); the shipped ones if it is not given"
    )
    alerts_noise: Path | None = Field(
        None, description="a YAML file on what is to ring when: inhibition, mute times, grouping, repetition"
    )
    alerts_followers: int = Field(
        1000, ge=1, description="how many clients may follow the alerts at once; more are refused with 503"
    )
    alerts_heartbeat_seconds: float = Field(
        15.0, gt=0, description="how often a quiet alert stream sends a comment, so that proxies keep it open"
    )
    alerts_slow_seconds: float = Field(
        30.0,
        gt=0,
        le=60,
        description="how long a follower may leave alerts unread before it is dropped; at most 60",
    )
    alerts_routes: Path | None = Field(
        None, description="the YAML file that says which alerts are sent to which webhooks; none are sent without it"
    )
    alerts_webhook_networks: NetworkList = Field(
        (), description="networks to send to though they are not public, such as 192.168.1.0/24"
    )
    alerts_retry_seconds: float = Field(
        5.0,
        gt=0,
        description="how soon a failed webhook is tried again; each time twice as late, up to an hour",
    )

    alerts_keep_days: float = Field(
        30.0,
        gt=0,
        le=MOST_DAYS,
        description="how many days all messages of an alert that is over are kept, to be followed from or sent again; "
        "later the last one is",
    )
    alerts_forget_days: float = Field(
        365.0,
        gt=0,
        le=MOST_DAYS,
        description="how many days an alert that is over can be listed and found; the timeline's log keeps all of it",
    )
    alerts_keys: DigestList = Field(
        (),
        description="digests of the keys that may acknowledge, silence and resend, with commas; none: this machine may",
    )
    alerts_open_to: NetworkList = Field(
        THIS_MACHINE, description="the networks that are meant by this machine, as long as there is no key"
    )
