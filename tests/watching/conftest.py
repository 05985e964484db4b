"""People who watch the fictional terms of the pipeline's tests, and a mail box that keeps what was sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Person
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.watching.models import Watch
from clauseatlas.watching.subscribing import Wish, begin
from clauseatlas.watching.targets import target_of
from tests.pipeline.conftest import House, clock, house, workshop  # noqa: F401 - fixtures

DAY = timedelta(days=1)
MAIL_IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"

BeginWatch = Callable[..., Watch]


@pytest.fixture(autouse=True)
def mail_in_memory(settings: Any) -> None:
    settings.EMAIL_BACKEND = MAIL_IN_MEMORY


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_user("ada@fernwick.example", "correct horse battery", name="Ada", time_zone="Europe/Lisbon")


@pytest.fixture
def holder(person: Person) -> Holder:
    return Holder(person=person)


@pytest.fixture
def watch(house: House, holder: Holder) -> BeginWatch:  # noqa: F811
    """Begin a watch, by default on the platform of the house, for the person."""

    def begun(word: str = "platform:fernwick-post", *, of: Holder = holder, **wish: Any) -> Watch:
        house.clock.pass_(timedelta(seconds=1))
        return begin(of, target_of(word, load_catalogue()), Wish(**wish), now=house.clock.now)

    return begun
