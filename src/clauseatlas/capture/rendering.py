"""A browser session: one Chromium, one page at a time, everything bounded. Lives in a single thread."""

import os
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clauseatlas.capture.addresses import examine
from clauseatlas.capture.exchange import GOOD_STATUSES, Answer
from clauseatlas.capture.failures import AddressRefused, BodyCut, ConnectionFailed, FetchError, OutOfTime, SizeExceeded, TlsFailed
from clauseatlas.capture.fetching import Order
from clauseatlas.capture.guard import Guard
from clauseatlas.capture.headers import described
from clauseatlas.capture.outcomes import Failure, classify, judge_status
from clauseatlas.capture.proxying import LOOPBACK, GuardProxy
from clauseatlas.capture.settings import VisitSettings
from clauseatlas.errors import PartMissing
from clauseatlas.model.capture import Capture, Hop

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response, Route

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-breakpad",
    # UDP of real-time calls would go around the proxy. The first form is the browser's, the second that of the older headless shell.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Names are resolved by the guard alone.
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {LOOPBACK}",
)

STARTING_SECONDS = 30.0

# After the document has been parsed, how long its scripts may take to come to rest; pages with a chat window never do.
SETTLING_SECONDS = 8.0

# After the deadline the browser gets this many seconds to end by itself before it is killed.
GRACE_SECONDS = 3.0

SCREENSHOT_SECONDS = 15.0
VIEW_WIDTH, VIEW_HEIGHT = 1280, 1024

# Taller pictures take a gigabyte to make and no one looks at them; the text is in the rendered document.
TALLEST_SCREENSHOT = 20_000

# What a page may load in all, in multiples of the largest body allowed: scripts and pictures outweigh the text.
PAGE_FACTOR = 4

# Headers about the way the bytes came, which is not the way they go on.
TRANSPORT_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "alt-svc"})

# Chromium's error codes (net/base/net_error_list.h) for what is not our connection but theirs.
TLS_CODES = ("net::ERR_CERT", "net::ERR_SSL", "net::ERR_BAD_SSL")
REPLACED_CODE = "net::ERR_ABORTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What the browser made of a document. `page` holds the fields of `Capture` that changed because a script led to another page."""

    dom: bytes | None = None
    screenshot: bytes | None = None
    hops: tuple[Hop, ...] = ()
    page: Mapping[str, Any] | None = None
    failure: Failure | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def find_browser(path: str) -> str:
    """The program to start: `path`, or the first Chromium of the system; raises `PartMissing`, also when Playwright is not installed."""
    if find_spec("playwright") is None:
        raise PartMissing("browser", "install clauseatlas[browser]")
    if path:
        if not os.access(path, os.X_OK) or Path(path).is_dir():
            raise PartMissing(f"browser {path}", "point CLAUSEATLAS_BROWSER at a Chromium")
        return path
    for program in PROGRAMS:
        found = shutil.which(program)
        if found is not None:
            return found
    raise PartMissing("browser", "install Chromium or point CLAUSEATLAS_BROWSER at one")


