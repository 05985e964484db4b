"""A workshop whose clock the test moves, and visits that the test makes up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clauseatlas.archive.blobs import LocalBlobs
from clauseatlas.model.capture import Capture, Declaration
from clauseatlas.model.words import DocumentType
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.receiving import receive
from clauseatlas.pipeline.settling import Settled
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records import models
from clauseatlas.records.models import Document
from clauseatlas.records.queries.documents import declare_document, document

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://fernwick.example/terms"


@dataclass(slots=True)
class Clock:
    """A clock that stands still until the test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, period: timedelta) -> None:
        self.now += period


@dataclass(slots=True)
class House:
    """An atlas with one document, and the means to let visits come in."""

    workshop: Workshop
    clock: Clock
    record_id: str
    visits: int = field(default=0)

    @property
    def document(self) -> Document:
        """The document as the tables have it now."""
        return document(self.record_id)

    def capture(self, body: bytes | None, **fields: Any) -> Capture:
        """A visit an hour after the last one."""
        self.clock.pass_(timedelta(hours=1))
        given = {"media_type": "text/html", "charset": "utf-8", "status": 200, "final_url": URL} | fields
        return Capture(url=URL, fetcher="http", started=self.clock.now, seconds=0.2, body=body, **given)

    def receive(self, body: bytes | None, **fields: Any) -> Settled:
        """Let a visit come in and settle it."""
        settled = receive(self.workshop, self.document, self.capture(body, **fields))
        assert isinstance(settled, Settled)
        return settled


def fernwick(url: str = URL, **fields: Any) -> Declaration:
    return Declaration(**{"platform": "Fernwick Post", "title": "Terms of Service", "type": DocumentType.TERMS_OF_SERVICE, "url": url} | fields)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workshop(tmp_path: Path, clock: Clock) -> Workshop:
    return Workshop(configuration=Configuration(home=tmp_path), blobs=LocalBlobs(tmp_path / "blobs"), clock=clock)


@pytest.fixture
def house(db: None, workshop: Workshop, clock: Clock) -> House:
    made, _ = declare_document(fernwick(), now=clock.now)
    return House(workshop=workshop, clock=clock, record_id=made.record_id)


Snapshot = Callable[[], list[list[tuple[Any, ...]]]]


@pytest.fixture
def rows() -> Snapshot:
    """Every row of every table but the counters, to see that nothing was added or altered."""

    def taken() -> list[list[tuple[Any, ...]]]:
        tables = [getattr(models, name) for name in models.__all__ if name != "Counter"]
        return [sorted(table.objects.values_list(), key=repr) for table in tables]

    return taken
