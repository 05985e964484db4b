"""One transaction per visit: snapshot, version, provisions, change, capture, sighting, ledger leaves, and the document's next turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.archive.snapshots import Snapshot as Kept
from clauseatlas.model import capture as visits
from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.words import Outcome, VersionCause
from clauseatlas.pipeline import events
from clauseatlas.pipeline.advising import store_advice
from clauseatlas.pipeline.carrying import arrivals
from clauseatlas.pipeline.changing import record_change, record_lasting_return
from clauseatlas.pipeline.drafting import Draft
from clauseatlas.pipeline.filing import file_visit
from clauseatlas.pipeline.histories import Place, take_place
from clauseatlas.pipeline.holding import patience
from clauseatlas.pipeline.linking import follow_links
from clauseatlas.pipeline.scheduling import MISSING_UNTIL_WITHDRAWN, next_due
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Capture, Change, Document, Revision, Snapshot, Version
from clauseatlas.records.queries import captures, ledger, provisions, versions
from clauseatlas.records.queries.captures import GOOD_OUTCOMES, Finish, KeptBytes


class OvertakenError(Exception):
    """Another process stored a visit of this document in between; what was worked out has to be worked out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a visit left behind."""

    document: Document
    capture: Capture
    cause: VersionCause | None = None
    change: Change | None = None
    place: Place = field(default_factory=Place)


@contextmanager
def turn(document: Document) -> Iterator[set[str]]:
    """A transaction that holds the document; raises OvertakenError when it has had another turn since it was read.

    Gives a set for the names of the document's fields that the block altered: they are saved at the end, with the next turn.
    """
    with transaction.atomic():
        held = Document.objects.select_for_update().values_list("turn", flat=True).get(pk=document.pk)
        if held != document.turn:
            raise OvertakenError(document.record_id)
        altered: set[str] = set()
        yield altered
        document.turn += 1
        document.save(update_fields=[*sorted(altered), "turn"])


def settle_visit(
    workshop: Workshop,
    document: Document,
    visit: visits.Capture,
    finish: Finish,
    *,
    kept: Kept | None = None,
    draft: Draft | None = None,
    since: Capture | None = None,
    again: PolicyText | None = None,
) -> Settled:
    """Store a visit with everything that came of it; a visit that was stored before is left as it is.

    `since` is an earlier capture of the very text of `draft`, held back then: the text was seen from there on. `again` is a known text as this visit
    read it: its links may lead elsewhere.
    """
    now = workshop.clock()
    known = captures.stored_capture(document, visit.started)
    if known is not None:
        return Settled(document=document, capture=known)
    visit = file_visit(workshop, document, visit, kept)
    with turn(document) as altered:
        snapshot = captures.store_snapshot(identity_of(kept, visit)) if kept else None
        told: list[ledger.Event] = []
        if draft is not None:
            stored = store_draft(document, draft, seen=_from(document, visit, since), snapshot=snapshot, told=told, now=now)
            finish = replace(finish, version=stored)
        capture = captures.store_capture(document, visit, _withdrawal(document, finish), snapshot=snapshot)
        if since is not None and finish.version is not None and finish.version.first_seen == since.started:
            take_place(document, finish.version, since.started, capture=since)
        place, change = _place(workshop, document, finish, capture=capture, draft=draft, again=again)
        altered.update(_turn_over(document, visit, replace(finish, outcome=Outcome(capture.outcome))))
        ledger.append([events.of_capture(document, capture, visit, kept or Kept()), *told], leaf_hash=leaf_hash)
    return Settled(document=document, capture=capture, cause=draft.cause if draft else None, change=change, place=place)


def _from(document: Document, visit: visits.Capture, since: Capture | None) -> datetime:
    """From when on a new text stood: from the capture in which it was held back, if no other text was seen after that."""
    if since is None or (document.verified is not None and document.verified >= since.started):
        return visit.started
    return since.started


def identity_of(kept: Kept, visit: visits.Capture) -> KeptBytes:
    """What makes the snapshot of a visit the same as another."""
    return KeptBytes(
        body_sha256=kept.body_sha256 or "",
        body_bytes=kept.body_bytes or 0,
        dom_sha256=kept.dom_sha256 or "",
        screenshot_sha256=kept.screenshot_sha256 or "",
        media_type=visit.media_type or "",
        charset=visit.charset or "",
    )


def store_draft(
    document: Document, draft: Draft, *, seen: datetime, snapshot: Snapshot | None, told: list[ledger.Event], now: datetime, origin: str = ""
) -> Version:
    """The rows of a new version with its provisions, which become the standing ones; its events are added to `told`."""
    source = versions.Source(first_seen=seen, snapshot=draft.snapshot or snapshot, origin=origin)
    if draft.rereads is not None:
        source = replace(source, first_seen=draft.rereads.first_seen, origin=draft.rereads.origin)
    version = versions.store_version(document, draft.policy, draft.verdict, cause=draft.cause, source=source, rereads=draft.rereads, now=now)
    revisions = store_provisions(document, version, draft, now=now)
    if draft.advice is not None:
        store_advice(version, draft.advice, now=now)
    told.append(events.of_version(document, version))
    told.append(events.of_analysis(document, version, revisions, method=draft.method, now=now))
    return version


def store_provisions(document: Document, version: Version, draft: Draft, *, now: datetime) -> tuple[Revision, ...]:
    """The provisions of a version, carried on or minted, and their places in its text."""
    arriving = arrivals(document, draft.provisions, draft.origins)
    stored = provisions.store_arrivals(document, version, arriving, method=draft.method, now=now)
    versions.store_analysis(version, places=stored.places, method=draft.method, now=now)
    provisions.set_standing(document, version, stored.revisions)
    provisions.mark_merged(draft.origins.merged)
    return stored.revisions


def _place(
    workshop: Workshop, document: Document, finish: Finish, *, capture: Capture, draft: Draft | None, again: PolicyText | None
) -> tuple[Place, Change | None]:
    """Enter a good capture into the history, and record the change with which its period began, or that of links under a text that stayed."""
    if finish.version is None or finish.outcome not in GOOD_OUTCOMES:
        return Place(), None
    place = take_place(document, finish.version, capture.started, capture=capture)
    if finish.outcome is Outcome.REVERTED:
        provisions.set_standing(document, finish.version, [each.revision for each in provisions.placed_in(finish.version)])
    if draft is not None and draft.step is not None and place.period is not None:
        return place, record_change(document, place.period, draft, after=finish.version, now=workshop.clock())
    now = workshop.clock()
    returned = record_lasting_return(document, place, catalogue=lambda: workshop.catalogue, now=now)
    relinked = follow_links(document, finish.version, again, at=capture.started, now=now) if again is not None else None
    return place, returned or relinked


def _withdrawal(document: Document, finish: Finish) -> Finish:
    """A third 404 or 410 in a row is a withdrawal."""
    missing = finish.outcome is Outcome.NOT_FOUND and document.missing + 1 >= MISSING_UNTIL_WITHDRAWN
    return replace(finish, outcome=Outcome.WITHDRAWN) if missing else finish


def _turn_over(document: Document, visit: visits.Capture, finish: Finish) -> set[str]:
    """Set what the next visit needs; names of the fields. Validators are those of a good capture, so that a 304 speaks of the current version."""
    outcome = finish.outcome
    good = outcome in GOOD_OUTCOMES
    gone = outcome in {Outcome.NOT_FOUND, Outcome.WITHDRAWN}
    document.failures = 0 if good else document.failures + 1
    document.missing = document.missing + 1 if gone else (0 if good else document.missing)
    document.visited = visit.started
    if good:
        document.verified, document.withdrawn, document.current = visit.started, None, finish.version
    if outcome in GOOD_OUTCOMES - {Outcome.NOT_MODIFIED}:
        document.etag, document.last_modified = visit.etag or "", visit.last_modified or ""
    if outcome is Outcome.WITHDRAWN and document.withdrawn is None:
        document.withdrawn = visit.started
    waits = patience(GateVerdict(verdict=finish.verdict, reasons=finish.reasons)) if finish.verdict and outcome is Outcome.QUARANTINED else None
    document.next_due = next_due(visit, cadence_hours=document.cadence_hours, failures=document.failures, again_after=waits)
    return {"failures", "missing", "visited", "verified", "withdrawn", "current", "etag", "last_modified", "next_due"}
