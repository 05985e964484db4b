"""The page of a document: reading view of its current text, provisions, versions, capture health, declaration."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise, takewhile
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model import labels
from clauseatlas.model.policytext import BlockKind, GateVerdict
from clauseatlas.model.words import GateReason, Level, Outcome, Verdict, VersionCause
from clauseatlas.pipeline.holding import patience
from clauseatlas.publish.pages.as_of import AsOf, as_of
from clauseatlas.publish.pages.parts import (
    ChangeCard,
    Crumb,
    DocumentCard,
    Head,
    ProvisionCard,
    Reference,
    Term,
    change_card,
    document_card,
    listed,
    platform_reference,
    provision_card,
    revision_card,
    term,
)
from clauseatlas.publish.pages.reading_slices import Slice, slice_of
from clauseatlas.publish.pages.reading_view import BlockView, marks_of, reading_view
from clauseatlas.records import addresses
from clauseatlas.records.models import Capture, Document, Period, Version
from clauseatlas.records.queries import publishing
from clauseatlas.records.queries.dating import Applied
from clauseatlas.records.queries.publishing import Severities

LATEST_CAPTURES = 12
LATEST_CHANGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the text, for jumping."""

    anchor: str
    level: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPart:
    """A version in the list of a document."""

    number: int
    path: str
    first_seen: datetime
    cause: Term
    words: int
    updated: date | None
    effective: date | None
    text_sha256: str
    difference_path: str | None
    change: ChangeCard | None
    cosmetic: bool
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPart:
    """A stretch in which one version stood."""

    version: int
    version_path: str
    first: datetime
    last: datetime
    sightings: int
    returned: bool
    variant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePart:
    """A visit in the log of a document."""

    started: datetime
    outcome: Term
    reasons: str
    detail: str
    status: int | None
    seconds: float
    fetcher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A text that holds too little of the last good one: kept, and a version only when a visit `hours` after the first finds it again."""

    since: datetime
    text_sha256: str
    hours: int
    next_visit: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCount:
    """How many provisions of a clause type a text has."""

    clause_type: Term
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """Everything the document page shows. `blocks` are the whole text, `shown` says which of them the HTML page has.

    `marked` counts the provisions of the text shown, `only` is the clause type that marks are narrowed to.
    """

    head: Head
    card: DocumentCard
    platform: Reference
    language: str
    region: str
    fetcher: str
    cadence_hours: int
    select: tuple[str, ...]
    version: int | None
    words: int
    text_sha256: str
    body_sha256: str
    reader: str
    updated: date | None
    effective: date | None
    as_of: AsOf | None
    sections: tuple[Section, ...]
    blocks: tuple[BlockView, ...]
    shown: Slice
    provisions: tuple[ProvisionCard, ...]
    marked: Severities
    types: tuple[TypeCount, ...]
    only: Term | None
    versions: tuple[VersionPart, ...]
    periods: tuple[PeriodPart, ...]
    changes: tuple[ChangeCard, ...]
    health: publishing.Health
    captures: tuple[CapturePart, ...]
    held_back: HeldBack | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a text is to be shown: from which paragraph or record on, marks of one clause type only, as it applied on a day."""

    at: str = ""
    clause_type: str = ""
    day: date | None = None
    applied: Applied | None = None


PLAINLY = Asked()


def document_page(document: Document, catalogue: Catalogue, *, asked: Asked = PLAINLY) -> DocumentPage:
    """The page of a document as it stands now, or as it applied on a day; `current` and `platform` are loaded."""
    version = asked.applied.version if asked.applied else document.current
    listing = version_parts(document)
    visits = publishing.latest_captures(document, LATEST_CAPTURES)
    return DocumentPage(
        head=_head(document, plainly=asked == PLAINLY),
        card=document_card(document, publishing.severities_by("document_id", [document.pk]), versions=len(listing)),
        platform=platform_reference(document),
        language=(version.language if version else "") or document.language,
        region=document.region,
        fetcher=document.fetcher,
        cadence_hours=document.cadence_hours,
        select=tuple(document.select),
        version=version.number if version else None,
        words=version.words if version else 0,
        text_sha256=version.text_sha256 if version else "",
        body_sha256=version.snapshot.body_sha256 if version and version.snapshot else "",
        reader=version.reader if version else "",
        updated=version.stated_updated if version else None,
        effective=version.stated_effective if version else None,
        as_of=as_of(asked.day, asked.applied) if asked.day and asked.applied else None,
        versions=listing,
        periods=period_parts(document),
        changes=tuple(each.change for each in listing if each.change)[:LATEST_CHANGES],
        health=publishing.health(document),
        captures=tuple(_capture(each) for each in visits),
        held_back=_held_back(document, visits),
        **_text(document, version, catalogue, asked),
    )


def _head(document: Document, *, plainly: bool) -> Head:
    return Head(
        title=f"{document.title} · {document.platform.name}",
        description=f"{document.title}: the current text with its provisions marked, every version and how it was captured.",
        path=addresses.document_path(document),
        crumbs=(Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)), Crumb(label=document.title)),
        listed=plainly,
    )


