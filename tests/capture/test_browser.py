"""What a browser adds: scripts run, and nothing they do gets past the guard."""

import socket
from collections.abc import Callable

import pytest

from clauseatlas.capture.visiting import Visitor
from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome

from .conftest import Visits
from .faults import PAGE, Behaviour, Faults, redirect, reply
from .test_fetchers import NO_BROWSER

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(NO_BROWSER), reason=NO_BROWSER or "-"), pytest.mark.xdist_group("browser")]

SCRIPTED = "document.body.innerHTML = '<h1>Terms</h1><' + 'p>Written by a script, für alle.</p>'"


def html(script: str, rest: str = "") -> Behaviour:
    body = f"<!doctype html><meta charset=utf-8><title>Terms</title><body>{rest}<script>{script}</script></body>"
    return reply("200 OK", body.encode(), "Content-Type: text/html; charset=utf-8")


@pytest.fixture
def render(rendering_visitor: Visitor, faults: Faults) -> Callable[[str], Capture]:
    visits = Visits(rendering_visitor, faults)
    return lambda path: visits(path, fetcher="browser")


def test_the_rendered_document_and_its_picture_are_kept_beside_the_body(render: Callable[[str], Capture], faults: Faults) -> None:
    faults.behaviours["/app"] = html(f"setTimeout(() => {{ {SCRIPTED} }}, 100)")
    capture = render("/app")
    assert capture.outcome is None
    assert b"<p>Written" not in (capture.body or b"")
    assert capture.dom is not None
    assert "<p>Written by a script, für alle.</p>" in capture.dom.decode("utf-8")
    assert capture.screenshot is not None
    assert capture.screenshot.startswith(b"\x89PNG")
    assert capture.facts["browser"].startswith("Chromium ")


def test_the_document_is_asked_for_once(render: Callable[[str], Capture], faults: Faults) -> None:
    render("/page")
    assert faults.paths.count("/page") == 1


def test_scripts_and_their_requests_come_from_allowed_hosts(render: Callable[[str], Capture], faults: Faults) -> None:
    faults.behaviours["/app"] = html("", '<script src="/app.js"></script>')
    faults.behaviours["/app.js"] = reply(
        "200 OK", b"fetch('/text').then(r => r.text()).then(t => document.body.append(t))", "Content-Type: text/javascript"
    )
    faults.behaviours["/text"] = reply("200 OK", b"Loaded later.", "Content-Type: text/plain")
    assert b"Loaded later." in (render("/app").dom or b"")


WAYS_OUT = [
    "fetch('{neighbour}/fetch', {{mode: 'no-cors'}})",
    "fetch('http://localhost:{port}/name', {{mode: 'no-cors'}})",
    "fetch('http://[::ffff:127.0.0.1]:{port}/mapped', {{mode: 'no-cors'}})",
    "fetch('http://2130706433:{port}/decimal', {{mode: 'no-cors'}})",
    "fetch('http://user@127.0.0.1:{port}/user', {{mode: 'no-cors'}})",
    "fetch('/over', {{mode: 'no-cors'}})",
    "new WebSocket('ws://127.0.0.1:{port}/socket')",
    "new EventSource('{neighbour}/events')",
    "navigator.sendBeacon('{neighbour}/beacon', 'x')",
    "window.open('{neighbour}/popup')",
    "new Image().src = '{neighbour}/image'",
    "document.body.append(Object.assign(document.createElement('iframe'), {{src: '{neighbour}/frame'}}))",
    "document.head.append(Object.assign(document.createElement('link'), {{rel: 'preconnect', href: '{neighbour}'}}))",
    "document.head.append(Object.assign(document.createElement('link'), {{rel: 'prefetch', href: '{neighbour}/prefetch'}}))",
]


def run_all(ways: list[str]) -> str:
    attempts = "".join(f"try {{ {way}; }} catch (error) {{}}" for way in ways)
    return f"{attempts} document.body.append('All tried.')"


def test_nothing_a_page_loads_reaches_a_private_address(render: Callable[[str], Capture], faults: Faults) -> None:
    with Faults() as neighbour:
        ways = [way.format(neighbour=neighbour.origin, port=neighbour.port) for way in WAYS_OUT]
        faults.behaviours["/app"] = html(run_all(ways), "<p>Terms</p>")
        faults.behaviours["/over"] = redirect(f"{neighbour.origin}/redirected")
        assert b"All tried." in (render("/app").dom or b"")
        assert (neighbour.opened, neighbour.paths) == (0, [])


def test_the_same_ways_lead_somewhere_when_the_address_is_allowed(make_visits: Callable[..., Visits], faults: Faults) -> None:
    """Else the test above would prove nothing."""
    with Faults() as neighbour:
        ways = [way.format(neighbour=neighbour.origin, port=neighbour.port) for way in WAYS_OUT]
        faults.behaviours["/app"] = html(run_all(ways), "<p>Terms</p>")
        visits = make_visits(allow_origins=frozenset({("127.0.0.1", faults.port), ("127.0.0.1", neighbour.port)}), total_seconds=20.0)
        assert visits("/app", fetcher="browser").outcome is None
        assert {"/fetch", "/socket", "/beacon", "/image", "/frame", "/decimal"} <= set(neighbour.paths)


