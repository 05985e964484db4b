"""Versions as other archives ask for them, and the entries of the log by tile."""

from datetime import datetime
from typing import Any

from clauseatlas.records.models import Document, Leaf, Period, Version


def mementos(document: Document) -> list[Version]:
    """The standing versions of a document, oldest first."""
    return list(Version.objects.filter(document=document, superseded=False).order_by("first_seen", "number"))


def memento_at(document: Document, at: datetime) -> Version | None:
    """The version that was seen last before a time; the first one for a time before that, None where there is none."""
    period = Period.objects.filter(document=document, first__lte=at).order_by("-first").first()
    root = period.version_id if period else None
    rows = mementos(document)
    return next((row for row in rows if row.root_id == root), rows[0] if rows else None)


def manifests(first: int, count: int) -> list[Any]:
    """The manifests of leaves in a row."""
    return list(Leaf.objects.filter(position__gte=first, position__lt=first + count).order_by("position").values_list("manifest", flat=True))
