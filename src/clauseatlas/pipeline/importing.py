"""The door for texts that another archive captured: dates and texts, no bytes of ours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.words import Outcome, Verdict
from clauseatlas.pipeline.changing import record_change, record_lasting_return
from clauseatlas.pipeline.drafting import draft_version, standing_of
from clauseatlas.pipeline.histories import take_place
from clauseatlas.pipeline.holding import CONFIRMED_AFTER, patience
from clauseatlas.pipeline.linking import follow_links
from clauseatlas.pipeline.settling import store_draft, turn
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Change, Document, Version
from clauseatlas.records.queries import history, ledger, provisions, versions
from clauseatlas.text.gate import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A text that another archive saw at a time; `origin` says where it can be found there.

    `stood` is how long it was the text there, as far as is known. One that differs too much from the text before it is entered only if it stood as
    long as two visits of ours that confirm each other would have to be apart.
    """

    at: datetime
    policy: PolicyText
    origin: str
    stood: timedelta = CONFIRMED_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What came of an imported sighting: `recorded`, `same`, `reverted`, or `quarantined` with the gate's verdict and no version."""

    outcome: Outcome
    version: Version | None
    verdict: GateVerdict | None = None
    change: Change | None = None

    @property
    def is_held_back(self) -> bool:
        """Whether the text would be a version if it had stood longer."""
        return self.outcome is Outcome.QUARANTINED and self.verdict is not None and patience(self.verdict) is not None


def enter(workshop: Workshop, document: Document, sighted: Sighted) -> Entered:
    """Enter one sighting into the history of a document; the second time it changes nothing. One transaction.

    Sightings are given oldest first. One that is older than what the document has is entered at its place; the step from the text before it
    is then worked out by `rebuild --stage changes`.
    """
    known = versions.version_of_text(document, sighted.policy.sha256)
    if known is not None:
        return _enter_known(workshop, document, sighted, known)
    before = standing_of(document.current, until=sighted.at) if document.current else None
    verdict = judge(
        sighted.policy,
        declared_language=document.language or None,
        declared_region=document.region or None,
        previous=before.policy if before else None,
    )
    asked = patience(verdict)
    if (asked is None and verdict.verdict is Verdict.QUARANTINED) or (asked is not None and sighted.stood < asked):
        return Entered(outcome=Outcome.QUARANTINED, version=None, verdict=verdict)
    draft = draft_version(document, sighted.policy, verdict, before=before, catalogue=workshop.catalogue)
    now = workshop.clock()
    with turn(document) as altered:
        told: list[ledger.Event] = []
        version = store_draft(document, draft, seen=sighted.at, snapshot=None, told=told, now=now, origin=sighted.origin)
        place = take_place(document, version, sighted.at, capture=None)
        altered.add("current")
        newest = _stand_at_end(document, version)
        change = record_change(document, place.period, draft, after=version, now=now) if newest and draft.step and place.period else None
        ledger.append(told, leaf_hash=leaf_hash)
    return Entered(outcome=Outcome.RECORDED, version=version, verdict=verdict, change=change)


def _enter_known(workshop: Workshop, document: Document, sighted: Sighted, known: Version) -> Entered:
    version = versions.newest_reading(known.root_id)
    same = document.current is not None and document.current.root_id == version.root_id
    with turn(document) as altered:
        altered.add("current")
        place = take_place(document, version, sighted.at, capture=None)
        _stand_at_end(document, version)
        now = workshop.clock()
        change = record_lasting_return(document, place, catalogue=lambda: workshop.catalogue, now=now)
        if place.period is not None and place.period.last == sighted.at:
            change = follow_links(document, version, sighted.policy, at=sighted.at, now=now) or change
    return Entered(outcome=Outcome.SAME if same else Outcome.REVERTED, version=version, change=change)


def _stand_at_end(document: Document, version: Version) -> bool:
    """Make the text that was seen last the current one, and its provisions the standing ones; whether that is this version."""
    newest = versions.newest_reading(history.last_periods(document)[0].version_id)
    document.current = newest
    provisions.set_standing(document, newest, [each.revision for each in provisions.placed_in(newest)])
    return newest.pk == version.pk
