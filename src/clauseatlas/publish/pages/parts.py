"""What several pages show in the same way: heads, terms, cards of records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model import labels
from clauseatlas.model.words import Category, Direction, DocumentType, Fate, Level, Significance, Stance
from clauseatlas.records import addresses
from clauseatlas.records.models import Change, Document, Provision, Revision, Version
from clauseatlas.records.queries.publishing import Severities

QUOTE_IN_A_CARD = 280  # characters; a card shows the beginning, the record the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the breadcrumb; the last has no path."""

    label: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every page has: title, one sentence for previews, canonical path, breadcrumb, and whether search engines may list it."""

    title: str
    description: str
    path: str
    crumbs: tuple[Crumb, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A value of a closed list with its words: JSON carries the value, a page the words."""

    value: str
    label: str


def term(words: Mapping[Any, str], value: StrEnum | str) -> Term:
    """The term for a value of a closed list."""
    return Term(value=str(value), label=words[value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A record named on a page of another."""

    record_id: str
    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionCard:
    """A provision in a list."""

    record_id: str
    path: str
    title: str
    clause_type: Term
    category: Term
    stance: Term
    severity: Term
    status: Term
    quote: str
    section: tuple[str, ...]
    document: Reference
    platform: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard:
    """A change in a list: when captured, what it did, in numbers that the change page repeats."""

    record_id: str
    path: str
    document: Reference
    platform: Reference
    document_type: Term
    captured: datetime
    significance: Term
    direction: Term
    summary: str
    returned: bool
    added: int
    revised: int
    ended: int
    sentences_added: int
    sentences_removed: int
    sentences_reworded: int
    blocks_moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    """A document in a list."""

    record_id: str
    path: str
    title: str
    type: Term
    url: str
    archived: bool
    words: int | None
    versions: int | None
    updated: date | None
    verified: datetime | None
    withdrawn: datetime | None
    severities: Severities


def clause_term(catalogue: Catalogue, clause_type: str) -> Term:
    """A clause type with its title; a type that left the catalogue keeps its id, in words."""
    known = catalogue.clauses.get(clause_type)
    return Term(value=clause_type, label=known.title if known else clause_type.replace("-", " ").capitalize())


def document_reference(document: Document) -> Reference:
    """A document as named elsewhere."""
    return Reference(record_id=document.record_id, title=document.title, path=addresses.document_path(document))


def platform_reference(document: Document) -> Reference:
    """The platform of a document as named elsewhere."""
    platform = document.platform
    return Reference(record_id=platform.slug, title=platform.name, path=addresses.platform_path(platform))


def version_reference(document: Document, version: Version) -> Reference:
    """A version as named elsewhere."""
    path = addresses.version_path(document, version)
    return Reference(record_id=f"{document.record_id}/{version.number}", title=f"version {version.number}", path=path)


def provision_card(provision: Provision, catalogue: Catalogue) -> ProvisionCard:
    """A provision in a list, as it stands now; expects `current` and `document.platform` to be loaded."""
    if provision.current is None:
        raise ValueError(f"{provision.record_id} has no revision")
    return _card(provision, provision.current, catalogue)


def revision_card(revision: Revision, catalogue: Catalogue) -> ProvisionCard:
    """A provision in a list as it was in a revision; expects `provision.document.platform` to be loaded."""
    return _card(revision.provision, revision, catalogue)


def _card(provision: Provision, revision: Revision, catalogue: Catalogue) -> ProvisionCard:
    first = revision.quotes[0]
    return ProvisionCard(
        record_id=provision.record_id,
        path=addresses.titled_provision_path(provision, revision.title),
        title=revision.title,
        clause_type=clause_term(catalogue, provision.clause_type),
        category=term(labels.CATEGORIES, Category(revision.category)),
        stance=term(labels.STANCES, Stance(revision.stance)),
        severity=term(labels.SEVERITIES, Level(revision.severity)),
        status=term(labels.STATUSES, provision.status),
        quote=shortened(first["exact"]),
        section=tuple(first["section"]),
        document=document_reference(provision.document),
        platform=platform_reference(provision.document),
    )


def change_card(change: Change, fates: Mapping[str, int]) -> ChangeCard:
    """A change in a list; `fates` counts its effects by fate."""
    return ChangeCard(
        record_id=change.record_id,
        path=addresses.change_path(change),
        document=document_reference(change.document),
        platform=platform_reference(change.document),
        document_type=term(labels.DOCUMENT_TYPES, DocumentType(change.document.type)),
        captured=change.captured,
        significance=term(labels.SIGNIFICANCES, Significance(change.significance)),
        direction=term(labels.DIRECTIONS, Direction(change.direction)),
        summary=change.summary,
        returned=change.kind == "returned",
        added=fates.get(Fate.ADDED.value, 0),
        revised=fates.get(Fate.REVISED.value, 0),
        ended=fates.get(Fate.ENDED.value, 0),
        sentences_added=change.sentences_added,
        sentences_removed=change.sentences_removed,
        sentences_reworded=change.sentences_reworded,
        blocks_moved=change.blocks_moved,
    )


def document_card(document: Document, severities: Mapping[int, Severities], *, versions: int | None = None) -> DocumentCard:
    """A document in a list; expects `current` to be loaded."""
    current = document.current
    return DocumentCard(
        record_id=document.record_id,
        path=addresses.document_path(document),
        title=document.title,
        type=term(labels.DOCUMENT_TYPES, DocumentType(document.type)),
        url=document.url,
        archived=current is not None,
        words=current.words if current else None,
        versions=versions,
        updated=current.stated_updated if current else None,
        verified=document.verified,
        withdrawn=document.withdrawn,
        severities=severities.get(document.pk, Severities()),
    )


def shortened(text: str, most: int = QUOTE_IN_A_CARD) -> str:
    """The beginning of a text, cut at a word and marked with an ellipsis where something was left out."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def listed(words: Sequence[str]) -> str:
    """Words joined as English does: "a, b and c"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
