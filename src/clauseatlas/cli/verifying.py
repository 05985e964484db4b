"""`verify`: whether the archive still proves what it says."""

import sys
from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress


@click.command(short_help="Check bytes, texts, quotations and ledger.")
@click.argument("record_id", required=False)
@home_option
@format_option
def verify(record_id: str | None, home: Path | None, form: str) -> None:
    """Check digests of all bytes and texts, every quotation, and the ledger; exit 1 where something does not hold.

    \b
    clauseatlas verify --home ~/atlas
    clauseatlas verify CA-D-000190 --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import verifying
    from clauseatlas.records.queries.documents import document_of

    document = document_of(record_id).pk if record_id else None
    with progress("Verifying") as step:
        result = verifying.verify(workshop, document=document, told=step)
    if form == "json":
        print_json(result.report())
    else:
        checked = result.report()["checked"]
        print_lines("checked " + ", ".join(f"{count} {name}" for name, count in checked.items()), f"ledger root {result.root}")
        print_lines(*result.problems)
        print_lines("everything holds" if result.holds else f"{len(result.problems)} problems")
    sys.exit(0 if result.holds else 1)
