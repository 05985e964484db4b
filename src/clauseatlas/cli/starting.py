"""`init`, `add`, `load`: start an atlas and declare documents."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines
from clauseatlas.errors import BadInput

if TYPE_CHECKING:
    from clauseatlas.pipeline.declaring import Outcome


@click.command(short_help="Start an atlas, or bring an old one up to date.")
@home_option
@format_option
def init(home: Path | None, form: str) -> None:
    """Start an atlas, or bring the tables of an old one up to date.

    \b
    clauseatlas init --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import start_atlas

    workshop, new = start_atlas(home)
    place = str(workshop.configuration.home)
    if form == "json":
        print_json({"home": place, "new": new})
    else:
        print_lines(f"{'Started an atlas' if new else 'The atlas is up to date'} in {place}")


@click.command(short_help="Declare a document by its address, or a bundled platform.")
@click.argument("what")
@click.option("--platform", help="Whose document it is; needed with an address.")
@click.option("--type", "kind", help="Kind of document, e.g. privacy-policy; needed with an address.")
@click.option("--title", help="Title of the document; its kind if not given.")
@click.option("--fetcher", type=click.Choice(["auto", "http", "browser"]), default="auto", show_default=True, help="How pages are fetched.")
@click.option("--select", multiple=True, help="CSS selector of what is read; the whole page if none is given. May be repeated.")
@click.option("--remove", multiple=True, help="CSS selector of what is left out. May be repeated.")
@click.option("--language", help="Language it is declared for, e.g. en; a page in another is not taken for it.")
@click.option("--region", help="Region it is declared for, e.g. EU.")
@click.option("--every", "cadence_hours", type=click.IntRange(min=1), default=24, show_default=True, help="Hours between visits.")
@home_option
@format_option
def add(
    *,
    what: str,
    platform: str | None,
    kind: str | None,
    title: str | None,
    fetcher: str,
    select: tuple[str, ...],
    remove: tuple[str, ...],
    language: str | None,
    region: str | None,
    cadence_hours: int,
    home: Path | None,
    form: str,
) -> None:
    """Declare one document by its address, or all documents of a bundled platform by its name.

    \b
    clauseatlas add https://example.org/privacy --platform "Example" --type privacy-policy --home ~/atlas
    clauseatlas add zoom --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.catalogue.platforms import platform_named
    from clauseatlas.model.capture import Declaration
    from clauseatlas.pipeline.declarations import title_of, type_named
    from clauseatlas.pipeline.declaring import Declared, declare, located, of_platform

    if is_name(what):
        bundled = platform_named(what)
        if bundled is None:
            raise BadInput(
                what, "is no bundled platform", f"search with `clauseatlas platforms {what}`, or give an address with --platform and --type"
            )
        _report(declare(workshop, of_platform(bundled)), form)
        return
    if not platform or not kind:
        raise BadInput(what, "needs --platform and --type")
    url, found = located(what)
    type_ = type_named(kind, "--type")
    declaration = Declaration(
        platform=platform,
        title=title or title_of(type_),
        type=type_,
        url=url,
        fetcher=found if found == "file" else fetcher,
        select=select,
        remove=remove,
        language=language,
        region=region,
        cadence_hours=cadence_hours,
    )
    _report(declare(workshop, [Declared(declaration=declaration)]), form)


@click.command(short_help="Declare many documents from a file or the bundled catalogue.")
@click.argument("file")
@click.option("--sector", help="With `builtin`: only platforms of this sector.")
@home_option
@format_option
def load(file: str, sector: str | None, home: Path | None, form: str) -> None:
    """Declare many documents: a TOML, CSV or Open Terms Archive JSON file, a folder of such JSON, or the bundled catalogue.

    \b
    clauseatlas load vendors.toml --home ~/atlas
    clauseatlas load builtin --sector ai --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline.declarations import read_declarations
    from clauseatlas.pipeline.declaring import declare, of_platform

    if file != "builtin":
        if sector:
            raise BadInput("--sector", "goes with `load builtin` only")
        _report(declare(workshop, read_declarations(Path(file))), form)
        return
    from clauseatlas.catalogue.platforms import search_platforms, sectors

    known = [each.id for each in sectors()]
    if sector is not None and sector not in known:
        raise BadInput(sector, "is no sector", f"known are {', '.join(known)}")
    _report(declare(workshop, [each for platform in search_platforms("", sector=sector) for each in of_platform(platform)]), form)


def is_name(what: str) -> bool:
    """Whether a word names a bundled platform and no address or file: it has neither scheme nor dot nor path."""
    return "://" not in what and "." not in what and "/" not in what


def _report(outcome: "Outcome", form: str) -> None:
    if form == "json":
        print_json(
            {
                "documents": [
                    {"id": each.record_id, "platform": each.platform.name, "type": each.type, "title": each.title, "url": each.url}
                    for each in outcome.documents
                ],
                "new": outcome.new,
            }
        )
        return
    if len(outcome.documents) == 1:
        each = outcome.documents[0]
        print_lines(f"{each.record_id}  {each.platform.name}: {each.title}  {each.url}" + ("" if outcome.new else "  (was declared already)"))
        return
    print_lines(f"{len(outcome.documents)} documents declared, {outcome.new} of them new")
