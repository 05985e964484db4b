"""The demo site over HTTP on loopback. The edition it shows is switched from outside, while it runs.

For instance:

    with DemoSite(load_platforms()) as site:
        declarations = site.declarations()   # what to capture
        ...capture...
        site.publish(2)                      # from now on every document shows its second edition
"""

import gzip
import json
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from clauseatlas.demo import chrome, printing
from clauseatlas.demo.freshness import Validators, validators
from clauseatlas.demo.scenery import Visit, scenery
from clauseatlas.demo.sources import EDITION_DATES, EDITIONS, Document, Expected, Form, Platform
from clauseatlas.errors import BadInput
from clauseatlas.model.capture import Declaration

LOOPBACK = "127.0.0.1"
ROBOTS = "User-agent: *\nDisallow: /*/account\nDisallow: /*/basket\nDisallow: /*/search\n"

PDF = "application/pdf"

_GZIP_FROM_BYTES = 1000
"""Below this size compressing saves less than its header costs."""

_IDLE_SECONDS = 5.0
"""After so long without a request a kept-alive connection is let go, so that the site can be closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site says to one request."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: HTTPStatus = HTTPStatus.OK
    headers: tuple[tuple[str, str], ...] = ()


class DemoSite:
    """The running site. Use it as a context manager, or call `close`.

    `origin` is its address, for instance `http://127.0.0.1:40123`; `requests` counts requests by path. Raises `BadInput`
    for an edition that does not exist and `OSError` where the port is taken (0 takes a free one).
    """

    def __init__(self, platforms: Iterable[Platform], *, port: int = 0) -> None:
        self.platforms = tuple(platforms)
        self.requests: Counter[str] = Counter()
        self._edition = EDITIONS[0]
        self._lock = threading.Lock()
        self._at = {document.address: (platform, document) for platform in self.platforms for document in platform.documents}
        self._server = _Server((LOOPBACK, port), _Handler, self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="demo-site", daemon=True)
        self._thread.start()

    @property
    def authority(self) -> str:
        """Host and port, as the address guard is told of them."""
        return f"{LOOPBACK}:{self._server.server_port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://{self.authority}"

    @property
    def edition(self) -> int:
        """The edition that is shown now."""
        return self._edition

    def publish(self, edition: int) -> None:
        """Show this edition of every document from now on."""
        if edition not in EDITIONS:
            raise BadInput(f"edition {edition}", "does not exist", f"editions are {EDITIONS[0]} to {EDITIONS[-1]}")
        self._edition = edition

    def declarations(self) -> tuple[Declaration, ...]:
        """All documents as declarations; those whose text needs a script ask for the browser."""
        return tuple(
            Declaration(
                platform=platform.name,
                title=document.title,
                type=document.type,
                url=self.origin + document.address,
                fetcher="browser" if document.form is Form.SCRIPT else "auto",
                language="en",
            )
            for platform, document in self._at.values()
        )

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        """What the site says to a GET of this path; header names in lower case."""
        with self._lock:
            self.requests[path] += 1
            visit = Visit.new(self._edition, self.requests.total())
        if path == "/robots.txt":
            return Answer(body=ROBOTS.encode(), media_type="text/plain; charset=utf-8")
        if path == "/":
            return Answer(body=chrome.index_page(self.platforms, visit.edition).encode())
        if path in self._at:
            return _document(*self._at[path], visit=visit, headers=headers)
        owner = path.removesuffix("/content.json")
        if owner != path and owner in self._at and self._at[owner][1].form is Form.SCRIPT:
            return _content(*self._at[owner], visit=visit)
        return Answer(body=b"<!doctype html><title>Not found</title><h1>Not found</h1>", status=HTTPStatus.NOT_FOUND)

    def close(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> "DemoSite":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _document(platform: Platform, document: Document, *, visit: Visit, headers: Mapping[str, str]) -> Answer:
    fresh = validators(platform, document, visit.edition)
    if fresh.match(headers):
        return Answer(body=b"", status=HTTPStatus.NOT_MODIFIED, headers=_fresh_headers(fresh))
    revision = document.revision(visit.edition)
    match (revision.expected if revision is not None else None, document.form):
        case (Expected.SOFT_404, _):
            page = chrome.missing_page(platform, document, visit)
        case (Expected.LOGIN_WALL, _):
            page = chrome.login_page(platform, document, visit)
        case (_, Form.PDF):
            body = print_document(platform, document, visit.edition)
            return Answer(body=body, media_type=PDF, headers=_fresh_headers(fresh))
        case (_, Form.SCRIPT):
            page = chrome.shell_page(platform, document, visit)
        case _:
            page = chrome.policy_page(platform, document, visit)
    return Answer(body=page.encode(), headers=(*_page_headers(visit), *_fresh_headers(fresh)))


def print_document(platform: Platform, document: Document, edition: int) -> bytes:
    """The document as PDF, as it stands in this edition."""
    published = EDITION_DATES[document.page_edition(edition)]
    return printing.print_policy(document.markdown(edition), document.title, publisher=platform.name, mark=f"{document.file[:-3]}-{published:%Y%m%d}")


def _content(platform: Platform, document: Document, *, visit: Visit) -> Answer:
    scene = scenery(platform, visit)
    content = {
        "html": chrome.article_html(platform, document, visit.edition),
        "menu": scene.menu,
        "footer": f"© {scene.year} {platform.name}",
        "served": visit.moment.isoformat(),
    }
    return Answer(body=json.dumps(content).encode(), media_type="application/json", headers=(("Cache-Control", "no-store"),))


def _page_headers(visit: Visit) -> tuple[tuple[str, str], ...]:
    policy = f"default-src 'self'; script-src 'nonce-{visit.nonce}'; style-src 'nonce-{visit.nonce}' 'unsafe-inline'"
    return (
        ("Content-Security-Policy", policy),
        ("Content-Language", "en"),
        ("Cache-Control", "private, no-cache"),
        ("Set-Cookie", f"session={visit.token}; Path=/; HttpOnly; SameSite=Lax"),
        ("X-Request-Id", visit.token[::-1][:24]),
    )


def _fresh_headers(fresh: Validators) -> tuple[tuple[str, str], ...]:
    pairs = (("ETag", fresh.etag), ("Last-Modified", fresh.last_modified))
    return tuple((name, value) for name, value in pairs if value is not None)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], site: DemoSite) -> None:
        self.site = site
        super().__init__(address, handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is nothing to report; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.site.answer(urlsplit(self.path).path, headers)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        body = answer.body
        if len(body) > _GZIP_FROM_BYTES and answer.media_type != PDF and "gzip" in headers.get("accept-encoding", ""):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Vary", "Accept-Encoding")
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(timestamp, usegmt=True)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the demo's own report is what its reader came for."""
