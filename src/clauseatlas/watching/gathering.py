"""New changes against all watches: the cursor and the matches move in one transaction, so each change is looked at exactly once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from clauseatlas.model.words import Significance
from clauseatlas.records.models import Change
from clauseatlas.watching.facts import facts_of
from clauseatlas.watching.matching import RANKS, Hit, Index, Watching, search_of
from clauseatlas.watching.models import Cursor, Match, Undecided, Watch
from clauseatlas.watching.rhythm import due_today, local_day, zone_named
from clauseatlas.watching.words import Cadence, ChangeKind, Following

CURSOR = "changes"
CHANGES_AT_ONCE = 500  # per transaction; matching them takes a second or two
MATCHES_AT_ONCE = 2000  # rows in one statement
UNDECIDED_DAYS = 30  # a change that a reviewer confirms later than this is old news


def gather(now: datetime) -> int:
    """Hold every new change, and every one that was undecided before, against the watches; how many matches came of it."""
    index = Index(active_watches())
    found = _decided(index, now)
    while (step := _next(index, now)) is not None:
        found += step
    return found


def active_watches() -> list[Watching]:
    """The watches that are neither stopped nor paused."""
    return [watching_of(row) for row in Watch.objects.filter(stopped__isnull=True, paused=False).order_by("pk")]


def watching_of(row: Watch) -> Watching:
    """A stored watch, as far as matching goes."""
    following = Following(row.following)
    return Watching(
        watch=row.pk,
        following=following,
        target=row.platform_id or row.document_id or row.provision_id or row.target,
        search=search_of(row.query),
        since=row.since,
        least=RANKS[row.least],
        directions=frozenset(row.directions),
        kinds=frozenset(ChangeKind(kind) for kind in row.kinds),
    )


def _next(index: Index, now: datetime) -> int | None:
    """One batch behind the cursor: matches made; None when nothing is left."""
    with transaction.atomic():
        Cursor.objects.get_or_create(name=CURSOR)
        cursor = Cursor.objects.select_for_update().get(name=CURSOR)
        numbers = list(Change.objects.filter(pk__gt=cursor.last).order_by("pk").values_list("pk", flat=True)[:CHANGES_AT_ONCE])
        if not numbers:
            return None
        cursor.last = numbers[-1]
        cursor.save(update_fields=["last"])
        return _hold_against(index, _recent(numbers), now)


def _recent(numbers: Sequence[int]) -> list[int]:
    """Those first seen after the oldest watch began: an import of decades is not read through."""
    oldest = Watch.objects.filter(stopped__isnull=True, paused=False).aggregate(oldest=Min("since"))["oldest"]
    if oldest is None:
        return []
    return list(Change.objects.filter(pk__in=numbers, captured__gte=oldest).order_by("pk").values_list("pk", flat=True))


def _decided(index: Index, now: datetime) -> int:
    """Changes that were unclear and are substantive now."""
    with transaction.atomic():
        Undecided.objects.filter(since__lt=now - timedelta(days=UNDECIDED_DAYS)).delete()
        numbers = list(Undecided.objects.filter(change__significance=Significance.SUBSTANTIVE.value).order_by("pk").values_list("pk", flat=True))
        Undecided.objects.filter(pk__in=numbers).delete()
        return _hold_against(index, numbers, now)


def _hold_against(index: Index, numbers: Sequence[int], now: datetime) -> int:
    facts = facts_of(numbers)
    unclear = [each.change for each in facts if each.counts and each.significance == Significance.UNCLEAR.value]
    Undecided.objects.bulk_create([Undecided(change_id=number, since=now) for number in unclear], ignore_conflicts=True)
    hits = [hit for each in facts for hit in index.hits(each)]
    return _store(hits, now)


def _store(hits: Sequence[Hit], now: datetime) -> int:
    """Match rows; those of same-day watches wait for their message. A watch that had matched an unclear change is not told of it again."""
    waits = _waits(now)
    known = set(Match.objects.filter(change_id__in={hit.change for hit in hits}).values_list("watch_id", "change_id")) if hits else set()
    rows = [
        Match(
            watch_id=hit.watch,
            change_id=hit.change,
            provisions=list(hit.provisions),
            at=now,
            waits_until=waits.get(hit.watch),
        )
        for hit in hits
        if (hit.watch, hit.change) not in known
    ]
    Match.objects.bulk_create(rows, batch_size=MATCHES_AT_ONCE)
    return len(rows)


def _waits(now: datetime) -> dict[int, datetime]:
    """For every same-day watch, when the message of this day is due."""
    rows = Watch.objects.filter(cadence=Cadence.SAME_DAY.value, stopped__isnull=True).values_list(
        "pk", "subscriber__time_zone", "subscriber__alert_hour"
    )
    return {number: _due(zone, hour, now) for number, zone, hour in rows}


def _due(zone_name: str, hour: int | None, now: datetime) -> datetime:
    if hour is None:
        return now
    zone = zone_named(zone_name)
    return due_today(local_day(now, zone), zone, hour=hour, now=now)
