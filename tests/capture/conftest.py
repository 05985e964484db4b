"""The fault server, and visitors whose clock and sleep belong to the test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from clauseatlas.capture.settings import VisitSettings
from clauseatlas.capture.visiting import Visitor
from clauseatlas.model.capture import Capture, Conditional, Declaration
from clauseatlas.model.words import DocumentType

from .faults import Faults

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def declare(url: str, fetcher: str = "http") -> Declaration:
    return Declaration(platform="Northwind Notes", title="Terms", type=DocumentType.TERMS_OF_SERVICE, url=url, fetcher=fetcher)


@dataclass(slots=True)
class Visits:
    """A visitor to the fault server and what it slept."""

    visitor: Visitor
    faults: Faults
    slept: list[float] = field(default_factory=list)

    def __call__(self, path: str, *, conditional: Conditional | None = None, fetcher: str = "http") -> Capture:
        url = self.faults.origin + path if path.startswith("/") else path
        return self.visitor.visit(declare(url, fetcher), conditional=conditional)


@pytest.fixture
def faults() -> Iterator[Faults]:
    with Faults() as server:
        yield server


@pytest.fixture
def make_visits(faults: Faults) -> Iterator[Callable[..., Visits]]:
    """Makes visitors with small limits; keywords are settings, `resolver` a patched one."""
    made: list[Visits] = []

    def make(*, resolver: Any = None, **settings: Any) -> Visits:
        slept: list[float] = []
        small = VisitSettings(
            allow_origins=frozenset({("127.0.0.1", faults.port)}),
            robots=False,
            total_seconds=1.2,
            silence_seconds=0.4,
            largest_body=200_000,
            retries=0,
        )
        keywords = {} if resolver is None else {"resolver": resolver}
        visitor = Visitor(replace(small, **settings), clock=lambda: NOW, sleep=slept.append, **keywords)
        made.append(Visits(visitor, faults, slept))
        return made[-1]

    yield make
    for visits in made:
        visits.visitor.close()


@pytest.fixture
def visits(make_visits: Callable[..., Visits]) -> Visits:
    return make_visits()
