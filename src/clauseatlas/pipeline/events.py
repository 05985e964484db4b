"""Events of the pipeline as the ledger records them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from clauseatlas.archive import manifests
from clauseatlas.archive.snapshots import Snapshot as Kept
from clauseatlas.model import capture as visits
from clauseatlas.model.words import Outcome, VersionCause
from clauseatlas.records.models import Capture, Document, Revision, Version
from clauseatlas.records.queries.ledger import Event


def of_capture(document: Document, capture: Capture, visit: visits.Capture, kept: Kept) -> Event:
    """A visit, whatever happened, so that a gap in the history is provable and not suspicious."""
    manifest = manifests.of_capture(visit, kept, document=document.record_id, outcome=Outcome(capture.outcome), reasons=capture.gate_reasons) | {
        "text_sha256": capture.text_sha256 or None
    }
    return Event(kind=manifests.Event.CAPTURE.value, at=visit.started, manifest=manifest, document=document, capture=capture)


def of_version(document: Document, version: Version) -> Event:
    """A text that became a version; `origin` names the archive it was imported from."""
    manifest = manifests.of_version(
        document=document.record_id,
        number=version.number,
        cause=VersionCause(version.cause),
        text_sha256=version.text_sha256,
        source_sha256=version.snapshot.read_sha256 if version.snapshot else None,
        reader=version.reader,
        detected=version.recorded,
    ) | {"origin": version.origin or None, "first_seen": manifests.rfc3339(version.first_seen)}
    return Event(kind=manifests.Event.VERSION.value, at=version.recorded, manifest=manifest, document=document, version=version)


def of_analysis(document: Document, version: Version, revisions: Sequence[Revision], *, method: Mapping[str, str], now: datetime) -> Event:
    """What a method found in a version: record ids with the digests of what the records say."""
    manifest = manifests.of_analysis(
        document=document.record_id,
        text_sha256=version.text_sha256,
        method=method,
        provisions=[{"provision": revision.provision_id, "revision_sha256": revision.digest} for revision in revisions],
        analysed=now,
    )
    return Event(kind=manifests.Event.ANALYSIS.value, at=now, manifest=manifest, document=document, version=version)
