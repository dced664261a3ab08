"""How the timeline service is set up: each field is an environment variable `TOCSIN_<NAME>`."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, field_validator
from pydantic_settings import NoDecode

from tocsin.addresses import THIS_MACHINE, NetworkList
from tocsin.keys import DigestList
from tocsin.settings import Settings

_ORIGIN: Final = re.compile(r"https?://[\w.:\[\]-]+")


def parse_origins(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Origins that are written with commas between them. Raises ValueError for what a browser names no origin."""
    if isinstance(text, tuple):
        return text
    origins = tuple(part.strip() for part in text.split(",") if part.strip())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is no origin; write https://example.org, without a path, several with commas")
    return origins


OriginList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(parse_origins)]
"""A setting that is written as such a list."""


class TimelineSettings(Settings):
    """The shared settings and the timeline's own."""

    EMPTY_MEANS = frozenset({"timeline_alerts_url"})

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
    timeline_cors_origins: OriginList = Field(
        (), description="web origins whose pages may query the timeline, with commas: https://example.org"
    )
    timeline_followers: int = Field(
        1000, ge=1, description="how many clients may follow the live stream at once; more are refused with 503"
    )
    timeline_heartbeat_seconds: float = Field(
        15.0, gt=0, description="how often a quiet live stream sends a comment, so that proxies keep it open"
    )
    timeline_slow_seconds: float = Field(
        30.0,
        gt=0,
        le=60,
        description="how long a follower may leave what it was sent unread before it is dropped; at most 60",
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

    @field_validator("timeline_alerts_url")
    @classmethod
    def _is_web(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} is no address of a service; write it as http://127.0.0.1:8082")
        return url
