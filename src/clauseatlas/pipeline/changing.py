"""The change record of a period: worked out from the versions on its two sides, stored under one record id."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.changes.comparing import compare
from clauseatlas.model.change import Effect
from clauseatlas.model.words import Direction
from clauseatlas.pipeline.carrying import carried_by_record
from clauseatlas.pipeline.drafting import Draft, Standing, Step, standing_of, work_out_step
from clauseatlas.pipeline.histories import Place
from clauseatlas.pipeline.methods import method_of
from clauseatlas.records.models import Change, Document, Period, Version
from clauseatlas.records.queries import changes
from clauseatlas.records.queries.provisions import Placed, placed_in
from clauseatlas.records.queries.versions import newest_reading


def record_change(document: Document, period: Period, draft: Draft, *, after: Version, now: datetime) -> Change:
    """The change that a new text brought."""
    assert draft.before is not None, "a draft with a step has something before it"
    assert draft.step is not None, "checked by the caller"
    positions = {id(provision): index for index, provision in enumerate(draft.provisions)}
    row = change_row(changes.NEW, draft.step, before=draft.before, after=after, placed=placed_in(after), positions=positions, method=draft.method)
    return changes.store_change(document, period, row, now=now)


def record_lasting_return(document: Document, place: Place, *, catalogue: Callable[[], Catalogue], now: datetime) -> Change | None:
    """The change of a return that has lasted, told once; None while it has not, and for the turn of a variant."""
    if place.period is None or place.previous is None or not place.lasting_return or changes.change_of_period(place.period) is not None:
        return None
    return record_between(document, place.previous, place.period, kind=changes.RETURNED, catalogue=catalogue(), now=now)


def record_between(document: Document, earlier: Period, later: Period, *, kind: str, catalogue: Catalogue, now: datetime) -> Change:
    """The change between two periods that follow each other, worked out from the newest readings of their versions."""
    before = standing_of(newest_reading(earlier.version_id), until=later.first)
    after = standing_of(newest_reading(later.version_id))
    comparison = compare(before.policy, after.policy)
    step = work_out_step(
        before,
        after.policy,
        after.provisions,
        comparison=comparison,
        carried=carried_by_record(before.placed, after.placed),
        catalogue=catalogue,
        seen_before=kind == changes.RETURNED,
    )
    positions = {id(each.provision): index for index, each in enumerate(after.placed)}
    method = method_of(catalogue)
    row = change_row(kind, step, before=before, after=after.version, placed=after.placed, positions=positions, method=method)
    return changes.store_change(document, later, row, now=now)


def change_row(
    kind: str, step: Step, *, before: Standing, after: Version, placed: Sequence[Placed], positions: dict[int, int], method: dict[str, str]
) -> changes.ChangeRow:
    """A step as the fields of a change record; `positions` says which placed provision an effect's later side is."""
    return changes.ChangeRow(
        kind=kind,
        before=before.version,
        after=after,
        comparison=step.comparison,
        judgement=step.judgement,
        direction=overall(step.effects),
        edits=[_plain(asdict(edit)) for edit in step.comparison.edits],
        summary=step.summary,
        effects=_effect_rows(step.effects, before=before.placed, after=placed, positions=positions),
        method=method,
    )


def overall(worked: Sequence[Effect]) -> Direction:
    """The direction of a change: that of its effects where those that have one agree, else unclear; neutral where none has."""
    leading = {effect.direction for effect in worked} - {Direction.NEUTRAL}
    if not leading:
        return Direction.NEUTRAL
    return leading.pop() if len(leading) == 1 else Direction.UNCLEAR


def _effect_rows(
    worked: Sequence[Effect], *, before: Sequence[Placed], after: Sequence[Placed], positions: dict[int, int]
) -> list[changes.EffectRow]:
    earlier = {id(each.provision): each for each in before}
    rows: dict[int, changes.EffectRow] = {}
    for effect in worked:
        old = earlier[id(effect.before)] if effect.before is not None else None
        new = after[positions[id(effect.after)]] if effect.after is not None else None
        holder = new or old
        assert holder is not None, "an effect is on a provision before or after"
        rows.setdefault(
            holder.provision_id,
            changes.EffectRow(
                provision_id=holder.provision_id,
                clause_type=effect.clause_type,
                fate=effect.fate,
                direction=effect.direction,
                because=effect.because,
                attributes=_plain(effect.attribute_table()),
                before=old.revision if old else None,
                after=new.revision if new else None,
            ),
        )
    return list(rows.values())


def _plain(value: Any) -> Any:
    """Mappings and sequences as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(member) for member in value] if isinstance(value, list | tuple) else value
