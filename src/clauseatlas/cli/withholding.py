"""`withhold`: content taken from pages, packs and interfaces, digest and reason kept."""

from pathlib import Path

import click

from clauseatlas.cli.options import home_option, print_lines


@click.command(short_help="Withhold the content of a document, version by version or whole.")
@click.argument("record_id")
@click.option("--version", type=click.IntRange(min=1), help="Only this version; every version of the document if not given.")
@click.option("--reason", required=True, help="Why; public, so name no person.")
@click.option("--erase", is_flag=True, help="Remove the stored bytes too. This cannot be undone.")
@home_option
def withhold(*, record_id: str, version: int | None, reason: str, erase: bool, home: Path | None) -> None:
    """Withhold content after a takedown or a request about personal data. The log keeps its digest and the reason.

    \b
    clauseatlas withhold CA-D-000001 --version 2 --reason "personal data of a third person" --erase --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import withholding

    done = withholding.withhold(workshop, record_id, version=version, reason=reason, erase=erase)
    print_lines(f"{len(done.digests)} digests withheld, {done.erased} of them erased", f"in the log since checkpoint {done.checkpoint_size}")
