"""What every fetcher that goes to the network must do; a new one is added to FETCHERS and passes unchanged."""

import os
import shutil
import socket
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from clauseatlas.capture.fetching import FETCHERS
from clauseatlas.capture.visiting import Visitor
from clauseatlas.errors import BadInput
from clauseatlas.model.words import Outcome

from .conftest import Visits, declare
from .faults import PAGE, Faults, page, redirect, reply

CHROMIUM = shutil.which("chromium")
NO_BROWSER = "no Chromium on this machine" if CHROMIUM is None else "" if find_spec("playwright") else "playwright is not installed"


BROWSER_MARKS = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.skipif(bool(NO_BROWSER), reason=NO_BROWSER or "-")]


@pytest.fixture(params=["http", pytest.param("browser", marks=BROWSER_MARKS)])
def fetcher(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def patient(request: pytest.FixtureRequest, visits: Visits, faults: Faults, fetcher: str) -> Visits:
    if fetcher == "browser":
        return Visits(request.getfixturevalue("rendering_visitor"), faults)
    return visits


def test_a_page_is_captured_with_its_headers(patient: Visits, fetcher: str) -> None:
    capture = patient("/page", fetcher=fetcher)
    assert (capture.outcome, capture.status, capture.fetcher) == (None, 200, fetcher)
    assert capture.body == PAGE.encode()
    assert (capture.media_type, capture.charset) == ("text/html", "utf-8")
    assert capture.final_url == capture.url == patient.faults.origin + "/page"
    assert ("content-type", "text/html; charset=utf-8") in [(name.lower(), value) for name, value in capture.headers]
    assert [(hop.url, hop.status) for hop in capture.hops] == [(capture.url, 200)]


def test_redirects_are_followed_and_recorded_one_by_one(patient: Visits, fetcher: str) -> None:
    capture = patient("/moved", fetcher=fetcher)
    assert capture.outcome is None
    assert capture.final_url is not None
    assert capture.final_url.partition("#")[0] == patient.faults.origin + "/page"
    assert [(hop.url.removeprefix(patient.faults.origin).partition("#")[0], hop.status) for hop in capture.hops] == [
        ("/moved", 301),
        ("/moved-again?a=b%20c", 307),
        ("/page", 200),
    ]


@pytest.mark.parametrize(
    ("path", "media_type", "charset"),
    [("/latin", "text/html", "iso-8859-1"), ("/unknown-charset", "text/html", None)],
)
def test_the_charset_of_the_header_is_reported_if_it_exists(patient: Visits, fetcher: str, path: str, media_type: str, charset: str | None) -> None:
    capture = patient(path, fetcher=fetcher)
    assert (capture.media_type, capture.charset) == (media_type, charset)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/no-such-page", Outcome.NOT_FOUND, 404),
        ("/status/410", Outcome.NOT_FOUND, 410),
        ("/status/401", Outcome.BLOCKED, 401),
        ("/status/403", Outcome.BLOCKED, 403),
        ("/status/429", Outcome.BLOCKED, 429),
        ("/status/451", Outcome.BLOCKED, 451),
        ("/challenge", Outcome.BLOCKED, 503),
        ("/status/500", Outcome.HTTP_ERROR, 500),
    ],
)
def test_an_error_page_is_an_outcome_and_no_document(patient: Visits, fetcher: str, path: str, outcome: Outcome, status: int) -> None:
    capture = patient(path, fetcher=fetcher)
    assert (capture.outcome, capture.status) == (outcome, status)
    assert capture.body is None
    assert capture.dom is None


def test_redirects_in_a_circle_end(patient: Visits, fetcher: str) -> None:
    capture = patient("/circle", fetcher=fetcher)
    assert capture.outcome is Outcome.HTTP_ERROR
    assert not capture.may_be_transient


@pytest.mark.parametrize("path", ["/silent", "/drip-body", "/drip-head"])
def test_the_time_limit_holds_against_silence_and_dripping(make_visits: Callable[..., Visits], fetcher: str, path: str) -> None:
    visits = make_visits(total_seconds=0.6, silence_seconds=0.3)
    capture = visits(path, fetcher=fetcher)
    assert capture.outcome is Outcome.TIMEOUT
    assert capture.may_be_transient
    assert capture.seconds < 5.0


@pytest.mark.parametrize("path", ["/large", "/endless", "/gzip-bomb"])
def test_the_size_limit_holds_while_streaming(patient: Visits, fetcher: str, path: str) -> None:
    capture = patient(path, fetcher=fetcher)
    assert capture.outcome is Outcome.TOO_LARGE
    assert capture.body is None


@pytest.mark.parametrize("path", ["/to-private", "/to-disguised", "/to-user", "/to-file"])
def test_a_redirect_to_where_nobody_may_go_is_refused(patient: Visits, fetcher: str, path: str) -> None:
    capture = patient(path, fetcher=fetcher)
    assert capture.outcome is Outcome.ADDRESS_REFUSED
    assert capture.body is None
    assert [hop.status for hop in capture.hops] == [302]


def test_loopback_is_refused_when_it_is_not_allowed(make_visits: Callable[..., Visits], faults: Faults, fetcher: str) -> None:
    visits = make_visits(allow_origins=frozenset())
    assert visits("/page", fetcher=fetcher).outcome is Outcome.ADDRESS_REFUSED
    assert faults.opened == 0


def test_a_name_that_leads_to_loopback_is_refused(make_visits: Callable[..., Visits], faults: Faults, fetcher: str) -> None:
    visits = make_visits(resolver=lambda host, port: ("127.0.0.1",))
    capture = visits(f"http://northwind.example:{faults.port}/page", fetcher=fetcher)
    assert capture.outcome is Outcome.ADDRESS_REFUSED
    assert faults.opened == 0


