"""The pages of one version, and of all versions of a document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model import labels
from clauseatlas.model.words import VersionCause
from clauseatlas.publish.pages.document_page import PeriodPart, Section, VersionPart, period_parts, sections_of, version_parts
from clauseatlas.publish.pages.parts import Crumb, Head, ProvisionCard, Reference, Term, document_reference, platform_reference, revision_card, term
from clauseatlas.publish.pages.reading_slices import Slice, slice_of
from clauseatlas.publish.pages.reading_view import BlockView, marks_of, reading_view
from clauseatlas.records import addresses
from clauseatlas.records.models import Document, Version
from clauseatlas.records.queries import publishing


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """Everything the page of a version shows."""

    head: Head
    document: Reference
    platform: Reference
    number: int
    current: bool
    cause: Term
    first_seen: datetime
    updated: date | None
    effective: date | None
    stated: tuple[dict[str, Any], ...]
    words: int
    language: str
    text_sha256: str
    body_sha256: str
    reader: str
    origin: str
    periods: tuple[PeriodPart, ...]
    earlier_difference: str | None
    later_difference: str | None
    provisions: tuple[ProvisionCard, ...]
    sections: tuple[Section, ...]
    blocks: tuple[BlockView, ...]
    shown: Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """Everything the list of versions shows."""

    head: Head
    document: Reference
    platform: Reference
    versions: tuple[VersionPart, ...]
    periods: tuple[PeriodPart, ...]


def version_page(document: Document, version: Version, catalogue: Catalogue, *, at: str = "") -> VersionPage:
    """The text of a version as it was read, with the provisions that stood in it; of a long one the slice that holds the paragraph `at`."""
    text, places = publishing.text_and_places(version)
    cards = {revision.pk: revision_card(revision, catalogue) for revision in publishing.revisions_at(place[0] for place in places)}
    blocks = reading_view(text, marks_of(places, cards))
    around = publishing.neighbours(version)
    return VersionPage(
        head=Head(
            title=f"{document.title}, version {version.number}",
            description=f"{document.title} of {document.platform.name} as first seen on {version.first_seen:%Y-%m-%d}.",
            path=addresses.version_path(document, version),
            crumbs=(
                Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)),
                Crumb(label=document.title, path=addresses.document_path(document)),
                Crumb(label="Versions", path=addresses.versions_path(document)),
                Crumb(label=str(version.number)),
            ),
            listed=document.current_id != version.pk,
        ),
        document=document_reference(document),
        platform=platform_reference(document),
        number=version.number,
        current=document.current_id == version.pk,
        cause=term(labels.CAUSES, VersionCause(version.cause)),
        first_seen=version.first_seen,
        updated=version.stated_updated,
        effective=version.stated_effective,
        stated=tuple(version.stated),
        words=version.words,
        language=version.language,
        text_sha256=version.text_sha256,
        body_sha256=version.snapshot.body_sha256 if version.snapshot else "",
        reader=version.reader,
        origin=version.origin,
        periods=tuple(part for part in period_parts(document) if part.version == version.number),
        earlier_difference=addresses.difference_path(document, around.earlier, version.number) if around.earlier else None,
        later_difference=addresses.difference_path(document, version.number, around.later) if around.later else None,
        provisions=tuple(cards.values()),
        sections=sections_of(blocks),
        blocks=blocks,
        shown=slice_of(blocks, at),
    )


def versions_page(document: Document) -> VersionsPage:
    """All versions of a document and the periods in which they stood."""
    return VersionsPage(
        head=Head(
            title=f"Versions of {document.title}",
            description=f"Every version of {document.title} in the archive, and when it stood.",
            path=addresses.versions_path(document),
            crumbs=(
                Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)),
                Crumb(label=document.title, path=addresses.document_path(document)),
                Crumb(label="Versions"),
            ),
        ),
        document=document_reference(document),
        platform=platform_reference(document),
        versions=version_parts(document),
        periods=period_parts(document),
    )
