"""Captures and snapshots: stored once, asked for by document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from clauseatlas.model import capture as visits
from clauseatlas.model.words import GateReason, Outcome, Verdict
from clauseatlas.records.models import Capture, Document, Snapshot, Version

GOOD_OUTCOMES = frozenset({Outcome.RECORDED, Outcome.SAME, Outcome.NOT_MODIFIED, Outcome.REVERTED})
"""Outcomes of a visit that saw the policy: the newest of them is "last verified"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBytes:
    """Digests of what the archive kept of a visit, and how the body is to be read."""

    body_sha256: str
    body_bytes: int
    dom_sha256: str = ""
    screenshot_sha256: str = ""
    media_type: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How a visit ended after its text was judged."""

    outcome: Outcome
    detail: str = ""
    verdict: Verdict | None = None
    reasons: tuple[GateReason, ...] = ()
    text_sha256: str = ""
    version: Version | None = None


def find_snapshot(kept: KeptBytes) -> Snapshot | None:
    """The snapshot of these bytes read this way, if it is known."""
    return Snapshot.objects.filter(**_identity(kept)).first()


def known_reading(document: Document, kept: KeptBytes) -> Version | None:
    """The version that this document was read as when the same bytes came before, or None."""
    capture = (
        Capture.objects.filter(document=document, version__isnull=False, **{f"snapshot__{name}": value for name, value in _identity(kept).items()})
        .select_related("version")
        .order_by("-started")
        .first()
    )
    return capture.version if capture else None


def has_filed_body(document: Document, body_sha256: str) -> bool:
    """Whether a WARC of an earlier capture of this document holds this body whole."""
    return Capture.objects.filter(document=document, snapshot__body_sha256=body_sha256, facts__warc_body="whole").exists()


def address_of(version: Version) -> str:
    """The address that the text of a version was read at: that of the capture it first came in."""
    first = Capture.objects.filter(version=version.root_id).order_by("started").values_list("final_url", "url").first()
    return (first[0] or first[1]) if first else version.document.url


def store_snapshot(kept: KeptBytes) -> Snapshot:
    """The snapshot row of these bytes, made if it is new; inside the transaction of its capture."""
    return Snapshot.objects.get_or_create(**_identity(kept), defaults={"body_bytes": kept.body_bytes})[0]


def stored_capture(document: Document, started: datetime) -> Capture | None:
    """The row of a visit that was stored already, or None."""
    return Capture.objects.filter(document=document, started=started).first()


def store_capture(document: Document, visit: visits.Capture, finish: Finish, *, snapshot: Snapshot | None) -> Capture:
    """The row of a visit."""
    return Capture.objects.create(
        document=document,
        started=visit.started,
        seconds=visit.seconds,
        outcome=finish.outcome.value,
        detail=finish.detail or visit.detail,
        may_be_transient=visit.may_be_transient,
        fetcher=visit.fetcher,
        url=visit.url,
        final_url=visit.final_url or "",
        status=visit.status,
        headers=[list(header) for header in visit.headers],
        hops=[{"url": hop.url, "status": hop.status, "address": hop.address} for hop in visit.hops],
        attempts=visit.attempts,
        media_type=visit.media_type or "",
        charset=visit.charset or "",
        etag=visit.etag or "",
        last_modified=visit.last_modified or "",
        facts=dict(visit.facts),
        verdict=finish.verdict.value if finish.verdict else "",
        gate_reasons=[reason.value for reason in finish.reasons],
        snapshot=snapshot,
        text_sha256=finish.text_sha256,
        version=finish.version,
    )


def held_back(document: Document, *, since: datetime, until: datetime) -> QuerySet[Capture]:
    """Captures of this document in a span of time that were kept and not taken for the policy, oldest first."""
    return (
        Capture.objects.filter(document=document, outcome=Outcome.QUARANTINED.value, started__gte=since, started__lte=until, snapshot__isnull=False)
        .select_related("snapshot")
        .order_by("started")
    )


def _identity(kept: KeptBytes) -> dict[str, Any]:
    return {
        "body_sha256": kept.body_sha256,
        "dom_sha256": kept.dom_sha256,
        "screenshot_sha256": kept.screenshot_sha256,
        "media_type": kept.media_type,
        "charset": kept.charset,
    }
