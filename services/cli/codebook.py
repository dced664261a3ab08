"""`tocsin codebook`: check the data that articles are read by."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer

app: Final = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def codebook() -> None:
    """The data that articles are read by."""


@app.command("check")
def check(
    folder: Annotated[Path | None, typer.Option("--codebook", help="A folder with other codebook files.")] = None,
) -> None:
    """Find terms with two meanings, terms and phrases that are never read, and acts without an example."""
    from tocsin.codebook import CodebookError, load
    from tocsin.codebook.soundness import flaws
    from tocsin.coding.text.lexicon import Lexicon

    try:
        loaded = load(folder) if folder else load()
    except CodebookError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    found = flaws(loaded, Lexicon(loaded).scan)
    for flaw in found:
        sys.stderr.write(f"{flaw}\n")
    kinds = Counter(spelling.kind for meanings in loaded.meanings for spelling, _ in meanings)
    counts = ", ".join(f"{count} {kind}s" for kind, count in sorted(kinds.items()))
    typer.echo(f"codebook {loaded.version}: {counts}; {len(found)} flaws")
    if found:
        raise typer.Exit(1)