def test_calls_do_not_go_around_the_proxy_by_udp(render: Callable[[str], Capture], faults: Faults) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        server = f"stun:127.0.0.1:{listener.getsockname()[1]}"
        faults.behaviours["/app"] = html(
            f"const call = new RTCPeerConnection({{iceServers: [{{urls: '{server}'}}]}}); call.createDataChannel('x');"
            "call.createOffer().then(offer => call.setLocalDescription(offer)).then(() => document.body.append('Called.'))"
        )
        assert b"Called." in (render("/app").dom or b"")
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.recv(100)


def test_a_page_that_a_script_leads_to_is_the_document(render: Callable[[str], Capture], faults: Faults) -> None:
    faults.behaviours["/app"] = html("location.href = '/page'")
    capture = render("/app")
    assert capture.outcome is None
    assert capture.final_url == faults.origin + "/page"
    assert capture.body == PAGE.encode()
    assert [(hop.url.removeprefix(faults.origin), hop.status, hop.address) for hop in capture.hops] == [
        ("/app", 200, "127.0.0.1"),
        ("/page", 200, "127.0.0.1"),
    ]


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("/gone", Outcome.NOT_FOUND),
        ("/status/403", Outcome.BLOCKED),
        ("{neighbour}/page", Outcome.ADDRESS_REFUSED),
        ("/hang-up", Outcome.CONNECTION_ERROR),
    ],
)
def test_a_failure_that_a_script_leads_to_is_the_outcome(render: Callable[[str], Capture], faults: Faults, to: str, outcome: Outcome) -> None:
    with Faults() as neighbour:
        faults.behaviours["/app"] = html(f"location.href = '{to.format(neighbour=neighbour.origin)}'")
        capture = render("/app")
        assert capture.outcome is outcome
        assert capture.dom is None
        assert capture.body is None
        assert neighbour.opened == 0


def test_a_pdf_is_left_as_it_came(render: Callable[[str], Capture]) -> None:
    capture = render("/pdf")
    assert (capture.outcome, capture.media_type, capture.dom) == (None, "application/pdf", None)


def test_a_page_that_loads_without_end_is_too_large(render: Callable[[str], Capture], faults: Faults) -> None:
    faults.behaviours["/app"] = html("fetch('/endless').then(r => r.text())", "<p>Terms</p>")
    assert render("/app").outcome is Outcome.TOO_LARGE


def test_a_document_grown_without_measure_is_too_large(render: Callable[[str], Capture], faults: Faults) -> None:
    faults.behaviours["/app"] = html("document.body.append('x'.repeat(300000))")
    assert render("/app").outcome is Outcome.TOO_LARGE


def test_a_script_without_end_is_a_timeout_and_the_next_visit_works(
    make_visits: Callable[..., Visits], faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clauseatlas.capture.rendering.GRACE_SECONDS", 0.2)
    visits = make_visits(total_seconds=5.0)
    faults.behaviours["/app"] = html("addEventListener('DOMContentLoaded', () => setTimeout(() => { while (true) {} }, 0))")
    capture = visits("/app", fetcher="browser")
    assert capture.outcome is Outcome.TIMEOUT
    assert capture.seconds < 30
    assert visits("/page", fetcher="browser").outcome is None


@pytest.mark.parametrize("path", ["/nowhere/chromium", "/bin", "/bin/false"])
def test_without_a_browser_the_outcome_says_so(make_visits: Callable[..., Visits], path: str) -> None:
    capture = make_visits(browser_path=path)("/page", fetcher="browser")
    assert capture.outcome is Outcome.NO_BROWSER
    assert capture.body is None


def test_without_playwright_the_outcome_says_how_to_get_it(visits: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clauseatlas.capture.rendering.find_spec", lambda name: None)
    capture = visits("/page", fetcher="browser")
    assert capture.outcome is Outcome.NO_BROWSER
    assert "clauseatlas[browser]" in capture.detail


@pytest.mark.parametrize(
    "header",
    [
        "X-Note: grüße \x80",
        "X-Empty:",
        "Set-Cookie: a=1\r\nSet-Cookie: b=ü",
        "Content-Security-Policy: default-src 'none'",
        "Link: </app.css>; rel=preload",
    ],
)
def test_no_header_keeps_a_page_from_being_rendered(render: Callable[[str], Capture], faults: Faults, header: str) -> None:
    faults.behaviours["/app"] = reply("200 OK", b"<p>Terms", header, "Content-Type: text/html")
    capture = render("/app")
    assert (capture.outcome, capture.detail) == (None, "")
    assert b"<p>Terms</p>" in (capture.dom or b"")
