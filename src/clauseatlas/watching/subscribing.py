"""Who watches what: subscribers, their watches, and the limits of their plans. Every change is checked against the plan here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from clauseatlas.accounts import plans
from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.holding import Holder, held_by
from clauseatlas.accounts.models import Membership, Organisation, Person
from clauseatlas.accounts.plans import Need, Plan, PlanLimit
from clauseatlas.accounts.words import Feature, Measure, Role
from clauseatlas.errors import AtlasError, BadInput
from clauseatlas.model.words import Direction, Level
from clauseatlas.watching.models import Channel, Subscriber, Watch
from clauseatlas.watching.rhythm import next_week, zone_named
from clauseatlas.watching.targets import Target
from clauseatlas.watching.words import USUAL_KINDS, Cadence, ChangeKind, Digests, Following

INBOX = "inbox"
MAIL = "mail"
FINE = frozenset({Following.PROVISION, Following.CLAUSE_TYPE, Following.REGULATION, Following.SEARCH})
HOURS = range(24)


class NotYours(AtlasError):
    """The role of a member does not allow it; its text can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How something is watched. Without channels, all open ones of the subscriber; without a cadence, the best that the plan has."""

    least: Level = Level.LOW
    directions: tuple[Direction, ...] = ()
    kinds: tuple[ChangeKind, ...] = USUAL_KINDS
    cadence: Cadence | None = None
    channels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a subscriber wants to hear."""

    time_zone: str = "UTC"
    alert_hour: int | None = None
    digest_day: int = 0
    digest_hour: int = 8
    digests: Digests = field(default=Digests.EVENTFUL)


def found(holder: Holder) -> Subscriber | None:
    """The subscriber of a holder, if there is one."""
    owner = {"organisation": holder.organisation} if holder.organisation else {"person": holder.person}
    return Subscriber.objects.filter(**owner).first()


def subscriber_of(holder: Holder, *, now: datetime) -> Subscriber:
    """The subscriber of a holder, made on first use with an inbox and, for a person, the address they sign in with."""
    known = found(holder)
    if known is not None:
        return known
    zone = holder.person.time_zone
    due = next_week(now, zone_named(zone), weekday=0, hour=8)
    with transaction.atomic():
        owner = {"organisation": holder.organisation} if holder.organisation else {"person": holder.person}
        made, new = Subscriber.objects.get_or_create(**owner, defaults={"time_zone": zone, "digest_from": now, "digest_due": due, "made": now})
        if new:
            Channel.objects.create(subscriber=made, kind=INBOX, name="Inbox", shown="in the atlas", digests=True, made=now, verified=now)
            if holder.organisation is None:
                shown = "the address you sign in with"
                Channel.objects.create(subscriber=made, kind=MAIL, name="E-mail", shown=shown, digests=True, made=now, verified=now)
    return made


def holder_for(subscriber: Subscriber) -> Holder | None:
    """In whose name a subscriber is counted against a plan; None for an organisation without an owner."""
    if subscriber.person is not None:
        return Holder(person=subscriber.person)
    owner = Membership.objects.select_related("person", "organisation").filter(organisation=subscriber.organisation, role=Role.OWNER.value).first()
    return held_by(owner) if owner else None


def people_of(subscriber: Subscriber) -> list[Person]:
    """Whose inbox a subscriber's messages lie in: the person, or all members of the organisation."""
    if subscriber.person is not None:
        return [subscriber.person]
    organisation = subscriber.organisation
    return list(organisation.members.filter(is_active=True)) if isinstance(organisation, Organisation) else []


def active(subscriber: Subscriber) -> list[Watch]:
    """The watches that were not stopped, newest first, with their channels."""
    rows = Watch.objects.filter(subscriber=subscriber, stopped__isnull=True)
    return list(rows.select_related("platform", "document", "provision__document").prefetch_related("channels"))


def platforms_of(subscriber: Subscriber) -> set[int]:
    """The platforms that running watches lie on."""
    return _platforms(each for each in active(subscriber) if not each.paused)


def _platforms(watches: Iterable[Watch]) -> set[int]:
    return {number for each in watches if (number := _platform(each)) is not None}


def _platform(watch: Watch) -> int | None:
    if watch.provision is not None:
        return watch.provision.document.platform_id
    return watch.document.platform_id if watch.document is not None else watch.platform_id


def begin(holder: Holder, target: Target, wish: Wish, *, now: datetime) -> Watch:
    """A watch on something; the one there is already is kept. Raises PlanLimit, and NotYours for a member who may only read."""
    _allow(holder)
    subscriber = subscriber_of(holder, now=now)
    with transaction.atomic():
        Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        known = Watch.objects.filter(subscriber=subscriber, key=target.key, stopped__isnull=True).first()
        if known is not None:
            return known
        plan = plans.allowance(holder, now=now)
        cadence = wish.cadence or (Cadence.SAME_DAY if plan.includes(Feature.SAME_DAY) else Cadence.WEEKLY)
        _refuse(plan, target.following, cadence=cadence, platforms=platforms_of(subscriber) | ({target.platform} if target.platform else set()))
        watch = Watch.objects.create(
            subscriber=subscriber, following=target.following.value, key=target.key, label=target.label, path=target.path, since=now,
            **target.columns, **_columns(wish, cadence),
        )  # fmt: skip
        watch.channels.set(_chosen(subscriber, wish.channels))
        record("watch begun", actor=holder, subject=("watch", str(watch.pk)), details={"follows": target.following.value})
    return watch


