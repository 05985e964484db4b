"""Every public record by ranges of its number, for sitemaps: a range holds the same records for ever, whatever is added later."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, QuerySet

from clauseatlas.records.models import Document, Platform
from clauseatlas.records.queries.publishing import standing_provisions, told_changes

IN_A_RANGE = 5_000  # record numbers; a sitemap may have 50,000 addresses, and a smaller one is made in less time


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range of record numbers that has at least one record, and when the newest of them last differed."""

    kind: str
    number: int
    modified: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Records of one kind: the rows, and the field that says when one last differed."""

    rows: Callable[[], QuerySet[Any]]
    modified: str


KINDS: Mapping[str, Kind] = {
    "platforms": Kind(rows=Platform.objects.all, modified="documents__current__first_seen"),
    "documents": Kind(rows=lambda: Document.objects.select_related("platform"), modified="current__first_seen"),
    "changes": Kind(rows=told_changes, modified="detected"),
    "provisions": Kind(rows=lambda: standing_provisions().select_related("current"), modified="current__analysed"),
}


def ranges() -> Iterable[Range]:
    """All ranges that are not empty, kind by kind. One query a kind."""
    for name, kind in KINDS.items():
        numbered = kind.rows().order_by().annotate(range_number=(F("pk") - 1) / IN_A_RANGE)
        for row in numbered.values("range_number").annotate(newest=Max(kind.modified)).order_by("range_number"):
            yield Range(kind=name, number=int(row["range_number"]) + 1, modified=row["newest"])


def records_in(kind: str, number: int) -> list[tuple[Any, datetime | None]]:
    """The records of a range in order of their numbers, each with when it last differed; none for a kind or range that is not there."""
    if kind not in KINDS or number < 1:
        return []
    found = KINDS[kind]
    rows = found.rows().filter(pk__gt=(number - 1) * IN_A_RANGE, pk__lte=number * IN_A_RANGE).order_by("pk")
    return [(row, row.newest) for row in rows.annotate(newest=Max(found.modified))]
