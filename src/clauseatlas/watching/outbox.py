"""Deliveries that wait: who holds which, what became of each attempt, when the next one is, and when it is given up.

A delivery is held for a while by the worker that claimed it. A worker that dies leaves an attempt without an outcome; when its time is over another
worker takes the delivery up under the same key. So nothing is lost, and what cannot be known (was the mail taken before the power went?) is repeated
once, recognisable by its key.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from clauseatlas.watching.carrying import NotDelivered
from clauseatlas.watching.models import Attempt, Channel, Delivery
from clauseatlas.watching.words import State

LEASE = timedelta(minutes=5)  # several rounds of the slowest calls
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
MOST_ATTEMPTS = 16  # with these waits a peer can be away for two days
JITTER = 0.2  # of a wait, up or down, so that a thousand retries do not come in one second
UNKNOWN = "the worker stopped before it knew"


def claim(worker: str, *, now: datetime, most: int, lease: timedelta = LEASE, only: Sequence[int] = ()) -> list[Delivery]:
    """The deliveries that are due and free, held by this worker from now on, each with an attempt begun; of those numbered, if any are.

    Least tried first, so that one over which a worker died comes last and hardly meets the next power cut.
    """
    with transaction.atomic():
        free = Q(held_until__isnull=True) | Q(held_until__lte=now)
        rows = Delivery.objects.filter(free, state=State.WAITING.value, due__lte=now, **({"pk__in": only} if only else {})).order_by(
            "attempts", "due", "pk"
        )
        locked = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",))
        numbers = [each.pk for each in locked[:most]]
        Attempt.objects.filter(delivery_id__in=numbers, outcome="").update(outcome="unknown", detail=UNKNOWN)
        Delivery.objects.filter(pk__in=numbers).update(held_by=worker, held_until=now + lease, attempts=F("attempts") + 1)
        Attempt.objects.bulk_create([Attempt(delivery_id=number, at=now) for number in numbers])
    loaded = Delivery.objects.filter(pk__in=numbers).select_related("channel", "alert", "digest", "subscriber__person", "subscriber__organisation")
    return sorted(loaded, key=lambda each: (each.due, each.pk))


def delivered(worker: str, delivery: Delivery, *, said: str, seconds: float, now: datetime) -> None:
    """The other end took it."""
    with transaction.atomic():
        if _mine(worker, delivery).update(state=State.SENT.value, sent=now, held_by="", held_until=None, error=""):
            _close(delivery, outcome="sent", detail=said, seconds=seconds)


def failed(worker: str, delivery: Delivery, error: NotDelivered, *, seconds: float, now: datetime, chance: Callable[[], float]) -> None:
    """The other end did not take it: again later, or given up where that will not help."""
    over = error.lasting or delivery.attempts >= MOST_ATTEMPTS
    wait = backoff(delivery.attempts, chance=chance)
    if error.retry_after is not None:
        wait = max(wait, timedelta(seconds=error.retry_after))
    with transaction.atomic():
        state = State.DEAD if over else State.WAITING
        fields = {"state": state.value, "due": now + wait, "held_by": "", "held_until": None, "error": str(error)}
        if _mine(worker, delivery).update(**fields):
            _close(delivery, outcome="refused" if error.lasting else "failed", detail=str(error), seconds=seconds)
        if error.gone and delivery.channel_id is not None:
            Channel.objects.filter(pk=delivery.channel_id, closed="").update(closed="its other end says that it is gone")


def put_back(worker: str, delivery: Delivery, *, due: datetime) -> None:
    """Not tried after all, because another message on the same way has just failed: it waits as long, and no attempt is counted."""
    with transaction.atomic():
        if _mine(worker, delivery).update(due=due, held_by="", held_until=None, attempts=F("attempts") - 1):
            Attempt.objects.filter(delivery=delivery, outcome="").delete()


def dropped(worker: str, delivery: Delivery, because: str) -> None:
    """Not to be sent any more."""
    with transaction.atomic():
        if _mine(worker, delivery).update(state=State.DROPPED.value, held_by="", held_until=None, error=because):
            _close(delivery, outcome="dropped", detail=because, seconds=0.0)


def resend(delivery: Delivery, *, now: datetime) -> bool:
    """Take a delivery that was given up back into the queue, under its old key; False for one that was not."""
    fields = {"state": State.WAITING.value, "due": now, "attempts": 0, "held_by": "", "held_until": None}
    return bool(Delivery.objects.filter(pk=delivery.pk, state=State.DEAD.value).update(**fields))


def backoff(attempts: int, *, chance: Callable[[], float]) -> timedelta:
    """How long to wait after so many attempts: half a minute, doubled each time, six hours at most, with jitter; `chance` gives 0 to 1."""
    doubled: timedelta = FIRST_RETRY * int(2 ** min(max(attempts - 1, 0), 20))
    wait = min(doubled, LONGEST_RETRY)
    return wait * (1 - JITTER + 2 * JITTER * chance())


def waiting(now: datetime) -> tuple[int, int]:
    """How many deliveries wait, and how many of them are due."""
    rows = Delivery.objects.filter(state=State.WAITING.value)
    return rows.count(), rows.filter(due__lte=now).count()


def dead() -> Sequence[Delivery]:
    """The deliveries that were given up, newest first."""
    return list(Delivery.objects.filter(state=State.DEAD.value).select_related("channel", "subscriber"))


def _mine(worker: str, delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, held_by=worker, state=State.WAITING.value)


def _close(delivery: Delivery, *, outcome: str, detail: str, seconds: float) -> None:
    Attempt.objects.filter(delivery=delivery, outcome="").update(outcome=outcome, detail=detail, seconds=seconds)
