"""The citation of a record in RIS."""

from clauseatlas.publish.citing import ris_record
from clauseatlas.publish.formats.offering import Format
from clauseatlas.publish.sheets import Sheet


def write(sheet: Sheet) -> bytes:
    """The citation as UTF-8."""
    return f"{ris_record(sheet.citable, sheet.accessed)}\n".encode()


FORMAT = Format(suffix="ris", media_type="application/x-research-info-systems; charset=utf-8", label="RIS", write=write)
