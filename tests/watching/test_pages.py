"""The rooms of watching: one click, forms, links that end messages, nothing of others."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from clauseatlas.accounts import plans
from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Membership, Organisation, Person
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.watching import subscribing
from clauseatlas.watching.delivering import deliver
from clauseatlas.watching.models import Channel, Delivery, InboxEntry, Watch
from clauseatlas.watching.subscribing import Wish, begin, subscriber_of
from clauseatlas.watching.targets import target_of, word_of_page
from clauseatlas.watching.unsubscribing import token
from tests.pipeline.conftest import DAY, House
from tests.pipeline.editions import FIRST, SHORTER_WINDOW
from tests.watching.conftest import BeginWatch

SAME_SITE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def browser(person: Person) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


@pytest.fixture
def other(db: None) -> Client:
    client = Client()
    client.force_login(Person.objects.create_user("mallory@fernwick.example", "correct horse battery"))
    return client


@pytest.fixture
def told(house: House, watch: BeginWatch) -> House:
    house.receive(FIRST)
    watch()
    house.receive(SHORTER_WINDOW)
    deliver(house.workshop)
    return house


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/platforms/zoom/", "platform:zoom"),
        ("/documents/CA-D-000001/terms/", "document:CA-D-000001"),
        ("/provisions/CA-P-000001/title/", "provision:CA-P-000001"),
        ("/changes/CA-C-000001/", "change:CA-C-000001"),
        ("/clauses/arbitration/", "clause-type:arbitration"),
        ("/changes/", "search:"),
        ("/about/", ""),
        ("/platforms/", ""),
    ],
)
def test_what_a_page_is_about(path: str, word: str) -> None:
    assert word_of_page(path, "q=x") == word


def test_one_click_from_a_page_of_this_site_watches(house: House, browser: Client) -> None:
    answer = browser.post("/watch/", {"follow": "platform:fernwick-post"}, **SAME_SITE)
    watch = Watch.objects.get()
    assert answer["Location"] == f"/account/watches/{watch.pk}/"
    assert {channel.kind for channel in watch.channels.all()} == {"inbox", "mail"}
    browser.post("/watch/", {"follow": "platform:fernwick-post"}, **SAME_SITE)
    assert Watch.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://evil.example"},
     {"HTTP_SEC_FETCH_SITE": "same-site"}, {"HTTP_ORIGIN": "null"}],
)  # fmt: skip
def test_a_click_from_elsewhere_is_asked_again(house: House, browser: Client, headers: dict[str, str]) -> None:
    answer = browser.post("/watch/", {"follow": "platform:fernwick-post"}, **headers)
    assert answer.status_code == 200
    assert b"csrfmiddlewaretoken" in answer.content
    assert not Watch.objects.exists()


def test_a_forged_token_watches_nothing(house: House, browser: Client) -> None:
    browser.post("/watch/", {"follow": "platform:fernwick-post", "csrfmiddlewaretoken": "x" * 64}, **SAME_SITE)
    assert not Watch.objects.exists()


def test_somebody_who_is_not_signed_in_is_told_what_comes_next(house: House, client: Client) -> None:
    answer = client.post("/watch/", {"follow": "platform:fernwick-post"})
    assert answer.status_code == 200
    assert b"/account/signup/?next=%2Fwatch%2F%3Ffollow%3Dplatform%253Afernwick-post" in answer.content


@pytest.mark.parametrize("word", ["platform:nobody", "provision:CA-P-999999", "regulation:none", "planet:mars", "document:7", "change:CA-D-000001"])
def test_what_is_not_there_cannot_be_watched(house: House, browser: Client, word: str) -> None:
    assert browser.get("/watch/", {"follow": word}).status_code == 404


def test_every_room_opens(told: House, browser: Client) -> None:
    watch, delivery = Watch.objects.get(), Delivery.objects.filter(channel__kind="inbox").get()
    rooms = ["watches/", f"watches/{watch.pk}/", "inbox/", f"inbox/{delivery.key}/", "digests/", "channels/", "channels/new/webhook/", "deliveries/"]
    for room in rooms:
        assert browser.get(f"/account/{room}").status_code == 200, room
    assert InboxEntry.objects.get().read is not None


def test_a_watch_is_adjusted_by_its_form(told: House, person: Person) -> None:
    client = Client()
    client.force_login(person)
    watch = Watch.objects.get()
    channel = watch.channels.get(kind="mail")
    form = {"least": "high", "directions": ["worse"], "kinds": ["clause-revised"], "cadence": "weekly", "channels": [str(channel.pk)]}
    assert client.post(f"/account/watches/{watch.pk}/", form).status_code == 302
    watch.refresh_from_db()
    assert (watch.least, watch.directions, watch.kinds, watch.cadence) == ("high", ["worse"], ["clause-revised"], "weekly")
    assert client.post(f"/account/watches/{watch.pk}/", {**form, "least": "huge"}).status_code == 200
    client.post(f"/account/watches/{watch.pk}/stop/")
    watch.refresh_from_db()
    assert watch.stopped is not None


def test_nothing_of_others_can_be_opened_or_changed(told: House, other: Client) -> None:
    watch, delivery = Watch.objects.get(), Delivery.objects.filter(channel__kind="mail").get()
    channel = Channel.objects.get(kind="mail")
    for path in (f"watches/{watch.pk}/", f"inbox/{delivery.key}/"):
        assert other.get(f"/account/{path}").status_code == 404, path
    for path in (f"watches/{watch.pk}/stop/", f"channels/{channel.pk}/test/", f"channels/{channel.pk}/remove/", f"deliveries/{delivery.key}/resend/"):
        assert other.post(f"/account/{path}").status_code == 404, path
    assert b"Fernwick" not in other.get("/account/inbox/").content


def test_members_read_the_messages_of_their_organisation_and_readers_change_nothing(house: House, holder: Holder, other: Client) -> None:
    organisation = Organisation.objects.create(name="Harbour Office")
    Membership.objects.create(organisation=organisation, person=holder.person, role="owner")
    reader = Person.objects.get(email="mallory@fernwick.example")
    Membership.objects.create(organisation=organisation, person=reader, role="reader")
    acting = Holder(person=holder.person, organisation=organisation)
    house.receive(FIRST)
    begin(acting, target_of("platform:fernwick-post", load_catalogue()), Wish(), now=house.clock.now)
    house.receive(SHORTER_WINDOW)
    deliver(house.workshop)
    delivery = Delivery.objects.get()
    assert InboxEntry.objects.filter(delivery=delivery).count() == 2
    page = other.get(f"/account/inbox/{delivery.key}/")
    assert page.status_code == 200
    assert b"Harbour Office watches Fernwick Post" in page.content
    other.post("/account/acting/", {"organisation": organisation.pk})
    watch = Watch.objects.get()
    other.post(f"/account/watches/{watch.pk}/stop/")
    watch.refresh_from_db()
    assert watch.stopped is None
    Membership.objects.filter(person=reader).delete()
    assert other.get(f"/account/inbox/{delivery.key}/").status_code == 404


def test_opening_the_link_alone_ends_nothing_and_posting_it_does(told: House, client: Client) -> None:
    delivery = Delivery.objects.get(channel__kind="mail")
    path = f"/unsubscribe/{token(delivery.key)}/"
    assert client.get(path).status_code == 200
    assert Watch.objects.get().channels.filter(kind="mail").exists()
    one_click = Client(enforce_csrf_checks=True)
    assert one_click.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert one_click.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [channel.kind for channel in Watch.objects.get().channels.all()] == ["inbox"]


@pytest.mark.parametrize("value", ["nonsense", "msg_x:forged", "msg_x"])
def test_a_forged_link_ends_nothing(told: House, client: Client, value: str) -> None:
    assert client.post(f"/unsubscribe/{value}/").status_code == 404


def test_a_digest_is_read_on_the_web_by_its_own_people_only(told: House, browser: Client, other: Client) -> None:
    told.clock.pass_(7 * DAY)
    deliver(told.workshop)
    number = Delivery.objects.filter(kind="digest").first().digest_id  # type: ignore[union-attr]
    page = browser.get(f"/account/digests/{number}/")
    assert page.status_code == 200
    assert b"1 change, 1 platform, 1 document" in page.content
    assert other.get(f"/account/digests/{number}/").status_code == 404
    assert mail.outbox[-1].subject == "Your week: 1 change on 1 platform"


def test_limits_of_a_plan_are_said_before_anything_is_stored(house: House, browser: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "default_plan", lambda: plans.plans()["free"])
    answer = browser.post("/watch/", {"follow": "clause-type:arbitration"}, **SAME_SITE)
    assert answer.status_code == 403
    assert b"Professional" in answer.content
    assert not Watch.objects.exists()
    browser.post("/watch/", {"follow": "platform:fernwick-post"}, **SAME_SITE)
    assert Watch.objects.get().cadence == "weekly"


def test_a_smaller_plan_pauses_and_a_larger_one_wakes(house: House, holder: Holder, watch: BeginWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch()
    watch("clause-type:arbitration")
    subscriber = subscriber_of(holder, now=house.clock.now)
    with monkeypatch.context() as smaller:
        smaller.setattr(plans, "default_plan", lambda: plans.plans()["free"])
        subscribing.fit_to_plan(subscriber)
        assert sorted(Watch.objects.values_list("following", "paused")) == [("clause-type", True), ("platform", False)]
    subscribing.fit_to_plan(subscriber)
    assert not Watch.objects.filter(paused=True).exists()
