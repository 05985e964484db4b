"""Documents that only a browser shows: Chromium through Playwright, without a way around the guard.

The document itself is fetched by the http fetcher, with all its limits, courtesy and records, and handed to the browser as the answer to its
first request; scripts and whatever else the page loads go through the guard proxy.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from clauseatlas.capture.fetching import Equipment, Order, make_fetcher
from clauseatlas.capture.rendering import Rendering, Session, find_browser
from clauseatlas.errors import PartMissing
from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome

NAME = "browser"

# Of anything else a browser makes a download or a picture, so it is left as the http fetcher brought it.
RENDERED_TYPES = frozenset({None, "text/html", "application/xhtml+xml"})


class BrowserFetcher:
    """One browser for all workers, started with the first document that needs it; documents are rendered one after the other."""

    def __init__(self, equipment: Equipment) -> None:
        self._equipment = equipment
        self._http = make_fetcher("http", equipment)
        # Playwright's synchronous objects belong to the thread that made them.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser")
        self._session: Session | None = None

    def fetch(self, order: Order) -> Capture:
        """See `Fetcher.fetch`; `no-browser` where Playwright or Chromium is missing or does not start."""
        try:
            path = find_browser(self._equipment.settings.browser_path)
            fetched = replace(self._http.fetch(order), fetcher=NAME)
            if fetched.body is None or fetched.media_type not in RENDERED_TYPES:
                return fetched
            asked = order.deadline.remaining()
            rendering = self._thread.submit(self._render, path, order, fetched, asked).result()
        except PartMissing as error:
            return order.capture(fetcher=NAME, outcome=Outcome.NO_BROWSER, detail=str(error))
        return _combine(fetched, rendering)

    def close(self) -> None:
        """See `Fetcher.close`; ends the browser."""
        self._thread.submit(self._end).result()
        self._thread.shutdown()

    def _render(self, path: str, order: Order, fetched: Capture, asked: float) -> Rendering:
        if self._session is None:
            self._session = Session(path, self._equipment.settings, self._equipment.guard)
        # The time that other documents and the browser's own start took is not this document's.
        order.deadline.extend(asked - order.deadline.remaining())
        rendering = self._session.render(order, fetched)
        if not self._session.alive:
            self._end()
        return rendering

    def _end(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def _combine(fetched: Capture, rendering: Rendering) -> Capture:
    """The capture as the browser ended: the page it stood on last, rendered, or the failure it met on the way."""
    capture = replace(fetched, hops=fetched.hops + rendering.hops, facts={**fetched.facts, **rendering.facts})
    last = rendering.page
    if last is not None:
        capture = replace(capture, **last)
    failure = rendering.failure
    if failure is not None:
        return replace(
            capture, outcome=failure.outcome, detail=failure.detail, may_be_transient=failure.may_be_transient, body=None, dom=None, screenshot=None
        )
    return replace(capture, dom=rendering.dom, screenshot=rendering.screenshot)
