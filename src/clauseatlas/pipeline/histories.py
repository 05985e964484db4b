"""Where a sighting belongs in the history of its document."""

from dataclasses import dataclass
from datetime import datetime

from clauseatlas.changes.periods import TOLD_AFTER
from clauseatlas.changes.periods import periods as work_out
from clauseatlas.records.models import Capture, Document, Period, Version
from clauseatlas.records.queries import history


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The period that a sighting fell into, the one before it, and whether the sighting began it."""

    period: Period | None = None
    previous: Period | None = None
    began: bool = False

    @property
    def returned(self) -> bool:
        """Whether an earlier text came back."""
        return self.period is not None and self.period.returned

    @property
    def variant(self) -> bool:
        """Whether the text is one of a set that alternates."""
        return self.period is not None and self.period.variant

    @property
    def lasting_return(self) -> bool:
        """Whether this is a return that is told: it has lasted, and is not the turn of a variant."""
        return self.period is not None and self.returned and not self.variant and self.period.last - self.period.first >= TOLD_AFTER


def take_place(document: Document, version: Version, at: datetime, *, capture: Capture | None) -> Place:
    """Enter a sighting. One that continues the last period costs two queries; any other works the periods out anew."""
    if not history.store_sighting(document, version, at, capture=capture):
        return Place()
    if extended := history.extend_last_period(document, version, at):
        return Place(period=extended[0], previous=extended[1] if len(extended) > 1 else None)
    rows = work_out_periods(document)
    index = next(index for index, row in enumerate(rows) if row.version_id == version.root_id and row.first <= at <= row.last)
    return Place(period=rows[index], previous=rows[index - 1] if index else None, began=rows[index].first == at)


def work_out_periods(document: Document) -> list[Period]:
    """The periods of a document from its sightings, stored."""
    found = work_out([(at, str(version)) for at, version in history.sightings(document)])
    return history.store_periods(
        document,
        (
            history.Stretch(
                version_id=int(each.digest),
                first=each.first,
                last=each.last,
                sightings=each.sightings,
                returned=each.returned,
                variant=each.variant,
            )
            for each in found
        ),
    )
