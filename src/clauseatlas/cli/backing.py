"""`backup` and `restore`: the whole atlas in one file, and back."""

from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress


@click.command(short_help="The whole atlas in one file.")
@click.argument("file", type=click.Path(path_type=Path))
@home_option
@format_option
def backup(file: Path, home: Path | None, form: str) -> None:
    """Write every row, every stored byte, settings and keys to FILE, which must not be there yet. The atlas may be at work meanwhile.

    FILE holds the secret key and accounts: keep it as safe as the atlas itself.

    \b
    clauseatlas backup atlas-2026-11-25.tar --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline.backups import back_up

    with progress("Backing up") as step:
        written = back_up(workshop, file, told=step)
    if form == "json":
        print_json(written.report())
    else:
        report = written.report()
        print_lines(f"{file}: {report['rows']} rows of {report['tables']} tables, {report['blobs']} blobs, {report['files']} files of the home")


@click.command(short_help="An atlas from a backup, verified.")
@click.argument("file", type=click.Path(path_type=Path))
@home_option
@format_option
def restore(file: Path, home: Path | None, form: str) -> None:
    """Make the atlas of FILE in a home that is not there yet. Everything is checked first; where anything fails, nothing is left behind.

    A backup of an earlier edition is brought up to date. The database is the one that the settings in the backup or the environment name; it must
    be empty.

    \b
    clauseatlas restore atlas-2026-11-25.tar --home ~/atlas-again
    """
    from clauseatlas.pipeline.configuration import configuration
    from clauseatlas.pipeline.restoring import restore as put_back

    with progress("Restoring") as step:
        restored = put_back(file, home if home is not None else configuration().home, told=step)
    if form == "json":
        print_json(restored.report())
    else:
        report = restored.report()
        print_lines(
            f"{report['rows']} rows of {report['tables']} tables, {report['blobs']} blobs, {report['files']} files, as of {report['made']}",
            "verified: everything holds",
        )
