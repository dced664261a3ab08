"""The settings that all services share; each service adds its own."""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Final, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tocsin.faults import without_password

MOST_DAYS: Final = 36_500
"""A time that a setting names in days is at most a century: a calendar holds what lies so far back."""


class Settings(BaseSettings):
    """What all services share. Each field is an environment variable `TOCSIN_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", extra="ignore", validate_default=False)

    EMPTY_MEANS: ClassVar[frozenset[str]] = frozenset()
    """Texts that mean something when they are empty; lists do, too. Whatever else is set to nothing is not set: compose
    files write that.
    """

    redis_url: str = Field(
        "redis://127.0.0.1:6379/0", description="the Redis or Valkey server that carries the streams"
    )
    data: Path = Field(Path("data"), description="the folder that holds the service's SQLite file")
    host: str = Field("127.0.0.1", description="the address to listen on; behind it every endpoint is open")
    group_days: float = Field(
        7.0,
        ge=0,
        le=MOST_DAYS,
        description="for how many more days an entry stays on a stream for a consumer group that has not read or not "
        "acknowledged it; then the group lacks it, and `/health/ready` names the group",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="the least that is logged")

    @field_validator("*", mode="before")
    @classmethod
    def _nothing_is_not_set(cls, value: object, info: ValidationInfo) -> object:
        name = info.field_name or ""
        default = cls.model_fields[name].default
        return default if value == "" and name not in cls.EMPTY_MEANS and not isinstance(default, tuple) else value

    @field_validator("redis_url")
    @classmethod
    def _is_of_redis(cls, url: str) -> str:
        if not url.startswith(("redis://", "rediss://", "unix://")):
            shown = without_password(url)
            raise ValueError(
                f"{shown!r} is no address of Redis; write redis://127.0.0.1:6379/0, rediss://… or unix://…"
            )
        return url

    @property
    def group_patience(self) -> timedelta:
        """How long consumer groups are waited for."""
        return timedelta(days=self.group_days)
