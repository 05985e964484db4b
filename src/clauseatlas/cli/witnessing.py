"""`witness`: what an outside archive holds of a document."""

import sys
from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines


@click.command(short_help="Ask an outside archive whether it holds the same bytes.")
@click.argument("record_id")
@click.option("--save", is_flag=True, help="Ask it to save the page now. Submitted is not archived: look it up later.")
@home_option
@format_option
def witness(record_id: str, *, save: bool, home: Path | None, form: str) -> None:
    """Look up the newest capture of a document in the index of the Internet Archive and compare digests; exit 1 unless they are the same.

    \b
    clauseatlas witness CA-D-000001 --home ~/atlas
    clauseatlas witness CA-D-000001 --save --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import testifying

    said = testifying.submit(workshop, record_id) if save else testifying.look_up(workshop, record_id)
    if form == "json":
        print_json({"witness": said.witness, "state": said.state, "url": said.url, "digest": said.digest, "detail": said.detail})
    else:
        print_lines(" ".join(part for part in (said.witness, said.state, said.url, said.detail) if part))
    sys.exit(0 if said.state in {"archived", "submitted"} else 1)
