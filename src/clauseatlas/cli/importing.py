"""`import`: histories that another archive has."""

from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress


@click.group("import")
def import_() -> None:
    """Bring in the history that another archive has."""


@import_.command("ota")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--service", help="Only this service, as the archive names it.")
@click.option("--processes", type=click.IntRange(1, 64), help="Processes that read and analyse; one per core, four at most, if not given.")
@home_option
@format_option
def ota(*, folder: Path, service: str | None, processes: int | None, home: Path | None, form: str) -> None:
    """Versions of Open Terms Archive: a clone of a versions repository, or folders of dated Markdown with index.jsonl.

    What was imported before is passed over, so an import that was broken off is taken up again by the same command.

    \b
    clauseatlas import ota contrib-versions --home ~/atlas
    clauseatlas import ota contrib-versions --service Zoom --home ~/atlas
    """
    from clauseatlas.pipeline.open_terms_importing import default_processes, import_all
    from clauseatlas.pipeline.open_terms_sources import open_source
    from clauseatlas.pipeline.workshop import open_atlas

    atlas = open_atlas(home).configuration.home
    total = sum(len(series.versions) for series in open_source(folder).series() if service is None or series.service.casefold() == service.casefold())
    with progress("Importing", total) as step:

        def told(name: str, versions: int) -> None:
            for _ in range(versions):
                step(name)

        done = import_all(atlas, folder, processes=processes or default_processes(), told=told, service=service)
    report = done.report()
    if form == "json":
        print_json(report)
        return
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in report["outcomes"].items())
    print_lines(f"{report['versions']} versions of {report['series']} documents: {outcomes}")
    if report["changes"]:
        print_lines("changes: " + ", ".join(f"{count} {kind}" for kind, count in report["changes"].items()))
    print_lines(*(f"not imported: {problem}" for problem in report["problems"]))
