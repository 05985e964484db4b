"""Watches, and the changes that fit them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from clauseatlas.records.models import Change, Document, Platform, Provision
from clauseatlas.watching.models.channels import Channel
from clauseatlas.watching.models.subscribers import Subscriber
from clauseatlas.watching.words import CADENCES, FOLLOWINGS, Cadence


class Watch(models.Model):
    """What a subscriber follows. Exactly one of platform, document, provision, `target` (id of a clause type or regulation) or `query` says what.

    Changes first seen before `since` never alert. `stopped` says when it was ended, `paused` that the plan has no room for it.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="watches")
    following = models.CharField(max_length=20, choices=[(value.value, words) for value, words in FOLLOWINGS.items()])
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, null=True, related_name="watches")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="watches")
    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, null=True, related_name="watches")
    target = models.CharField(max_length=60, blank=True, default="")
    query = models.CharField(max_length=1000, blank=True, default="")
    key = models.CharField(max_length=1050)  # what is followed, in one word: "platform:12", "search:q=arbitration"
    label = models.CharField(max_length=200)
    path = models.CharField(max_length=1100)  # page of what is followed
    least = models.CharField(max_length=8, default="low")
    directions = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    cadence = models.CharField(max_length=10, choices=[(value.value, words) for value, words in CADENCES.items()], default=Cadence.SAME_DAY.value)
    channels = models.ManyToManyField(Channel, related_name="watches")
    since = models.DateTimeField()
    stopped = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)

    class Meta:
        ordering = ("-since", "-id")
        constraints = (models.UniqueConstraint(fields=("subscriber", "key"), condition=Q(stopped__isnull=True), name="watched_once"),)

    def __str__(self) -> str:
        return self.label


class Match(models.Model):
    """A change that fits a watch, because of these provisions; told on its day by a same-day watch, and once in a digest."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="matches")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+")
    provisions = models.JSONField(default=list)
    at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True, db_index=True)  # when its message is due; none once it was told, or for a weekly watch
    digested = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("watch", "change"), name="match_once"),)
        indexes = (models.Index(fields=("digested", "at"), name="match_for_digests"),)
