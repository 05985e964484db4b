"""Visits: the one door through which documents are fetched."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from clauseatlas.capture.exchange import Exchange
from clauseatlas.capture.fetching import Equipment, Fetcher, Order, make_fetcher
from clauseatlas.capture.guard import Deadline, Guard, GuardedTransport, Resolver, resolve, trusted_certificates
from clauseatlas.capture.pacing import Pacer
from clauseatlas.capture.robots import LARGEST_BYTES, Robots
from clauseatlas.capture.settings import ROBOTS_TOKEN, VisitSettings
from clauseatlas.model.capture import Capture, Conditional, Declaration
from clauseatlas.model.words import Outcome

# Where another attempt within the same visit makes sense, if the failure may be transient at all.
WORTH_RETRYING = frozenset({Outcome.CONNECTION_ERROR, Outcome.DNS_ERROR, Outcome.TIMEOUT, Outcome.TRUNCATED, Outcome.HTTP_ERROR, Outcome.BLOCKED})


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class Visitor:
    """Makes visits; one per process, shared by its workers, closed at the end (`with Visitor(settings) as visitor`).

    `clock` gives aware UTC times, `ticks` seconds that never run backwards, `sleep` waits; tests pass their own, and their own `resolver`.
    """

    def __init__(
        self,
        settings: VisitSettings | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        ticks: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolver: Resolver = resolve,
    ) -> None:
        self.settings = settings or VisitSettings()
        self._clock = clock
        self._ticks = ticks
        self._sleep = sleep
        self._equipment = _equip(self.settings, ticks=ticks, sleep=sleep, resolver=resolver)
        self._fetchers: dict[str, Fetcher] = {}
        self._lock = threading.Lock()

    def visit(self, declaration: Declaration, *, conditional: Conditional | None = None) -> Capture:
        """A capture of the declared document, whatever happened; its outcome is None when a body was got.

        With `conditional`, the outcome may be `not-modified`. To use the browser for a document whose page has too little prose, visit
        `dataclasses.replace(declaration, fetcher="browser")`. Raises `BadInput` for an unknown fetcher only.
        """
        fetcher = self._fetcher(declaration.fetcher)
        started, begun = self._clock(), self._ticks()
        deadline = Deadline(self.settings.total_seconds, self._ticks)
        order = Order(url=declaration.url, started=started, deadline=deadline, conditional=conditional)
        attempts = 1
        capture = fetcher.fetch(order)
        while attempts <= self.settings.retries and self._wait_to_retry(capture, attempts, deadline):
            attempts += 1
            capture = fetcher.fetch(order)
        return replace(capture, attempts=attempts, seconds=self._ticks() - begun)

    def close(self) -> None:
        """Give back connections and browser. The visitor cannot be used afterwards."""
        with self._lock:
            for fetcher in self._fetchers.values():
                fetcher.close()
            self._fetchers.clear()
        self._equipment.exchange.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _fetcher(self, name: str) -> Fetcher:
        with self._lock:
            if name not in self._fetchers:
                self._fetchers[name] = make_fetcher(name, self._equipment)
            return self._fetchers[name]

    def _wait_to_retry(self, capture: Capture, attempts: int, deadline: Deadline) -> bool:
        """Wait as long as the host asked or the backoff says; False when another attempt makes no sense in this visit."""
        if not capture.may_be_transient or capture.outcome not in WORTH_RETRYING or deadline.remaining() <= 0:
            return False
        seconds = self.settings.backoff_seconds * 2 ** (attempts - 1)
        if capture.retry_after_seconds is not None:
            if capture.retry_after_seconds > self.settings.longest_retry_after:
                return False
            seconds = max(seconds, capture.retry_after_seconds)
        self._sleep(seconds)
        deadline.extend(seconds)
        return True


def _equip(settings: VisitSettings, *, ticks: Callable[[], float], sleep: Callable[[float], None], resolver: Resolver) -> Equipment:
    guard = Guard(allowed=settings.allow_origins, resolver=resolver)
    transport = GuardedTransport(guard, ssl_context=_certificates(settings), http2=settings.http2)
    exchange = Exchange(settings, guard, transport)
    robots = Robots(
        lambda target, deadline: exchange.get(target, deadline, accept="text/plain,*/*;q=0.5", headers={}, limit=LARGEST_BYTES),
        token=ROBOTS_TOKEN,
        ticks=ticks,
    )
    pacer = Pacer(settings.pace_seconds, ticks=ticks, sleep=sleep)
    return Equipment(settings=settings, guard=guard, exchange=exchange, pacer=pacer, robots=robots)


def _certificates(settings: VisitSettings) -> ssl.SSLContext:
    if not settings.certificate_file:
        return trusted_certificates()
    context = ssl.create_default_context()
    context.load_verify_locations(settings.certificate_file)
    return context
