"""Which plan a person or an organisation has, since when, until when, and from whom."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clauseatlas.accounts.models.organisations import Organisation
from clauseatlas.accounts.models.people import Person
from clauseatlas.accounts.words import PlanSource


class Subscription(models.Model):
    """The plan of one holder: a person or an organisation. Without a row the default plan of the atlas holds."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="subscription")
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="subscription")
    plan = models.CharField(max_length=40, blank=True, default="")  # empty: the default plan
    source = models.CharField(max_length=16, default=PlanSource.NONE.value)
    period_ends = models.DateTimeField(null=True, blank=True)  # empty: until it is set otherwise
    trial_began = models.DateTimeField(null=True, blank=True)
    trial_ends = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True, default="")  # what the payment provider calls it
    reported = models.DateTimeField(null=True, blank=True)  # when the newest payment message that was obeyed was sent
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True) | Q(person__isnull=True, organisation__isnull=False),
                name="subscription_of_one_holder",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation or self.person}: {self.plan or 'default plan'}"

    def on_trial(self, now: datetime) -> bool:
        """Whether the trial is running."""
        return self.trial_ends is not None and now < self.trial_ends


class PaymentMessage(models.Model):
    """A message of the payment provider that was obeyed or passed over, kept so that the same message is never obeyed twice."""

    message = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    sent = models.DateTimeField()
    received = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=200)

    class Meta:
        ordering = ("-received", "-id")

    def __str__(self) -> str:
        return f"{self.message} {self.kind}"
