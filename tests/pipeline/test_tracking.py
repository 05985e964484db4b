"""`track` over a loopback site: every document once, whatever happens to some of them."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from clauseatlas.archive.blobs import LocalBlobs
from clauseatlas.capture.visiting import Visitor
from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.scheduling import exempt_prefixes, next_due
from clauseatlas.pipeline.tracking import Tally, spread, track, visit_settings
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document, Leaf
from clauseatlas.records.queries.documents import chosen, declare_document, each

from .conftest import START, Clock, fernwick
from .editions import FIRST, LOGIN_WALL, SHORTER_WINDOW, WITH_TRAINING

PAGES = {"/a": FIRST, "/b": SHORTER_WINDOW, "/c": WITH_TRAINING, "/wall": LOGIN_WALL}


class Site(BaseHTTPRequestHandler):
    """Serves PAGES, with an ETag for /b."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        tagged = self.path == "/b" and self.headers.get("If-None-Match") == '"b"'
        self.send_response(404 if body is None else 304 if tagged else 200)
        if self.path == "/b":
            self.send_header("ETag", '"b"')
        payload = b"" if tagged or body is None else body
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def site(db: None, tmp_path: Path, clock: Clock, origin: str) -> Workshop:
    workshop = Workshop(configuration=Configuration(home=tmp_path, allow_origins=(origin,)), blobs=LocalBlobs(tmp_path / "blobs"), clock=clock)
    for path in (*PAGES, "/gone"):
        declare_document(fernwick(f"http://{origin}{path}", platform=f"Platform {path}"), now=START)
    return workshop


def run(workshop: Workshop, clock: Clock) -> Tally:
    clock.pass_(timedelta(days=1))
    with Visitor(visit_settings(workshop.configuration), clock=clock) as visitor:
        return track(workshop, each(chosen()), visitor=visitor, concurrency=3)


def test_outcomes_sum_to_documents_and_every_visit_is_in_the_ledger(site: Workshop, clock: Clock) -> None:
    first, again = run(site, clock), run(site, clock)
    assert first.report()["outcomes"] == {"not-found": 1, "quarantined": 1, "recorded": 3}
    assert again.report()["outcomes"] == {"not-found": 1, "not-modified": 1, "quarantined": 1, "same": 2}
    assert first.report()["versions"] == {"first": 3, "document_changed": 0, "method_changed": 0}
    assert first.provisions == again.provisions > 0
    assert Leaf.objects.filter(kind="capture").count() == 10


def test_documents_of_one_host_stand_apart() -> None:
    urls = ["https://a.example/1", "https://a.example/2", "https://a.example/3", "https://b.example/1", "https://c.example/1"]
    order = [document.url[8] for document in spread(Document(url=url) for url in urls)]
    assert "".join(order) == "abcaa"


DUE = [
    ("a good visit waits for the cadence", {}, 0, 24 * 60),
    ("what may pass is tried after an hour", {"may_be_transient": True}, 1, 60),
    ("and then less and less often", {"may_be_transient": True}, 3, 240),
    ("but not less often than the cadence", {"may_be_transient": True}, 30, 24 * 60),
    ("Retry-After is respected", {"may_be_transient": True, "retry_after_seconds": 7200.0}, 1, 120),
    ("what will not pass waits for the cadence", {"outcome": Outcome.NOT_FOUND}, 5, 24 * 60),
]


@pytest.mark.parametrize(("why", "fields", "failures", "minutes"), DUE)
def test_next_visit(why: str, fields: dict[str, object], failures: int, minutes: int) -> None:
    visit = Capture(url="https://a.example/", fetcher="http", started=START, seconds=1.0, **fields)  # type: ignore[arg-type]
    assert next_due(visit, cadence_hours=24, failures=failures) == START + timedelta(minutes=minutes), why


def test_exempt_are_files_and_allowed_origins(tmp_path: Path) -> None:
    prefixes = exempt_prefixes(Configuration(home=tmp_path, allow_origins=("127.0.0.1:8123",)))
    assert [url.startswith(prefixes) for url in ("http://127.0.0.1:8123/a", "file:///a", "http://127.0.0.1:81/a", "https://a.example/")] == [
        True,
        True,
        False,
        False,
    ]
