"""Provisions as CSV (RFC 4180) for spreadsheets: one line each, no cell of which a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.publish.pages.parts import provision_card
from clauseatlas.records.models import Provision

MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = (
    "record_id",
    "address",
    "platform",
    "document",
    "document_id",
    "document_type",
    "clause_type",
    "category",
    "title",
    "stance",
    "severity",
    "status",
    "first_seen",
    "section",
    "quotation",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings that make a spreadsheet read a cell as a formula; such a cell gets an apostrophe before it."""


def spreadsheet(provisions: Iterable[Provision], catalogue: Catalogue, *, site: str) -> Iterator[str]:
    """The lines of the file, names of the columns first, values of closed lists as identifiers, quotations whole.

    Expects `current`, `first_version` and `document.platform` to be loaded; `site` has no slash at its end.
    """
    yield _line(COLUMNS)
    for provision in provisions:
        yield _line(_cells(provision, catalogue, site))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs.

    >>> guarded('=HYPERLINK("x")')
    '\\'=HYPERLINK("x")'
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _cells(provision: Provision, catalogue: Catalogue, site: str) -> tuple[str, ...]:
    card = provision_card(provision, catalogue)
    quotes = provision.current.quotes if provision.current else []
    return (
        card.record_id,
        f"{site}/provisions/{card.record_id}/",
        card.platform.title,
        card.document.title,
        card.document.record_id,
        provision.document.type,
        card.clause_type.value,
        card.category.value,
        card.title,
        card.stance.value,
        card.severity.value,
        card.status.value,
        provision.first_version.first_seen.isoformat().replace("+00:00", "Z"),
        " > ".join(card.section),
        " […] ".join(quote["exact"] for quote in quotes),
    )


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([guarded(cell) for cell in cells])
    return written.getvalue()
