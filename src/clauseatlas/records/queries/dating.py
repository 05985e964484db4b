"""What applied on a day: by the date on which a text says it takes effect where it says so, else by when it was first seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clauseatlas.records.models import Document, Period, Revision, Version, VersionText
from clauseatlas.records.queries.versions import newest_reading


class Rule(StrEnum):
    """What the beginning of a text is dated by."""

    STATED = "stated"
    SIGHTED = "sighted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """From which day a period counts, and by which rule."""

    since: date
    rule: Rule
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The version that applied on a day, since when and by which rule; `until` is the day on which the next one began, if there is one."""

    version: Version
    since: date
    rule: Rule
    until: date | None


def beginnings(periods: Iterable[Period]) -> list[Beginning]:
    """The day from which each period counts, in the order of their sightings.

    A stated date counts where it is the text's own: not one that the text before had already (the platform edited without a new date), not one
    of a text that came back, and never a day before the text before it began.
    """
    found: list[Beginning] = []
    stated_before: date | None = None
    for period in periods:
        seen, stated = period.first.date(), period.version.stated_effective
        own = stated is not None and stated != stated_before and not period.returned
        since, rule = (stated, Rule.STATED) if own and stated is not None else (seen, Rule.SIGHTED)
        if found and since < found[-1].since:
            since, rule = max(seen, found[-1].since), Rule.SIGHTED
        found.append(Beginning(since=since, rule=rule, period=period))
        stated_before = stated
    return found


def applied_on(document: Document, day: date) -> Applied | None:
    """The text of a document that applied on a day; None before the first one, and after the platform withdrew the document. Two queries."""
    if document.withdrawn is not None and day >= document.withdrawn.date():
        return None
    rows = list(Period.objects.filter(document=document).select_related("version").order_by("first"))
    begun = beginnings(rows)
    index = max((place for place, each in enumerate(begun) if each.since <= day), default=None)
    if index is None:
        return None
    chosen = begun[index]
    later = begun[index + 1 :]
    until = min((each.since for each in later), default=None)
    return Applied(version=newest_reading(chosen.period.version_id), since=chosen.since, rule=chosen.rule, until=until)


def first_day(document: Document) -> date | None:
    """The first day of which something is known."""
    begun = beginnings(Period.objects.filter(document=document).select_related("version").order_by("first"))
    return min((each.since for each in begun), default=None)


def revision_in(version: Version, provision: int) -> Revision | None:
    """The revision of a provision that stood in a version, or None where it was not in it."""
    places: Sequence[Sequence[Any]] = VersionText.objects.values_list("places", flat=True).get(version=version)
    keys = [place[0] for place in places]
    return Revision.objects.select_related("first_version", "last_version").filter(pk__in=keys, provision=provision).first()
