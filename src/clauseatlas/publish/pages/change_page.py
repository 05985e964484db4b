"""The pages of changes: one record, the list of all, and the difference between any two versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.judging import judge
from clauseatlas.model import labels
from clauseatlas.model.words import ChangeReason, Direction, EditKind, Fate, Level, Significance
from clauseatlas.publish.pages.attributes import differences_in_words
from clauseatlas.publish.pages.difference_rows import DifferenceRow, EditPart, Run, difference_rows, folded
from clauseatlas.publish.pages.parts import (
    ChangeCard,
    Crumb,
    Head,
    Reference,
    Term,
    change_card,
    clause_term,
    document_reference,
    listed,
    platform_reference,
    term,
    version_reference,
)
from clauseatlas.records import addresses
from clauseatlas.records.models import Change, Document, Effect, Version
from clauseatlas.records.queries import publishing

CHANGES_ON_A_PAGE = 30
CONTEXT_ROWS = 1  # unchanged blocks shown on each side of an edit in the unified view


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPart:
    """What a change did to one provision."""

    provision: Reference
    clause_type: Term
    fate: Term
    direction: Term
    because: str
    attributes: tuple[tuple[str, str, str], ...]
    severity_before: Term | None
    severity_after: Term | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditOnPage:
    """An edit of a change record: what it is, where, and its words."""

    part: EditPart
    section: tuple[str, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Everything the change record shows."""

    head: Head
    card: ChangeCard
    reasons: str
    captured: datetime
    detected: datetime
    stated_updated: date | None
    stated_effective: date | None
    before: Reference
    after: Reference
    before_sha256: str
    after_sha256: str
    difference_path: str
    effects: tuple[EffectPart, ...]
    edits: tuple[EditOnPage, ...]
    cosmetic_edits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list of changes is narrowed to; empty strings leave it open."""

    platform: str = ""
    significance: str = ""
    direction: str = ""
    document_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """A page of the list of changes; `older` continues behind the last one shown."""

    head: Head
    filters: Filters
    changes: tuple[ChangeCard, ...]
    count: int
    older: str | None
    significances: tuple[Term, ...]
    directions: tuple[Term, ...]
    document_types: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """The difference between two versions. `rows` holds rows, and numbers of unchanged blocks left out."""

    head: Head
    view: str
    document: Reference
    platform: Reference
    before: Reference
    after: Reference
    before_seen: datetime
    after_seen: datetime
    significance: Term
    reasons: str
    sentences_added: int
    sentences_removed: int
    sentences_reworded: int
    blocks_moved: int
    edits: int
    rows: tuple[DifferenceRow | int, ...]
    change: Reference | None


def change_page(change: Change, catalogue: Catalogue) -> ChangePage:
    """The record page of a change."""
    effects = publishing.effects_of(change)
    fates: dict[str, int] = {}
    for effect in effects:
        fates[effect.fate] = fates.get(effect.fate, 0) + 1
    document = change.document
    card = change_card(change, fates)
    told = [row for row in change.edits if row["significance"] != Significance.COSMETIC.value]
    return ChangePage(
        head=Head(
            title=f"{document.platform.name} changed {document.title}",
            description=change.summary or f"What changed in {document.title}.",
            path=addresses.change_path(change),
            crumbs=(
                Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)),
                Crumb(label=document.title, path=addresses.document_path(document)),
                Crumb(label=change.record_id),
            ),
        ),
        card=card,
        reasons=listed([labels.CHANGE_REASONS[ChangeReason(reason)] for reason in change.reasons]),
        captured=change.captured,
        detected=change.detected,
        stated_updated=change.stated_updated,
        stated_effective=change.stated_effective,
        before=version_reference(document, change.from_version),
        after=version_reference(document, change.to_version),
        before_sha256=change.from_version.text_sha256,
        after_sha256=change.to_version.text_sha256,
        difference_path=addresses.difference_path(document, change.from_version.number, change.to_version.number),
        effects=tuple(_effect(effect, catalogue) for effect in effects if effect.fate != Fate.STANDING.value),
        edits=tuple(_edit(row) for row in told),
        cosmetic_edits=len(change.edits) - len(told),
    )


def changes_page(filters: Filters, *, before: int | None = None) -> ChangesPage:
    """A page of the list of changes, newest first; `before` is the number of the change that the page before ended with."""
    found = publishing.filtered_changes(
        platform=filters.platform, significance=filters.significance, direction=filters.direction, document_type=filters.document_type
    )
    rows = publishing.changes_after(found, before, CHANGES_ON_A_PAGE + 1)
    shown = rows[:CHANGES_ON_A_PAGE]
    fates = publishing.effect_counts(shown)
    return ChangesPage(
        head=Head(
            title="Changes",
            description="What platforms changed in their policies, and whether it matters.",
            path="/changes/",
            crumbs=(Crumb(label="Changes"),),
        ),
        filters=filters,
        changes=tuple(change_card(each, fates.get(each.pk, {})) for each in shown),
        count=found.count(),
        older=shown[-1].record_id if len(rows) > len(shown) else None,
        significances=tuple(term(labels.SIGNIFICANCES, Significance(value)) for value in (*publishing.TOLD, Significance.COSMETIC)),
        directions=tuple(term(labels.DIRECTIONS, value) for value in Direction),
        document_types=tuple(Term(value=kind.value, label=label) for kind, label in labels.DOCUMENT_TYPES.items()),
    )


def feed_cards(found: QuerySet[Change]) -> tuple[ChangeCard, ...]:
    """The newest changes of a query as cards, as many as a page of the list has."""
    rows = list(found[:CHANGES_ON_A_PAGE])
    fates = publishing.effect_counts(rows)
    return tuple(change_card(each, fates.get(each.pk, {})) for each in rows)


def difference_page(document: Document, before: Version, after: Version, *, view: str) -> DifferencePage:
    """The difference between two versions of a document, in the view asked for: "reading", "unified" or "columns"."""
    earlier, later = publishing.text_and_places(before)[0], publishing.text_and_places(after)[0]
    comparison = compare(earlier, later)
    judgement = judge(comparison, earlier, later)
    rows = difference_rows(earlier, later, comparison)
    change = publishing.change_between(before, after)
    return DifferencePage(
        head=Head(
            title=f"{document.title}: version {before.number} to {after.number}",
            description=f"Word for word difference between version {before.number} and version {after.number} of {document.title}.",
            path=addresses.difference_path(document, before.number, after.number),
            crumbs=(
                Crumb(label=document.platform.name, path=addresses.platform_path(document.platform)),
                Crumb(label=document.title, path=addresses.document_path(document)),
                Crumb(label=f"Version {before.number} to {after.number}"),
            ),
            listed=False,
        ),
        view=view,
        document=document_reference(document),
        platform=platform_reference(document),
        before=version_reference(document, before),
        after=version_reference(document, after),
        before_seen=before.first_seen,
        after_seen=after.first_seen,
        significance=term(labels.SIGNIFICANCES, judgement.significance),
        reasons=listed([labels.CHANGE_REASONS[reason] for reason in judgement.reasons]),
        sentences_added=comparison.counts.sentences_added,
        sentences_removed=comparison.counts.sentences_removed,
        sentences_reworded=comparison.counts.sentences_reworded,
        blocks_moved=comparison.counts.blocks_moved,
        edits=len(comparison.edits),
        rows=rows if view == "reading" else folded(rows, around=CONTEXT_ROWS),
        change=Reference(record_id=change.record_id, title=change.record_id, path=addresses.change_path(change)) if change else None,
    )


def _effect(effect: Effect, catalogue: Catalogue) -> EffectPart:
    revision = effect.after or effect.before
    kind = catalogue.clauses.get(effect.clause_type)
    title = revision.title if revision else effect.clause_type
    return EffectPart(
        provision=Reference(
            record_id=effect.provision.record_id,
            title=title,
            path=addresses.provision_path(effect.provision),
        ),
        clause_type=clause_term(catalogue, effect.clause_type),
        fate=term(labels.FATES, Fate(effect.fate)),
        direction=term(labels.DIRECTIONS, Direction(effect.direction)),
        because=effect.because,
        attributes=differences_in_words(effect.attributes, kind.attributes if kind else ()),
        severity_before=term(labels.SEVERITIES, Level(effect.before.severity)) if effect.before else None,
        severity_after=term(labels.SEVERITIES, Level(effect.after.severity)) if effect.after else None,
    )


def _edit(row: Mapping[str, Any]) -> EditOnPage:
    passage = row["after"] or row["before"]
    return EditOnPage(
        part=EditPart(
            id=row["id"],
            kind=term(labels.EDIT_KINDS, EditKind(row["kind"])),
            significance=term(labels.SIGNIFICANCES, Significance(row["significance"])),
            reasons=listed([labels.CHANGE_REASONS[ChangeReason(reason)] for reason in row["reasons"]]),
        ),
        section=tuple(passage["section"]),
        runs=tuple(_runs(row)),
    )


def _runs(row: Mapping[str, Any]) -> Sequence[Run]:
    if row["runs"]:
        return [Run(kind=run["kind"], text=run["text"]) for run in row["runs"]]
    if row["before"] is None:
        return [Run(kind="added", text=row["after"]["exact"])]
    if row["after"] is None:
        return [Run(kind="removed", text=row["before"]["exact"])]
    return [Run(kind="moved" if row["kind"] == EditKind.MOVED.value else "kept", text=row["after"]["exact"])]
