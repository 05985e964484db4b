"""What stands where content is withheld."""

from clauseatlas.records.models import Version
from clauseatlas.records.queries import withheld
from clauseatlas.site.views.answering import MissingRecordError


def refuse_withheld(version: Version) -> None:
    """Raise `MissingRecordError` where the content of a version is withheld; the words say since when and why."""
    row = withheld.withholding_of(version)
    if row is not None:
        raise MissingRecordError(f"This content is withheld since {row.at:%Y-%m-%d}: {row.reason}. The log keeps its digest, SHA-256 {row.digest}.")
