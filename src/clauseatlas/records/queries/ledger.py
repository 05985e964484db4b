"""The ledger's leaves: appended in the transaction of their event, read in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clauseatlas.records.models import Capture, Counter, Document, Leaf, Version

LEAVES_AT_A_TIME = 2000  # a leaf is about 1 kB

LeafHash = Callable[[Mapping[str, Any]], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that enters the ledger: its kind, when, what it says, and the rows it tells of."""

    kind: str
    at: datetime
    manifest: Mapping[str, Any]
    document: Document | None = None
    capture: Capture | None = None
    version: Version | None = None


def append(events: Sequence[Event], *, leaf_hash: LeafHash) -> None:
    """Add one leaf per event, in order. Takes the ledger's lock until the caller's transaction ends, so it is called last."""
    positions = Leaf.next_positions(len(events))
    Leaf.objects.bulk_create(
        Leaf(
            position=position,
            kind=event.kind,
            at=event.at,
            manifest=dict(event.manifest),
            leaf_hash=leaf_hash(event.manifest).hex(),
            document=event.document,
            capture=event.capture,
            version=event.version,
        )
        for position, event in zip(positions, events, strict=True)
    )


def leaves() -> Iterator[Leaf]:
    """Every leaf by position with the rows it tells of, some thousands read at a time."""
    after = -1
    rows_told_of = ("capture__snapshot", "version")
    while rows := list(Leaf.objects.select_related(*rows_told_of).filter(position__gt=after).order_by("position")[:LEAVES_AT_A_TIME]):
        yield from rows
        after = rows[-1].position


def appended() -> int:
    """How many leaves were ever appended, by the counter that gives out positions."""
    return Counter.objects.filter(kind="leaf").values_list("last", flat=True).first() or 0


def leaf_of_capture(capture: Capture) -> Leaf | None:
    """The leaf that tells of a capture."""
    return Leaf.objects.filter(capture=capture, kind="capture").first()
