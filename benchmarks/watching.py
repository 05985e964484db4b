"""10,000 watches over 500 platforms and 1,000 changes: matched and composed, and exactly the alerts that brute force predicts.

    python -m benchmarks.watching [--watches 10000] [--changes 1000]

Everything is made up and stored in a new SQLite atlas in a temporary folder. Prints seconds and CPU seconds; exit 1 when an alert is missing, one is
too many, or 30 seconds are not enough.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from clauseatlas.pipeline.workshop import start_atlas

AIM_SECONDS = 30.0
PLATFORMS = 500
PEOPLE = 2000
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TYPES = ("arbitration", "ai-training", "retention", "class-action-waiver", "data-sale", "auto-renewal")
LEVELS = ("low", "medium", "high")
LEADS = ("better", "worse", "neutral", "unclear")


def fill(changes: int, watches: int, chance: random.Random) -> None:
    """Platforms, documents, versions, provisions, changes with effects, people and watches, in bulk."""
    from clauseatlas.accounts.models import Person
    from clauseatlas.records import models as records
    from clauseatlas.watching import models as watching
    from clauseatlas.watching.words import USUAL_KINDS

    records.Platform.objects.bulk_create(
        [records.Platform(slug=f"p{n}", name=f"Platform {n}", sector=("ai", "social")[n % 2], added=NOW) for n in range(PLATFORMS)]
    )
    platforms = list(records.Platform.objects.order_by("pk"))
    records.Document.objects.bulk_create(
        [
            records.Document(
                id=n + 1,
                platform=each,
                family=each.slug,
                title="Privacy Policy",
                type="privacy-policy",
                url=f"https://p{n}.example/",
                added=NOW,
                next_due=NOW,
            )
            for n, each in enumerate(platforms)
        ]
    )
    snapshot = records.Snapshot.objects.create(body_sha256="0" * 64, body_bytes=1)
    for number in (1, 2, 3):
        records.Version.objects.bulk_create(
            [
                records.Version(
                    document_id=n + 1,
                    number=number,
                    text_sha256=f"{n}-{number}",
                    cause="document_changed",
                    reader="r",
                    media_type="text/html",
                    words=9,
                    verdict="policy",
                    snapshot=snapshot,
                    first_seen=NOW,
                    recorded=NOW,
                )
                for n in range(PLATFORMS)
            ]
        )
    versions = {(row.document_id, row.number): row for row in records.Version.objects.all()}
    provisions = [
        records.Provision(
            id=n + 1,
            document_id=n // 4 + 1,
            clause_type=chance.choice(TYPES),
            status="standing",
            first_version=versions[n // 4 + 1, 1],
            last_version=versions[n // 4 + 1, 1],
        )
        for n in range(PLATFORMS * 4)
    ]
    records.Provision.objects.bulk_create(provisions)
    record = '{"statements": {"for_you": "You are told."}, "actions": [], "regulations": []}'
    records.Revision.objects.bulk_create(
        [
            records.Revision(
                provision=each,
                number=number,
                digest="0",
                first_version=versions[each.document_id, 1],
                last_version=versions[each.document_id, 1],
                title=f"Clause {each.pk}",
                category="disputes",
                stance="states",
                severity=chance.choice(LEVELS),
                basis="explicit",
                presence=0.9,
                reading="high",
                quotes=[{"exact": "We tell you of it.", "start": 0, "end": 18, "section": []}],
                record=record,
                analysed=NOW,
            )
            for each in provisions
            for number in (1, 2)
        ],
        batch_size=500,
    )
    revisions: dict[int, list[Any]] = defaultdict(list)
    for row in records.Revision.objects.order_by("number"):
        revisions[row.provision_id].append(row)
    records.Mention.objects.bulk_create(
        [records.Mention(revision=rows[1], regulation=chance.choice(("gdpr", "faa"))) for rows in revisions.values()], batch_size=500
    )
    for n in range(changes):
        add_change(n, versions, provisions, revisions, chance)
    Person.objects.bulk_create(
        [Person(email=f"n{n}@people.example", password="!", time_zone=chance.choice(("UTC", "Asia/Tokyo"))) for n in range(PEOPLE)]
    )
    people = list(Person.objects.order_by("pk"))
    watching.Subscriber.objects.bulk_create(
        [watching.Subscriber(person=each, time_zone=each.time_zone, digest_from=NOW, digest_due=NOW + timedelta(days=7), made=NOW) for each in people]
    )
    holders = list(watching.Subscriber.objects.order_by("pk"))
    watching.Channel.objects.bulk_create(
        [watching.Channel(subscriber=each, kind=kind, name=kind, made=NOW, verified=NOW) for each in holders for kind in ("inbox", "mail")]
    )
    channels: dict[int, list[int]] = defaultdict(list)
    for pk, holder in watching.Channel.objects.values_list("pk", "subscriber_id"):
        channels[holder].append(pk)
    rows = []
    for n in range(watches):
        holder = holders[n % PEOPLE]
        follows = chance.choices(("platform", "document", "provision", "clause-type", "regulation", "search"), (60, 10, 15, 5, 2, 8))[0]
        number = chance.randrange(PLATFORMS)
        target: dict[str, Any] = {
            "platform": {"platform": platforms[number]},
            "document": {"document_id": number + 1},
            "provision": {"provision_id": chance.randrange(PLATFORMS * 4) + 1},
            "clause-type": {"target": chance.choice(TYPES), "least": "high"},
            "regulation": {"target": chance.choice(("gdpr", "faa")), "least": "high"},
            "search": {"query": f"platform=p{number}&clause={chance.choice(TYPES)}"},
        }[follows]
        fields = {"least": chance.choice(LEVELS), "directions": chance.choice(([], ["worse"], ["better", "worse"])), **target}
        rows.append(
            watching.Watch(
                subscriber=holder,
                following=follows,
                key=f"{n}",
                label=f"watch {n}",
                path="/",
                kinds=[each.value for each in USUAL_KINDS],
                since=NOW - timedelta(days=chance.choice((1, 1, 1, -9))),
                **fields,
            )
        )
    watching.Watch.objects.bulk_create(rows, batch_size=500)
    link = watching.Watch.channels.through
    link.objects.bulk_create(
        [
            link(watch_id=pk, channel_id=channel)
            for pk, holder in watching.Watch.objects.values_list("pk", "subscriber_id")
            for channel in channels[holder]
        ],
        batch_size=500,
    )


def add_change(n: int, versions: Any, provisions: Any, revisions: Any, chance: random.Random) -> None:
    """One change with up to three effects."""
    from clauseatlas.records import models as records

    document, step = n % PLATFORMS + 1, n // PLATFORMS % 2 + 1
    period = records.Period.objects.create(
        document_id=document,
        version=versions[document, step + 1],
        first=NOW + timedelta(minutes=n),
        last=NOW + timedelta(minutes=n),
        variant=chance.random() < 0.02,
    )
    runs = [
        {"kind": "kept", "text": "We keep it for "},
        {"kind": "removed", "text": "30"},
        {"kind": "added", "text": "60"},
        {"kind": "kept", "text": " days."},
    ]
    edit = {
        "id": "e1",
        "kind": "reworded",
        "significance": "substantive",
        "reasons": ["number"],
        "before": {"exact": "x", "start": 0, "end": 1, "section": []},
        "after": {"exact": "y", "start": 0, "end": 1, "section": ["2. Data"]},
        "runs": runs,
        "targets": None,
    }
    significance = chance.choices(("substantive", "cosmetic", "unclear"), (80, 15, 5))[0]
    change = records.Change.objects.create(
        id=n + 1,
        document_id=document,
        kind="new",
        period=period,
        from_version=versions[document, step],
        to_version=versions[document, step + 1],
        significance=significance,
        reasons=["number"],
        direction=chance.choice(LEADS),
        edits=[edit],
        summary="The change is substantive.",
        captured=period.first,
        detected=period.first,
    )
    own = provisions[(document - 1) * 4 : document * 4]
    for each in chance.sample(own, chance.choice((0, 1, 2, 3))):
        before, after = revisions[each.pk]
        records.Effect.objects.create(
            change=change,
            provision=each,
            clause_type=each.clause_type,
            fate=chance.choice(("added", "revised", "ended")),
            direction=chance.choice(LEADS),
            because="a period grew",
            before=before,
            after=after,
        )


def predicted() -> dict[tuple[int, int, str], set[int]]:
    """Subscriber, platform and local day of every alert with its changes, by trying every watch on every change."""
    from clauseatlas.records.models import Change
    from clauseatlas.watching.facts import facts_of
    from clauseatlas.watching.gathering import active_watches
    from clauseatlas.watching.matching import fits
    from clauseatlas.watching.models import Watch

    holders = {pk: (subscriber, zone) for pk, subscriber, zone in Watch.objects.values_list("pk", "subscriber_id", "subscriber__time_zone")}
    days = {"UTC": "2026-03-03", "Asia/Tokyo": "2026-03-03"}
    found: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    facts = facts_of(list(Change.objects.values_list("pk", flat=True)))
    for watch in active_watches():
        for each in facts:
            if fits(watch, each) is not None:
                subscriber, zone = holders[watch.watch]
                found[subscriber, each.platform, days[zone]].add(each.change)
    return found


def main() -> int:
    """Fill, predict, match and compose, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--watches", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        workshop, _ = start_atlas(Path(scratch) / "atlas")
        from clauseatlas.watching.assembling import message_of
        from clauseatlas.watching.bundling import bundle
        from clauseatlas.watching.gathering import gather
        from clauseatlas.watching.models import Alert, Delivery
        from clauseatlas.watching.plain import plain

        fill(given.changes, given.watches, random.Random(7))
        expected = predicted()
        now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
        catalogue = workshop.catalogue
        begun, used = time.monotonic(), time.process_time()
        matches = gather(now)
        alerts = bundle(now, catalogue=catalogue)
        seconds, cpu = time.monotonic() - begun, time.process_time() - used
        told = {
            (each.subscriber_id, each.platform_id, each.day.isoformat()): {row["change"] for row in each.contents} for each in Alert.objects.all()
        }
        again = gather(now) + bundle(now, catalogue=catalogue)
        deliveries = Delivery.objects.count()
        begun = time.process_time()
        loaded = Delivery.objects.select_related("alert", "digest", "channel", "subscriber__person", "subscriber__organisation")[:500]
        words = sum(len(plain(message_of(each, site="https://atlas.example")).split()) for each in loaded)
        each_mail = (time.process_time() - begun) / max(1, len(loaded))
    print(f"{given.watches} watches, {given.changes} changes: {matches} matches, {alerts} alerts, {deliveries} deliveries")
    print(f"matched and composed in {seconds:.1f} s ({cpu:.1f} CPU seconds); {1000 * each_mail:.2f} ms CPU a mail as text, {words} words in 500")
    failures = [] if told == expected else [f"{len(set(expected) - set(told))} alerts missing, {len(set(told) - set(expected))} too many"]
    if told != expected and set(told) == set(expected):
        failures = ["an alert tells of other changes than predicted"]
    failures += ["a second run told something again"] if again else []
    failures += [f"longer than {AIM_SECONDS:.0f} CPU seconds"] if cpu > AIM_SECONDS else []
    print(*failures or [f"exactly the {len(expected)} alerts that brute force predicts"], sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
