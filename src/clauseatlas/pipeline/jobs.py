"""Jobs behind four verbs: queue, run, schedule, tell how it stands. What a job does is given by whoever runs it.

`TableJobs` keeps them in the atlas's own database, SQLite or PostgreSQL: queued once by key, held by one worker for a while, taken up again by
another when the first dies. docs/decisions/0008-jobs-in-our-own-table.md says why no engine beside the database is used.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import connection, transaction
from django.db.models import F, Q

from clauseatlas.records.models import Document, Job
from clauseatlas.records.queries import documents

VISIT, DELIVER, CHECKPOINT = "visit", "deliver", "checkpoint"
LEASE = timedelta(minutes=30)  # a batch of slow pages with a browser each takes a few minutes
BATCH = 24  # jobs of one kind done together: pages of different hosts are fetched at the same time
MOST_ATTEMPTS = 5  # a visit that fails is settled as a capture; a job that fails five times is a bug and stays visible
RETRY = timedelta(minutes=2)
KEPT_DAYS = 7  # done jobs are kept so long, so that a late clock does not queue them again
DELIVER_EVERY = timedelta(minutes=1)
MOST_QUEUED = 5000  # visits queued by one tick of the clock

Handler = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A job to be queued: `key` names its occasion."""

    key: str
    kind: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many jobs wait, are held, were given up, and were done in the last days."""

    waiting: int
    held: int
    failed: int
    done: int


class Jobs(Protocol):
    """The four verbs."""

    def enqueue(self, wanted: Iterable[Wanted], *, now: datetime) -> int:
        """Queue what is not queued yet; how many were new."""

    def run(self, handlers: Mapping[str, Handler], *, clock: Callable[[], datetime]) -> int:
        """Do what is due with these handlers until nothing is; how many were done."""

    def schedule(self, *, now: datetime) -> int:
        """Queue what the state of the atlas makes due; how many were new."""

    def status(self, *, now: datetime) -> Standing:
        """How it stands."""


class TableJobs:
    """Jobs in the database of the atlas."""

    def enqueue(self, wanted: Iterable[Wanted], *, now: datetime) -> int:
        """See `Jobs`."""
        rows = {each.key: each for each in wanted}
        with transaction.atomic():
            known = set(Job.objects.filter(key__in=rows).values_list("key", flat=True))
            new = [Job(key=key, kind=each.kind, subject=each.subject, due=now, queued=now) for key, each in rows.items() if key not in known]
            Job.objects.bulk_create(new, ignore_conflicts=True)
        return len(new)

    def run(self, handlers: Mapping[str, Handler], *, clock: Callable[[], datetime]) -> int:
        """See `Jobs`. A handler that raises leaves its jobs to be tried again, and the error goes on to the caller."""
        worker, done = secrets.token_hex(8), 0
        for kind, handle in handlers.items():
            while held := self._claim(worker, kind, now=clock()):
                mine = Job.objects.filter(key__in=[job.key for job in held], held_by=worker)
                try:
                    handle([job.subject for job in held])
                except Exception as error:
                    mine.update(held_by="", held_until=None, due=clock() + RETRY, error=f"{type(error).__name__}: {error}"[:500])
                    raise
                done += mine.update(done=clock(), held_by="", held_until=None, error="")
        return done

    def schedule(self, *, now: datetime) -> int:
        """See `Jobs`: a visit for every document that is due, named by its turn, a delivery for this minute, a checkpoint for this day."""
        Job.objects.filter(done__lt=now - timedelta(days=KEPT_DAYS)).delete()
        due = documents.to_visit(Document.objects.filter(paused=False, next_due__lte=now)).order_by("next_due")
        visits = [
            Wanted(key=f"{VISIT} {number} {turn}", kind=VISIT, subject=str(number)) for number, turn in due.values_list("pk", "turn")[:MOST_QUEUED]
        ]
        minute = int(now.timestamp() // DELIVER_EVERY.total_seconds())
        occasions = [Wanted(key=f"{DELIVER} {minute}", kind=DELIVER), Wanted(key=f"{CHECKPOINT} {now:%Y-%m-%d}", kind=CHECKPOINT)]
        return self.enqueue([*visits, *occasions], now=now)

    def status(self, *, now: datetime) -> Standing:
        """See `Jobs`."""
        open_ = Job.objects.filter(done__isnull=True)
        return Standing(
            waiting=open_.filter(attempts__lt=MOST_ATTEMPTS).exclude(held_until__gt=now).count(),
            held=open_.filter(held_until__gt=now).count(),
            failed=open_.filter(attempts__gte=MOST_ATTEMPTS).exclude(held_until__gt=now).count(),
            done=Job.objects.filter(done__isnull=False).count(),
        )

    def _claim(self, worker: str, kind: str, *, now: datetime) -> list[Job]:
        """The oldest jobs of a kind that are due and free, held by this worker from now on."""
        with transaction.atomic():
            free = Q(held_until__isnull=True) | Q(held_until__lte=now)
            rows = Job.objects.filter(free, kind=kind, done__isnull=True, due__lte=now, attempts__lt=MOST_ATTEMPTS).order_by("due", "pk")
            held = list(rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)[:BATCH])
            numbers = [job.pk for job in held]
            Job.objects.filter(pk__in=numbers).update(held_by=worker, held_until=now + LEASE, attempts=F("attempts") + 1)
        return held
