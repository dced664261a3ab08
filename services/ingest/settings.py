"""How the ingest service is set up: each field is an environment variable `TOCSIN_<NAME>`."""

from pydantic import Field, field_validator

from services.ingest.identity import canonical_url
from tocsin.addresses import THIS_MACHINE, NetworkList
from tocsin.keys import DigestList
from tocsin.settings import Settings


class IngestSettings(Settings):
    """The shared settings and ingest's own."""

    ingest_port: int = Field(8081, ge=0, le=65535, description="the port that articles are sent to")
    ingest_max_unconfirmed: int = Field(
        200_000,
        gt=0,
        description="articles that may wait for the timeline's confirmation before new ones are refused with 503",
    )
    ingest_extract_seconds: float = Field(
        20.0, gt=0, description="how long the extraction of one page may take before it is given up"
    )
    ingest_keys: DigestList = Field(
        (),
        description="digests of the keys that may write, with commas (`tocsin key` makes one); none: this machine may",
    )
    ingest_open_to: NetworkList = Field(
        THIS_MACHINE, description="the networks that are meant by this machine, as long as there is no key"
    )
    ingest_rate: float = Field(
        200.0, ge=0, description="write requests a second that one client may make on average; 0: any number"
    )
    ingest_streams: int = Field(64, gt=0, description="NDJSON requests that are taken at once; more get 503")
    ingest_feed_least_seconds: float = Field(300.0, gt=0, description="how often a busy feed is polled at most")
    ingest_feed_most_seconds: float = Field(21_600.0, gt=0, description="how long a quiet feed is left alone at most")
    ingest_public_url: str = Field(
        "", description="where hubs on the web reach this service, as https://news.example.org; none: none is asked"
    )
    ingest_fetch_pause_seconds: float = Field(
        0.5, ge=0, description="how long a host is left alone after each request; it gets one at a time"
    )
    ingest_fetch_networks: NetworkList = Field(
        (),
        description="networks to fetch from though they are not public, on any port, such as 192.168.1.0/24",
    )

    @field_validator("ingest_public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return canonical_url(value).rstrip("/") if value else ""
