"""Messages: stories of changes, alerts, digests."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models import Change, Platform
from clauseatlas.watching.models.subscribers import Subscriber


class Story(models.Model):
    """A change as messages tell it, composed once from its record; what was sent is not rewritten when a newer method reads the change anew."""

    change = models.OneToOneField(Change, on_delete=models.PROTECT, primary_key=True, related_name="+")
    content = models.JSONField()
    made = models.DateTimeField()


class Alert(models.Model):
    """What happened on one platform on one day of the subscriber, as one message.

    `contents` lists `{change, provisions, because}`; `because` names the watches that it fits.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="alerts")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    contents = models.JSONField()
    made = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subscriber", "platform", "day"), name="one_alert_a_day"),)
        ordering = ("-made", "-id")


class Digest(models.Model):
    """The week of a subscriber: everything that fitted its watches from `since` to `until`, and the figures of it."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="digests_written")
    since = models.DateTimeField()
    until = models.DateTimeField()
    contents = models.JSONField()
    figures = models.JSONField()
    timelines = models.JSONField(default=list)
    made = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subscriber", "until"), name="one_digest_a_week"),)
        ordering = ("-until",)
