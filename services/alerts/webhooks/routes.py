"""Who gets which alerts: the form of a routes file. `routes.schema.json` beside it is made of these models.

A receiver is an address with a secret; a route sends the alerts that it picks to receivers. An alert goes to all
receivers of all routes that pick it, whatever their order; and whoever was told of an alert is told its end.
"""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from services.alerts import forms
from services.alerts.engine.selecting import Chosen
from services.alerts.webhooks.signing import key_of
from tocsin.records import Alert, AlertStatus

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION: Final = re.compile(r"^([1-9][0-9]{0,5})([smhd])$")  # 90s, 15m, 1h, 3d


def _seconds(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    found = _DURATION.match(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is no duration; write a number and s, m, h or d: 90s, 15m, 1h, 3d")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


Duration = Annotated[
    timedelta,
    BeforeValidator(_seconds, json_schema_input_type=Annotated[str, StringConstraints(pattern=_DURATION.pattern)]),
]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(_Form):
    """Where the secret that signs lies: it is never written into the routes file itself."""

    env: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    """An environment variable of the service."""
    file: Path | None = None
    """A file; with a second line while a secret is being changed: both sign."""

    @model_validator(mode="before")
    @classmethod
    def _is_no_secret(cls, given: Any) -> Any:
        if isinstance(given, str):
            raise ValueError("say where it lies, {env: NAME} or {file: PATH}, and never what it is")  # noqa: TRY004
        return given

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if (self.env is None) == (self.file is None):
            raise ValueError("say either env or file")
        return self

    def keys(self, environment: Mapping[str, str]) -> tuple[bytes, ...]:
        """The keys to sign with. Raises ValueError, whose text does not repeat them."""
        if self.env is not None:
            where, text = f"the environment variable {self.env}", environment.get(self.env, "")
        else:
            assert self.file is not None
            where = str(self.file)
            try:
                text = self.file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ValueError(f"{where} can't be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
        secrets = text.split()
        if not secrets:
            raise ValueError(f"{where} holds no secret")
        try:
            return tuple(key_of(secret) for secret in secrets)
        except ValueError as error:
            raise ValueError(f"what {where} holds {error}") from None


class Receiver(_Form):
    """One address that alerts are sent to."""

    name: Identifier
    url: Annotated[str, StringConstraints(max_length=2000)]
    secret: Secret
    format: Literal["cloudevents", "cap", "atom"] = "cloudevents"
    digest: Duration | None = None
    """One message every so long, with all that changed meanwhile, instead of one for each change."""
    timeout: Duration = Field(timedelta(seconds=10), json_schema_extra={"default": "10s"})
    """How long one attempt may take."""
    give_up: Duration = Field(timedelta(days=3), json_schema_extra={"default": "3d"})
    """For how long a message is tried again before it is set aside as a dead letter."""

    @model_validator(mode="after")
    def _can_be_sent_to(self) -> Self:
        try:
            parts = urlsplit(self.url)
            whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # such as a port of 99999
            whole = False
        if not whole or not self.url.isascii() or not self.url.isprintable() or " " in self.url:
            raise ValueError(
                "url: must begin with http:// or https://, name a host, a port from 1 to 65535 if any, and be in ASCII "
                "without spaces"
            )
        if parts.username or parts.password or parts.fragment:
            raise ValueError("url: must hold no user, password or fragment; what proves the sender is the signature")
        if self.digest is not None and self.format == "cap":
            raise ValueError("digest: a CAP document tells of one alert; allowed with format: cloudevents, atom")
        return self


class Route(_Form):
    """Which alerts go to which receivers."""

    to: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    match: Chosen | None = None
    """All alerts, if it is left out."""
    unless: Chosen | None = None
    """But not these."""
    status: tuple[AlertStatus, ...] = ()
    """Only changes of these kinds; whoever was told of an alert is told all that follows."""

    def picks(self, alert: Alert) -> bool:
        """Whether the alert, as it was told, goes this way."""
        return (
            (self.match is None or self.match.picks(alert))
            and (self.unless is None or not self.unless.picks(alert))
            and (not self.status or alert.status in self.status)
        )


class Routes(_Form):
    """A routes file."""

    receivers: tuple[Receiver, ...] = ()
    routes: tuple[Route, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        names = [receiver.name for receiver in self.receivers]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"receivers: the name {name!r} is given twice")
        routed = {name for route in self.routes for name in route.to}
        for name in sorted(routed - set(names)):
            raise ValueError(f"routes: there is no receiver {name!r}; allowed: {', '.join(names) or 'none is defined'}")
        for name in names:
            if name not in routed:
                raise ValueError(f"receivers: no route leads to {name!r}; name it in `to` of one, or remove it")
        return self

    def receiver(self, name: str) -> Receiver | None:
        return next((receiver for receiver in self.receivers if receiver.name == name), None)

    def receivers_of(self, alert: Alert) -> set[str]:
        """The names of those that a route leads to."""
        return {name for route in self.routes if route.picks(alert) for name in route.to}


class Book(BaseModel):
    """The routes with the keys of each receiver. Its text shows no key."""

    model_config = ConfigDict(frozen=True)

    routes: Routes = Routes()
    keys: Mapping[str, tuple[bytes, ...]] = Field(default_factory=dict, repr=False)


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Book:
    """The routes in a file and the secrets that it names; no routes without a file. Raises forms.FormInvalid."""
    if path is None:
        return Book()
    what = "a routes file is a mapping of receivers and routes"
    routes = forms.read(forms.text_of(path), path.name, Routes, is_a=what)
    keys, faults = {}, []
    for number, receiver in enumerate(routes.receivers):
        try:
            keys[receiver.name] = receiver.secret.keys(environment)
        except ValueError as error:
            faults.append(f"{path.name}: receivers.{number}.secret: {error}")
    if faults:
        raise forms.FormInvalid("\n".join(faults))
    return Book(routes=routes, keys=keys)


def json_schema() -> str:
    """The JSON Schema of a routes file, as `routes.schema.json` holds it."""
    return forms.schema_of(Routes)
