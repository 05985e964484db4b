"""Everything that is due, in a row: new changes matched, messages written, deliveries sent.

Messages are sent by a few threads that touch no database; claims and outcomes are written here. When a channel fails, or its peer does not answer at
all, the other messages on that way are put back instead of each waiting for the same dead host. They come before the failed one next time, so that
a message that is refused over and over holds up nobody.
"""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from clauseatlas.accounts.models import Subscription
from clauseatlas.errors import AtlasError
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.tracking import visit_settings
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.watching import outbox
from clauseatlas.watching.assembling import message_of
from clauseatlas.watching.bundling import bundle
from clauseatlas.watching.calling import guarded_client
from clauseatlas.watching.carriers import carrier
from clauseatlas.watching.carrying import Carrier, NotDelivered, Settings, Tools
from clauseatlas.watching.digesting import write_digests
from clauseatlas.watching.gathering import gather
from clauseatlas.watching.messages import Message
from clauseatlas.watching.models import Channel, Delivery, Subscriber
from clauseatlas.watching.sealing import unseal
from clauseatlas.watching.subscribing import MAIL, fit_to_plan

SENDERS = 6  # messages under way at the same time
CLAIMED_AT_ONCE = 30  # five rounds of senders, each shorter than a call may take, fit well into a lease
EARLIER = timedelta(seconds=1)  # that messages put back come before the one that failed
PLANS_LOOKED_BACK = timedelta(days=3)  # a plan that ended so lately may have left watches without room


@dataclass(slots=True, kw_only=True)
class Delivered:
    """What a run did."""

    matches: int = 0
    alerts: int = 0
    digests: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def report(self) -> dict[str, Any]:
        """The counts as `deliver --format json` prints them."""
        return {"matches": self.matches, "alerts": self.alerts, "digests": self.digests, "deliveries": dict(sorted(self.outcomes.items()))}


def deliver(workshop: Workshop, *, lease: timedelta = outbox.LEASE) -> Delivered:
    """Match, write and send what is due now."""
    done = Delivered()
    _fit_plans(workshop.clock())
    done.matches = gather(workshop.clock())
    done.alerts = bundle(workshop.clock(), catalogue=workshop.catalogue)
    done.digests = write_digests(workshop.clock(), catalogue=workshop.catalogue)
    done.outcomes = send_due(workshop, lease=lease)
    return done


def send_due(workshop: Workshop, *, lease: timedelta = outbox.LEASE, only: Sequence[int] = ()) -> Counter[str]:
    """Send every delivery that is due, or these; outcomes counted."""
    outcomes: Counter[str] = Counter()
    worker = secrets.token_hex(8)
    with tools_of(workshop.configuration) as tools, ThreadPoolExecutor(SENDERS, thread_name_prefix="send") as pool:
        down: dict[str, datetime] = {}
        while claimed := outbox.claim(worker, now=workshop.clock(), most=CLAIMED_AT_ONCE, lease=lease, only=only):
            round_ = Round(worker=worker, workshop=workshop, tools=tools, down=down)
            outcomes += round_.send(pool, claimed)
    return outcomes


