"""The week of a subscriber: figures, the most important changes first, timelines where the plan has them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from clauseatlas.accounts import plans
from clauseatlas.accounts.words import Feature
from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.words import Direction
from clauseatlas.records.models import Change, Platform
from clauseatlas.records.queries.publishing import TOLD
from clauseatlas.watching.bundling import delivery_to
from clauseatlas.watching.facts import CHANGE_COLUMNS, counts
from clauseatlas.watching.matching import RANKS
from clauseatlas.watching.models import Channel, Delivery, Digest, Match, Story, Subscriber, Watch
from clauseatlas.watching.rhythm import next_week
from clauseatlas.watching.subscribing import holder_for, platforms_of
from clauseatlas.watching.telling import LEADS_IN_ORDER, tell
from clauseatlas.watching.words import Cadence, Digests, MessageKind

MONTHS = 12  # of a timeline
MOST_TIMELINES = 5
YEAR = timedelta(days=365)


def write_digests(now: datetime, *, catalogue: Catalogue) -> int:
    """Write the digests that are due, with their deliveries; how many there are."""
    due = list(Subscriber.objects.filter(digest_due__lte=now).order_by("pk").values_list("pk", flat=True))
    return sum(_write(number, now, catalogue) for number in due)


def _write(number: int, now: datetime, catalogue: Catalogue) -> int:
    """The digest of one subscriber, in one transaction with the step to the next week; 0 where there is nothing to say."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=number)
        if subscriber.digest_due > now:
            return 0  # another process was here
        since, until = subscriber.digest_from, _last_due(subscriber, now)
        subscriber.digest_from = until
        subscriber.digest_due = next_week(until, subscriber.zone, weekday=subscriber.digest_day, hour=subscriber.digest_hour)
        subscriber.save(update_fields=["digest_from", "digest_due"])
        matches = Match.objects.filter(watch__subscriber=subscriber, watch__stopped__isnull=True, digested=False, at__lte=until)
        contents = _contents(matches.order_by("change_id", "watch_id").values_list("change_id", "watch__label", "provisions"))
        matches.update(digested=True)
        quiet = subscriber.digests == Digests.ALWAYS.value and Watch.objects.filter(subscriber=subscriber, stopped__isnull=True).exists()
        if subscriber.digests == Digests.NEVER.value or not (contents or quiet):
            return 0
        tell([each["change"] for each in contents], catalogue=catalogue, now=now)
        stories = {each.pk: each.content for each in Story.objects.filter(pk__in=[each["change"] for each in contents])}
        ordered = sorted(contents, key=lambda each: importance(stories[each["change"]]))
        digest = Digest.objects.create(
            subscriber=subscriber, since=since, until=until, contents=ordered, made=now,
            figures=figures([stories[each["change"]] for each in ordered]), timelines=_timelines(subscriber, until),
        )  # fmt: skip
        Delivery.objects.bulk_create(_deliveries(subscriber, digest, now))
    return 1


def _last_due(subscriber: Subscriber, now: datetime) -> datetime:
    """The newest end of a week that is over: an atlas that slept for a month writes one digest, not four."""
    due = subscriber.digest_due
    while (following := next_week(due, subscriber.zone, weekday=subscriber.digest_day, hour=subscriber.digest_hour)) <= now:
        due = following
    return due


def _contents(rows: Any) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for change, label, provisions in rows:
        kept = found.setdefault(change, {"change": change, "provisions": [], "because": []})
        kept["because"].append(label)
        kept["provisions"].extend(each for each in provisions if each not in kept["provisions"])
    telling = {row["id"] for row in Change.objects.filter(pk__in=found).values(*CHANGE_COLUMNS) if counts(row)}
    return [each for number, each in found.items() if number in telling]


def importance(story: Mapping[str, Any]) -> tuple[int, int, str]:
    """Sorts the most important first: grave before slight, worse before better, then by platform and record."""
    rank = RANKS[story["severity"]["value"]] if story["severity"] else 0
    return (-rank, LEADS_IN_ORDER[story["direction"]["value"]], f"{story['platform']} {story['change']}")


def figures(stories: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The figures of a digest, counted from its stories."""
    return {
        "changes": len(stories),
        "platforms": len({story["platform_path"] for story in stories}),
        "documents": len({story["document_id"] for story in stories}),
        "high": sum(bool(story["severity"]) and story["severity"]["value"] == "high" for story in stories),
        "worse": sum(story["direction"]["value"] == Direction.WORSE.value for story in stories),
        "better": sum(story["direction"]["value"] == Direction.BETTER.value for story in stories),
    }


def _timelines(subscriber: Subscriber, until: datetime) -> list[dict[str, Any]]:
    """Where the changes of each watched platform led in the last twelve months; empty where the plan has no timelines."""
    holder = holder_for(subscriber)
    if holder is None or not plans.allowance(holder).includes(Feature.TIMELINES):
        return []
    watched = sorted(platforms_of(subscriber))
    rows = (
        Change.objects.filter(significance__in=TOLD, document__platform_id__in=watched, captured__gt=until - YEAR, captured__lte=until)
        .annotate(month=TruncMonth("captured"))
        .values("document__platform_id", "month")
        .annotate(
            worse=Count("pk", filter=Q(direction=Direction.WORSE.value)),
            better=Count("pk", filter=Q(direction=Direction.BETTER.value)),
            all=Count("pk"),
        )
        .order_by("document__platform_id", "month")
    )
    months: dict[int, list[list[Any]]] = {}
    for row in rows:
        line = [f"{row['month']:%B %Y}", row["worse"], row["better"], row["all"] - row["worse"] - row["better"]]
        months.setdefault(row["document__platform_id"], []).append(line)
    names = dict(Platform.objects.filter(pk__in=months).values_list("pk", "name"))
    busiest = sorted(months, key=lambda number: (-sum(sum(line[1:]) for line in months[number]), names[number]))[:MOST_TIMELINES]
    return [{"platform": names[number], "months": months[number][-MONTHS:]} for number in busiest]


def _deliveries(subscriber: Subscriber, digest: Digest, now: datetime) -> list[Delivery]:
    """To the channels that take digests, and to those of weekly watches."""
    weekly = Q(watches__cadence=Cadence.WEEKLY.value, watches__stopped__isnull=True)
    channels = Channel.objects.filter(Q(digests=True) | weekly, subscriber=subscriber).distinct()
    made = [delivery_to(channel, kind=MessageKind.DIGEST, now=now) for channel in channels if channel.open]
    for each in made:
        each.digest = digest
    return made