def test_another_port_of_an_allowed_host_is_refused(patient: Visits, faults: Faults, fetcher: str) -> None:
    with Faults() as neighbour:
        faults.behaviours["/over"] = redirect(f"{neighbour.origin}/page")
        assert patient("/over", fetcher=fetcher).outcome is Outcome.ADDRESS_REFUSED
        assert neighbour.opened == 0


def test_an_unknown_name_is_a_dns_error(make_visits: Callable[..., Visits], fetcher: str) -> None:
    assert make_visits()("http://northwind.example/terms", fetcher=fetcher).outcome is Outcome.DNS_ERROR


def test_a_closed_port_is_a_connection_error(make_visits: Callable[..., Visits], fetcher: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        capture = make_visits(allow_origins=frozenset({("127.0.0.1", port)}))(f"http://127.0.0.1:{port}/", fetcher=fetcher)
    assert capture.outcome is Outcome.CONNECTION_ERROR
    assert capture.may_be_transient


def test_robots_txt_is_obeyed(make_visits: Callable[..., Visits], faults: Faults, fetcher: str) -> None:
    faults.behaviours["/robots.txt"] = reply("200 OK", b"User-agent: *\nDisallow: /page")
    visits = make_visits(robots=True)
    assert visits("/page", fetcher=fetcher).outcome is Outcome.ROBOTS
    assert faults.paths == ["/robots.txt"]


def test_the_address_connected_to_is_recorded(patient: Visits, fetcher: str) -> None:
    assert {hop.address for hop in patient("/page", fetcher=fetcher).hops} == {"127.0.0.1"}


def test_visits_say_who_they_are(patient: Visits, faults: Faults, fetcher: str) -> None:
    patient("/page", fetcher=fetcher)
    assert {"ClauseAtlas/" in request.headers["user-agent"] for request in faults.seen} == {True}


def test_cookies_live_as_long_as_one_visit(patient: Visits, faults: Faults, fetcher: str) -> None:
    faults.behaviours["/set"] = lambda server, request, connection: (
        page()(server, request, connection) if "seen=1" in request.headers.get("cookie", "") else redirect("/set")(server, request, connection)
    )
    faults.behaviours["/first"] = lambda server, request, connection: connection.sendall(
        b"HTTP/1.1 302 Found\r\nSet-Cookie: seen=1; Path=/\r\nLocation: /set\r\nContent-Length: 0\r\n\r\n"
    )
    assert patient("/first", fetcher=fetcher).outcome is None
    assert "cookie" not in faults.seen[0].headers
    faults.seen.clear()
    patient("/page", fetcher=fetcher)
    assert "cookie" not in faults.seen[0].headers


def test_an_unknown_fetcher_is_the_callers_mistake(visits: Visits) -> None:
    with pytest.raises(BadInput, match="known are auto, browser, file, http"):
        visits("/page", fetcher="carrier-pigeon")


def test_auto_begins_without_a_browser(visits: Visits) -> None:
    assert visits("/page", fetcher="auto").fetcher == "http"


def test_fetchers_of_guests_are_found_by_entry_point(monkeypatch: pytest.MonkeyPatch, visits: Visits) -> None:
    class Guest:
        name = "wayback"

        @staticmethod
        def load() -> object:
            return lambda equipment: Echo()

    class Echo:
        def fetch(self, order: object) -> object:
            return order.capture(fetcher="wayback", body=b"old")  # type: ignore[attr-defined]

        def close(self) -> None:
            pass

    monkeypatch.setitem(FETCHERS.__dict__, "_guests", {"wayback": Guest})
    assert visits("/page", fetcher="wayback").body == b"old"


class TestFile:
    def test_a_file_is_read_by_path_and_by_url(self, visits: Visits, tmp_path: Path) -> None:
        path = tmp_path / "terms für alle.html"
        path.write_bytes(PAGE.encode())
        for url in (str(path), path.as_uri()):
            capture = visits.visitor.visit(declare(url, "file"))
            assert (capture.outcome, capture.body, capture.media_type, capture.status) == (None, PAGE.encode(), "text/html", None)
            assert capture.final_url == path.as_uri()

    def test_only_a_file_declaration_reads_files(self, visits: Visits, tmp_path: Path) -> None:
        path = tmp_path / "terms.html"
        path.write_bytes(b"secret")
        for fetcher in ("auto", "http"):
            assert visits.visitor.visit(declare(path.as_uri(), fetcher)).outcome is Outcome.ADDRESS_REFUSED

    def test_what_is_no_readable_file_is_an_outcome(self, visits: Visits, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "large").write_bytes(b"l" * 300_000)
        (tmp_path / "whole").write_bytes(b"w" * 200_000)
        cases = {
            "none": Outcome.NOT_FOUND,
            "pipe": Outcome.UNREADABLE,
            "": Outcome.UNREADABLE,
            "large": Outcome.TOO_LARGE,
            "whole": None,
            "whole/below": Outcome.NOT_FOUND,
            "nul\0": Outcome.UNREADABLE,
        }
        for name, outcome in cases.items():
            assert visits.visitor.visit(declare(f"{tmp_path}/{name}", "file")).outcome is outcome, name

    @pytest.mark.parametrize("url", ["https://northwind.example/terms", "file://fileserver/terms", "", "ftp://northwind.example/terms"])
    def test_other_machines_are_not_files(self, visits: Visits, url: str) -> None:
        assert visits.visitor.visit(declare(url, "file")).outcome is Outcome.ADDRESS_REFUSED


def test_a_visitor_can_be_closed_twice() -> None:
    with Visitor() as visitor:
        visitor.close()
