"""From a captured edition to a message: what alerts, what never does, and that nothing is told twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Person
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.records.models import Change
from clauseatlas.watching import bundling, gathering
from clauseatlas.watching.delivering import deliver
from clauseatlas.watching.models import Alert, Cursor, Delivery, InboxEntry, Match, Subscriber
from clauseatlas.watching.subscribing import Rhythm, set_rhythm, stop
from clauseatlas.watching.words import Cadence, ChangeKind
from tests.pipeline.conftest import DAY, House
from tests.pipeline.editions import FIRST, LOGIN_WALL, SHORTER_WINDOW, WITH_TRAINING, page
from tests.watching.conftest import BeginWatch


def test_a_substantive_change_is_told_once(house: House, watch: BeginWatch, person: Person) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    first = deliver(house.workshop)
    second = deliver(house.workshop)
    assert (first.matches, first.alerts, dict(first.outcomes)) == (1, 1, {"sent": 2})
    assert (second.matches, second.alerts, dict(second.outcomes)) == (0, 0, {})
    assert InboxEntry.objects.filter(person=person).count() == 1
    assert [sent.to for sent in mail.outbox] == [["ada@fernwick.example"]]


def test_the_mail_says_what_changed_what_it_means_and_why_it_came(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    deliver(house.workshop)
    sent = mail.outbox[0]
    change, delivery = Change.objects.get(), Delivery.objects.get(channel__kind="mail")
    assert sent.subject == "Fernwick Post changed its Terms of Service (worse for you)"
    for text in ("[-30-]{+10+}", "What it means:", "What to do:", "Why you get this: you watch Fernwick Post.", change.record_id, "CA-P-"):
        assert text in sent.body, text
    assert max(len(line) for line in sent.body.splitlines() if "http" not in line) <= 76
    html = str(sent.alternatives[0][0])
    assert "<del>30</del>" in html
    assert "<ins>10</ins>" in html
    assert sent.extra_headers["Message-ID"] == f"<{delivery.key}@127.0.0.1>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


NEVER = [("a log-in wall", [LOGIN_WALL, LOGIN_WALL]), ("the same text", [page(nonce="other")])]


@pytest.mark.parametrize(("what", "editions"), NEVER, ids=[row[0] for row in NEVER])
def test_nothing_is_told_of(house: House, watch: BeginWatch, what: str, editions: list[bytes]) -> None:
    house.receive(FIRST)
    watch(kinds=tuple(ChangeKind))
    for body in editions:
        house.receive(body)
    done = deliver(house.workshop)
    assert (done.matches, done.alerts, mail.outbox) == (0, 0, [])


def test_a_cosmetic_edition_is_not_told_of(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch(kinds=tuple(ChangeKind))
    settled = house.receive(page(replace={"by e-mail at least": "by email at least"}))
    assert settled.change is not None
    assert settled.change.significance == "cosmetic"
    assert deliver(house.workshop).matches == 0


def test_texts_that_alternate_are_not_told_of_after_the_first(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    watch(kinds=tuple(ChangeKind))
    for body in (FIRST, SHORTER_WINDOW, FIRST, SHORTER_WINDOW, FIRST):
        house.clock.pass_(DAY)
        house.receive(body)
        deliver(house.workshop)
    assert Alert.objects.count() == 0


def test_changes_older_than_the_watch_are_not_told_of(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    watch()
    assert deliver(house.workshop).matches == 0


def test_a_reading_of_ours_is_not_told_of(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    change = house.receive(SHORTER_WINDOW).change
    assert change is not None
    change.to_version.cause = "method_changed"
    change.to_version.save()
    assert deliver(house.workshop).matches == 0


def test_imported_history_is_not_told_of(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    change = house.receive(SHORTER_WINDOW).change
    assert change is not None
    change.to_version.snapshot, change.to_version.origin = None, "another archive"
    change.to_version.save()
    assert deliver(house.workshop).matches == 0


def test_a_change_taken_back_before_it_was_told_is_not_told(house: House, watch: BeginWatch, holder: Holder) -> None:
    house.receive(FIRST)
    watch()
    set_rhythm(holder, Rhythm(alert_hour=23), now=house.clock.now)
    house.receive(SHORTER_WINDOW)
    assert deliver(house.workshop).matches == 1
    Change.objects.update(significance="cosmetic")
    house.clock.pass_(DAY)
    assert deliver(house.workshop).alerts == 0


def test_an_unclear_change_is_told_once_a_reviewer_says_that_it_matters(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    Change.objects.update(significance="unclear")
    assert deliver(house.workshop).alerts == 0
    Change.objects.update(significance="substantive")
    assert deliver(house.workshop).alerts == 1
    assert deliver(house.workshop).alerts == 0


def test_changes_of_one_platform_on_one_day_are_one_message(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    house.receive(WITH_TRAINING)
    deliver(house.workshop)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "Fernwick Post: 2 changes in 1 document"
    alert = Alert.objects.get()
    assert [row["change"] for row in alert.contents] == sorted(Change.objects.values_list("pk", flat=True))


def test_a_second_message_of_a_platform_waits_for_the_next_local_day(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    deliver(house.workshop)
    house.receive(WITH_TRAINING)
    assert deliver(house.workshop).alerts == 0
    house.clock.pass_(timedelta(hours=13))  # it is past midnight in Lisbon
    assert deliver(house.workshop).alerts == 1
    assert [alert.day.day for alert in Alert.objects.order_by("day")] == [2, 3]


def test_messages_wait_for_the_chosen_hour(house: House, watch: BeginWatch, holder: Holder) -> None:
    house.receive(FIRST)
    watch()
    set_rhythm(holder, Rhythm(time_zone="Asia/Tokyo", alert_hour=22), now=house.clock.now)
    house.receive(SHORTER_WINDOW)  # 11:00 UTC, 20:00 in Tokyo
    assert deliver(house.workshop).alerts == 0
    house.clock.pass_(timedelta(hours=1, minutes=59))
    assert deliver(house.workshop).alerts == 0
    house.clock.pass_(timedelta(minutes=1))
    assert deliver(house.workshop).alerts == 1


def test_two_watches_of_a_person_on_one_change_are_one_message_that_names_both(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch()
    watch("clause-type:arbitration")
    house.receive(SHORTER_WINDOW)
    done = deliver(house.workshop)
    assert (done.matches, done.alerts, len(mail.outbox)) == (2, 1, 1)
    assert "you watch Fernwick Post and" in " ".join(mail.outbox[0].body.split())


def test_a_channel_hears_only_of_its_own_watches(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    first = watch("clause-type:arbitration")
    inbox = first.subscriber.channels.get(kind="inbox")
    first.channels.set([inbox])
    watch("clause-type:ai-training")
    house.receive(SHORTER_WINDOW)
    house.receive(
        page(
            replace={"within 30 days of opening": "within 10 days of opening"},
            extra={"Better replies": "We may use your letters to train machine learning models that suggest replies to members."},
        )
    )
    deliver(house.workshop)
    numbers = list(Change.objects.order_by("pk").values_list("pk", flat=True))
    assert Delivery.objects.get(channel__kind="inbox").changes == numbers
    assert Delivery.objects.get(channel__kind="mail").changes == numbers[1:]


def test_a_stopped_watch_tells_nothing_that_waits(house: House, watch: BeginWatch, holder: Holder) -> None:
    house.receive(FIRST)
    watched = watch()
    set_rhythm(holder, Rhythm(alert_hour=23), now=house.clock.now)
    house.receive(SHORTER_WINDOW)
    deliver(house.workshop)
    stop(holder, watched, now=house.clock.now)
    house.clock.pass_(DAY)
    assert deliver(house.workshop).alerts == 0


def test_a_weekly_watch_is_told_in_the_digest_only(house: House, watch: BeginWatch) -> None:
    house.receive(FIRST)
    watch(cadence=Cadence.WEEKLY)
    house.receive(SHORTER_WINDOW)
    assert deliver(house.workshop).alerts == 0
    assert Match.objects.count() == 1
    house.clock.pass_(7 * DAY)
    assert deliver(house.workshop).digests == 1
    assert mail.outbox[0].subject == "Your week: 1 change on 1 platform"


@pytest.mark.parametrize("where", ["the matches", "the cursor", "the alert", "the deliveries"])
def test_a_crash_at_any_step_loses_nothing_and_doubles_nothing(house: House, watch: BeginWatch, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)

    class PowerCut(Exception):
        pass

    def cut(*arguments: Any, **named: Any) -> None:
        raise PowerCut

    broken = {
        "the matches": (Match.objects, "bulk_create"),
        "the cursor": (gathering, "_hold_against"),
        "the alert": (Alert.objects, "bulk_create"),
        "the deliveries": (Delivery.objects, "bulk_create"),
    }[where]

    def matched_and_written() -> None:
        gathering.gather(house.clock.now)
        bundling.bundle(house.clock.now, catalogue=load_catalogue())

    with monkeypatch.context() as patched:
        patched.setattr(*broken, cut)
        with pytest.raises(PowerCut):
            matched_and_written()
    assert Alert.objects.count() == Delivery.objects.count() == 0
    deliver(house.workshop)
    assert (Alert.objects.count(), Delivery.objects.count(), Match.objects.count(), len(mail.outbox)) == (1, 2, 1, 1)
    assert Cursor.objects.get(name="changes").last == Change.objects.get().pk


def test_a_suspended_person_gets_nothing(house: House, watch: BeginWatch, person: Person) -> None:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert dict(deliver(house.workshop).outcomes) == {"dropped": 2}
    assert Subscriber.objects.count() == 1
    assert mail.outbox == []
