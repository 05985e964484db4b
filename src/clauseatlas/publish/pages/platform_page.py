"""The pages of one platform and of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model import labels
from clauseatlas.model.words import Category
from clauseatlas.publish.pages.parts import (
    ChangeCard,
    Crumb,
    DocumentCard,
    Head,
    ProvisionCard,
    Term,
    change_card,
    clause_term,
    document_card,
    provision_card,
    term,
)
from clauseatlas.publish.pages.timeline import Timeline, timeline
from clauseatlas.records import addresses
from clauseatlas.records.models import Platform
from clauseatlas.records.queries import publishing
from clauseatlas.records.queries.publishing import Severities

QUICK_FACTS = (
    "ai-training",
    "arbitration",
    "class-action-waiver",
    "data-sale",
    "data-retention",
    "targeted-advertising",
    "auto-renewal",
    "minimum-age",
)
"""Clause types that people ask for first; each fact cites its record."""
LATEST_CHANGES = 10
PLATFORMS_ON_A_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickFact:
    """A question people ask and the records that answer it; none where no archived document speaks of it."""

    clause_type: Term
    question: str
    answers: tuple[ProvisionCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many standing provisions of a clause type there are, by category."""

    category: Term
    types: tuple[tuple[Term, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformPage:
    """Everything the platform page shows."""

    head: Head
    slug: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    owner: str
    home: str
    documents: tuple[DocumentCard, ...]
    severities: Severities
    facts: tuple[QuickFact, ...]
    coverage: tuple[Coverage, ...]
    changes: tuple[ChangeCard, ...]
    change_count: int
    timeline: Timeline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRow:
    """A platform in the list of all."""

    slug: str
    name: str
    path: str
    sector: str
    documents: int
    archived: int
    severities: Severities
    verified: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformsPage:
    """A page of the list of platforms."""

    head: Head
    platforms: tuple[PlatformRow, ...]
    count: int
    page: int
    pages: int


def platform_page(platform: Platform, catalogue: Catalogue) -> PlatformPage:
    """The page of a platform."""
    documents = publishing.documents_of(platform)
    severities = publishing.severities_by("document_id", [each.pk for each in documents])
    changes = publishing.told_changes().filter(document__platform=platform)
    latest = list(changes[:LATEST_CHANGES])
    fates = publishing.effect_counts(latest)
    total = publishing.severities_by("document__platform_id", [platform.pk]).get(platform.pk, Severities())
    return PlatformPage(
        head=Head(
            title=platform.name,
            description=f"The policies of {platform.name}: what they say, when they changed and what each clause means.",
            path=addresses.platform_path(platform),
            crumbs=(Crumb(label="Platforms", path="/platforms/"), Crumb(label=platform.name)),
        ),
        slug=platform.slug,
        name=platform.name,
        aliases=platform.aliases,
        sector=platform.sector,
        owner=platform.owner,
        home=platform.home,
        documents=tuple(document_card(each, severities) for each in documents),
        severities=total,
        facts=_facts(platform, catalogue),
        coverage=_coverage(platform, catalogue),
        changes=tuple(change_card(each, fates.get(each.pk, {})) for each in latest),
        change_count=changes.count(),
        timeline=timeline(publishing.effects_by_month(platform)),
    )


def platforms_page(catalogue: Catalogue, *, page: int = 1) -> PlatformsPage:
    """A page of the list of platforms, by name; a page beyond the last is the last."""
    rows = publishing.platforms()
    count = rows.count()
    pages = max(1, -(-count // PLATFORMS_ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = list(rows[(page - 1) * PLATFORMS_ON_A_PAGE : page * PLATFORMS_ON_A_PAGE])
    return PlatformsPage(
        head=Head(
            title="Platforms", description="Every platform in this atlas.", path="/platforms/", crumbs=(Crumb(label="Platforms"),), listed=page == 1
        ),
        platforms=platform_rows(shown),
        count=count,
        page=page,
        pages=pages,
    )


def platform_rows(platforms: Sequence[Platform]) -> tuple[PlatformRow, ...]:
    """Rows for platforms that carry the counts of `publishing.platforms()`."""
    severities = publishing.severities_by("document__platform_id", [each.pk for each in platforms])
    return tuple(
        PlatformRow(
            slug=each.slug,
            name=each.name,
            path=addresses.platform_path(each),
            sector=each.sector,
            documents=each.document_count,  # type: ignore[attr-defined]  # annotated by the query
            archived=each.archived_count,  # type: ignore[attr-defined]
            severities=severities.get(each.pk, Severities()),
            verified=each.verified,  # type: ignore[attr-defined]
        )
        for each in platforms
    )


def _facts(platform: Platform, catalogue: Catalogue) -> tuple[QuickFact, ...]:
    found = publishing.provisions_of_type(platform, QUICK_FACTS)
    return tuple(
        QuickFact(
            clause_type=clause_term(catalogue, clause_type),
            question=catalogue.clauses[clause_type].question.replace("{platform}", platform.name),
            answers=tuple(provision_card(each, catalogue) for each in found if each.clause_type == clause_type),
        )
        for clause_type in QUICK_FACTS
        if clause_type in catalogue.clauses
    )


def _coverage(platform: Platform, catalogue: Catalogue) -> tuple[Coverage, ...]:
    counts = publishing.types_in(platform)
    return tuple(
        Coverage(
            category=term(labels.CATEGORIES, category),
            types=tuple(
                (clause_term(catalogue, kind.id), counts.get(kind.id, 0)) for kind in catalogue.clauses.values() if kind.category is category
            ),
        )
        for category in Category
        if any(kind.category is category for kind in catalogue.clauses.values())
    )
