"""Hours of the day in a person's time zone, over changes of clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.watching.rhythm import at, due_today, local_day, next_week, zone_named, zone_names


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        ("Europe/Lisbon", date(2026, 3, 28), 8, "2026-03-28T08:00"),
        ("Europe/Lisbon", date(2026, 3, 30), 8, "2026-03-30T07:00"),  # summer time has begun in between
        ("Europe/Berlin", date(2026, 3, 29), 2, "2026-03-29T01:00"),  # skipped: the moment of the jump
        ("Europe/Berlin", date(2026, 10, 25), 2, "2026-10-25T00:00"),  # twice: the first time
        ("America/New_York", date(2026, 3, 8), 2, "2026-03-08T07:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, "2026-10-03T15:30"),  # half an hour is skipped
        ("America/Santiago", date(2026, 9, 6), 0, "2026-09-06T04:00"),  # midnight itself is skipped
        ("Asia/Kathmandu", date(2026, 1, 5), 8, "2026-01-05T02:15"),
        ("Pacific/Apia", date(2026, 1, 5), 8, "2026-01-04T19:00"),
    ],
)
def test_an_hour_strikes_once_a_day(zone: str, day: date, hour: int, expected: str) -> None:
    assert at(day, hour, zone_named(zone)) == utc(expected)


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu", "UTC", "Africa/Casablanca"]
)
@pytest.mark.parametrize("hour", [0, 2, 3, 8])
def test_a_year_of_weeks_has_52_or_53_digests_each_after_the_last(name: str, hour: int) -> None:
    zone = zone_named(name)
    moment, count = utc("2026-01-01T00:00"), 0
    while moment < utc("2027-01-01T00:00"):
        following = next_week(moment, zone, weekday=6, hour=hour)
        assert timedelta(0) < following - moment <= timedelta(days=7, hours=1)
        assert local_day(following, zone).weekday() == 6
        moment, count = following, count + 1
    assert count in {52, 53, 54}


def test_a_week_is_strictly_later() -> None:
    monday = utc("2026-03-02T08:00")
    assert next_week(monday, zone_named("UTC"), weekday=0, hour=8) == monday + timedelta(days=7)
    assert next_week(monday - timedelta(seconds=1), zone_named("UTC"), weekday=0, hour=8) == monday


@pytest.mark.parametrize(
    ("hour", "now", "expected"),
    [
        (None, "2026-06-01T09:30", "2026-06-01T09:30"),
        (18, "2026-06-01T09:30", "2026-06-01T17:00"),
        (9, "2026-06-01T09:30", "2026-06-01T09:30"),  # the hour is over: at once, still on the same day
    ],
)
def test_the_message_of_a_day(hour: int | None, now: str, expected: str) -> None:
    zone = zone_named("Europe/Lisbon")
    assert due_today(local_day(utc(now), zone), zone, hour=hour, now=utc(now)) == utc(expected)


@pytest.mark.parametrize("name", ["Nowhere/Town", "", "../../etc/passwd", "Europe/Lisbon\n"])
def test_unknown_zones_are_refused(name: str) -> None:
    with pytest.raises(BadInput):
        zone_named(name)


def test_zones_to_choose_from_are_all_known() -> None:
    assert "Europe/Lisbon" in zone_names()
    assert all(zone_named(name) for name in zone_names())
