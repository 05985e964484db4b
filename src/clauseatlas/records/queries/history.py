"""The history of a document as sightings and periods."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from clauseatlas.records.models import Capture, Document, Period, Sighting, Version
from clauseatlas.records.queries.changes import retract

FILLED = ("first", "last", "sightings", "returned", "variant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period as worked out from sightings: version first read from the bytes, first and last sighting, and how many."""

    version_id: int
    first: datetime
    last: datetime
    sightings: int
    returned: bool = False
    variant: bool = False


def store_sighting(document: Document, version: Version, at: datetime, *, capture: Capture | None) -> bool:
    """Record that a version was seen; False when this sighting was stored already. That of a new capture cannot have been."""
    if capture is None and Sighting.objects.filter(document=document, at=at).exists():
        return False
    Sighting.objects.create(document=document, at=at, version_id=version.root_id, capture=capture)
    return True


def extend_last_period(document: Document, version: Version, at: datetime) -> list[Period]:
    """Let the last period run to `at` if it is one of this version and not later: that period and the one before it.

    Nothing when the history has to be worked out anew.
    """
    rows = last_periods(document)
    if not rows or rows[0].version_id != version.root_id or rows[0].last > at:
        return []
    Period.objects.filter(pk=rows[0].pk).update(last=at, sightings=F("sightings") + 1)
    rows[0].last = at
    return rows


def sightings(document: Document) -> list[tuple[datetime, int]]:
    """Every sighting of a document in order of time: when, and the key of the version first read from the bytes."""
    return list(Sighting.objects.filter(document=document).order_by("at").values_list("at", "version_id"))


def last_periods(document: Document) -> list[Period]:
    """The last period and the one before it, newest first."""
    return list(Period.objects.filter(document=document).select_related("version").order_by("-first")[:2])


def periods(document: Document) -> list[Period]:
    """The periods of a document in order, with their versions."""
    return list(Period.objects.filter(document=document).select_related("version").order_by("first"))


def store_periods(document: Document, stretches: Iterable[Stretch]) -> list[Period]:
    """Make the stored periods those given, in order. A row stays that of its period while both overlap, so a change keeps the period it began."""
    left = list(Period.objects.filter(document=document).order_by("first"))
    new: list[Period] = []
    changed: list[Period] = []
    for stretch in stretches:
        row = next((old for old in left if old.version_id == stretch.version_id and old.first <= stretch.last and old.last >= stretch.first), None)
        if row is None:
            new.append(Period(document=document, version_id=stretch.version_id))
            _fill(new[-1], stretch)
            continue
        left.remove(row)
        if _fill(row, stretch):
            changed.append(row)
    retract(left)
    Period.objects.filter(pk__in=[row.pk for row in left]).delete()
    Period.objects.bulk_update(changed, FILLED)
    Period.objects.bulk_create(new)
    return periods(document)


def _fill(row: Period, stretch: Stretch) -> bool:
    """Copy the stretch into the row; whether anything differed."""
    differs = any(getattr(row, field) != getattr(stretch, field) for field in FILLED)
    for field in FILLED:
        setattr(row, field, getattr(stretch, field))
    return differs
