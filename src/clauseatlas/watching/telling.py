"""A change as messages tell it, composed from its record alone: what changed, what it means, what to do until when.

A story is plain JSON, so that it can be kept and sent again word for word. Long passages are cut around what changed; the record has all of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.values import differences_in_words
from clauseatlas.model import labels
from clauseatlas.model.words import ChangeReason, Direction, DocumentType, EditKind, Fate, Level, Significance
from clauseatlas.records import addresses
from clauseatlas.records.models import Change, Effect, Revision
from clauseatlas.watching.matching import RANKS
from clauseatlas.watching.models import Story

MOST_EDITS = 5  # passages shown; a mail that goes on for pages is not read
MOST_EFFECTS = 6
LONGEST_PASSAGE = 700  # characters of one passage
CONTEXT = 90  # characters kept on either side of what changed
STORIES_AT_ONCE = 200
ELLIPSIS = "…"
FATES_IN_ORDER = {Fate.ENDED.value: 1, Fate.ADDED.value: 0, Fate.REVISED.value: 0}
LEADS_IN_ORDER = {Direction.WORSE.value: 0, Direction.UNCLEAR.value: 1, Direction.NEUTRAL.value: 2, Direction.BETTER.value: 3}

JSON = dict[str, Any]


def tell(numbers: Sequence[int], *, catalogue: Catalogue, now: datetime) -> None:
    """Compose and keep the stories of these changes that have none yet; in the caller's transaction."""
    missing = sorted(set(numbers) - set(Story.objects.filter(pk__in=numbers).values_list("pk", flat=True)))
    for start in range(0, len(missing), STORIES_AT_ONCE):
        batch = missing[start : start + STORIES_AT_ONCE]
        changes = Change.objects.filter(pk__in=batch).select_related("document__platform", "from_version", "to_version")
        effects: dict[int, list[Effect]] = {}
        for effect in Effect.objects.filter(change_id__in=batch).select_related("provision", "before", "after").order_by("provision_id"):
            effects.setdefault(effect.change_id, []).append(effect)
        stories = [Story(change=change, content=story_of(change, effects.get(change.pk, ()), catalogue), made=now) for change in changes]
        Story.objects.bulk_create(stories, ignore_conflicts=True)


def story_of(change: Change, effects: Sequence[Effect], catalogue: Catalogue) -> JSON:
    """The story of one change; expects document, platform, versions and the effects' revisions to be loaded."""
    document = change.document
    touching = sorted((each for each in effects if each.fate != Fate.STANDING.value), key=_importance)
    edits = [row for row in change.edits if row["significance"] != Significance.COSMETIC.value]
    return {
        "change": change.record_id,
        "path": addresses.change_path(change),
        "platform": document.platform.name,
        "platform_path": addresses.platform_path(document.platform),
        "document": document.title,
        "document_id": document.record_id,
        "document_type": labels.DOCUMENT_TYPES[DocumentType(document.type)],
        "document_path": addresses.document_path(document),
        "difference_path": addresses.difference_path(document, change.from_version.number, change.to_version.number),
        "returned": change.kind == "returned",
        "significance": {"value": change.significance, "label": labels.SIGNIFICANCES[Significance(change.significance)]},
        "direction": {"value": change.direction, "label": labels.DIRECTIONS[Direction(change.direction)]},
        "severity": _gravest(touching),
        "summary": change.summary,
        "captured": change.captured.isoformat(),
        "detected": change.detected.isoformat(),
        "stated_updated": change.stated_updated.isoformat() if change.stated_updated else None,
        "stated_effective": change.stated_effective.isoformat() if change.stated_effective else None,
        "counts": {
            "sentences_added": change.sentences_added,
            "sentences_removed": change.sentences_removed,
            "sentences_reworded": change.sentences_reworded,
            "blocks_moved": change.blocks_moved,
            **{fate.value: sum(each.fate == fate.value for each in touching) for fate in (Fate.ADDED, Fate.REVISED, Fate.ENDED)},
        },
        "provisions": [_provision(each, catalogue) for each in touching[:MOST_EFFECTS]],
        "further_provisions": max(0, len(touching) - MOST_EFFECTS),
        "edits": [_edit(row) for row in edits[:MOST_EDITS]],
        "further_edits": max(0, len(edits) - MOST_EDITS),
    }


