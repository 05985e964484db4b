"""Connections that cannot be led astray: one resolution, every answer checked, that very address connected to, no read past the deadline."""

import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore2
import httpx2

from clauseatlas.capture.addresses import refusal
from clauseatlas.capture.failures import AddressRefused, ConnectionFailed, NameUnknown, OutOfTime, TlsFailed

# A name is looked up in a thread that cannot be interrupted; after this many seconds nobody waits for it any more.
LONGEST_LOOKUP_SECONDS = 10.0

# Four answers cover two families of a doubled host; trying a whole pool of dead addresses would eat the time limit.
MOST_ADDRESSES_TRIED = 4

# Idle connections are dropped after this many seconds, before most servers drop them.
KEEP_ALIVE_SECONDS = 15.0
MOST_CONNECTIONS = 64

# Servers that send head and body apart wait for our acknowledgement in between, which Linux would hold back for 40 ms. Not lasting: asked for
# before every read.
QUICK_ACKNOWLEDGEMENT: int | None = getattr(socket, "TCP_QUICKACK", None)

Resolver = Callable[[str, int], tuple[str, ...]]


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Every address of `host` in the system's order of preference; raises `socket.gaierror`."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


@cache
def trusted_certificates() -> ssl.SSLContext:
    """The TLS settings of every visit: the system's certificate authorities, names checked. Loaded once, it costs 20 ms."""
    return httpcore2.default_ssl_context()


