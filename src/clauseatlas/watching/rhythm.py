"""When messages are due: whole hours of a person's local time, daylight saving time included. Pure: times come in, times go out.

A local hour that a change of clocks skips is taken as the moment at which the clocks jump over it; one that happens twice is taken the first time.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from clauseatlas.errors import BadInput

WEEK = timedelta(days=7)
ZONES_KEPT = 600  # there are about that many


@lru_cache(maxsize=ZONES_KEPT)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of this IANA name; raises BadInput for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(f"time zone {name[:60]!r}", "is unknown", "use a name like Europe/Lisbon") from None


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The names a person can choose from, sorted: places, and UTC; old and technical names are left out."""
    return (
        "UTC",
        *sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))),
    )


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day it is in a time zone."""
    return moment.astimezone(zone).date()


def at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The moment of a local hour, in UTC."""
    local = datetime.combine(day, time(hour), tzinfo=zone)
    there_and_back = local.astimezone(UTC).astimezone(zone)
    if there_and_back.hour != hour:
        # The hour is skipped: with fold=1 Python reckons with the offset after the jump, which lies before it by as much as was skipped.
        before = local.replace(fold=1).astimezone(UTC)
        return _jump_after(before, zone)
    return local.astimezone(UTC)


def _jump_after(before: datetime, zone: ZoneInfo) -> datetime:
    """The first minute from `before` on at which the offset of the zone differs."""
    offset = before.astimezone(zone).utcoffset()
    moment = before
    while moment.astimezone(zone).utcoffset() == offset:
        moment += timedelta(minutes=1)
    return moment


def next_week(after: datetime, zone: ZoneInfo, *, weekday: int, hour: int) -> datetime:
    """The first time after a moment at which it is this weekday (Monday is 0) and hour in the zone, in UTC."""
    day = local_day(after, zone)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    due = at(day, hour, zone)
    return due if due > after else at(day + WEEK, hour, zone)


def due_today(day: date, zone: ZoneInfo, *, hour: int | None, now: datetime) -> datetime:
    """When the message of a local day is due: at once, or at an hour of that day; an hour that is over when the change comes means at once too."""
    if hour is None:
        return now
    return max(at(day, hour, zone), now) if local_day(now, zone) == day else at(day, hour, zone)


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local day, in UTC."""
    return at(day, 0, zone)
