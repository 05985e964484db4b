"""Ending messages from a link in a message: signed, without signing in, by POST only (RFC 8058), as often as one likes."""

from dataclasses import dataclass

from django.core import signing
from django.db import transaction

from clauseatlas.watching.models import Channel, Delivery, Watch
from clauseatlas.watching.words import Cadence, MessageKind

SALT = "clauseatlas.unsubscribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a link ends: messages of these watches, or all digests, to one channel."""

    channel: Channel
    watches: tuple[Watch, ...]
    digests: bool


def token(key: str) -> str:
    """What the link in a message carries: the key of its delivery, signed; it serves for ever."""
    return signing.Signer(salt=SALT).sign(key)


def ending_of(value: str) -> Ending | None:
    """What a link ends; None for one that was forged, or whose channel is gone."""
    try:
        key = signing.Signer(salt=SALT).unsign(value)
    except signing.BadSignature:
        return None
    delivery = Delivery.objects.select_related("channel", "alert").filter(key=key).first()
    if delivery is None or delivery.channel is None:
        return None
    if delivery.kind == MessageKind.ALERT.value and delivery.alert is not None:
        numbers = {number for row in delivery.alert.contents if row["change"] in delivery.changes for number in row["watches"]}
        watches = Watch.objects.filter(pk__in=numbers).order_by("label")
        return Ending(channel=delivery.channel, watches=tuple(watches), digests=False)
    weekly = Watch.objects.filter(subscriber_id=delivery.subscriber_id, cadence=Cadence.WEEKLY.value, channels=delivery.channel)
    return Ending(channel=delivery.channel, watches=tuple(weekly.order_by("label")), digests=True)


def end(ending: Ending) -> None:
    """Send nothing of these watches to the channel any more; the watches themselves go on, and the inbox fills."""
    with transaction.atomic():
        for watch in ending.watches:
            watch.channels.remove(ending.channel)
        if ending.digests:
            Channel.objects.filter(pk=ending.channel.pk).update(digests=False)
