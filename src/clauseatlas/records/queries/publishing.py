"""What the public pages read. Each function asks a fixed number of queries, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import DocumentType, Level, Significance
from clauseatlas.records.models import Capture, Change, Document, Effect, Leaf, Period, Platform, Provision, Revision, Version, VersionText
from clauseatlas.records.packing import unpack
from clauseatlas.records.queries.captures import GOOD_OUTCOMES

ENDED = "ended"
TOLD = (Significance.SUBSTANTIVE.value, Significance.UNCLEAR.value)
"""Significances of changes that lists and figures tell of; cosmetic ones are in the version list only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The size of the atlas. The same numbers stand on every page, in every format."""

    platforms: int
    documents: int
    versions: int
    captures: int
    provisions: int
    changes: int
    last_verified: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Severities:
    """Standing provisions by severity."""

    high: int = 0
    medium: int = 0
    low: int = 0

    @property
    def total(self) -> int:
        """All standing provisions."""
        return self.high + self.medium + self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the visits to a document went."""

    captures: int
    verified: int
    quarantined: int
    failed: int
    first: datetime | None
    last_good: datetime | None


def standing_provisions() -> QuerySet[Provision]:
    """Provisions that stand in the current version of their document."""
    return Provision.objects.exclude(status=ENDED).filter(current__isnull=False)


def told_changes() -> QuerySet[Change]:
    """Changes that are told: substantive and unclear ones, newest first, with platform and versions."""
    return (
        Change.objects.filter(significance__in=TOLD)
        .select_related("document__platform", "from_version", "to_version", "period")
        .order_by("-captured", "-id")
    )


def figures() -> Figures:
    """The size of the atlas now."""
    documents = Document.objects.aggregate(n=Count("id"), verified=Max("verified"))
    return Figures(
        platforms=Platform.objects.count(),
        documents=documents["n"],
        versions=Version.objects.count(),
        captures=Capture.objects.count(),
        provisions=standing_provisions().count(),
        changes=told_changes().count(),
        last_verified=documents["verified"],
    )


def severities_by(field: str, keys: Iterable[int]) -> Mapping[int, Severities]:
    """Standing provisions by severity for each key of `field` ("document_id" or "document__platform_id")."""
    rows = (
        standing_provisions()
        .filter(**{f"{field}__in": list(keys)})
        .values(field)
        .annotate(
            high=Count("id", filter=Q(current__severity=Level.HIGH.value)),
            medium=Count("id", filter=Q(current__severity=Level.MEDIUM.value)),
            low=Count("id", filter=Q(current__severity=Level.LOW.value)),
        )
        .order_by()
    )
    return {row[field]: Severities(high=row["high"], medium=row["medium"], low=row["low"]) for row in rows}


def platforms() -> QuerySet[Platform]:
    """All platforms by name, with the number of documents and of archived ones, and the newest verification."""
    return Platform.objects.annotate(
        document_count=Count("documents"),
        archived_count=Count("documents", filter=Q(documents__current__isnull=False)),
        verified=Max("documents__verified"),
    ).order_by("name", "id")


def documents_of(platform: Platform) -> Sequence[Document]:
    """The documents of a platform with their current versions, by type and title."""
    return list(Document.objects.filter(platform=platform).select_related("platform", "current").order_by("type", "title", "id"))


def provisions_of_type(platform: Platform, clause_types: Sequence[str]) -> Sequence[Provision]:
    """Standing provisions of a platform of these types, the most severe of each type first."""
    rows = standing_provisions().filter(document__platform=platform, clause_type__in=clause_types).select_related("current", "document__platform")
    return most_severe_first(rows)


def most_severe_first(provisions: Iterable[Provision]) -> list[Provision]:
    """Provisions by falling severity, then by record id; expects `current` to be loaded."""
    order = {Level.HIGH.value: 0, Level.MEDIUM.value: 1, Level.LOW.value: 2}
    return sorted(provisions, key=lambda each: (order[each.current.severity if each.current else Level.LOW.value], each.pk))


def types_in(platform: Platform) -> Mapping[str, int]:
    """How many standing provisions of each clause type a platform has."""
    rows = standing_provisions().filter(document__platform=platform).values("clause_type").annotate(n=Count("id")).order_by("clause_type")
    return {row["clause_type"]: row["n"] for row in rows}