class Deadline:
    """The end of the time a visit may take. Waiting on purpose (pace, Retry-After) is added back with `extend`."""

    def __init__(self, seconds: float, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._end = ticks() + seconds

    def extend(self, seconds: float) -> None:
        """Move the end by `seconds`."""
        self._end += seconds

    def remaining(self) -> float:
        """Seconds left, negative when it is over."""
        return self._end - self._ticks()

    def bound(self, limit: float | None, phase: str) -> float:
        """The smaller of `limit` and what remains; raises `OutOfTime` when nothing remains."""
        remaining = self.remaining()
        if remaining <= 0:
            raise OutOfTime(f"time limit reached while {phase}")
        return remaining if limit is None else min(limit, remaining)


class _Current(threading.local):
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Who may be connected to. `allowed` are exact (host, port) pairs for which the address is not checked."""

    allowed: frozenset[tuple[str, int]] = frozenset()
    resolver: Resolver = resolve
    lookup_seconds: float = LONGEST_LOOKUP_SECONDS
    _current: _Current = field(default_factory=_Current)

    @contextmanager
    def within(self, deadline: Deadline) -> Iterator[None]:
        """Hold every connection used by this thread to `deadline`."""
        outer, self._current.deadline = self._current.deadline, deadline
        try:
            yield
        finally:
            self._current.deadline = outer

    def bound(self, limit: float | None, phase: str) -> float | None:
        """`limit`, shortened to the deadline of this thread where there is one."""
        deadline = self._current.deadline
        return limit if deadline is None else deadline.bound(limit, phase)

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The checked addresses of `host`, from one resolution. Raises `NameUnknown`, `OutOfTime`, or `AddressRefused` if any answer is not public.

        One bad answer among good ones refuses the host: it is how rebinding looks.
        """
        answers = self._look_up(host, port)
        if (host, port) not in self.allowed:
            for answer in answers:
                reason = refusal(answer)
                if reason is not None:
                    raise AddressRefused(f"{host} is at {answer}: {reason}")
        return answers[:MOST_ADDRESSES_TRIED]

    def _look_up(self, host: str, port: int) -> tuple[str, ...]:
        found: list[tuple[str, ...] | OSError | UnicodeError] = []

        def ask() -> None:
            try:
                found.append(self.resolver(host, port))
            except (OSError, UnicodeError) as error:
                found.append(error)

        # The system's resolver takes no time limit, so it gets a thread that can be left behind.
        thread = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
        thread.start()
        thread.join(self.bound(self.lookup_seconds, "resolving the name"))
        if not found:
            raise OutOfTime(f"{host} was not resolved in time")
        answer = found[0]
        if isinstance(answer, OSError | UnicodeError):
            raise NameUnknown(f"{host}: {answer}", may_be_transient=getattr(answer, "errno", None) == socket.EAI_AGAIN)
        if not answer:
            raise NameUnknown(f"{host} has no address", may_be_transient=False)
        return answer

    def connect(self, host: str, port: int, *, timeout: float | None) -> tuple[socket.socket, tuple[str, ...]]:
        """A TCP connection to one of the checked addresses of `host`, and all of these.

        Raises as `addresses` does, or `ConnectionFailed`, or `OutOfTime`.
        """
        failure: OSError | None = None
        answers = self.addresses(host, port)
        for address in answers:
            try:
                connection = socket.create_connection((address, port), self.bound(timeout, "connecting"))
            except OSError as error:
                failure = error
                continue
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection, answers
        if isinstance(failure, TimeoutError):
            raise OutOfTime(f"{host}:{port} did not take the connection in time")
        raise ConnectionFailed(f"{host}:{port}: {failure.strerror if failure is not None and failure.strerror else failure}")


class GuardedStream(httpcore2.NetworkStream):
    """A connection whose reads and writes end at the deadline, so that a byte a second cannot hold a worker."""

    def __init__(self, connection: socket.socket, guard: Guard, answers: tuple[str, ...]) -> None:
        self._connection = connection
        self._guard = guard
        self._answers = answers
        # Asked for now: after a reset the system has forgotten it.
        self._peer: str = connection.getpeername()[0]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """See `httpcore2.NetworkStream`."""
        try:
            self._connection.settimeout(self._guard.bound(timeout, "reading"))
            if QUICK_ACKNOWLEDGEMENT is not None:
                self._connection.setsockopt(socket.IPPROTO_TCP, QUICK_ACKNOWLEDGEMENT, 1)
            return self._connection.recv(max_bytes)
        except TimeoutError:
            raise OutOfTime("the server stopped sending") from None
        except ssl.SSLError as error:
            raise TlsFailed(_reason(error)) from error
        except OSError as error:
            raise httpcore2.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """See `httpcore2.NetworkStream`."""
        try:
            self._connection.settimeout(self._guard.bound(timeout, "writing"))
            self._connection.sendall(buffer)
        except TimeoutError:
            raise OutOfTime("the server stopped reading") from None
        except ssl.SSLError as error:
            raise TlsFailed(_reason(error)) from error
        except OSError as error:
            raise httpcore2.WriteError(str(error)) from error

    def close(self) -> None:
        """See `httpcore2.NetworkStream`."""
        self._connection.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        """See `httpcore2.NetworkStream`; raises `TlsFailed`."""
        try:
            self._connection.settimeout(self._guard.bound(timeout, "agreeing on TLS"))
            secured = ssl_context.wrap_socket(self._connection, server_hostname=server_hostname)
        except TimeoutError:
            self.close()
            raise OutOfTime("the server did not agree on TLS in time") from None
        except (ssl.SSLError, ssl.CertificateError) as error:
            self.close()
            raise TlsFailed(f"{server_hostname}: {_reason(error)}") from error
        except OSError as error:
            self.close()
            raise ConnectionFailed(f"{server_hostname}: connection lost while agreeing on TLS ({error})") from error
        return GuardedStream(secured, self._guard, self._answers)

    def get_extra_info(self, info: str) -> Any:  # noqa: PLR0911 - a table of answers
        """`ssl_object`, `socket`, `client_addr`, `is_readable`, as httpcore2 asks for them; `peer` and `dns_answers` for the record."""
        if info == "ssl_object":
            return self._connection if isinstance(self._connection, ssl.SSLSocket) else None
        if info == "socket":
            return self._connection
        if info == "peer":
            return self._peer
        if info == "client_addr":
            return self._connection.getsockname()
        if info == "dns_answers":
            return self._answers
        if info == "is_readable":
            return _is_readable(self._connection)
        return None


def _reason(error: ssl.SSLError | ssl.CertificateError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(error.verify_message)
    return str(getattr(error, "reason", None) or error)


def _is_readable(connection: socket.socket) -> bool:
    """Whether an idle connection was closed (or spoken on) by the server, in which case it must not be used again."""
    if connection.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


class GuardedBackend(httpcore2.NetworkBackend):
    """The only way from the http fetcher to the network."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """See `httpcore2.NetworkBackend`; raises what `Guard.connect` raises."""
        connection, answers = self._guard.connect(host, port, timeout=timeout)
        return GuardedStream(connection, self._guard, answers)


class GuardedTransport(httpx2.BaseTransport):
    """An httpx2 transport behind the guard: `httpx2.Client(transport=GuardedTransport(guard), trust_env=False)`.

    Proxies and certificate variables of the environment are ignored. Errors are those of httpcore2 and of this module, unmapped, so that callers
    can decide by type. Usable by several threads at once.
    """

    def __init__(self, guard: Guard, *, ssl_context: ssl.SSLContext | None = None, http2: bool = False) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context or trusted_certificates(),
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=MOST_CONNECTIONS // 2,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            http2=http2,
            network_backend=GuardedBackend(guard),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, its body still to be streamed."""
        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        answer = self._pool.handle_request(
            httpcore2.Request(method=request.method, url=url, headers=request.headers.raw, content=request.stream, extensions=request.extensions)
        )
        return httpx2.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream, answer.extensions["network_stream"]),
            extensions=answer.extensions,
            request=request,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Any, connection: httpcore2.NetworkStream) -> None:
        self._stream = stream
        self._connection = connection

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream
        if _says_more(self._stream):
            self._connection.close()

    def close(self) -> None:
        self._stream.close()


def _says_more(stream: Any) -> bool:
    """Whether bytes came behind the end of the response: on the next request they would pass for its answer, one page for another.

    httpcore2 keeps them where only private names lead; `tests/capture/test_hostile.py` fails when these change.
    """
    connection = getattr(getattr(stream, "_stream", None), "_connection", None)
    state = getattr(connection, "_h11_state", None)
    return state is not None and bool(state.trailing_data[0])
