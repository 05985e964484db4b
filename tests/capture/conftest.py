"""The fault server, and visitors whose clock, sleep and resolver belong to the test."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

import pytest

from clauseatlas.capture.settings import VisitSettings
from clauseatlas.capture.visiting import Visitor
from clauseatlas.model.capture import Capture, Conditional, Declaration
from clauseatlas.model.words import DocumentType

from .faults import Faults

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
SMALL = VisitSettings(robots=False, total_seconds=10.0, silence_seconds=5.0, largest_body=200_000, retries=0)


def no_names(host: str, port: int) -> tuple[str, ...]:
    """A resolver for machines without a network: addresses are themselves, names are unknown."""
    try:
        return (str(ip_address(host)),)
    except ValueError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None


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


@pytest.fixture(scope="session")
def fault_server() -> Iterator[Faults]:
    with Faults() as server:
        yield server


@pytest.fixture
def faults(fault_server: Faults) -> Faults:
    """The server, without memory of other tests."""
    fault_server.forget()
    return fault_server


@pytest.fixture(scope="session")
def rendering_visitor(fault_server: Faults) -> Iterator[Visitor]:
    """One browser for all tests that need no settings of their own, because it takes a second to start."""
    settings = replace(SMALL, allow_origins=frozenset({("127.0.0.1", fault_server.port)}), total_seconds=30.0)
    with Visitor(settings, clock=lambda: NOW, resolver=no_names) as visitor:
        yield visitor


@pytest.fixture
def make_visits(faults: Faults) -> Iterator[Callable[..., Visits]]:
    """Makes visitors with small limits; keywords are settings, `resolver` a patched one."""
    made: list[Visits] = []

    def make(*, resolver: Any = None, **settings: Any) -> Visits:
        slept: list[float] = []
        settings.setdefault("allow_origins", frozenset({("127.0.0.1", faults.port)}))
        visitor = Visitor(replace(SMALL, **settings), clock=lambda: NOW, sleep=slept.append, resolver=resolver or no_names)
        made.append(Visits(visitor, faults, slept))
        return made[-1]

    yield make
    for visits in made:
        visits.visitor.close()


@pytest.fixture
def visits(make_visits: Callable[..., Visits]) -> Visits:
    return make_visits()
