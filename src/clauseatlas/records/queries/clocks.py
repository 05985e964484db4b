"""Times that can be held against each other."""

from collections.abc import Iterator
from datetime import datetime

from clauseatlas.records.models import Capture, Leaf, Timestamp

ROWS_AT_A_TIME = 500


def after_their_timestamp() -> Iterator[tuple[int, datetime, datetime]]:
    """Leaves whose time is later than that of a timestamp over them: position, its time, the timestamp's."""
    for stamp in Timestamp.objects.filter(at__isnull=False).order_by("checkpoint"):
        late = Leaf.objects.filter(position__lt=stamp.checkpoint_id, at__gt=stamp.at).order_by("position").first()
        if late is not None and stamp.at is not None:
            yield late.position, late.at, stamp.at


def dated_captures() -> Iterator[tuple[str, datetime, str]]:
    """Captures whose answer carried a Date and came straight from a server: record id, our time, the header."""
    for capture in Capture.objects.select_related("document").order_by("pk").iterator(ROWS_AT_A_TIME):
        named = {str(name).lower(): str(value) for name, value in capture.headers}
        if "date" in named and "age" not in named:
            yield capture.document.record_id, capture.started, named["date"]
