"""At most one visit at a time per host and interval, however many workers there are."""

import threading
import time
from collections.abc import Callable


class Pacer:
    """Gives every request to a host its turn; thread-safe. `ticks` are seconds of a clock that never runs backwards."""

    def __init__(self, interval_seconds: float, *, ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> None:
        self._interval = interval_seconds
        self._ticks = ticks
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, *, at_least: float = 0.0) -> float:
        """Sleep until it is this caller's turn at `host`; returns the seconds slept.

        The next turn comes after the interval, or after `at_least` seconds where that is longer (a Crawl-delay). Turns are reserved before
        sleeping, so callers queue up instead of waking together.
        """
        with self._lock:
            now = self._ticks()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + max(self._interval, at_least)
        if turn > now:
            self._sleep(turn - now)
        return turn - now

    def postpone(self, host: str, seconds: float) -> None:
        """Give no turn at `host` for `seconds` from now: it asked for rest."""
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0.0), self._ticks() + seconds)
