"""Changes and their effects on provisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from clauseatlas.model.change import Comparison, Judgement
from clauseatlas.model.words import ChangeReason, Direction, Fate, Significance
from clauseatlas.records.models import Change, Counter, Document, Effect, Period, Revision, Version
from clauseatlas.records.models.changes import CHANGE_KIND

NEW, RETURNED, RETRACTED, LINKS = "new", "returned", "retracted", "links"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """What a change did to one provision, with its revisions before and after."""

    provision_id: int
    clause_type: str
    fate: Fate
    direction: Direction
    because: str
    attributes: dict[str, Any]
    before: Revision | None
    after: Revision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Everything a change record holds, worked out."""

    kind: str
    before: Version
    after: Version
    comparison: Comparison
    judgement: Judgement
    direction: Direction
    edits: list[dict[str, Any]]
    summary: str
    effects: Sequence[EffectRow]
    method: dict[str, str]


def change_of_period(period: Period) -> Change | None:
    """The change with which this period began, or None."""
    return Change.objects.filter(period=period).first()


def store_change(document: Document, period: Period, row: ChangeRow, *, now: datetime) -> Change:
    """The change with which a period began: minted if it is new, else rewritten under its record id; in the caller's transaction."""
    counts = row.comparison.counts
    fields = {
        "document": document,
        "kind": row.kind,
        "from_version": row.before,
        "to_version": row.after,
        "significance": row.judgement.significance.value,
        "reasons": [reason.value for reason in row.judgement.reasons],
        "direction": row.direction.value,
        "sentences_added": counts.sentences_added,
        "sentences_removed": counts.sentences_removed,
        "sentences_reworded": counts.sentences_reworded,
        "blocks_moved": counts.blocks_moved,
        "edits": row.edits,
        "summary": row.summary,
        "captured": period.first,
        "stated_updated": row.after.stated_updated,
        "stated_effective": row.after.stated_effective,
        "method": row.method,
    }
    known = change_of_period(period)
    if known is None:
        known = Change.objects.create(id=Counter.mint(CHANGE_KIND)[0], period=period, detected=now, **fields)
    else:
        Change.objects.filter(pk=known.pk).update(**fields)
    _store_effects(known, row.effects)
    return known


def store_link_change(document: Document, row: ChangeRow, *, at: datetime, now: datetime) -> Change:
    """The change of links under a text that stayed, first seen at `at`: minted if it is new, else rewritten; in the caller's transaction."""
    fields = {
        "from_version": row.before,
        "significance": row.judgement.significance.value,
        "reasons": [reason.value for reason in row.judgement.reasons],
        "direction": row.direction.value,
        "edits": row.edits,
        "summary": row.summary,
        "stated_updated": row.after.stated_updated,
        "stated_effective": row.after.stated_effective,
        "method": row.method,
    }
    known = Change.objects.filter(document=document, kind=LINKS, to_version=row.after, captured=at).first()
    if known is None:
        number = Counter.mint(CHANGE_KIND)[0]
        return Change.objects.create(id=number, document=document, kind=LINKS, to_version=row.after, captured=at, detected=now, **fields)
    Change.objects.filter(pk=known.pk).update(**fields)
    return known


def told_targets(document: Document) -> list[list[list[str]]]:
    """What changes of links were told of a document: for each its pairs of addresses, before and after."""
    stored = Change.objects.filter(document=document, kind=LINKS).values_list("edits", flat=True)
    return [[edit["targets"] for edit in edits] for edits in stored]


def retract(periods: Sequence[Period]) -> None:
    """Say of the changes with which these periods began that the page had not changed: only our earlier reading had."""
    Change.objects.filter(period__in=periods).update(
        kind=RETRACTED, period=None, significance=Significance.COSMETIC.value, reasons=[ChangeReason.EXTRACTION_ARTEFACT.value]
    )


def significances(changes: Sequence[int]) -> dict[str, int]:
    """How many of these changes have which significance."""
    counted = Change.objects.filter(pk__in=changes).order_by().values_list("significance").annotate(rows=Count("pk"))
    return dict(counted.values_list("significance", "rows"))


EFFECT_FIELDS = ("provision_id", "clause_type", "fate", "direction", "because", "attributes", "before_id", "after_id")


def _store_effects(change: Change, effects: Sequence[EffectRow]) -> None:
    """Make the effects of a change those given; where they are the same, nothing is written."""
    rows = [
        Effect(
            change=change,
            provision_id=effect.provision_id,
            clause_type=effect.clause_type,
            fate=effect.fate.value,
            direction=effect.direction.value,
            because=effect.because,
            attributes=effect.attributes,
            before=effect.before,
            after=effect.after,
        )
        for effect in sorted(effects, key=lambda effect: effect.provision_id)
    ]
    stored = list(change.effects.order_by("provision_id"))
    if [[getattr(row, field) for field in EFFECT_FIELDS] for row in rows] == [[getattr(row, field) for field in EFFECT_FIELDS] for row in stored]:
        return
    change.effects.all().delete()
    Effect.objects.bulk_create(rows)