class Session:
    """One running browser behind its own guard proxy. Raises `PartMissing` when it does not start."""

    def __init__(self, path: str, settings: VisitSettings, guard: Guard) -> None:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an optional part, and half a second to import

        self._error = Error
        self._settings = settings
        self._proxy = GuardProxy(guard, connect_seconds=settings.connect_seconds, silence_seconds=settings.silence_seconds)
        self._playwright = sync_playwright().start()
        try:
            self._browser = self._playwright.chromium.launch(
                executable_path=path,
                headless=True,
                timeout=STARTING_SECONDS * 1000,
                args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
                proxy={"server": f"http://{LOOPBACK}:{self._proxy.port}", "bypass": "<-loopback>"},
            )
            processes = self._browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        except Error as error:
            self._playwright.stop()
            self._proxy.close()
            raise PartMissing(f"browser {path}", f"it does not start ({error.message.splitlines()[0]})") from None
        self._pid = next(int(process["id"]) for process in processes if process["type"] == "browser")

    @property
    def alive(self) -> bool:
        """Whether the browser can take another page."""
        return self._browser.is_connected()

    def close(self) -> None:
        """End browser and proxy."""
        with suppress(self._error):
            self._browser.close()
        self._playwright.stop()
        self._proxy.close()

    def render(self, order: Order, fetched: Capture) -> Rendering:
        """The rendering of a document that the http fetcher brought, within the order's deadline."""
        self._proxy.begin(order.deadline, limit=self._settings.largest_body * PAGE_FACTOR)
        facts = {"browser": f"Chromium {self._browser.version}"}
        with self._watched(order) as killed:
            try:
                return self._look(order, fetched, facts)
            except FetchError as error:
                failure = classify(error)
            except self._error as error:
                failure = classify(self._cause(order, error, killed=killed.is_set()))
        return Rendering(failure=failure, facts=facts)

    @contextmanager
    def _watched(self, order: Order) -> Iterator[threading.Event]:
        """Kill the browser when it is not done soon after the deadline: a script without end blocks every question put to its page."""
        killed = threading.Event()

        def kill() -> None:
            killed.set()
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

        watchdog = threading.Timer(max(order.deadline.remaining(), 0) + GRACE_SECONDS, kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield killed
        finally:
            watchdog.cancel()

    def _cause(self, order: Order, error: Exception, *, killed: bool) -> FetchError:
        if self._proxy.exhausted:
            return SizeExceeded("the page and what it loads are too large")
        if killed or order.deadline.remaining() <= 0 or _is_timeout(error):
            return OutOfTime("the browser was not done in time")
        return ConnectionFailed(f"browser: {str(error).splitlines()[0]}")

    def _look(self, order: Order, fetched: Capture, facts: Mapping[str, str]) -> Rendering:
        context = self._browser.new_context(
            user_agent=self._settings.user_agent,
            extra_http_headers={"Accept-Language": self._settings.accept_language},
            viewport={"width": VIEW_WIDTH, "height": VIEW_HEIGHT},
            accept_downloads=False,
            service_workers="block",
        )
        try:
            page = context.new_page()
            journey = _Journey(page)
            page.route("**/*", lambda route: _answer(route, fetched), times=1)
            page.goto(fetched.final_url or fetched.url, wait_until="domcontentloaded", timeout=_milliseconds(order))
            self._settle(page, order)
            hops, moved, failure = self._arrival(journey)
            if failure is not None:
                return Rendering(hops=hops, page=moved, failure=failure, facts=facts)
            return Rendering(dom=self._content(page, order), screenshot=self._picture(page, order), hops=hops, page=moved, facts=facts)
        finally:
            # A killed browser has no context left to close.
            with suppress(self._error):
                context.close()

    def _settle(self, page: "Page", order: Order) -> None:
        try:
            page.wait_for_load_state("networkidle", timeout=min(_milliseconds(order), SETTLING_SECONDS * 1000))
        except self._error as error:
            if not _is_timeout(error):
                raise

    def _content(self, page: "Page", order: Order) -> bytes:
        try:
            dom = page.content()
        except self._error:
            # A script was on its way to another page at this moment.
            page.wait_for_load_state("domcontentloaded", timeout=_milliseconds(order))
            dom = page.content()
        encoded = dom.encode("utf-8", "replace")
        if self._proxy.exhausted or len(encoded) > self._settings.largest_body:
            raise SizeExceeded("the rendered page is too large")
        return encoded

    def _picture(self, page: "Page", order: Order) -> bytes | None:
        """A full-page PNG, or None: a page that cannot be pictured is still a document."""
        try:
            height = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST_SCREENSHOT)
            return page.screenshot(
                full_page=True,
                clip={"x": 0, "y": 0, "width": VIEW_WIDTH, "height": max(height, 1)},
                timeout=min(_milliseconds(order), SCREENSHOT_SECONDS * 1000),
            )
        except (self._error, OutOfTime):
            return None

    def _arrival(self, journey: "_Journey") -> tuple[tuple[Hop, ...], Mapping[str, Any] | None, Failure | None]:
        """Where scripts led after the document: hops, the changed fields of the capture, and a failure if that is no document."""
        hops = tuple(Hop(url=response.url, status=response.status, address=self._address(response.url)) for response in journey.later)
        if journey.lost is not None:
            return hops, None, classify(self._loss(journey.lost))
        if not journey.later:
            return hops, None, None
        response = journey.later[-1]
        answer = Answer(
            status=response.status,
            headers=tuple((header["name"], header["value"]) for header in response.headers_array()),
            body=self._body(response) if response.status in GOOD_STATUSES else None,
            address=hops[-1].address,
        )
        failure = None if answer.body is not None else judge_status(answer)
        return hops, {"final_url": response.url, "status": response.status, **described(answer)}, failure

    def _body(self, response: "Response") -> bytes:
        try:
            body = response.body()
        except self._error as error:
            raise BodyCut(f"the browser did not keep {response.url}") from error
        if len(body) > self._settings.largest_body:
            raise SizeExceeded(f"the body has more than {self._settings.largest_body} bytes")
        return body

    def _address(self, url: str) -> str | None:
        return self._proxy.addresses.get(examine(url).endpoint)

    def _loss(self, request: "Request") -> FetchError:
        try:
            endpoint = examine(request.url).endpoint
        except AddressRefused as error:
            return error
        known = self._proxy.failures.get(endpoint)
        if known is not None:
            return known
        code = request.failure or ""
        return TlsFailed(f"{request.url}: {code}") if code.startswith(TLS_CODES) else ConnectionFailed(f"{request.url}: {code}")


class _Journey:
    """Main-frame navigations after the first, as the page makes them."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._responses: list[Response] = []
        self.lost: Request | None = None
        page.on("response", self._on_response)
        page.on("requestfailed", self._on_failure)

    @property
    def later(self) -> "list[Response]":
        """The responses after that of the document itself."""
        return self._responses[1:]

    def _on_response(self, response: "Response") -> None:
        if self._is_ours(response.request):
            self._responses.append(response)
            self.lost = None

    def _on_failure(self, request: "Request") -> None:
        if self._is_ours(request) and request.failure != REPLACED_CODE:
            self.lost = request

    def _is_ours(self, request: "Request") -> bool:
        return request.is_navigation_request() and request.frame == self._page.main_frame


def _answer(route: "Route", fetched: Capture) -> None:
    """Hand the document to the browser as the answer to its first request."""
    headers: dict[str, str] = {}
    for name, value in fetched.headers:
        lower = name.lower()
        if lower not in TRANSPORT_HEADERS:
            # Playwright divides cookies at line breaks; other repeated headers are a list.
            headers[lower] = f"{headers[lower]}{chr(10) if lower == 'set-cookie' else ', '}{value}" if lower in headers else value
    route.fulfill(status=fetched.status or 200, headers=headers, body=fetched.body or b"")


def _milliseconds(order: Order) -> float:
    return order.deadline.bound(None, "rendering") * 1000


def _is_timeout(error: Exception) -> bool:
    from playwright.sync_api import TimeoutError as PlaywrightTimeout  # noqa: PLC0415 - loaded by now; an optional part

    return isinstance(error, PlaywrightTimeout)