def _text(document: Document, version: Version | None, catalogue: Catalogue, asked: Asked) -> dict[str, Any]:
    """The parts of the page that come from the text: blocks with marks, the slice shown, headings, provisions and their types."""
    cards = _cards(document, version, catalogue)
    blocks: tuple[BlockView, ...] = ()
    if version is not None:
        text, places = publishing.text_and_places(version)
        marked = {key: card for key, card in cards.items() if asked.clause_type in ("", card.clause_type.value)}
        blocks = reading_view(text, marks_of(places, marked))
    by_type = Counter(card.clause_type for card in cards.values())
    return {
        "sections": sections_of(blocks),
        "blocks": blocks,
        "shown": slice_of(blocks, asked.at),
        "provisions": tuple(cards.values()),
        "marked": counted_severities(cards.values()),
        "types": tuple(TypeCount(clause_type=each, count=by_type[each]) for each in sorted(by_type, key=lambda term: term.label)),
        "only": next((each for each in by_type if each.value == asked.clause_type), None),
    }


def _cards(document: Document, version: Version | None, catalogue: Catalogue) -> dict[int, ProvisionCard]:
    """The provisions of a version by revision key, in the order of their record ids."""
    if version is None:
        return {}
    if version.pk == document.current_id:
        return {each.current_id: provision_card(each, catalogue) for each in publishing.provisions_in(document) if each.current_id}
    _, places = publishing.text_and_places(version)
    rows = sorted(publishing.revisions_at(place[0] for place in places), key=lambda each: each.provision_id)
    return {each.pk: revision_card(each, catalogue) for each in rows}


def counted_severities(cards: Iterable[ProvisionCard]) -> Severities:
    """Cards by severity."""
    counts = Counter(card.severity.value for card in cards)
    return Severities(high=counts[Level.HIGH.value], medium=counts[Level.MEDIUM.value], low=counts[Level.LOW.value])


def sections_of(blocks: Sequence[BlockView]) -> tuple[Section, ...]:
    """The headings of a reading view."""
    return tuple(
        Section(anchor=block.anchor, level=block.level, title="".join(segment.text for segment in block.segments))
        for block in blocks
        if block.kind is BlockKind.HEADING
    )


def version_parts(document: Document) -> tuple[VersionPart, ...]:
    """All versions of a document, newest first, each with its told change where there is one."""
    changes = publishing.changes_of(document)
    fates = publishing.effect_counts(changes)
    by_version: Mapping[int, ChangeCard] = {each.to_version_id: change_card(each, fates.get(each.pk, {})) for each in changes if each.kind == "new"}
    rows = list(publishing.versions(document))
    older = {newer.pk: each for newer, each in pairwise(rows)}
    return tuple(_version(document, each, by_version.get(each.pk), older.get(each.pk)) for each in rows)


def period_parts(document: Document) -> tuple[PeriodPart, ...]:
    """The periods of a document, newest first."""
    return tuple(_period(document, each) for each in publishing.periods(document))


def _version(document: Document, version: Version, change: ChangeCard | None, older: Version | None) -> VersionPart:
    told = change is not None and change.significance.value in publishing.TOLD
    return VersionPart(
        number=version.number,
        path=addresses.version_path(document, version),
        first_seen=version.first_seen,
        cause=term(labels.CAUSES, VersionCause(version.cause)),
        words=version.words,
        updated=version.stated_updated,
        effective=version.stated_effective,
        text_sha256=version.text_sha256,
        difference_path=addresses.difference_path(document, older.number, version.number) if older else None,
        change=change if told else None,
        cosmetic=change is not None and not told,
        origin=version.origin,
    )


def _period(document: Document, period: Period) -> PeriodPart:
    return PeriodPart(
        version=period.version.number,
        version_path=addresses.version_path(document, period.version),
        first=period.first,
        last=period.last,
        sightings=period.sightings,
        returned=period.returned,
        variant=period.variant,
    )


def _held_back(document: Document, visits: Sequence[Capture]) -> HeldBack | None:
    """What the newest visits brought and held back, if they did; `visits` newest first."""
    waiting = list(takewhile(lambda visit: _patience(visit) is not None, visits))
    waited = _patience(waiting[0]) if waiting else None
    if waited is None:
        return None
    return HeldBack(
        since=waiting[-1].started,
        text_sha256=waiting[0].text_sha256,
        hours=int(waited / timedelta(hours=1)),
        next_visit=document.next_due,
    )


def _patience(visit: Capture) -> timedelta | None:
    """How long the text of a visit is held back; None where it is not."""
    if visit.outcome != Outcome.QUARANTINED.value or not visit.verdict:
        return None
    return patience(GateVerdict(verdict=Verdict(visit.verdict), reasons=tuple(GateReason(reason) for reason in visit.gate_reasons)))


def _capture(capture: Capture) -> CapturePart:
    return CapturePart(
        started=capture.started,
        outcome=term(labels.OUTCOMES, Outcome(capture.outcome)),
        reasons=listed([labels.GATE_REASONS[GateReason(reason)] for reason in capture.gate_reasons]),
        detail=capture.detail,
        status=capture.status,
        seconds=capture.seconds,
        fetcher=capture.fetcher,
    )