def adjust(holder: Holder, watch: Watch, wish: Wish, *, now: datetime) -> Watch:
    """The watch as wished from now on."""
    _allow(holder)
    plan = plans.allowance(holder, now=now)
    cadence = wish.cadence or Cadence(watch.cadence)
    if cadence is Cadence.SAME_DAY and cadence.value != watch.cadence:
        plans.refuse(plan, Need(feature=Feature.SAME_DAY))
    with transaction.atomic():
        for name, value in _columns(wish, cadence).items():
            setattr(watch, name, value)
        watch.save()
        watch.channels.set(_chosen(watch.subscriber, wish.channels))
    return watch


def stop(holder: Holder, watch: Watch, *, now: datetime) -> None:
    """End a watch; what it told stays."""
    _allow(holder)
    with transaction.atomic():
        Watch.objects.filter(pk=watch.pk, stopped__isnull=True).update(stopped=now)
        record("watch stopped", actor=holder, subject=("watch", str(watch.pk)))


def set_rhythm(holder: Holder, rhythm: Rhythm, *, now: datetime) -> Subscriber:
    """When the subscriber hears from now on; raises BadInput for a zone, day or hour that is none."""
    _allow(holder)
    zone = zone_named(rhythm.time_zone)
    if rhythm.digest_day not in range(7) or rhythm.digest_hour not in HOURS or (rhythm.alert_hour is not None and rhythm.alert_hour not in HOURS):
        raise BadInput("day or hour", "is none", "choose one of the list")
    subscriber = subscriber_of(holder, now=now)
    subscriber.time_zone, subscriber.alert_hour = rhythm.time_zone, rhythm.alert_hour
    subscriber.digest_day, subscriber.digest_hour, subscriber.digests = rhythm.digest_day, rhythm.digest_hour, rhythm.digests.value
    subscriber.digest_due = next_week(now, zone, weekday=rhythm.digest_day, hour=rhythm.digest_hour)
    subscriber.save()
    return subscriber


def fit_to_plan(subscriber: Subscriber) -> None:
    """Pause the watches that the plan has no room for, newest first, and let those run again that it has room for. Nothing is lost."""
    holder = holder_for(subscriber)
    if holder is None:
        return
    plan = plans.allowance(holder)
    running: list[Watch] = []
    for watch in sorted(active(subscriber), key=lambda each: (each.since, each.pk)):
        fits = _fits(plan, watch, running)
        if fits:
            running.append(watch)
        if watch.paused is fits:
            Watch.objects.filter(pk=watch.pk).update(paused=not fits)


def room(holder: Holder) -> str:
    """What the plan has left, in words, so that a limit is seen before it bites; empty without a limit."""
    subscriber = found(holder)
    limit = plans.allowance(holder).platforms
    return f"{len(platforms_of(subscriber)) if subscriber else 0} of {limit} platforms watched" if limit is not None else ""


def _fits(plan: Plan, watch: Watch, running: Collection[Watch]) -> bool:
    try:
        _refuse(plan, Following(watch.following), cadence=Cadence.WEEKLY, platforms=_platforms((*running, watch)))
    except PlanLimit:
        return False
    return True


def _refuse(plan: Plan, following: Following, *, cadence: Cadence, platforms: set[int]) -> None:
    if following in FINE:
        plans.refuse(plan, Need(feature=Feature.FINE_WATCHES))
    if cadence is Cadence.SAME_DAY:
        plans.refuse(plan, Need(feature=Feature.SAME_DAY))
    plans.refuse(plan, Need(measure=Measure.PLATFORMS, total=len(platforms)))


def _columns(wish: Wish, cadence: Cadence) -> dict[str, object]:
    return {
        "least": wish.least.value,
        "directions": sorted(each.value for each in wish.directions),
        "kinds": sorted(each.value for each in wish.kinds),
        "cadence": cadence.value,
    }


def _chosen(subscriber: Subscriber, numbers: Collection[int]) -> list[Channel]:
    """The channels of these numbers that are the subscriber's own, all open ones where none is named."""
    own = [each for each in subscriber.channels.all() if not each.closed]
    return [each for each in own if each.pk in numbers] if numbers else own


def _allow(holder: Holder) -> None:
    if not holder.may(Role.EDITOR):
        raise NotYours(f"Only editors and owners of {holder.called} can change what is watched.")
