"""Subscribers: whoever holds watches and channels, and when they want to hear."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from clauseatlas.accounts.models import Organisation, Person
from clauseatlas.watching.rhythm import zone_named
from clauseatlas.watching.words import DIGESTS, Digests


class Subscriber(models.Model):
    """A person or an organisation that watches. `alert_hour` is the local hour of same-day messages, none for "as soon as it is known".

    `digest_due` is when the next digest is written, worked out from day, hour and time zone.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, related_name="subscriber")
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, null=True, related_name="subscriber")
    time_zone = models.CharField(max_length=64, default="UTC")
    alert_hour = models.PositiveSmallIntegerField(null=True)
    digest_day = models.PositiveSmallIntegerField(default=0)  # Monday is 0
    digest_hour = models.PositiveSmallIntegerField(default=8)
    digests = models.CharField(max_length=10, choices=[(value.value, words) for value, words in DIGESTS.items()], default=Digests.EVENTFUL.value)
    digest_from = models.DateTimeField()  # end of the week that the last digest told of
    digest_due = models.DateTimeField(db_index=True)
    made = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True) | Q(person__isnull=True, organisation__isnull=False),
                name="subscriber_is_one_holder",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation or self.person)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its days begin and its hours strike."""
        return zone_named(self.time_zone)
