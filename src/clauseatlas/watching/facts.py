"""Stored changes as the facts that watches look at. A fixed number of queries for any number of changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from clauseatlas.model.words import Significance, VersionCause
from clauseatlas.records.models import Change, Effect, Mention, Revision
from clauseatlas.records.queries.changes import RETRACTED
from clauseatlas.watching.matching import Facts, Touched, folded

TELLING = frozenset({Significance.SUBSTANTIVE.value, Significance.UNCLEAR.value})

EFFECT_COLUMNS = ("change_id", "provision_id", "clause_type", "fate", "direction", "before_id", "after_id")
REVISION_COLUMNS = ("id", "title", "category", "stance", "severity", "quotes")
CHANGE_COLUMNS = (
    "id", "kind", "significance", "direction", "captured",
    "document_id", "document__type", "document__platform_id", "document__platform__slug", "document__platform__sector",
    "period__variant", "period_id", "to_version__cause", "to_version__snapshot_id", "to_version__origin",
)  # fmt: skip


def facts_of(numbers: Sequence[int]) -> list[Facts]:
    """The facts of these changes, in order of their numbers. Four queries."""
    changes = list(Change.objects.filter(pk__in=numbers).order_by("pk").values(*CHANGE_COLUMNS))
    telling = [row["id"] for row in changes if counts(row)]
    effects = list(Effect.objects.filter(change_id__in=telling).order_by("change_id", "provision_id").values(*EFFECT_COLUMNS))
    needed = {row[side] for row in effects for side in ("before_id", "after_id") if row[side] is not None}
    revisions = {row["id"]: row for row in Revision.objects.filter(pk__in=needed).values(*REVISION_COLUMNS)}
    regulations: dict[int, set[str]] = defaultdict(set)
    for revision, regulation in Mention.objects.filter(revision_id__in=needed).values_list("revision_id", "regulation"):
        regulations[revision].add(regulation)
    touched: dict[int, list[Touched]] = defaultdict(list)
    for row in effects:
        touched[row["change_id"]].append(_touched(row, revisions, regulations))
    return [_facts(row, touched[row["id"]], counting=row["id"] in set(telling)) for row in changes]


def counts(row: Mapping[str, Any]) -> bool:
    """Whether a change can alert at all: it matters or may, the page itself changed, it was seen by us, and it is no turn of a variant."""
    return (
        row["significance"] in TELLING
        and row["kind"] != RETRACTED
        and row["period_id"] is not None
        and not row["period__variant"]
        and row["to_version__cause"] != VersionCause.METHOD_CHANGED.value
        and not (row["to_version__snapshot_id"] is None and row["to_version__origin"])
    )


def _touched(row: Mapping[str, Any], revisions: Mapping[int, Mapping[str, Any]], regulations: Mapping[int, set[str]]) -> Touched:
    sides = [revisions[row[side]] for side in ("before_id", "after_id") if row[side] is not None]
    words = "".join(folded(text) for side in sides for text in (side["title"], *(quote["exact"] for quote in side["quotes"])))
    return Touched(
        provision=row["provision_id"],
        clause_type=row["clause_type"],
        fate=row["fate"],
        direction=row["direction"],
        categories=frozenset(side["category"] for side in sides),
        stances=frozenset(side["stance"] for side in sides),
        severities=frozenset(side["severity"] for side in sides),
        regulations=frozenset().union(*(regulations[side["id"]] for side in sides)),
        words=words,
    )


def _facts(row: Mapping[str, Any], touched: Sequence[Touched], *, counting: bool) -> Facts:
    return Facts(
        change=row["id"],
        platform=row["document__platform_id"],
        platform_slug=row["document__platform__slug"],
        sector=row["document__platform__sector"],
        document=row["document_id"],
        document_type=row["document__type"],
        captured=row["captured"],
        significance=row["significance"],
        direction=row["direction"],
        counts=counting,
        touched=tuple(touched),
    )
