"""The citation of a record in CSL-JSON."""

from clauseatlas.publish.citing import csl_array
from clauseatlas.publish.formats.offering import Format
from clauseatlas.publish.sheets import Sheet


def write(sheet: Sheet) -> bytes:
    """The citation as UTF-8."""
    return f"{csl_array(sheet.citable, sheet.accessed)}\n".encode()


FORMAT = Format(suffix="csl.json", media_type="application/vnd.citationstyles.csl+json", label="CSL-JSON", write=write)
