"""The http fetcher, where it does more than every fetcher must."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from clauseatlas.capture.headers import charset_of, retry_after
from clauseatlas.model.capture import Conditional
from clauseatlas.model.words import Outcome

from .conftest import NOW, Visits
from .faults import PAGE, Faults, in_turn, page, redirect, reply


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "outcome", "transient"),
        [
            (201, Outcome.HTTP_ERROR, False),
            (204, Outcome.HTTP_ERROR, False),
            (206, Outcome.HTTP_ERROR, False),
            (300, Outcome.HTTP_ERROR, False),
            (400, Outcome.HTTP_ERROR, False),
            (401, Outcome.BLOCKED, False),
            (402, Outcome.BLOCKED, False),
            (403, Outcome.BLOCKED, False),
            (405, Outcome.HTTP_ERROR, False),
            (408, Outcome.HTTP_ERROR, True),
            (410, Outcome.NOT_FOUND, False),
            (421, Outcome.HTTP_ERROR, True),
            (425, Outcome.HTTP_ERROR, True),
            (429, Outcome.BLOCKED, True),
            (451, Outcome.BLOCKED, False),
            (500, Outcome.HTTP_ERROR, True),
            (501, Outcome.HTTP_ERROR, False),
            (502, Outcome.HTTP_ERROR, True),
            (503, Outcome.HTTP_ERROR, True),
            (504, Outcome.HTTP_ERROR, True),
            (505, Outcome.HTTP_ERROR, False),
            (520, Outcome.HTTP_ERROR, True),
            (999, Outcome.BLOCKED, False),
        ],
    )
    def test_every_status_has_its_outcome(self, visits: Visits, status: int, outcome: Outcome, transient: bool) -> None:
        capture = visits(f"/status/{status}")
        assert (capture.outcome, capture.status, capture.may_be_transient) == (outcome, status, transient)
        assert capture.body is None

    def test_a_redirect_to_nowhere_is_an_error(self, visits: Visits) -> None:
        assert (visits("/nowhere").outcome, visits("/nowhere").status) == (Outcome.HTTP_ERROR, 302)

    def test_an_empty_page_is_a_body_for_the_gate_to_judge(self, visits: Visits) -> None:
        assert (visits("/empty").outcome, visits("/empty").body) == (None, b"")


class TestConditional:
    VALIDATORS = Conditional(etag='"v1"', last_modified="Tue, 03 Mar 2026 08:00:00 GMT")

    def test_the_validators_of_a_good_answer_are_reported(self, visits: Visits) -> None:
        capture = visits("/conditional")
        assert (capture.etag, capture.last_modified) == (self.VALIDATORS.etag, self.VALIDATORS.last_modified)

    @pytest.mark.parametrize("conditional", [VALIDATORS, Conditional(etag='"v1"'), Conditional(last_modified=VALIDATORS.last_modified)])
    def test_an_unchanged_page_is_not_modified_and_keeps_its_validators(self, visits: Visits, conditional: Conditional) -> None:
        capture = visits("/conditional", conditional=conditional)
        assert (capture.outcome, capture.status, capture.body) == (Outcome.NOT_MODIFIED, 304, None)
        assert not capture.may_be_transient
        assert capture.etag == '"v1"'
        assert capture.last_modified == conditional.last_modified

    def test_a_changed_page_comes_whole(self, visits: Visits) -> None:
        assert visits("/conditional", conditional=Conditional(etag='"v0"')).body == PAGE.encode()

    def test_a_304_nobody_asked_for_is_an_error(self, visits: Visits) -> None:
        assert visits("/uninvited-304").outcome is Outcome.HTTP_ERROR
        assert visits("/uninvited-304", conditional=Conditional(etag="ü")).outcome is Outcome.HTTP_ERROR

    def test_validators_go_to_the_address_they_came_from(self, visits: Visits, faults: Faults) -> None:
        known = Conditional(etag='"v1"', url=faults.origin + "/conditional")
        assert visits("/to-conditional", conditional=known).outcome is Outcome.NOT_MODIFIED
        assert "if-none-match" not in faults.seen[0].headers

    def test_validators_do_not_go_to_another_address(self, visits: Visits, faults: Faults) -> None:
        """The page moved, and its new address serves something older than the policy: "not modified since" would hide that for ever."""
        capture = visits("/to-conditional", conditional=self.VALIDATORS)
        assert (capture.outcome, capture.body) == (None, PAGE.encode())
        assert "if-modified-since" not in faults.seen[1].headers

    def test_a_validator_cannot_become_a_header_of_its_own(self, visits: Visits, faults: Faults) -> None:
        assert visits("/conditional", conditional=Conditional(etag='"v1"\r\nX-Evil: 1', last_modified="ü")).outcome is None
        assert {"x-evil", "if-none-match", "if-modified-since"}.isdisjoint(faults.seen[0].headers)


class TestBody:
    @pytest.mark.parametrize("path", ["/page", "/gzip", "/gzip-members", "/deflate", "/deflate-raw", "/gzip-twice", "/untyped"])
    def test_the_body_is_what_was_before_the_coding(self, visits: Visits, path: str) -> None:
        assert (visits(path).outcome, visits(path).body) == (None, PAGE.encode())

    @pytest.mark.parametrize("path", ["/truncated", "/bad-chunks", "/cut-chunks", "/reset", "/gzip-cut"])
    def test_half_a_body_is_truncated(self, visits: Visits, path: str) -> None:
        capture = visits(path)
        assert (capture.outcome, capture.may_be_transient, capture.body) == (Outcome.TRUNCATED, True, None)
        assert capture.status == 200

    @pytest.mark.parametrize("path", ["/brotli", "/thrice", "/gzip-lie"])
    def test_a_coding_that_cannot_be_undone_is_unreadable(self, visits: Visits, path: str) -> None:
        assert visits(path).outcome is Outcome.UNREADABLE

    def test_only_what_can_be_undone_is_asked_for(self, visits: Visits, faults: Faults) -> None:
        visits("/page")
        assert faults.seen[0].headers["accept-encoding"] == "gzip, deflate"

    @pytest.mark.parametrize("path", ["/header-flood", "/many-headers", "/gzip-bomb-in-gzip", "/large"])
    def test_too_much_of_anything_is_too_large(self, visits: Visits, path: str) -> None:
        assert visits(path).outcome is Outcome.TOO_LARGE

    @pytest.mark.parametrize("path", ["/hang-up", "/not-http"])
    def test_no_answer_is_a_connection_error(self, visits: Visits, path: str) -> None:
        assert visits(path).outcome is Outcome.CONNECTION_ERROR

    def test_media_type_is_none_when_none_is_named(self, visits: Visits) -> None:
        assert visits("/untyped").media_type is None


class TestRetries:
    def test_what_may_pass_is_tried_again_and_counted(self, make_visits: Callable[..., Visits], faults: Faults) -> None:
        faults.behaviours["/flaky"] = in_turn(reply("503 Busy"), reply("502 Bad"), page())
        visits = make_visits(retries=2, backoff_seconds=0.5)
        capture = visits("/flaky")
        assert (capture.outcome, capture.attempts) == (None, 3)
        assert visits.slept == [0.5, 1.0]

    def test_tries_come_to_an_end(self, make_visits: Callable[..., Visits]) -> None:
        capture = make_visits(retries=2)("/status/500")
        assert (capture.outcome, capture.attempts) == (Outcome.HTTP_ERROR, 3)

    @pytest.mark.parametrize("path", ["/page", "/status/403", "/status/501", "/no-such-page", "/to-private", "/large", "/conditional"])
    def test_what_stays_as_it_is_is_not_tried_again(self, make_visits: Callable[..., Visits], path: str) -> None:
        visits = make_visits(retries=2)
        assert visits(path, conditional=Conditional(etag='"v1"')).attempts == 1
        assert visits.slept == []

    def test_retry_after_is_waited_for(self, make_visits: Callable[..., Visits]) -> None:
        visits = make_visits(retries=1)
        assert visits("/busy").retry_after_seconds == 7.0
        assert visits("/busy-until").retry_after_seconds == 10.0
        assert visits.slept == [7.0, 10.0]

    def test_a_long_retry_after_is_left_to_the_schedule(self, make_visits: Callable[..., Visits]) -> None:
        visits = make_visits(retries=2)
        capture = visits("/busy-for-an-hour")
        assert (capture.outcome, capture.attempts, capture.retry_after_seconds) == (Outcome.BLOCKED, 1, 3600.0)
        assert visits.slept == []

    def test_a_host_that_asks_for_rest_gets_it_from_all_workers(self, make_visits: Callable[..., Visits], faults: Faults) -> None:
        visits = make_visits(allow_origins=frozenset(), pace_seconds=2.0, resolver=lambda host, port: ("127.0.0.1",))
        object.__setattr__(visits.visitor._equipment.guard, "allowed", frozenset({("northwind.example", faults.port)}))
        site = f"http://northwind.example:{faults.port}"
        visits(f"{site}/busy")
        visits(f"{site}/page")
        visits(f"{site}/page")
        assert visits.slept == [pytest.approx(7.0, abs=1.5), pytest.approx(9.0, abs=1.5)]

    def test_a_timeout_that_took_all_the_time_is_not_tried_again(self, make_visits: Callable[..., Visits]) -> None:
        assert make_visits(retries=2, total_seconds=0.3, silence_seconds=5.0)("/silent").attempts == 1

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            (None, None),
            ("120", 120.0),
            ("0", 0.0),
            ("-5", None),
            ("soon", None),
            ("²", None),
            ("Wed, 04 Mar 2026 05:07:07 GMT", 60.0),
            ("Wed, 04 Mar 2020 05:07:07 GMT", 0.0),
            ("Wed, 99 Mar 2026 05:07:07 GMT", None),
        ],
    )
    def test_retry_after_is_seconds_or_a_date(self, header: str | None, seconds: float | None) -> None:
        assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html;charset="windows-1252"', "windows-1252"),
        ("text/html; Charset = 'iso-8859-1' ; x=y", "iso-8859-1"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("text/html; charset=utf-8-but-better", None),
        ("text/html; charset=a\0b", None),
        ("", None),
    ],
)
def test_only_a_known_charset_is_believed(content_type: str, charset: str | None) -> None:
    assert charset_of(content_type) == charset


def test_headers_keep_their_order_and_case(visits: Visits, faults: Faults) -> None:
    faults.behaviours["/ordered"] = page("X-Second: 2", "X-FIRST: 1", "x-second: 3")
    names = [name for name, _ in visits("/ordered").headers]
    assert names == ["Content-Type", "X-Second", "X-FIRST", "x-second", "Content-Length"]


def test_connections_are_used_again(visits: Visits, faults: Faults) -> None:
    for path in ("/page", "/no-such-page", "/moved", "/conditional"):
        visits(path)
    assert faults.opened == 1


def test_a_connection_the_server_has_closed_costs_at_most_another_attempt(make_visits: Callable[..., Visits], faults: Faults) -> None:
    visits = make_visits(retries=1)
    faults.behaviours["/last"] = lambda server, request, connection: (page()(server, request, connection), connection.shutdown(socket.SHUT_RDWR))
    assert visits("/last").outcome is None
    assert visits("/page").outcome is None
    assert faults.opened == 2


def test_workers_share_a_visitor(visits: Visits, faults: Faults) -> None:
    with ThreadPoolExecutor(8) as workers:
        captures = list(workers.map(visits, ["/page", "/gzip", "/moved", "/no-such-page"] * 20))
    assert [capture.outcome for capture in captures] == [None, None, None, Outcome.NOT_FOUND] * 20
    assert faults.opened <= 8


def test_more_redirects_than_allowed_end(make_visits: Callable[..., Visits], faults: Faults) -> None:
    for number in range(12):
        faults.behaviours[f"/hop{number}"] = redirect(f"/hop{number + 1}")
    capture = make_visits(most_redirects=3)("/hop0")
    assert (capture.outcome, len(capture.hops)) == (Outcome.HTTP_ERROR, 4)


@pytest.mark.parametrize("location", ["/größe 1", "//127.0.0.1:{port}/größe 1", "http://127.0.0.1:{port}/gr%C3%B6%C3%9Fe%201#part"])
def test_a_location_may_be_written_as_servers_write_it(visits: Visits, faults: Faults, location: str) -> None:
    faults.behaviours["/gr%C3%B6%C3%9Fe%201"] = page()
    faults.behaviours["/start"] = lambda server, request, connection: connection.sendall(
        f"HTTP/1.1 302 Found\r\nLocation: {location.format(port=faults.port)}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    assert visits("/start").outcome is None


def test_times_are_those_of_the_clock(visits: Visits) -> None:
    capture = visits("/page")
    assert capture.started == NOW
    assert 0 < capture.seconds < 5


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    pytest.importorskip("cryptography", reason="cryptography is not installed: TLS is not tested")
    folder = tmp_path_factory.mktemp("certificates")
    return lambda host, *, days=1: make_certificate(folder, host, days=days)


@pytest.fixture
def secure_port() -> Iterator[Callable[[Path], int]]:
    listeners: list[socket.socket] = []

    def listen(certificate: Path) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listeners.append(socket.create_server(("127.0.0.1", 0)))
        threading.Thread(target=serve_tls, args=(listeners[-1], context), daemon=True).start()
        return int(listeners[-1].getsockname()[1])

    yield listen
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


class TestTls:
    @pytest.mark.parametrize("case", ["127.0.0.1 1 untrusted", "127.0.0.1 -1 trusted", "northwind.example 1 trusted"])
    def test_a_certificate_that_proves_nothing_is_a_tls_error(
        self, make_visits: Callable[..., Visits], certificates: Callable[..., Path], secure_port: Callable[[Path], int], case: str
    ) -> None:
        host, days, trust = case.split()
        certificate = certificates(host, days=int(days))
        port = secure_port(certificate)
        visits = make_visits(allow_origins=frozenset({("127.0.0.1", port)}), certificate_file=str(certificate) if trust == "trusted" else "")
        capture = visits(f"https://127.0.0.1:{port}/")
        assert (capture.outcome, capture.may_be_transient) == (Outcome.TLS_ERROR, False)

    @pytest.mark.parametrize("http2", [False, True])
    def test_a_good_certificate_is_recorded(
        self, make_visits: Callable[..., Visits], certificates: Callable[..., Path], secure_port: Callable[[Path], int], http2: bool
    ) -> None:
        certificate = certificates("northwind.example")
        port = secure_port(certificate)
        allowed = frozenset({("northwind.example", port)})
        visits = make_visits(allow_origins=allowed, certificate_file=str(certificate), http2=http2, resolver=lambda host, port: ("127.0.0.1",))
        capture = visits(f"https://northwind.example:{port}/")
        assert (capture.outcome, capture.body) == (None, b"secure")
        assert capture.facts["tls_version"] == "TLSv1.3"
        assert len(capture.facts["tls_certificate_sha256"]) == 64
        assert capture.hops[0].address == "127.0.0.1"

    def test_plain_http_behind_https_is_a_tls_error(self, make_visits: Callable[..., Visits]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            threading.Thread(target=answer_plainly, args=(listener,), daemon=True).start()
            capture = make_visits(allow_origins=frozenset({("127.0.0.1", port)}))(f"https://127.0.0.1:{port}/")
        assert capture.outcome is Outcome.TLS_ERROR


def answer_plainly(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def serve_tls(listener: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listener.accept()
        except OSError:
            return
        try:
            with context.wrap_socket(plain, server_side=True) as connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecure")
        except OSError:
            plain.close()


def make_certificate(folder: Path, host: str, *, days: int) -> Path:
    from cryptography import x509  # noqa: PLC0415 - skipped where it is not installed
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    try:
        subject: x509.GeneralName = x509.IPAddress(ip_address(host))
    except ValueError:
        subject = x509.DNSName(host)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([subject]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}{days}.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
