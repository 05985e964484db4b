"""`evidence`: the evidence pack of a record."""

import os
from pathlib import Path

import click

from clauseatlas.cli.options import home_option, print_lines


@click.command(short_help="Write the evidence pack of a record.")
@click.argument("record_id")
@click.option("--to", type=click.Path(path_type=Path), help="File to write; RECORD-ID.wacz here if not given.")
@click.option("--version", type=click.IntRange(min=1), help="Of a document: this version instead of the current one.")
@home_option
def evidence(record_id: str, to: Path | None, version: int | None, home: Path | None) -> None:
    """Write all that proves a record into one file that anyone can check offline.

    \b
    clauseatlas evidence CA-P-000001 --home ~/atlas
    clauseatlas evidence CA-D-000001 --version 2 --to terms.wacz --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.publish.packs import pack_of

    content = pack_of(workshop, record_id, version=version)
    target = to or Path(f"{record_id.strip().upper()}.wacz")
    unfinished = target.with_name(f"{target.name}.new")
    unfinished.write_bytes(content)
    os.replace(unfinished, target)
    print_lines(f"{target}: {len(content)} bytes", f"check it with `clauseatlas verify {target}`")
