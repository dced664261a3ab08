"""`tocsin rules`: list the alert rules, run their own examples, explain what each says of an article."""

import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

app: Final = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        envvar="TOCSIN_ALERTS_RULES",
        help="A folder with other rule files, or one file to be added to the shipped ones.",
    ),
]


def _loaded(path: Path | None) -> Any:
    from services.alerts.forms import FormInvalid
    from services.alerts.rules import load
    from services.cli.previewing import merged

    try:
        return load() if path is None else merged(load(), path)
    except FormInvalid as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None


@app.command("list")
def list_(rules: Rules = None) -> None:
    """List the rules: signal, level, id, title."""
    book = _loaded(rules)
    for rule in sorted(book.rules, key=lambda rule: (rule.level, rule.signal, rule.id)):
        typer.echo(f"{rule.level:>2}  {rule.signal:<22} {rule.id:<30} {rule.title}")
    typer.echo(f"{len(book.rules)} rules, version {book.version}")


@app.command("schema")
def schema(
    noise: Annotated[bool, typer.Option("--noise", help="That of the file on what is to ring when.")] = False,
) -> None:
    """Print the JSON Schema of rule files, for completion in editors."""
    from services.alerts.engine import noise as hearing
    from services.alerts.rules import schema as rules

    sys.stdout.write(hearing.json_schema() if noise else rules.json_schema())


@app.command("test")
def run_examples(
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[RULE]", help="The id of a rule, or the file of one; all if it is left out."),
    ] = None,
    rules: Rules = None,
) -> None:
    """Run the rules' own examples through the coder: those that must fire, and those that must not."""
    from services.alerts.trials.examples import failures
    from tocsin.coding import code

    file = Path(rule) if rule is not None and rule.endswith(".yaml") else None
    book = _loaded(file or rules)
    asked = file.stem if file else rule
    chosen = [one for one in book.rules if asked in (None, one.id)]
    if not chosen:
        also = "; the file of a rule ends in .yaml" if Path(asked or "").exists() else ""
        sys.stderr.write(f"there is no rule {asked!r}; `tocsin rules list` lists them{also}\n")
        raise typer.Exit(2)
    failed = 0
    for one in chosen:
        found = failures(one, code)
        count = len(one.examples.fire) + len(one.examples.silent)
        typer.echo(f"{'FAIL' if found else 'ok':<5}{one.id}: {count - len(found)} of {count}")
        for failure in found:
            typer.echo(f"     {failure}")
        failed += len(found)
    if failed:
        raise typer.Exit(1)


@app.command("preview")
def preview(
    new: Annotated[
        Path,
        typer.Argument(metavar="NEW_RULES", help="A folder of rule files; or one file, tried in place of its rule."),
    ],
    *,
    since: Annotated[str, typer.Option(help="Count what is published from then on: 2024-10-01.")] = "",
    rules: Annotated[
        Path | None, typer.Option("--rules", envvar="TOCSIN_ALERTS_RULES", help="The rules of today.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="The folder of a timeline: its file is read; else the service is asked.")
    ] = None,
    url: Annotated[
        str, typer.Option(envvar="TOCSIN_TIMELINE_URL", help="Where the timeline is.")
    ] = "http://127.0.0.1:8080",
    every: Annotated[bool, typer.Option("--every-rule", help="Count the rules that have not changed too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="NDJSON: a line for each alert that differs.")] = False,
    whole: Annotated[bool, typer.Option("--all", help="All that differs, with its proof.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many of each kind.")] = 10,
) -> None:
    """Try new rules on the whole log: what newly rings, what no longer does, how often a week, with the proof."""
    from services.cli import previewing

    previewing.preview(
        new, rules, since=since, data=data, url=url, every=every, as_json=as_json, whole=whole, most=most
    )


@app.command("explain")
def explain(
    article: Annotated[
        str, typer.Argument(help="A text file, - for standard input, or an article's id in the timeline.")
    ],
    *,
    published: Annotated[str, typer.Option(help="The day of publication, YYYY-MM-DD; today if it is left out.")] = "",
    rule: Annotated[str | None, typer.Option(help="This rule alone: also what it lacks where it does not ask.")] = None,
    rules: Rules = None,
    url: Annotated[
        str, typer.Option(envvar="TOCSIN_TIMELINE_URL", help="Where the timeline is.")
    ] = "http://127.0.0.1:8080",
) -> None:
    """Show, for each event that is read in an article, what rings, what stopped the rest, and what near rules lack."""
    from services.alerts.engine.signals import Rules
    from services.alerts.trials.explaining import explain, lines
    from services.cli.asking import plain
    from tocsin.coding import code

    book = _loaded(rules)
    given = _article(article, published, url)
    reading = code(given)
    try:
        found = explain(Rules(book), given, reading, rule)
    except KeyError:
        sys.stderr.write(f"there is no rule {rule!r}; `tocsin rules list` lists them\n")
        raise typer.Exit(2) from None
    sys.stdout.write("".join(f"{plain(line)}\n" for line in lines(found, reading)))


def _article(name: str, published: str, url: str) -> Any:
    """The article in a file or on standard input; or that of the timeline, if there is no such file."""
    from services.cli.articles import of_text, refuse
    from services.cli.asking import ask
    from tocsin.records import Article

    try:
        if name == "-" or Path(name).exists():
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            return of_text(raw, published, "standard input" if name == "-" else name)
    except OSError as error:
        refuse(str(error))
    if "." in name or "/" in name:
        refuse(f"there is no file {name}")
    given = ask(url, "GET", f"/v1/articles/{name}")["article"]
    if given is None:
        sys.stderr.write(f"article {name} was redacted: nothing is left to read\n")
        raise typer.Exit(1)
    return Article.model_validate(given)
