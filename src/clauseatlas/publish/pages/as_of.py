"""Read as of a date: which text applied then, and how that is known."""

from dataclasses import dataclass
from datetime import date

from clauseatlas.records.queries.dating import Applied


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day as of which a record is read: the text that applied, since when, until when, and by which rule ("stated" or "sighted")."""

    day: date
    version: int
    since: date
    until: date | None
    rule: str


def as_of(day: date, applied: Applied) -> AsOf:
    """What a page says of the day asked for."""
    return AsOf(day=day, version=applied.version.number, since=applied.since, until=applied.until, rule=applied.rule.value)
