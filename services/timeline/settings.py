"""How the timeline service is set up: each field is an environment variable `TOCSIN_<NAME>`."""

from pydantic import Field

from tocsin.addresses import THIS_MACHINE, NetworkList
from tocsin.keys import DigestList
from tocsin.serving import Settings


class TimelineSettings(Settings):
    """The shared settings and the timeline's own."""

    timeline_port: int = Field(8080, ge=0, le=65535, description="the port of the page and of the queries")
    timeline_coders: int | None = Field(
        None, ge=0, description="how many processes read articles when many come; one for each core if it is not given"
    )
    timeline_clerks: int | None = Field(
        None,
        ge=0,
        description="how many processes answer questions when several come at once; "
        "one for each core, but at most four, if it is not given",
    )
    timeline_cors_origins: list[str] = Field(
        [], description='web origins whose pages may query the timeline, as JSON: ["https://example.org"]'
    )
    timeline_followers: int = Field(
        1000, ge=1, description="how many clients may follow the live stream at once; more are refused with 503"
    )
    timeline_heartbeat_seconds: float = Field(
        15.0, gt=0, description="how often a quiet live stream sends a comment, so that proxies keep it open"
    )
    timeline_slow_seconds: float = Field(
        30.0, gt=0, description="how long a follower may leave what it was sent unread before it is dropped"
    )
    timeline_alerts_url: str = Field(
        "http://127.0.0.1:8082",
        description="where the alerts service answers, to ask what it decided; empty: not asked",
    )
    timeline_rate: float = Field(
        100.0, ge=0, description="requests a second that one client address may make before it gets 429; 0: any number"
    )
    timeline_keys: DigestList = Field(
        (),
        description="digests of the keys that may merge and split stories, with commas (`tocsin key`); "
        "none: this machine may",
    )
    timeline_open_to: NetworkList = Field(
        THIS_MACHINE, description="the networks that are meant by this machine, as long as there is no key"
    )
