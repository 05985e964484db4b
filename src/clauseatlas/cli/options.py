"""Options that several commands share, and how results are printed."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

home_option = click.option(
    "--home",
    type=click.Path(path_type=Path),
    envvar="CLAUSEATLAS_HOME",
    help="Folder of the atlas; CLAUSEATLAS_HOME or ~/clauseatlas if not given.",
)
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report.")


def print_json(value: Any) -> None:
    """Print a report as JSON on standard output, every character as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(*lines: str) -> None:
    """Print a report for a person."""
    for line in lines:
        click.echo(line)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """A function that moves a bar on standard error by one, with a word on what was done; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda word: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("[dim]{task.fields[word]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, word="")
        yield lambda word: bar.update(task, advance=1, word=word)