def provisions_in(document: Document) -> Sequence[Provision]:
    """The standing provisions of a document with their current revision, in order of their record ids."""
    return list(standing_provisions().filter(document=document).select_related("current", "document__platform"))


def provision(number: int) -> Provision | None:
    """A provision by the number of its record id, with all that its page reads of it."""
    return (
        Provision.objects.select_related(
            "document__platform", "document__current", "current", "first_version__snapshot", "last_version__snapshot", "split_from", "merged_into"
        )
        .filter(pk=number)
        .first()
    )


def revisions(provision: Provision) -> Sequence[Revision]:
    """All revisions of a provision, oldest first, with the versions they span."""
    return list(provision.revisions.select_related("first_version", "last_version").order_by("number"))


def effects_on(provision: Provision) -> Sequence[Effect]:
    """What told changes did to a provision, newest first."""
    return list(
        Effect.objects.filter(provision=provision, change__significance__in=TOLD)
        .select_related("change__document__platform", "before", "after")
        .order_by("-change__captured", "-change_id")
    )


def prevalence(clause_type: str, stance: str, document_types: Iterable[DocumentType]) -> tuple[int, int]:
    """Platforms with a standing clause of this type and stance, and platforms with an archived document in which it could stand."""
    having = standing_provisions().filter(clause_type=clause_type, current__stance=stance).values("document__platform_id").distinct().count()
    of = Document.objects.filter(current__isnull=False, type__in=[kind.value for kind in document_types]).values("platform_id").distinct().count()
    return min(having, of), of


def peers(provision: Provision, most: int) -> Sequence[Provision]:
    """Standing provisions of the same type on other platforms: at most one a platform and `most` in all, other stances first, then by id."""
    rows = (
        standing_provisions()
        .filter(clause_type=provision.clause_type)
        .exclude(document__platform_id=provision.document.platform_id)
        .values("document__platform_id", "current__stance")
        .annotate(first=Min("id"))
        .order_by("document__platform_id", "first")
    )
    own = provision.current.stance if provision.current else ""
    by_platform: dict[int, tuple[bool, int]] = {}
    for row in rows:
        candidate = (row["current__stance"] == own, row["first"])
        known = by_platform.get(row["document__platform_id"])
        if known is None or candidate < known:
            by_platform[row["document__platform_id"]] = candidate
    chosen = [number for _, number in sorted(by_platform.values())[:most]]
    found = {row.pk: row for row in standing_provisions().filter(pk__in=chosen).select_related("current__first_version", "document__platform")}
    return [found[number] for number in chosen if number in found]


def health(document: Document) -> Health:
    """How the visits to a document went, counted over all captures."""
    good = [outcome.value for outcome in GOOD_OUTCOMES]
    row = Capture.objects.filter(document=document).aggregate(
        captures=Count("id"),
        verified=Count("id", filter=Q(outcome__in=good)),
        quarantined=Count("id", filter=Q(outcome="quarantined")),
        first=Min("started"),
        last_good=Max("started", filter=Q(outcome__in=good)),
    )
    failed = row["captures"] - row["verified"] - row["quarantined"]
    return Health(
        captures=row["captures"],
        verified=row["verified"],
        quarantined=row["quarantined"],
        failed=failed,
        first=row["first"],
        last_good=row["last_good"],
    )


def latest_captures(document: Document, most: int) -> Sequence[Capture]:
    """The newest visits to a document."""
    return list(Capture.objects.filter(document=document).select_related("version", "snapshot").order_by("-started", "-id")[:most])


def versions(document: Document) -> Sequence[Version]:
    """All versions of a document, newest first, with their snapshots."""
    return list(Version.objects.filter(document=document).select_related("snapshot", "rereads").order_by("-number"))


def periods(document: Document) -> Sequence[Period]:
    """The periods of a document, newest first, with version and change."""
    return list(Period.objects.filter(document=document).select_related("version", "change").order_by("-first"))


def capture_leaf(version: Version) -> Leaf | None:
    """The ledger leaf of the event that recorded a version."""
    return Leaf.objects.filter(version=version).order_by("position").first()


def change(number: int) -> Change | None:
    """A change by the number of its record id, with document, platform and versions."""
    return Change.objects.select_related("document__platform", "from_version", "to_version", "period").filter(pk=number).first()


def effects_of(change: Change) -> Sequence[Effect]:
    """What a change did to each provision, with the provision and its revisions before and after."""
    return list(change.effects.select_related("provision__current", "before", "after").order_by("provision_id"))