@contextmanager
def tools_of(settings: Configuration) -> Iterator[Tools]:
    """What carriers work with, closed afterwards."""
    client, guard = guarded_client(visit_settings(settings))
    domain = urlsplit(settings.public_url).hostname or "localhost"
    with client:
        yield Tools(client=client, guard=guard, mail_from=settings.mail_from, message_domain=domain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A delivery ready to be sent: everything read from the database."""

    delivery: Delivery
    message: Message
    carrier: Carrier
    settings: Settings
    peer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of claimed deliveries; `down` remembers the ways that failed (channels, and peers that were silent) and until when others wait."""

    worker: str
    workshop: Workshop
    tools: Tools
    down: dict[str, datetime]
    chance: Callable[[], float] = random.random

    def send(self, pool: ThreadPoolExecutor, claimed: Sequence[Delivery]) -> Counter[str]:
        """Send them, the deliveries of one peer one after another; outcomes counted."""
        outcomes: Counter[str] = Counter()
        queues: dict[str, list[Parcel]] = {}
        for delivery in claimed:
            try:
                parcel = self._parcel(delivery)
            except AtlasError as error:
                outbox.dropped(self.worker, delivery, str(error))
                outcomes["dropped"] += 1
                continue
            if parcel.carrier.in_database:
                outcomes[self._settle(parcel, *_attempt(parcel, self.tools))] += 1
            else:
                queues.setdefault(parcel.peer, []).append(parcel)
        while queues:
            firsts = {peer: queue.pop(0) for peer, queue in queues.items()}
            waits = {peer: due for peer, parcel in firsts.items() if (due := self._waits(parcel)) is not None}
            under_way = {pool.submit(_attempt, parcel, self.tools): parcel for peer, parcel in firsts.items() if peer not in waits}
            for future in as_completed(under_way):
                outcomes[self._settle(under_way[future], *future.result())] += 1
            for peer, due in waits.items():
                outbox.put_back(self.worker, firsts[peer].delivery, due=due)
                outcomes["put back"] += 1
            queues = {peer: queue for peer, queue in queues.items() if queue}
        return outcomes

    def _settle(self, parcel: Parcel, said: str | NotDelivered, seconds: float) -> str:
        """Write down what became of an attempt."""
        now = self.workshop.clock()
        if isinstance(said, str):
            outbox.delivered(self.worker, parcel.delivery, said=said, seconds=seconds, now=now)
            return "sent"
        outbox.failed(self.worker, parcel.delivery, said, seconds=seconds, now=now, chance=self.chance)
        if said.lasting:
            return "refused"
        due = Delivery.objects.values_list("due", flat=True).get(pk=parcel.delivery.pk)
        self.down[_way(parcel)] = due
        if said.unanswered:
            self.down[parcel.peer] = due
        return "failed"

    def _waits(self, parcel: Parcel) -> datetime | None:
        """Until when a delivery waits because its way has just failed: a moment before the failed one is tried again."""
        due = self.down.get(_way(parcel)) or self.down.get(parcel.peer)
        return due - EARLIER if due is not None else None

    def _parcel(self, delivery: Delivery) -> Parcel:
        """Raises AtlasError, in words, where there is nobody to send to any more."""
        channel = delivery.channel
        if channel is None:
            raise Undeliverable("the channel was removed")
        if channel.closed or (channel.verified is None and delivery.alert_id is not None):
            raise Undeliverable(f"the channel is closed: {channel.closed}" if channel.closed else "the channel was never verified")
        owner = delivery.subscriber.person
        if owner is not None and not owner.is_active:
            raise Undeliverable("the account is suspended")
        found = carrier(channel.kind)
        settings = settings_of(channel)
        return Parcel(
            delivery=delivery,
            message=message_of(delivery, site=self.workshop.configuration.public_url.rstrip("/")),
            carrier=found,
            settings=settings,
            peer=found.peer(settings),
        )


class Undeliverable(AtlasError):
    """There is nobody to send a message to any more; its text says why."""


def settings_of(channel: Channel) -> Mapping[str, str]:
    """The settings of a channel, opened; the mail of a person goes to the address they sign in with today."""
    if channel.sealed:
        return unseal(channel.sealed)
    person = channel.subscriber.person
    return {"address": person.email} if channel.kind == MAIL and person is not None else {}


def _attempt(parcel: Parcel, tools: Tools) -> tuple[str | NotDelivered, float]:
    """One attempt: what the other end said, or why it did not take it, and how long it took."""
    begun = monotonic()
    try:
        return parcel.carrier.send(parcel.message, parcel.settings, tools), monotonic() - begun
    except NotDelivered as error:
        return error, monotonic() - begun
    except AtlasError as error:
        return NotDelivered(str(error), lasting=True), monotonic() - begun


def _way(parcel: Parcel) -> str:
    """The channel of a delivery, as `Round.down` names it."""
    return f"channel {parcel.delivery.channel_id}"


def _fit_plans(now: datetime) -> None:
    """Watches of those whose plan or trial ended lately, fitted to the plan they have now."""
    since = now.astimezone(UTC) - PLANS_LOOKED_BACK
    ended = Subscription.objects.filter(period_ends__range=(since, now)) | Subscription.objects.filter(trial_ends__range=(since, now))
    for row in ended:
        for subscriber in Subscriber.objects.filter(person=row.person, organisation=row.organisation):
            fit_to_plan(subscriber)