def _importance(effect: Effect) -> tuple[int, int, int, int]:
    """Worse before better, grave before slight, what stands before what ended."""
    return (LEADS_IN_ORDER[effect.direction], -_rank(effect), FATES_IN_ORDER.get(effect.fate, 0), effect.provision_id)


def _rank(effect: Effect) -> int:
    return max((RANKS[side.severity] for side in (effect.before, effect.after) if side is not None), default=0)


def _gravest(effects: Sequence[Effect]) -> JSON | None:
    levels = [side.severity for each in effects for side in (each.before, each.after) if side is not None]
    return _level(max(levels, key=lambda level: RANKS[level])) if levels else None


def _level(value: str) -> JSON:
    return {"value": value, "label": labels.SEVERITIES[Level(value)]}


def _provision(effect: Effect, catalogue: Catalogue) -> JSON:
    """What happened to one provision, what it means now, and what can be done; an ended one has neither actions nor a meaning any more."""
    revision = effect.after or effect.before
    kind = catalogue.clauses.get(effect.clause_type)
    title = revision.title if revision else effect.clause_type
    return {
        "id": effect.provision.record_id,
        "number": effect.provision_id,
        "path": addresses.titled_provision_path(effect.provision, title),
        "title": title,
        "clause_type": kind.title if kind else effect.clause_type.replace("-", " ").capitalize(),
        "fate": {"value": effect.fate, "label": labels.FATES[Fate(effect.fate)]},
        "direction": {"value": effect.direction, "label": labels.DIRECTIONS[Direction(effect.direction)]},
        "severity_before": _level(effect.before.severity) if effect.before else None,
        "severity_after": _level(effect.after.severity) if effect.after else None,
        "because": effect.because,
        "moved": [list(row) for row in differences_in_words(effect.attributes, kind.attributes if kind else ())],
        "meaning": _meaning(effect.after),
        "actions": [_action(row) for row in effect.after.actions] if effect.after else [],
    }


def _meaning(revision: Revision | None) -> str:
    if revision is None:
        return ""
    return str(revision.statements.get("for_you") or revision.statements.get("what_it_is") or "")


def _action(row: Mapping[str, Any]) -> JSON:
    return {
        "label": row["label"],
        "who": labels.HOLDERS.get(row["who"], str(row["who"]).capitalize()),
        "how": row["how"] or "",
        "url": row["url"],
        "days": row["deadline_days"],
    }


def _edit(row: Mapping[str, Any]) -> JSON:
    """An edit as runs of kept, added and removed words, cut around what changed."""
    passage = row["after"] or row["before"]
    return {
        "kind": labels.EDIT_KINDS[EditKind(row["kind"])],
        "reasons": [labels.CHANGE_REASONS[ChangeReason(reason)] for reason in row["reasons"]],
        "section": list(passage["section"])[-2:],
        "runs": _cut(_runs(row)),
        "targets": list(row["targets"]) if row.get("targets") else None,
    }


def _runs(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    if row["runs"]:
        return [(run["kind"], run["text"]) for run in row["runs"]]
    if row["before"] is None:
        return [("added", row["after"]["exact"])]
    if row["after"] is None:
        return [("removed", row["before"]["exact"])]
    return [("kept", row["after"]["exact"])]


def _cut(runs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The runs without the far middle of what was kept, and not longer than a message can bear."""
    cut: list[list[str]] = []
    left = LONGEST_PASSAGE
    for index, (kind, text) in enumerate(runs):
        if left <= 0:
            break
        short = _shortened(text, first=index == 0, last=index == len(runs) - 1) if kind == "kept" and len(runs) > 1 else text
        if len(short) > left:
            short = short[:left].rsplit(" ", 1)[0] + f" {ELLIPSIS}"
        cut.append([kind, short])
        left -= len(short)
    return cut


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Kept words next to a change: the end of the first run, the beginning of the last, both ends of one between."""
    head = "" if first else text[:CONTEXT].rsplit(" ", 1)[0]
    tail = "" if last else text[-CONTEXT:].partition(" ")[2]
    if len(text) <= len(head) + len(tail) + len(ELLIPSIS) + 2 or len(text) <= CONTEXT:
        return text
    return f"{head}{' ' if head else ''}{ELLIPSIS}{' ' if tail else ''}{tail}"