def effect_counts(changes: Iterable[Change]) -> Mapping[int, Mapping[str, int]]:
    """For each change, how many provisions met each fate (unchanged ones left out)."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        Effect.objects.filter(change__in=[each.pk for each in changes])
        .exclude(fate="standing")
        .values("change_id", "fate")
        .annotate(n=Count("id"))
        .order_by()
    )
    for row in rows:
        counted[row["change_id"]][row["fate"]] = row["n"]
    return counted


def changes_of(document: Document) -> Sequence[Change]:
    """All changes of a document, cosmetic ones included, newest first."""
    return list(
        Change.objects.filter(document=document)
        .select_related("document__platform", "from_version", "to_version", "period")
        .order_by("-captured", "-id")
    )


def newest_severe(most: int) -> Sequence[Provision]:
    """The newest standing provisions of high severity, at most one a document."""
    newest = (
        standing_provisions()
        .filter(current__severity=Level.HIGH.value)
        .values("document_id")
        .annotate(newest=Max("id"))
        .order_by("-newest")
        .values_list("newest", flat=True)[:most]
    )
    return list(standing_provisions().filter(pk__in=list(newest)).select_related("current", "document__platform").order_by("-id"))


def text_and_places(version: Version) -> tuple[PolicyText, Sequence[Any]]:
    """The text of a version and where its provisions stand in it: [revision key, [[start, end, section], ...]] each."""
    packed = VersionText.objects.get(version=version)
    return unpack(bytes(packed.text), bytes(packed.structure), sha256=version.text_sha256), packed.places


def revisions_at(keys: Iterable[int]) -> Sequence[Revision]:
    """Revisions by their keys, with provision, document and platform."""
    return list(Revision.objects.filter(pk__in=list(keys)).select_related("provision__document__platform"))


def filtered_changes(*, platform: str = "", significance: str = "", direction: str = "", document_type: str = "") -> QuerySet[Change]:
    """Changes narrowed by platform slug, significance, direction and document type; without a significance, those that are told."""
    found = told_changes()
    if significance:
        found = Change.objects.filter(significance=significance).select_related("document__platform", "from_version", "to_version", "period")
    for field, value in (("document__platform__slug", platform), ("direction", direction), ("document__type", document_type)):
        if value:
            found = found.filter(**{field: value})
    return found.order_by("-captured", "-id")


def changes_touching(clause_type: str) -> QuerySet[Change]:
    """Told changes that added, revised or ended a provision of a clause type, newest first."""
    touched = Effect.objects.filter(clause_type=clause_type).exclude(fate="standing").values("change")
    return told_changes().filter(pk__in=touched)


def changes_after(found: QuerySet[Change], number: int | None, most: int) -> Sequence[Change]:
    """The next changes behind the one with this number, so that a page stays the same while newer changes arrive."""
    last = Change.objects.filter(pk=number).first() if number is not None else None
    if last is not None:
        found = found.filter(Q(captured__lt=last.captured) | Q(captured=last.captured, id__lt=last.pk))
    return list(found[:most])


def change_between(before: Version, after: Version) -> Change | None:
    """The change record from one version to another, if there is one."""
    return Change.objects.filter(from_version=before, to_version=after).order_by("id").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Numbers of the versions before and after one, or None."""

    earlier: int | None
    later: int | None


def neighbours(version: Version) -> Neighbours:
    """The versions next to this one by number."""
    numbers = Version.objects.filter(document_id=version.document_id).aggregate(
        earlier=Max("number", filter=Q(number__lt=version.number)), later=Min("number", filter=Q(number__gt=version.number))
    )
    return Neighbours(earlier=numbers["earlier"], later=numbers["later"])


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyEffects:
    """Effects of told changes in one month (its first day) on provisions of one category, by direction."""

    month: datetime
    category: str
    direction: str
    effects: int


def effects_by_month(platform: Platform) -> Sequence[MonthlyEffects]:
    """What told changes of a platform did to its provisions, by month of capture (UTC), category and direction; unchanged provisions left out."""
    rows = (
        Effect.objects.filter(change__document__platform=platform, change__significance__in=TOLD)
        .exclude(fate="standing")
        .annotate(month=TruncMonth("change__captured"), category=Coalesce("after__category", "before__category"))
        .values("month", "category", "direction")
        .annotate(effects=Count("id"))
        .order_by("month", "category", "direction")
    )
    return [MonthlyEffects(**row) for row in rows]
