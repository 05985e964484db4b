"""What `verify` compares: digests, texts with their quotes, and leaves with the rows they tell of."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from clauseatlas.records.models import Capture, Leaf, Revision, Snapshot, Version, VersionText
from clauseatlas.records.packing import unpack_text

ROWS_AT_A_TIME = 500


def digests(document: int | None = None) -> Iterator[str]:
    """Every digest that a snapshot names, of all documents or of one."""
    snapshots = Snapshot.objects.order_by("pk")
    if document is not None:
        snapshots = snapshots.filter(captures__document=document).distinct()
    after = 0
    while rows := list(snapshots.filter(pk__gt=after)[:ROWS_AT_A_TIME]):
        yield from dict.fromkeys(digest for row in rows for digest in row.digests)
        after = rows[-1].pk
    captures = Capture.objects.filter(facts__warc_sha256__isnull=False)
    if document is not None:
        captures = captures.filter(document=document)
    yield from captures.order_by("pk").values_list("facts__warc_sha256", flat=True).iterator(ROWS_AT_A_TIME)


def versions(document: int | None = None) -> Iterator[Version]:
    """Every version with its document, of all documents or of one."""
    found = Version.objects.select_related("document").order_by("pk")
    if document is not None:
        found = found.filter(document=document)
    after = 0
    while rows := list(found.filter(pk__gt=after)[:ROWS_AT_A_TIME]):
        yield from rows
        after = rows[-1].pk


def text_of(version: Version) -> str:
    """The canonical text as it is stored."""
    return unpack_text(bytes(VersionText.objects.values_list("text", flat=True).get(version=version)))


def placed_quotes(version: Version) -> list[tuple[Revision, list[list[Any]]]]:
    """The revisions of a version with the places of their quotes, and those first found in it with their own offsets."""
    places = VersionText.objects.values_list("places", flat=True).get(version=version)
    keys = [key for key, _ in places]
    rows = {row.pk: row for row in Revision.objects.filter(Q(pk__in=keys) | Q(first_version=version)).select_related("provision")}
    own = [
        (row, [[quote["start"], quote["end"], quote["section"]] for quote in row.quotes])
        for row in rows.values()
        if row.first_version_id == version.pk
    ]
    return [(rows[key], quotes) for key, quotes in places] + own


def begun_in(version: Version) -> list[Revision]:
    """The revisions whose span begins with this version."""
    return list(Revision.objects.filter(first_version=version).select_related("provision"))


def tells_the_truth(leaf: Leaf) -> bool:
    """Whether the row that a leaf tells of still says the same."""
    manifest = leaf.manifest
    if leaf.kind == "capture" and leaf.capture is not None:
        capture = leaf.capture
        snapshot = capture.snapshot
        body = snapshot.body_sha256 if snapshot else None
        return bool((manifest["outcome"], manifest["body_sha256"], manifest["text_sha256"] or "") == (capture.outcome, body, capture.text_sha256))
    if leaf.kind == "version" and leaf.version is not None:
        return bool((manifest["text_sha256"], manifest["number"]) == (leaf.version.text_sha256, leaf.version.number))
    return True


def missing_leaves() -> Iterator[str]:
    """Captures and versions that no leaf tells of, one line each."""
    for capture in Capture.objects.filter(leaves__isnull=True).select_related("document")[:ROWS_AT_A_TIME]:
        yield f"ledger: no leaf tells of the capture of {capture.document.record_id} at {capture.started.isoformat()}"
    for version in Version.objects.filter(leaves__isnull=True).select_related("document")[:ROWS_AT_A_TIME]:
        yield f"ledger: no leaf tells of {version.document.record_id} version {version.number}"
