"""What a fetcher is given and gives back, and where fetchers are found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast

from clauseatlas.capture.exchange import Exchange
from clauseatlas.capture.guard import Deadline, Guard
from clauseatlas.capture.pacing import Pacer
from clauseatlas.capture.robots import Robots
from clauseatlas.capture.settings import VisitSettings
from clauseatlas.model.capture import Capture, Conditional
from clauseatlas.plugins import Parts

FETCHERS = Parts(
    "fetcher",
    group="clauseatlas.fetchers",
    built_in={
        # What needs a browser is known only once the text was read, so "auto" begins with http and the pipeline asks again.
        "auto": "clauseatlas.capture.fetchers.http:HttpFetcher",
        "http": "clauseatlas.capture.fetchers.http:HttpFetcher",
        "file": "clauseatlas.capture.fetchers.file:FileFetcher",
        "browser": "clauseatlas.capture.fetchers.browser:BrowserFetcher",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What all fetchers of a visitor share. Everything in it may be used by several threads."""

    settings: VisitSettings
    guard: Guard
    exchange: Exchange
    pacer: Pacer
    robots: Robots


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One attempt to fetch. `started` is when the visit began, `deadline` when it must be over."""

    url: str
    started: datetime
    deadline: Deadline
    conditional: Conditional | None = None

    def capture(self, *, fetcher: str, **found: Any) -> Capture:
        """A capture of this order; `found` are the other fields of `Capture`. The visitor fills in time and attempts."""
        return Capture(url=self.url, fetcher=fetcher, started=self.started, seconds=0.0, **found)


class Fetcher(Protocol):
    """One way to fetch. Every implementation passes `tests/capture/test_fetchers.py`."""

    def fetch(self, order: Order) -> Capture:
        """A capture, whatever the world did: an outcome instead of an exception. Called by several threads at once."""

    def close(self) -> None:
        """Give back connections and processes."""


class MakesFetcher(Protocol):
    """What an entry point of the group `clauseatlas.fetchers` must be: usually the fetcher's class."""

    def __call__(self, equipment: Equipment) -> Fetcher: ...


def make_fetcher(name: str, equipment: Equipment) -> Fetcher:
    """The fetcher called `name`, ready for use; raises `BadInput` for an unknown name."""
    return cast(MakesFetcher, FETCHERS.find(name))(equipment)
