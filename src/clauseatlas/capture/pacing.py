"""At most one visit at a time per host and interval, however many workers there are."""

import threading
import time
from collections.abc import Callable

MOST_HOSTS_REMEMBERED = 1000


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
            self._forget(now)
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + max(self._interval, at_least)
        if turn > now:
            self._sleep(turn - now)
        return turn - now

    def postpone(self, host: str, seconds: float) -> None:
        """Give no turn at `host` for `seconds` from now: it asked for rest."""
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0.0), self._ticks() + seconds)

    def __len__(self) -> int:
        """How many hosts are remembered."""
        return len(self._free_at)

    def _forget(self, now: float) -> None:
        """Drop hosts whose rest is over, before the table of a long-lived worker grows with every host it ever met."""
        if len(self._free_at) > MOST_HOSTS_REMEMBERED:
            self._free_at = {host: free_at for host, free_at in self._free_at.items() if free_at > now}
