"""How other platforms handle the same subject: those on the same side, the closest first, and one on the other side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from clauseatlas.model.words import Stance
from clauseatlas.records.models import Provision
from clauseatlas.records.queries.publishing import standing_provisions

MOST_CANDIDATES = 240
"""Provisions compared with one; more are not read, so that the page of a type that every platform has costs no more than another."""

# Stances that answer the question of a clause type in the same sense. A promise is no peer of a licence, a right none of a duty.
SIDES: tuple[frozenset[Stance], ...] = (
    frozenset({Stance.PERMITS, Stance.CONDITIONS}),
    frozenset({Stance.FORBIDS}),
    frozenset({Stance.REQUIRES, Stance.BANS, Stance.WAIVES, Stance.LIMITS}),
    frozenset({Stance.GRANTS}),
    frozenset({Stance.STATES}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Provisions of other platforms, at most one of each: `alike` on the same side, `other` on another one, or None."""

    alike: tuple[Provision, ...]
    other: Provision | None


def comparable(stance: str) -> frozenset[str]:
    """The stances that are on one side with this one, itself included."""
    return frozenset(each.value for side in SIDES if Stance(stance) in side for each in side)


def peers_of(provision: Provision, *, stance: str, values: Mapping[str, Any], most: int) -> Peers:
    """The closest `most` standing provisions of the same type and a comparable stance, and the first of another stance. Three queries.

    `values` are the attribute values of the provision: whoever shares more of them is closer, then whoever has the very stance, then the lower
    record id.
    """
    elsewhere = standing_provisions().filter(clause_type=provision.clause_type).exclude(document__platform_id=provision.document.platform_id)
    side = comparable(stance)
    same_first = Case(When(current__stance=stance, then=Value(0)), default=Value(1), output_field=IntegerField())
    columns = ("pk", "document__platform_id", "current__stance", "current__readings")
    rows = elsewhere.filter(current__stance__in=side).order_by(same_first, "pk").values_list(*columns)[:MOST_CANDIDATES]
    chosen = _closest(rows, stance, values)[:most]
    other = elsewhere.exclude(current__stance__in=side).order_by("pk").values_list("pk", flat=True).first()
    found = (
        standing_provisions()
        .filter(pk__in=[*chosen, *([other] if other else [])])
        .select_related("current__first_version", "document__platform")
        .in_bulk()
    )
    return Peers(alike=tuple(found[key] for key in chosen if key in found), other=found.get(other) if other else None)


def _closest(rows: Iterable[Sequence[Any]], stance: str, values: Mapping[str, Any]) -> list[int]:
    """Keys of the best provision of every platform, the closest first."""
    best: dict[int, tuple[int, bool, int]] = {}
    for key, platform, its_stance, readings in rows:
        shared = len({(row["name"], str(row["value"])) for row in readings} & {(name, str(value)) for name, value in _pairs(values)})
        place = (-shared, its_stance != stance, key)
        if platform not in best or place < best[platform]:
            best[platform] = place
    return [key for *_, key in sorted(best.values())]


def _pairs(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, each) for name, value in values.items() for each in (value if isinstance(value, list | tuple) else [value])]
