"""Robots Exclusion Protocol (RFC 9309): one robots.txt per origin, asked for once a day."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from clauseatlas.capture.addresses import Target, examine, next_url
from clauseatlas.capture.exchange import Answer
from clauseatlas.capture.failures import AddressRefused, CodingRefused, FetchError, SizeExceeded
from clauseatlas.capture.guard import Deadline

# RFC 9309, 2.4: not to be used for more than 24 hours unless it cannot be reached.
FRESH_SECONDS = 24 * 3600.0

# How long "cannot be reached" is believed before asking again.
FAILURE_SECONDS = 600.0

# RFC 9309, 2.5: at least 500 kibibytes must be read; what is larger is not a robots.txt.
LARGEST_BYTES = 1024 * 1024

# RFC 9309, 2.3.1.2: at least five redirects are followed.
MOST_REDIRECTS = 5

MOST_ORIGINS_REMEMBERED = 5000

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
UNREADABLE = (SizeExceeded, CodingRefused)

Fetch = Callable[[Target, Deadline], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Whether a target may be visited, and how many seconds lie between visits at least."""

    allowed: bool
    reason: str = ""
    may_be_transient: bool = False
    crawl_delay: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What an origin said: `parsed` is None where it has no rules. `reachable` is False after a server error."""

    parsed: Protego | None
    reachable: bool
    asked_at: float


class _Origin:
    """One robots.txt, fetched by one worker while the others wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rules: _Rules | None = None


class Robots:
    """Rulings for all origins; thread-safe. `fetch` makes one request without following redirects; `token` is our name in robots.txt files."""

    def __init__(self, fetch: Fetch, *, token: str, ticks: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._token = token
        self._ticks = ticks
        self._lock = threading.Lock()
        self._origins: OrderedDict[str, _Origin] = OrderedDict()

    def rule(self, target: Target, deadline: Deadline) -> Ruling:
        """The ruling for `target`.

        4xx: no rules, allowed. 5xx: not allowed, for now. Where the host itself cannot be reached, the error is raised, for it is the truth about the
        visit. An older copy is used while a new one cannot be had.
        """
        rules = self._rules(target, deadline)
        if not rules.reachable:
            return Ruling(allowed=False, reason=f"{target.origin}/robots.txt answers with an error", may_be_transient=True)
        if rules.parsed is None:
            return Ruling(allowed=True)
        return Ruling(
            allowed=rules.parsed.can_fetch(target.url, self._token),
            reason=f"{target.origin}/robots.txt does not allow {target.path}",
            crawl_delay=rules.parsed.crawl_delay(self._token) or 0.0,
        )

    def _rules(self, target: Target, deadline: Deadline) -> _Rules:
        origin = self._remember(target.origin)
        with origin.lock:
            known = origin.rules
            if known is not None and self._ticks() - known.asked_at < (FRESH_SECONDS if known.reachable else FAILURE_SECONDS):
                return known
            try:
                fresh = self._ask(target, deadline)
            except FetchError:
                if known is None or not known.reachable:
                    raise
                return known
            if fresh.reachable or known is None or not known.reachable:
                origin.rules = fresh
                return fresh
            return known

    def _remember(self, name: str) -> _Origin:
        with self._lock:
            origin = self._origins.setdefault(name, _Origin())
            self._origins.move_to_end(name)
            if len(self._origins) > MOST_ORIGINS_REMEMBERED:
                self._origins.popitem(last=False)
            return origin

    def _ask(self, target: Target, deadline: Deadline) -> _Rules:
        url = f"{target.origin}/robots.txt"
        for hop in range(MOST_REDIRECTS + 1):
            try:
                answer = self._fetch(examine(url), deadline)
            except SizeExceeded:
                break
            except AddressRefused:
                if hop == 0:
                    raise
                break
            if isinstance(answer.broken, UNREADABLE):
                break
            if answer.broken is not None:
                raise answer.broken
            location = answer.header("location")
            if answer.status in REDIRECT_STATUSES and location:
                try:
                    url = next_url(url, location)
                except AddressRefused:
                    break
                continue
            if answer.body is not None:
                return _Rules(parsed=Protego.parse(answer.body.decode("utf-8", "replace")), reachable=True, asked_at=self._ticks())
            return _Rules(parsed=None, reachable=answer.status < 500, asked_at=self._ticks())
        return _Rules(parsed=None, reachable=True, asked_at=self._ticks())
