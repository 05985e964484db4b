"""The page of a document: reading view of its current text, provisions, versions, capture health, declaration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model import labels
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import GateReason, Outcome, VersionCause
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
    term,
)
from clauseatlas.publish.pages.reading_view import BlockView, marks_of, reading_view
from clauseatlas.records import addresses
from clauseatlas.records.models import Capture, Document, Period, Version
from clauseatlas.records.queries import publishing

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
class DocumentPage:
    """Everything the document page shows."""

    head: Head
    card: DocumentCard
    platform: Reference
    language: str
    region: str
    fetcher: str
    cadence_hours: int
    select: tuple[str, ...]
    version: int | None
    text_sha256: str
    body_sha256: str
    reader: str
    effective: date | None
    sections: tuple[Section, ...]
    blocks: tuple[BlockView, ...]
    provisions: tuple[ProvisionCard, ...]
    versions: tuple[VersionPart, ...]
    periods: tuple[PeriodPart, ...]
    changes: tuple[ChangeCard, ...]
    health: publishing.Health
    captures: tuple[CapturePart, ...]


def document_page(document: Document, catalogue: Catalogue) -> DocumentPage:
    """The page of a document as it stands now; `current` and `platform` are loaded."""
    provisions = publishing.provisions_in(document)
    cards = {each.current_id: provision_card(each, catalogue) for each in provisions if each.current_id}
    current = document.current
    blocks: tuple[BlockView, ...] = ()
    if current is not None:
        text, places = publishing.text_and_places(current)
        blocks = reading_view(text, marks_of(places, cards))
    listing = version_parts(document)
    return DocumentPage(
        head=Head(
            title=f"{document.title} · {document.platform.name}",
            description=f"{document.title}: the current text with its provisions marked, every version and how it was captured.",
            path=addresses.document_path(document),
            crumbs=(Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)), Crumb(label=document.title)),
        ),
        card=document_card(document, publishing.severities_by("document_id", [document.pk]), versions=len(listing)),
        platform=platform_reference(document),
        language=(current.language if current else "") or document.language,
        region=document.region,
        fetcher=document.fetcher,
        cadence_hours=document.cadence_hours,
        select=tuple(document.select),
        version=current.number if current else None,
        text_sha256=current.text_sha256 if current else "",
        body_sha256=current.snapshot.body_sha256 if current and current.snapshot else "",
        reader=current.reader if current else "",
        effective=current.stated_effective if current else None,
        sections=sections_of(blocks),
        blocks=blocks,
        provisions=tuple(cards.values()),
        versions=listing,
        periods=period_parts(document),
        changes=tuple(each.change for each in listing if each.change)[:LATEST_CHANGES],
        health=publishing.health(document),
        captures=tuple(_capture(each) for each in publishing.latest_captures(document, LATEST_CAPTURES)),
    )


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
