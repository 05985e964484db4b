"""A forward proxy on loopback through which a browser reaches the network: every connection it makes passes the guard.

The browser is told to resolve nothing itself, so redirects, scripts, frames and web sockets all end here, and rebinding has nothing to bind to.
"""

import re
import select
import socket
import threading
from contextlib import suppress

from clauseatlas.capture.addresses import Target, examine
from clauseatlas.capture.failures import AddressRefused, FetchError, OutOfTime, SizeExceeded
from clauseatlas.capture.guard import Deadline, Guard

LOOPBACK = "127.0.0.1"
LONGEST_HEAD_BYTES = 64 * 1024
PIECE_BYTES = 64 * 1024
WAIT_SECONDS = 0.5

_HOP_BY_HOP = re.compile(rb"(?im)^(?:proxy-connection|proxy-authorization|connection|keep-alive):[^\n]*\n")


class GuardProxy:
    """Serves one visit at a time: `begin` sets its deadline and how many bytes it may receive in all, and forgets the visit before.

    `addresses` and `failures` tell afterwards, by (host, port), where connections went and why they were refused.
    """

    def __init__(self, guard: Guard, *, connect_seconds: float, silence_seconds: float) -> None:
        self._guard = guard
        self._silence_seconds = silence_seconds
        self._connect_seconds = connect_seconds
        self._deadline: Deadline | None = None
        self._left = 0
        self._lock = threading.Lock()
        self.addresses: dict[tuple[str, int], str] = {}
        self.failures: dict[tuple[str, int], FetchError] = {}
        self._listener = socket.create_server((LOOPBACK, 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="guard proxy", daemon=True).start()

    def begin(self, deadline: Deadline, *, limit: int) -> None:
        """Start a visit; connections of the one before are cut as their bytes arrive."""
        with self._lock:
            self._deadline, self._left = deadline, limit
        self.addresses = {}
        self.failures = {}

    @property
    def exhausted(self) -> bool:
        """Whether the visit has received more than its limit."""
        return self._left < 0

    def close(self) -> None:
        """Take no more connections."""
        # Closing alone does not wake a thread that waits in accept.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name="guard proxy connection", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        deadline = self._deadline
        with client, suppress(OSError):
            client.settimeout(WAIT_SECONDS * 20)
            head, rest = _read_head(client)
            if not head or deadline is None:
                return
            try:
                target, tunnel = _target(head)
            except AddressRefused:
                return
            try:
                with self._guard.within(deadline):
                    server, _ = self._guard.connect(target.host, target.port, timeout=self._connect_seconds)
            except FetchError as error:
                # Hung up on, not answered: an answer would be taken for a page of the host.
                self.failures[target.endpoint] = error
                return
            with server:
                self.addresses[target.endpoint] = str(server.getpeername()[0])
                if tunnel:
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    server.sendall(rest)
                else:
                    server.sendall(_origin_form(head, target) + rest)
                    server.settimeout(min(self._silence_seconds, max(deadline.remaining(), 0.01)))
                    client.sendall(_last_answer(*_read_head(server)))
                self._relay(client, server, target, deadline)

    def _relay(self, client: socket.socket, server: socket.socket, target: Target, deadline: Deadline) -> None:
        """Pass bytes both ways until one side closes, the visit ends or its limits are reached."""
        other = {client: server, server: client}
        silent = 0.0
        while self._deadline is deadline and silent < self._silence_seconds:
            if deadline.remaining() <= 0:
                self.failures[target.endpoint] = OutOfTime(f"{target.host} was still sending at the time limit")
                return
            ready = select.select(list(other), [], [], WAIT_SECONDS)[0]
            silent = 0.0 if ready else silent + WAIT_SECONDS
            for source in ready:
                piece = source.recv(PIECE_BYTES)
                if not piece:
                    return
                if source is server and not self._spend(len(piece)):
                    self.failures[target.endpoint] = SizeExceeded("the page and what it loads are too large")
                    return
                other[source].sendall(piece)

    def _spend(self, count: int) -> bool:
        with self._lock:
            self._left -= count
            return self._left >= 0


def _read_head(client: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request with its blank line, and what came after it; empty when there is none of reasonable size."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = client.recv(PIECE_BYTES)
        received += piece
        if not piece or len(received) > LONGEST_HEAD_BYTES:
            return b"", b""
    head, separator, rest = received.partition(b"\r\n\r\n")
    return head + separator, rest


def _target(head: bytes) -> tuple[Target, bool]:
    """Where a request wants to go, and whether as a tunnel; raises `AddressRefused`."""
    words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    if len(words) != 3:
        raise AddressRefused("not a proxy request")
    if words[0] == "CONNECT":
        return examine(f"https://{words[1]}/"), True
    return examine(words[1]), False


def _origin_form(head: bytes, target: Target) -> bytes:
    """The head of a request as the server expects it."""
    method, _, version = head.partition(b"\r\n")[0].split(b" ")
    return _closing(b" ".join((method, target.path.encode("latin-1", "replace"), version)), head)


def _last_answer(head: bytes, rest: bytes) -> bytes:
    """The head of a response that keeps the browser from sending a second request here, which could be meant for another host."""
    return _closing(head.partition(b"\r\n")[0], head) + rest if head else b""


def _closing(first_line: bytes, head: bytes) -> bytes:
    return first_line + b"\r\nConnection: close\r\n" + _HOP_BY_HOP.sub(b"", head.partition(b"\r\n")[2])
