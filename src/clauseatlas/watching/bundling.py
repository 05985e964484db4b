"""Matches that are due become messages: one for each subscriber, platform and local day, with a delivery for every channel that is to hear of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from clauseatlas.accounts import plans
from clauseatlas.accounts.models import Subscription
from clauseatlas.accounts.words import Feature
from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.records.models import Change
from clauseatlas.watching.facts import CHANGE_COLUMNS, counts
from clauseatlas.watching.keys import new_key
from clauseatlas.watching.models import Alert, Channel, Cursor, Delivery, Match, Subscriber, Watch
from clauseatlas.watching.rhythm import day_begins, due_today, local_day
from clauseatlas.watching.subscribing import holder_for
from clauseatlas.watching.telling import tell
from clauseatlas.watching.words import MessageKind

BUNDLING = "bundling"  # the row that one process holds while it bundles, so that two never write the same message
SUBSCRIBERS_AT_ONCE = 250  # per transaction
ROWS_AT_ONCE = 900  # numbers in one statement; SQLite takes some thousands
DAY = timedelta(days=1)

Told = tuple[int, str, int]  # watch, its label, change


def bundle(now: datetime, *, catalogue: Catalogue) -> int:
    """Write the alerts that are due, with their deliveries; how many there are. What has been written once is never written again."""
    written = 0
    waiting = list(
        Match.objects.filter(waits_until__lte=now).order_by("watch__subscriber_id").values_list("watch__subscriber_id", flat=True).distinct()
    )
    for start in range(0, len(waiting), SUBSCRIBERS_AT_ONCE):
        with transaction.atomic():
            Cursor.objects.get_or_create(name=BUNDLING)
            Cursor.objects.select_for_update().get(name=BUNDLING)
            written += _bundle(waiting[start : start + SUBSCRIBERS_AT_ONCE], now, catalogue)
    return written


def _bundle(subscribers: Sequence[int], now: datetime, catalogue: Catalogue) -> int:
    rows = list(
        Match.objects.filter(waits_until__lte=now, watch__subscriber_id__in=subscribers)
        .order_by("watch__subscriber_id", "change_id", "watch_id")
        .values_list("pk", "watch__subscriber_id", "watch_id", "watch__label", "change_id", "provisions", "watch__stopped", "watch__paused")
    )
    holders = {each.pk: each for each in Subscriber.objects.filter(pk__in=subscribers).select_related("person", "organisation")}
    platforms = _telling({row[4] for row in rows})
    told_by_day = frozenset(pk for pk, each in holders.items() if _may_hear_daily(each))
    groups: dict[tuple[int, int], list[tuple[int, Told, list[int]]]] = defaultdict(list)
    done: list[int] = []
    for pk, subscriber, watch, label, change, provisions, stopped, paused in rows:
        if change in platforms and stopped is None and not paused and subscriber in told_by_day:
            groups[subscriber, platforms[change]].append((pk, (watch, label, change), provisions))
        else:
            done.append(pk)
    days = {pk: local_day(now, each.zone) for pk, each in holders.items()}
    spoken = set(Alert.objects.filter(subscriber_id__in=subscribers, day__in=set(days.values())).values_list("subscriber_id", "platform_id", "day"))
    alerts: list[Alert] = []
    heard: list[list[Told]] = []
    for (subscriber, platform), members in groups.items():
        numbers = [pk for pk, _, _ in members]
        if (subscriber, platform, days[subscriber]) in spoken:
            Match.objects.filter(pk__in=numbers).update(waits_until=_tomorrow(holders[subscriber], days[subscriber], now))
            continue
        done.extend(numbers)
        alerts.append(Alert(subscriber_id=subscriber, platform_id=platform, day=days[subscriber], contents=_contents(members), made=now))
        heard.append([told for _, told, _ in members])
    tell(sorted({told[2] for each in heard for told in each}), catalogue=catalogue, now=now)
    Alert.objects.bulk_create(alerts, batch_size=ROWS_AT_ONCE)
    Delivery.objects.bulk_create(_deliveries(alerts, heard, now), batch_size=ROWS_AT_ONCE)
    for start in range(0, len(done), ROWS_AT_ONCE):
        Match.objects.filter(pk__in=done[start : start + ROWS_AT_ONCE]).update(waits_until=None)
    return len(alerts)


def _telling(changes: Iterable[int]) -> dict[int, int]:
    """The platform of each change that still counts: one that was taken back or judged anew meanwhile is not told."""
    numbers = sorted(changes)
    found: dict[int, int] = {}
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        rows = Change.objects.filter(pk__in=numbers[start : start + ROWS_AT_ONCE]).values(*CHANGE_COLUMNS)
        found.update({row["id"]: row["document__platform_id"] for row in rows if counts(row)})
    return found


def _may_hear_daily(subscriber: Subscriber) -> bool:
    """Whether the plan includes same-day alerts; what a smaller plan does not tell on the day is told in the digest."""
    fitting = plans.default_plan().includes(Feature.SAME_DAY)
    if not Subscription.objects.filter(person=subscriber.person, organisation=subscriber.organisation).exists():
        return fitting
    holder = holder_for(subscriber)
    return plans.allowance(holder).includes(Feature.SAME_DAY) if holder else fitting


def _tomorrow(subscriber: Subscriber, day: date, now: datetime) -> datetime:
    """When the next day's message of a subscriber is due."""
    following = day + DAY
    if subscriber.alert_hour is None:
        return day_begins(following, subscriber.zone)
    return due_today(following, subscriber.zone, hour=subscriber.alert_hour, now=now)


