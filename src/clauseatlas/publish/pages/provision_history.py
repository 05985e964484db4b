"""The history of a clause: every revision with its words compared, what moved in its attributes, how steady it is, who looked when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from clauseatlas.catalogue.kinds import AttributeRule
from clauseatlas.changes.runs import word_runs
from clauseatlas.changes.units import units
from clauseatlas.model import labels
from clauseatlas.model.words import Direction, Fate, Level, Outcome, Stance
from clauseatlas.publish.pages.attributes import differences_in_words
from clauseatlas.publish.pages.difference_rows import Run
from clauseatlas.publish.pages.parts import Reference, Term, term, version_reference
from clauseatlas.records import addresses
from clauseatlas.records.models import Capture, Effect, Provision, Revision

VISITS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPart:
    """One entry of the history.

    `cause` is "first", "changed" (by the platform) or "read anew" (by us: never a change by the platform). `runs` compare its words with those
    of the revision before; they are empty for the first one and where no word differs.
    """

    number: int
    since: datetime
    cause: str
    version: Reference
    severity: Term
    stance: Term
    quotes: tuple[str, ...]
    runs: tuple[Run, ...]
    change: Reference | None
    direction: Term | None
    because: str
    attributes: tuple[tuple[str, str, str], ...]  # label, before, after
    difference_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How steady the words are: since when they read as they do, in how many texts of the document, changed how often by the platform."""

    since: datetime
    versions: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A visit that saw the policy."""

    at: datetime
    outcome: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedChange:
    """A told change that touched this provision."""

    change: Reference
    captured: datetime
    fate: Term
    direction: Term
    because: str
    attributes: tuple[tuple[str, str, str], ...]


def history(
    provision: Provision, revisions: Sequence[Revision], effects: Sequence[Effect], rules: Sequence[AttributeRule]
) -> tuple[RevisionPart, ...]:
    """Every revision, newest first, with the told change that brought it where there is one."""
    by_revision = {effect.after_id: effect for effect in effects if effect.after_id}
    earlier: dict[int, Revision] = {after.pk: before for before, after in pairwise(revisions)}
    parts = [_revision(provision, each, earlier.get(each.pk), by_revision.get(each.pk), rules) for each in revisions]
    return tuple(reversed(parts))


def stability(parts: Sequence[RevisionPart], versions: int) -> Stability:
    """How steady the clause is; `parts` newest first, `versions` counted since the first of them."""
    standing = parts[0]
    for before in parts[1:]:
        if before.quotes != standing.quotes:
            break
        standing = before
    return Stability(since=standing.since, versions=versions, changes=sum(1 for part in parts if part.cause == "changed"))


def verification_log(captures: Sequence[Capture]) -> tuple[Verification, ...]:
    """Visits that saw the policy, newest first."""
    return tuple(Verification(at=each.started, outcome=term(labels.OUTCOMES, Outcome(each.outcome))) for each in captures)


def related_changes(effects: Sequence[Effect], rules: Sequence[AttributeRule]) -> tuple[RelatedChange, ...]:
    """The told changes that did something to the provision, newest first."""
    return tuple(
        RelatedChange(
            change=_change_reference(effect),
            captured=effect.change.captured,
            fate=term(labels.FATES, Fate(effect.fate)),
            direction=term(labels.DIRECTIONS, Direction(effect.direction)),
            because=effect.because,
            attributes=differences_in_words(effect.attributes, rules),
        )
        for effect in effects
        if effect.fate != Fate.STANDING.value
    )


def runs_between(before: str, after: str) -> tuple[Run, ...]:
    """The words of two quotations as runs: kept, removed, added; none where they are the same."""
    if before == after:
        return ()
    found = word_runs(before, after, spans=((0, len(before)), (0, len(after))), units=(units(before), units(after)))
    return tuple(Run(kind=run.kind.value, text=run.text) for run in found)


def _revision(
    provision: Provision, revision: Revision, before: Revision | None, effect: Effect | None, rules: Sequence[AttributeRule]
) -> RevisionPart:
    words, words_before = _words(revision), _words(before) if before else ""
    if effect and effect.fate != Fate.STANDING.value:
        moved: Mapping[str, Mapping[str, Any]] = effect.attributes
    else:
        moved = _moved(before, revision) if before else {}
    apart = before is not None and before.last_version.number != revision.first_version.number
    return RevisionPart(
        number=revision.number,
        since=revision.first_version.first_seen,
        cause=_cause(before, revision, effect),
        version=version_reference(provision.document, revision.first_version),
        severity=term(labels.SEVERITIES, Level(revision.severity)),
        stance=term(labels.STANCES, Stance(revision.stance)),
        quotes=tuple(quote["exact"] for quote in revision.quotes),
        runs=runs_between(words_before, words) if before else (),
        change=_change_reference(effect) if effect else None,
        direction=term(labels.DIRECTIONS, Direction(effect.direction)) if effect else None,
        because=effect.because if effect else "",
        attributes=differences_in_words(moved, rules),
        difference_path=addresses.difference_path(provision.document, before.last_version.number, revision.first_version.number)
        if before and apart
        else None,
    )


def _cause(before: Revision | None, revision: Revision, effect: Effect | None) -> str:
    if before is None:
        return "first"
    if effect is not None:
        return "changed"
    same_bytes = before.last_version.root_id == revision.first_version.root_id
    return "read anew" if same_bytes or _words(before) == _words(revision) else "changed"


def _moved(before: Revision, after: Revision) -> dict[str, dict[str, Any]]:
    """Attributes that differ between two revisions, each with before and after."""
    old, new = values_of(before), values_of(after)
    return {name: {"before": old.get(name), "after": new.get(name)} for name in {**old, **new} if old.get(name) != new.get(name)}


def values_of(revision: Revision) -> dict[str, Any]:
    """Attribute values by name: one, or several in text order."""
    found: dict[str, list[Any]] = {}
    for reading in revision.readings:
        values = found.setdefault(reading["name"], [])
        if reading["value"] not in values:
            values.append(reading["value"])
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _words(revision: Revision) -> str:
    return "\n\n".join(quote["exact"] for quote in revision.quotes)


def _change_reference(effect: Effect) -> Reference:
    change = effect.change
    return Reference(record_id=change.record_id, title=change.record_id, path=addresses.change_path(change))
