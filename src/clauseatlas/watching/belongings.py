"""What watching tells the accounts: how much of a plan is used, and what is kept about a person."""

from typing import Any

from clauseatlas.accounts import own_data, plans, subscriptions
from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Organisation, Person
from clauseatlas.accounts.words import Measure
from clauseatlas.watching import subscribing
from clauseatlas.watching.models import Alert, Channel, Delivery, Digest, Subscriber, Watch


def register() -> None:
    """Count watched platforms, list what is kept about people, and pause watches that a smaller plan has no room for."""
    plans.counts(Measure.PLATFORMS, platforms_watched)
    own_data.adds("watches", lambda person: own_data.rows(Watch.objects.filter(subscriber__person=person)))
    own_data.adds("channels", lambda person: own_data.rows(Channel.objects.filter(subscriber__person=person), without=("sealed",)))
    own_data.adds("rhythm", lambda person: own_data.rows(Subscriber.objects.filter(person=person)))
    own_data.adds("alerts", lambda person: own_data.rows(Alert.objects.filter(subscriber__person=person)))
    own_data.adds("digests", lambda person: own_data.rows(Digest.objects.filter(subscriber__person=person)))
    own_data.adds("deliveries", lambda person: own_data.rows(Delivery.objects.filter(subscriber__person=person)))
    subscriptions.plan_changed.connect(_plan_changed, dispatch_uid="watching")


def platforms_watched(holder: Holder) -> int:
    """How many platforms the watches of a holder lie on."""
    subscriber = subscribing.found(holder)
    return len(subscribing.platforms_of(subscriber)) if subscriber else 0


def _plan_changed(*, person: Person | None, organisation: Organisation | None, **rest: Any) -> None:
    subscriber = Subscriber.objects.filter(person=person, organisation=organisation).first()
    if subscriber is not None:
        subscribing.fit_to_plan(subscriber)
