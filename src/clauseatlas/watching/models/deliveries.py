"""Deliveries: each message on its way to one channel, every attempt, and what lies in the inbox."""

from __future__ import annotations

from django.db import models

from clauseatlas.accounts.models import Person
from clauseatlas.watching.models.channels import Channel
from clauseatlas.watching.models.messages import Alert, Digest
from clauseatlas.watching.models.subscribers import Subscriber
from clauseatlas.watching.words import State


class Delivery(models.Model):
    """A message for a channel. `key` identifies it for ever, in every attempt and at its other end.

    `changes` are those of the message that this channel hears of. A worker that holds the delivery writes its name into `held_by` and may send it
    until `held_until`; afterwards another may.
    """

    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    channel_name = models.CharField(max_length=120)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, null=True, related_name="deliveries")
    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, null=True, related_name="deliveries")
    changes = models.JSONField(default=list)
    state = models.CharField(max_length=8, default=State.WAITING.value)
    attempts = models.PositiveIntegerField(default=0)
    due = models.DateTimeField()
    held_by = models.CharField(max_length=40, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    made = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-made", "-id")
        indexes = (
            models.Index(fields=("state", "due"), name="delivery_by_due"),
            models.Index(fields=("subscriber", "-made"), name="delivery_by_holder"),
        )

    def __str__(self) -> str:
        return self.key


class Attempt(models.Model):
    """One attempt at a delivery; `outcome` stays empty where the worker died before it knew."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    seconds = models.FloatField(null=True)
    outcome = models.CharField(max_length=10, blank=True, default="")
    detail = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("at", "id")


class InboxEntry(models.Model):
    """A message in the inbox of a person, once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="inbox")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="entries")
    arrived = models.DateTimeField()
    read = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-arrived", "-id")
        constraints = (models.UniqueConstraint(fields=("person", "delivery"), name="in_the_inbox_once"),)
        indexes = (models.Index(fields=("person", "-arrived"), name="inbox_by_person"),)
