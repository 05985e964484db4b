"""`platforms`: the bundled catalogue of real platforms."""

import click

from clauseatlas.cli.options import format_option, print_json, print_lines


@click.command(short_help="List and search the bundled platforms.")
@click.argument("words", nargs=-1)
@click.option("--sector", help="Only platforms of this sector.")
@format_option
def platforms(words: tuple[str, ...], sector: str | None, form: str) -> None:
    """List or search the bundled platforms; needs no atlas.

    \b
    clauseatlas platforms video --sector communication
    """
    from clauseatlas.catalogue.platforms import search_platforms, sectors
    from clauseatlas.errors import BadInput

    known = [each.id for each in sectors()]
    if sector is not None and sector not in known:
        raise BadInput(sector, "is no sector", f"known are {', '.join(known)}")
    found = search_platforms(" ".join(words), sector=sector)
    if form == "json":
        print_json(
            [
                {
                    "slug": each.slug,
                    "name": each.name,
                    "sector": each.sector,
                    "owner": each.owner,
                    "home": each.home,
                    "aliases": list(each.aliases),
                    "documents": [{"title": document.title, "type": document.type.value, "url": document.url} for document in each.documents],
                }
                for each in found
            ]
        )
        return
    width = max((len(each.slug) for each in found), default=0)
    documents = sum(len(each.documents) for each in found)
    print_lines(*(f"{each.slug:{width}}  {each.sector:14}  {len(each.documents):2}  {each.name}" for each in found))
    print_lines(f"{len(found)} platforms, {documents} documents")
