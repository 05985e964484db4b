"""One resolution, every answer checked, that very address connected to."""

import socket
import time
from typing import Any

import pytest

from clauseatlas.capture import guard as guarding
from clauseatlas.capture.failures import AddressRefused, ConnectionFailed, NameUnknown, OutOfTime
from clauseatlas.capture.guard import Deadline, Guard, resolve

from .faults import Faults


class Connections:
    """Stands in for `socket.create_connection`: notes where a connection would have gone and opens none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, refusing: set[str] | None = None) -> None:
        self.addresses: list[str] = []
        self._refusing = refusing

        def connect(address: tuple[str, int], timeout: float | None = None) -> socket.socket:
            self.addresses.append(address[0])
            if self._refusing is None or address[0] in self._refusing:
                raise ConnectionRefusedError(111, "Connection refused")
            return socket.socket()

        monkeypatch.setattr(guarding.socket, "create_connection", connect)


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.1",),
        ("8.8.8.8", "127.0.0.1"),
        ("8.8.8.8", "2606:4700::1111", "8.8.4.4", "1.1.1.1", "10.0.0.1"),
        ("::ffff:127.0.0.1",),
        ("2606:4700::1111", "fd00:ec2::254"),
    ],
    ids=["loopback", "public and loopback", "private behind those that are tried", "mapped", "metadata"],
)
def test_one_bad_answer_refuses_the_host(monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...]) -> None:
    connections = Connections(monkeypatch)
    with pytest.raises(AddressRefused, match=r"northwind\.example is at"):
        Guard(resolver=lambda host, port: answers).connect("northwind.example", 443, timeout=1.0)
    assert connections.addresses == []


def test_a_name_that_changes_its_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    connections = Connections(monkeypatch)
    answers = iter([("8.8.8.8",), ("127.0.0.1",), ("127.0.0.1",)])
    with pytest.raises(ConnectionFailed):
        Guard(resolver=lambda host, port: next(answers)).connect("northwind.example", 443, timeout=1.0)
    assert connections.addresses == ["8.8.8.8"]
    assert next(answers) == ("127.0.0.1",)


def test_the_next_answer_is_tried_when_one_does_not_take_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    connections = Connections(monkeypatch, refusing={"2606:4700::1111"})
    connection, answers = Guard(resolver=lambda host, port: ("2606:4700::1111", "8.8.8.8")).connect("northwind.example", 443, timeout=1.0)
    connection.close()
    assert connections.addresses == list(answers) == ["2606:4700::1111", "8.8.8.8"]


def test_an_allowed_origin_is_connected_to_wherever_it_is(faults: Faults) -> None:
    guard = Guard(allowed=frozenset({("intranet.example", faults.port)}), resolver=lambda host, port: ("127.0.0.1",))
    connection, _ = guard.connect("intranet.example", faults.port, timeout=1.0)
    connection.close()
    with pytest.raises(AddressRefused):
        guard.connect("intranet.example", faults.port + 1, timeout=1.0)


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), False),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), True),
        (UnicodeError("label too long"), False),
    ],
)
def test_a_name_that_does_not_resolve(error: Exception, transient: bool) -> None:
    def fail(host: str, port: int) -> tuple[str, ...]:
        raise error

    with pytest.raises(NameUnknown) as caught:
        Guard(resolver=fail).addresses("northwind.example", 443)
    assert caught.value.may_be_transient is transient


def test_a_name_without_address_is_unknown() -> None:
    with pytest.raises(NameUnknown):
        Guard(resolver=lambda host, port: ()).addresses("northwind.example", 443)


def test_nobody_waits_for_a_resolver_that_does_not_answer() -> None:
    def hang(host: str, port: int) -> tuple[str, ...]:
        time.sleep(10.0)
        return ("8.8.8.8",)

    begun = time.monotonic()
    with pytest.raises(OutOfTime):
        Guard(resolver=hang, lookup_seconds=0.05).addresses("northwind.example", 443)
    assert time.monotonic() - begun < 5.0


def test_the_deadline_of_a_thread_ends_its_connections_and_no_others() -> None:
    guard = Guard(resolver=lambda host, port: ("8.8.8.8",))
    with guard.within(Deadline(-1.0)), pytest.raises(OutOfTime):
        guard.addresses("northwind.example", 443)
    assert guard.addresses("northwind.example", 443) == ("8.8.8.8",)


def test_waiting_on_purpose_does_not_shorten_a_visit() -> None:
    now = [100.0]
    deadline = Deadline(10.0, lambda: now[0])
    now[0] += 8.0
    assert deadline.bound(5.0, "reading") == pytest.approx(2.0)
    deadline.extend(8.0)
    assert deadline.bound(5.0, "reading") == pytest.approx(5.0)
    assert deadline.bound(None, "reading") == pytest.approx(10.0)


def test_the_system_resolver_gives_each_address_once() -> None:
    assert resolve("127.0.0.1", 80) == ("127.0.0.1",)


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch, visits: Any) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert visits("/page").outcome is None
