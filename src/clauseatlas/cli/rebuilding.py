"""`rebuild`: today's method over the stored archive."""

from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress


@click.command(short_help="Run today's method over the stored archive.")
@click.option("--stage", "stages", multiple=True, type=click.Choice(["text", "provisions", "changes", "search"]), help="Only this; all if not given.")
@click.option("--document", "record_id", help="Only this document (CA-D-...).")
@click.option("--platform", help="Only the documents of this platform.")
@home_option
@format_option
def rebuild(stages: tuple[str, ...], record_id: str | None, platform: str | None, home: Path | None, form: str) -> None:
    """Read stored pages again, find their provisions again, work changes out again, index them for search; record ids stay.

    \b
    clauseatlas rebuild --stage provisions --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import rebuilding
    from clauseatlas.records.queries import documents

    chosen = documents.chosen(record_id=record_id, platform=platform)
    wanted = tuple(stage for stage in rebuilding.Stage if not stages or stage.value in stages)
    with progress("Rebuilding", chosen.count()) as step:
        done = rebuilding.rebuild(workshop, documents.each(chosen), stages=wanted, told=lambda document: step(document.record_id))
    if form == "json":
        print_json({"stages": [stage.value for stage in wanted]} | done.report())
    else:
        print_lines(*(f"{name.replace('_', ' ')}: {count}" for name, count in done.report().items()))
