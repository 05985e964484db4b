"""Manifests: what the ledger says of each event, as plain dicts of JSON values.

Every manifest has `schema`, `event` and `at`. Absent facts are null, never left out; times are RFC 3339 in UTC with microseconds, digests
lower-case SHA-256 in hex, durations whole milliseconds (floating-point numbers would hash differently elsewhere). A field is never renamed or
given another meaning: a manifest that needs that gets a new `schema`.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from clauseatlas import __version__
from clauseatlas.archive.blobs import digest_of
from clauseatlas.archive.ledger import canonical
from clauseatlas.archive.snapshots import Snapshot
from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome, VersionCause

SCHEMA = "clauseatlas-event-1"

Manifest = dict[str, Any]


class Event(StrEnum):
    """What the ledger records."""

    CAPTURE = "capture"
    VERSION = "version"
    ANALYSIS = "analysis"
    CORRECTION = "correction"
    TAKEDOWN = "takedown"
    KEY = "key"


class KeyAction(StrEnum):
    """What happened to a checkpoint key."""

    INTRODUCED = "introduced"
    RETIRED = "retired"
    REVOKED = "revoked"


def of_capture(capture: Capture, snapshot: Snapshot, *, document: str, outcome: Outcome, reasons: Sequence[str] = ()) -> Manifest:
    """The manifest of a visit, good or failed; `outcome` is that of the visit as a whole, `reasons` those of the gate."""
    return _manifest(Event.CAPTURE, capture.started) | {
        "document": document,
        "software": f"clauseatlas {__version__}",
        "fetcher": capture.fetcher,
        "url": capture.url,
        "final_url": capture.final_url,
        "hops": [{"url": hop.url, "status": hop.status, "address": hop.address} for hop in capture.hops],
        "status": capture.status,
        "outcome": str(outcome),
        "reasons": [str(reason) for reason in reasons],
        "attempts": capture.attempts,
        "milliseconds": round(capture.seconds * 1000),
        "media_type": capture.media_type,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "body_sha256": snapshot.body_sha256,
        "body_bytes": snapshot.body_bytes,
        "dom_sha256": snapshot.dom_sha256,
        "screenshot_sha256": snapshot.screenshot_sha256,
        "headers_sha256": snapshot.headers_sha256,
        "facts": dict(capture.facts),
    }


def of_version(
    *, document: str, number: int, cause: VersionCause, text_sha256: str, source_sha256: str | None, reader: str, detected: datetime
) -> Manifest:
    """The manifest of a new version: `reader` made the text with `text_sha256` from the bytes with `source_sha256`."""
    return _manifest(Event.VERSION, detected) | {
        "document": document,
        "number": number,
        "cause": str(cause),
        "text_sha256": text_sha256,
        "source_sha256": source_sha256,
        "reader": reader,
    }


def of_analysis(
    *, document: str, text_sha256: str, method: Mapping[str, str], provisions: Sequence[Mapping[str, Any]], analysed: datetime
) -> Manifest:
    """The manifest of an analysis: which method said what of which text, the provisions (as JSON) by the digest of their canonical form."""
    return _manifest(Event.ANALYSIS, analysed) | {
        "document": document,
        "text_sha256": text_sha256,
        "method": dict(method),
        "provisions": len(provisions),
        "provisions_sha256": digest_of(canonical({"provisions": [dict(provision) for provision in provisions]})),
    }


def of_correction(*, record: str, field: str, before: str | None, after: str | None, reason: str, corrected: datetime) -> Manifest:
    """The manifest of a public correction of one field of one record."""
    return _manifest(Event.CORRECTION, corrected) | {"record": record, "field": field, "before": before, "after": after, "reason": reason}


def of_takedown(*, record: str, digests: Sequence[str], reason: str, withheld: datetime) -> Manifest:
    """The manifest of content withheld or erased: its digests stay, so that earlier proofs still verify."""
    return _manifest(Event.TAKEDOWN, withheld) | {"record": record, "digests": sorted(digests), "reason": reason}


def of_key(*, name: str, algorithm: str, public_key: str, action: KeyAction, at: datetime) -> Manifest:
    """The manifest of a checkpoint key coming or going; `public_key` in base64."""
    return _manifest(Event.KEY, at) | {"name": name, "algorithm": algorithm, "public_key": public_key, "action": str(action)}


def rfc3339(moment: datetime) -> str:
    """The moment in UTC with microseconds and Z; raises `ValueError` for a time without zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _manifest(event: Event, at: datetime) -> Manifest:
    return {"schema": SCHEMA, "event": str(event), "at": rfc3339(at)}
