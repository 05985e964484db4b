"""Whatever a server sends, a visit ends with a capture."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseatlas.capture.visiting import Visitor
from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome

from .conftest import NOW, SMALL, Visits, no_names
from .faults import PAGE, Faults, raw

STATUS_LINES = [
    b"HTTP/1.1 200 OK",
    b"HTTP/1.1 302 Found",
    b"HTTP/1.0 200",
    b"HTTP/1.1 304 Not Modified",
    b"HTTP/1.1 103 Early Hints",
    b"HTTP/1.1 101 Switching Protocols",
    b"HTTP/1.1 99 Low",
    b"HTTP/1.1 600 High",
    b"HTTP/2 200",
    b"HTTP/1.1 200 \xff\xfe",
    b"ICY 200 OK",
    b"HTTP/1.1 -1 X",
]
BODIES = [b"", b"body", b"4\r\nbody\r\n0\r\n\r\n", b"\x1f\x8b\x08"]
HEADERS = [
    b"Content-Type: text/html; charset=\xff",
    b"Content-Type: ;;;=",
    b"Content-Type: text/html; charset=" + b"x" * 3000,
    b"Content-Length: " + b"9" * 5000,
    b"Content-Length: 99999999999",
    b"Content-Length: -1",
    b"Content-Length: 5\r\nContent-Length: 6",
    b"Content-Length: 4",
    b"Content-Encoding: gzip",
    b"Content-Encoding: \xff\xff",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked",
    b"Location: ",
    b"Location: http://[",
    b"Location: \xff\xfe\x80",
    b"Location: http://\xe2\x80\x8b/",
    b"Location: //",
    b"Location: ?" + b"a" * 9000,
    b"Location: http://xn--/",
    b"Location: http://" + "ß".encode() * 70 + b".example/",
    b"Retry-After: " + b"9" * 400,
    b"Retry-After: Wed, 99 Foo 99999 99:99:99 GMT",
    b"Retry-After: \xb2",
    b"Set-Cookie: a=\xc3\xbc; Path=/",
    b"Set-Cookie: ;;=;; Max-Age=x; Expires=never; Domain=..",
    b"Set-Cookie: " + b"a" * 5000 + b"=1",
    b"ETag: \x01\x7f",
    b"Connection: upgrade\r\nUpgrade: h2c",
    b": nameless",
    b"No colon",
    b" folded",
]


@pytest.fixture(scope="module")
def ended(fault_server: Faults) -> Iterator[Callable[[bytes], Capture]]:
    """Visits a server that sends the given bytes and hangs up."""
    settings = replace(SMALL, allow_origins=frozenset({("127.0.0.1", fault_server.port)}))
    with Visitor(settings, clock=lambda: NOW, resolver=no_names) as visitor:

        def visit(message: bytes) -> Capture:
            fault_server.behaviours["/hostile"] = raw(message)
            return Visits(visitor, fault_server)("/hostile")

        yield visit


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STATUS_LINES), st.lists(st.sampled_from(HEADERS), max_size=5), st.sampled_from(BODIES))
def test_any_head_ends_in_a_capture(ended: Callable[[bytes], Capture], status: bytes, headers: list[bytes], body: bytes) -> None:
    capture = ended(b"\r\n".join([status, *headers, b"", b""]) + body)
    assert isinstance(capture.outcome, Outcome) or capture.body is not None
    assert capture.retry_after_seconds is None or capture.retry_after_seconds < 10**9


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("status", STATUS_LINES[:2])
def test_each_header_ends_in_a_capture(ended: Callable[[bytes], Capture], status: bytes, header: bytes) -> None:
    capture = ended(b"\r\n".join([status, header, b"", b"body"]))
    assert isinstance(capture.outcome, Outcome) or capture.body is not None
    assert capture.retry_after_seconds is None or capture.retry_after_seconds < 10**9


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_capture(ended: Callable[[bytes], Capture], message: bytes) -> None:
    capture = ended(message)
    assert isinstance(capture.outcome, Outcome) or capture.body is not None


def test_a_cookie_that_is_not_ascii_does_not_end_the_journey(visits: Visits, faults: Faults) -> None:
    message = "HTTP/1.1 302 Found\r\nSet-Cookie: a=ü; Path=/\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n".encode()
    faults.behaviours["/cookie"] = lambda server, request, connection: connection.sendall(message)
    assert visits("/cookie").outcome is None


TWO_IN_ONE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
TWO_IN_CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"


@pytest.mark.parametrize("message", [TWO_IN_ONE, TWO_IN_CHUNKS])
def test_what_came_behind_one_page_is_never_taken_for_the_next(visits: Visits, faults: Faults, message: bytes) -> None:
    faults.behaviours["/two"] = lambda server, request, connection: connection.sendall(message)
    assert visits("/two").body == b"abc"
    assert visits("/page").body == PAGE.encode()
