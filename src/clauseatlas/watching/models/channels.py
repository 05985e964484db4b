"""Channels: where messages go."""

from __future__ import annotations

from django.db import models

from clauseatlas.watching.models.subscribers import Subscriber


class Channel(models.Model):
    """One way to a subscriber. `sealed` holds the settings encrypted, secrets among them; `shown` is all that is ever shown of them.

    Messages go to verified channels only. `closed` says why a channel was switched off, by the subscriber or because its other end said so.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    shown = models.CharField(max_length=200, blank=True, default="")
    sealed = models.TextField(blank=True, default="")
    digests = models.BooleanField(default=False)  # whether the weekly digest goes here too
    made = models.DateTimeField()
    verified = models.DateTimeField(null=True)
    closed = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ("made", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def open(self) -> bool:
        """Whether messages go there."""
        return self.verified is not None and not self.closed
