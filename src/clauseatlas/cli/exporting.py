"""`export`: the archive in the form of another one."""

from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress


@click.group("export")
def export() -> None:
    """Write what the atlas holds in another form."""


@export.command("ota")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--platform", help="Only the documents of this platform.")
@home_option
@format_option
def ota(*, folder: Path, platform: str | None, home: Path | None, form: str) -> None:
    """Versions in the form of Open Terms Archive: dated Markdown by service and document, with index.jsonl.

    \b
    clauseatlas export ota our-versions --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    open_atlas(home)
    from clauseatlas.publish.formats.open_terms import export_versions
    from clauseatlas.records.queries import documents

    chosen = list(documents.each(documents.chosen(platform=platform)))
    written = 0
    with progress("Exporting") as step:
        for path in export_versions(chosen, folder):
            written += 1
            step(path)
    if form == "json":
        print_json({"documents": len(chosen), "versions": written, "folder": str(folder)})
    else:
        print_lines(f"{written} versions of {len(chosen)} documents in {folder}")