def _contents(members: Sequence[tuple[int, Told, list[int]]]) -> list[dict[str, object]]:
    """The changes of an alert in order of their numbers, with the provisions and the watches that each fits."""
    found: dict[int, dict[str, list[object]]] = {}
    for _, (watch, label, change), provisions in members:
        kept = found.setdefault(change, {"provisions": [], "because": [], "watches": []})
        kept["provisions"].extend(number for number in provisions if number not in kept["provisions"])
        kept["because"].append(label)
        kept["watches"].append(watch)
    return [{"change": change, **kept} for change, kept in sorted(found.items())]


def _deliveries(alerts: Sequence[Alert], heard: Sequence[Sequence[Told]], now: datetime) -> list[Delivery]:
    """One delivery for every open channel of the watches, with the changes that the watches of that channel fit."""
    channels = channels_of({told[0] for each in heard for told in each})
    made: list[Delivery] = []
    for alert, told in zip(alerts, heard, strict=True):
        changes: dict[int, set[int]] = defaultdict(set)
        names: dict[int, Channel] = {}
        for watch, _, change in told:
            for channel in channels.get(watch, ()):
                changes[channel.pk].add(change)
                names[channel.pk] = channel
        made.extend(
            delivery_to(channel, kind=MessageKind.ALERT, changes=sorted(changes[number]), now=now, alert=alert) for number, channel in names.items()
        )
    return made


def channels_of(watches: Iterable[int]) -> Mapping[int, Sequence[Channel]]:
    """The open channels of each watch."""
    numbers = sorted(watches)
    found: dict[int, list[Channel]] = defaultdict(list)
    known: dict[int, Channel] = {}
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        links = list(Watch.channels.through.objects.filter(watch_id__in=numbers[start : start + ROWS_AT_ONCE]).values_list("watch_id", "channel_id"))
        known.update(_channels({channel for _, channel in links} - known.keys()))
        for watch, channel in sorted(links):
            if known[channel].open:
                found[watch].append(known[channel])
    return found


def _channels(numbers: Iterable[int]) -> dict[int, Channel]:
    asked = sorted(numbers)
    found: dict[int, Channel] = {}
    for start in range(0, len(asked), ROWS_AT_ONCE):
        found.update({each.pk: each for each in Channel.objects.filter(pk__in=asked[start : start + ROWS_AT_ONCE])})
    return found


def delivery_to(channel: Channel, *, kind: MessageKind, now: datetime, changes: Sequence[int] = (), alert: Alert | None = None) -> Delivery:
    """A delivery that waits to be sent at once, not yet stored."""
    return Delivery(
        key=new_key(), kind=kind.value, subscriber_id=channel.subscriber_id, channel=channel, channel_name=f"{channel.name} ({channel.kind})",
        alert=alert, changes=list(changes), due=now, made=now,
    )  # fmt: skip
