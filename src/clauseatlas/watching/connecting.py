"""Channels added, verified, tried and removed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from clauseatlas.accounts import plans
from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.plans import Need
from clauseatlas.accounts.words import Feature, Role
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.watching.assembling import CONFIRM_SALT
from clauseatlas.watching.bundling import delivery_to
from clauseatlas.watching.carriers import PLAIN, carrier
from clauseatlas.watching.carrying import Settings
from clauseatlas.watching.delivering import send_due, tools_of
from clauseatlas.watching.models import Channel, Delivery
from clauseatlas.watching.sealing import seal
from clauseatlas.watching.subscribing import INBOX, MAIL, NotYours, subscriber_of
from clauseatlas.watching.words import MessageKind, State

CONFIRM_DAYS = 7
MOST_CHANNELS = 30  # of one subscriber; more are a mistake, or somebody using us to send to strangers
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A channel just added; `told` is shown this once, `problem` says why the test message was not taken."""

    channel: Channel
    told: str = ""
    problem: str = ""


def add_channel(workshop: Workshop, holder: Holder, kind: str, *, name: str, given: Settings) -> Added:
    """The channel, kept sealed, and tried with a test message; another mail address waits for its owner to confirm it.

    Raises PlanLimit, NotYours, and BadInput for settings that cannot be used: what leads to a private address is refused here and at every sending.
    """
    _allow(holder)
    now = workshop.clock()
    if kind == INBOX:
        raise BadInput("inbox", "is there already")
    if kind not in PLAIN:
        plans.check(holder, Need(feature=Feature.HOOKS))
    found = carrier(kind)
    with tools_of(workshop.configuration) as tools:
        accepted = found.accept(given, tools)
    subscriber = subscriber_of(holder, now=now)
    with transaction.atomic():
        if subscriber.channels.count() >= MOST_CHANNELS:
            raise BadInput("channels", f"there are {MOST_CHANNELS} already", "remove one first")
        channel = Channel.objects.create(
            subscriber=subscriber, kind=kind, name=(name.strip() or found.title)[:LONGEST_NAME], shown=accepted.shown[:200],
            sealed=seal(accepted.settings), digests=kind == MAIL, made=now,
        )  # fmt: skip
        record("channel added", actor=holder, subject=("channel", str(channel.pk)), details={"kind": kind})
    return Added(channel=channel, told=accepted.told, problem=try_channel(workshop, channel))


def try_channel(workshop: Workshop, channel: Channel) -> str:
    """Send a test message now; why it was not taken, or nothing. A channel whose other end takes it is verified, except a mail address."""
    now = workshop.clock()
    delivery = delivery_to(channel, kind=MessageKind.TEST, now=now)
    delivery.save()
    send_due(workshop, only=(delivery.pk,))
    done = Delivery.objects.get(pk=delivery.pk)
    if done.state == State.SENT.value:
        if channel.kind != MAIL:
            Channel.objects.filter(pk=channel.pk, verified__isnull=True).update(verified=now)
        return ""
    if done.state == State.WAITING.value:
        Delivery.objects.filter(pk=delivery.pk, state=State.WAITING.value).update(state=State.DEAD.value)
    return done.error


def confirmed(value: str) -> Channel | None:
    """The channel that a link confirms; None for one that was forged, is over, or whose channel is gone."""
    try:
        number = signing.loads(value, salt=CONFIRM_SALT, max_age=timedelta(days=CONFIRM_DAYS))
    except signing.BadSignature:
        return None
    return Channel.objects.filter(pk=number).first()


def verify(channel: Channel, *, now: datetime) -> None:
    """The owner of the address has confirmed it."""
    Channel.objects.filter(pk=channel.pk, verified__isnull=True).update(verified=now)


def remove_channel(holder: Holder, channel: Channel) -> None:
    """Remove a channel; what waits for it is dropped, what it sent stays in the log. The inbox cannot be removed."""
    _allow(holder)
    if channel.kind == INBOX:
        raise BadInput("the inbox", "cannot be removed")
    with transaction.atomic():
        record("channel removed", actor=holder, subject=("channel", str(channel.pk)), details={"kind": channel.kind})
        channel.delete()


def _allow(holder: Holder) -> None:
    if not holder.may(Role.EDITOR):
        raise NotYours(f"Only editors and owners of {holder.called} can change channels.")
