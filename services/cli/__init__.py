"""The `tocsin` command. Each subcommand lives in a module of its own and imports what it needs when it runs."""

import importlib
import sys
from typing import Any, Final

import typer
from typer.core import TyperGroup

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "up": ("services.cli.up:up", "Run everything here: an embedded Valkey and the three services."),
    "ingest": (
        "services.cli.ingesting:ingest",
        "Give articles to the ingest service: files, folders or standard input.",
    ),
    "feeds": ("services.cli.feeds:app", "List, add, test and remove the feeds that ingest polls."),
    "key": ("services.cli.key:key", "Make a key for writing to a service."),
    "events": ("services.cli.events:events", "Ask the timeline for events, as a table."),
    "tail": ("services.cli.tail:tail", "Follow alerts, events or articles as they come."),
    "alerts": (
        "services.cli.alerts:app",
        "List, show, acknowledge, silence and resend alerts; ask why not.",
    ),
    "receivers": ("services.cli.receivers:app", "Show the webhooks that alerts are sent to, and check a routes file."),
    "code": ("services.cli.coding:code", "Read articles (NDJSON) and print who did what to whom, when and how sure."),
    "signals": ("services.cli.signals:signals", "Read articles (NDJSON) and print the signals that they ring."),
    "stories": ("services.cli.stories:stories", "Read articles (NDJSON) and print which story each belongs to."),
    "rules": ("services.cli.rules:app", "List, test and explain the alert rules."),
    "codebook": ("services.cli.codebook:app", "Check the codebook that articles are read by."),
    "log": ("services.cli.log:app", "Verify, back up, restore, export, redact or rebuild the timeline's log."),
}
"""Each subcommand: where it lives (a function or a typer application), and its line in `tocsin --help`."""


class _Lazy(TyperGroup):
    """Loads a subcommand's module only when it is called, so that `tocsin --help` is there at once."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        place, line = COMMANDS[cmd_name]
        module, _, name = place.partition(":")
        return _command(cmd_name, getattr(importlib.import_module(module), name), line)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _command(name: str, found: Any, line: str) -> Any:
    if isinstance(found, typer.Typer):
        command = typer.main.get_command(found)
    else:
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(name)(found)
        command = typer.main.get_command(single)
    command.name = name
    command.short_help = command.short_help or line
    command.help = command.help or line
    return command


app = typer.Typer(
    cls=_Lazy, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def _version(value: bool) -> None:
    if value:
        from tocsin import __version__
        from tocsin.coding import compiled

        typer.echo(f"tocsin {__version__}, its coder {'compiled' if compiled() else 'in Python'}")
        raise typer.Exit


@app.callback()
def tocsin(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="The version, and whether the coder is compiled."
    ),
) -> None:
    """Turn news articles into an ordered, replayable timeline of what happened, and ring when it escalates."""


def main() -> None:
    """The entry point of the `tocsin` command. A codebook that can't be read is one line, whoever asks for it."""
    try:
        app()
    except Exception as error:
        faults = sys.modules.get("tocsin.codebook.faults")  # importing it would cost every command its time
        if faults is None or not isinstance(error, faults.CodebookError):
            raise
        sys.stderr.write(f"tocsin: the codebook can't be read: {error}\n")
        sys.exit(2)
