"""The citation of a record in BibTeX."""

from clauseatlas.publish.citing import bibtex_entry
from clauseatlas.publish.formats.offering import Format
from clauseatlas.publish.sheets import Sheet


def write(sheet: Sheet) -> bytes:
    """The citation as UTF-8."""
    return f"{bibtex_entry(sheet.citable, sheet.accessed)}\n".encode()


FORMAT = Format(suffix="bib", media_type="application/x-bibtex; charset=utf-8", label="BibTeX", write=write)
