"""A loopback server that answers as badly as the world does; every path is one behaviour, speaking raw HTTP/1.1."""

import gzip
import socket
import socketserver
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

PAGE = "<!doctype html><title>Terms</title><h1>Terms of Northwind Notes</h1><p>You may cancel at any time, für immer.</p>"
BOMB_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: dict[str, str]


Behaviour = Callable[["Faults", Request, socket.socket], None]


@dataclass(slots=True)
class Faults:
    """Start with `with Faults() as faults`; `faults.seen` lists the requests, `faults.behaviours` can be added to."""

    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    port: int = 0
    opened: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _server: socketserver.ThreadingTCPServer | None = None

    def __enter__(self) -> Self:
        faults = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                faults.opened += 1
                with suppress(OSError):
                    faults.serve(self.request)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        self.behaviours.clear()
        self.seen.clear()
        self.opened = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.seen]

    def serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        buffer = b""
        while True:
            while b"\r\n\r\n" not in buffer:
                received = connection.recv(65536)
                if not received:
                    return
                buffer += received
            head, _, buffer = buffer.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            request = Request(lines[0].split(" ")[1], headers)
            self.seen.append(request)
            behaviour = self.behaviours.get(request.path) or BEHAVIOURS.get(request.path, missing)
            behaviour(self, request, connection)

    def pause(self, seconds: float) -> None:
        self._stop.wait(seconds)


def reply(status: str = "200 OK", body: bytes = b"", *headers: str, length: int | None = None) -> Behaviour:
    head = "".join(f"{header}\r\n" for header in headers)
    message = f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body) if length is None else length}\r\n\r\n".encode("latin-1") + body

    def behave(faults: Faults, request: Request, connection: socket.socket) -> None:
        connection.sendall(message)
        if length is not None and length > len(body):
            connection.shutdown(socket.SHUT_WR)

    return behave


def page(*headers: str, charset: str = "utf-8") -> Behaviour:
    return reply("200 OK", PAGE.encode(charset), f"Content-Type: text/html; charset={charset}", *headers)


def redirect(to: str, status: str = "302 Found") -> Behaviour:
    return reply(status, b"moved", f"Location: {to}")


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Another behaviour for every request."""
    left = list(behaviours)

    def behave(faults: Faults, request: Request, connection: socket.socket) -> None:
        left.pop(0)(faults, request, connection)

    return behave


def missing(faults: Faults, request: Request, connection: socket.socket) -> None:
    reply("404 Not Found", b"nothing here", "Content-Type: text/html")(faults, request, connection)


def conditional(faults: Faults, request: Request, connection: socket.socket) -> None:
    known = request.headers.get("if-none-match") == '"v1"' or request.headers.get("if-modified-since") == "Tue, 03 Mar 2026 08:00:00 GMT"
    validators = ('ETag: "v1"', "Last-Modified: Tue, 03 Mar 2026 08:00:00 GMT")
    answer = reply("304 Not Modified", b"", 'ETag: "v1"') if known else page(*validators)
    answer(faults, request, connection)


def silent(faults: Faults, request: Request, connection: socket.socket) -> None:
    faults.pause(20)


def drip(prefix: bytes) -> Behaviour:
    """A byte every 20 ms: never silent long enough for a silence limit, never done."""

    def behave(faults: Faults, request: Request, connection: socket.socket) -> None:
        connection.sendall(prefix)
        end = time.monotonic() + 20
        while time.monotonic() < end and not faults._stop.is_set():
            connection.sendall(b"x")
            faults.pause(0.02)

    return behave


def endless(faults: Faults, request: Request, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not faults._stop.is_set():
        connection.sendall(b"1000\r\n" + b"e" * 4096 + b"\r\n")


def raw(message: bytes, *, reset: bool = False) -> Behaviour:
    def behave(faults: Faults, request: Request, connection: socket.socket) -> None:
        connection.sendall(message)
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            connection.close()
        else:
            connection.shutdown(socket.SHUT_RDWR)

    return behave


def deflated(body: bytes) -> bytes:
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeezer.compress(body) + squeezer.flush()


def coded(coding: str, body: bytes) -> Behaviour:
    return reply("200 OK", body, "Content-Type: text/html; charset=utf-8", f"Content-Encoding: {coding}")


def bomb(layers: int) -> bytes:
    squeezer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    packed = b"".join(squeezer.compress(b"\0" * 1024 * 1024) for _ in range(BOMB_BYTES // 1024 // 1024)) + squeezer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


_PAGE = PAGE.encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

BEHAVIOURS: dict[str, Behaviour] = {
    "/page": page(),
    "/latin": page(charset="iso-8859-1"),
    "/unknown-charset": reply("200 OK", _PAGE, "Content-Type: Text/HTML; Charset=klingon"),
    "/untyped": reply("200 OK", _PAGE),
    "/pdf": reply("200 OK", b"%PDF-1.7 rubbish", "Content-Type: application/pdf"),
    "/empty": reply("200 OK", b"", "Content-Type: text/html"),
    "/conditional": conditional,
    "/to-conditional": redirect("/conditional"),
    "/uninvited-304": reply("304 Not Modified"),
    "/moved": redirect("/moved-again?a=b c", "301 Moved Permanently"),
    "/moved-again?a=b%20c": redirect("page#section", "307 Temporary Redirect"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-private": redirect("http://10.0.0.1/metadata"),
    "/to-disguised": redirect("http://2130706433/"),
    "/to-user": redirect("http://www.northwind.example@127.0.0.1/"),
    "/nowhere": reply("302 Found", b"no location"),
    "/circle": redirect("/circle-back"),
    "/circle-back": redirect("/circle"),
    "/silent": silent,
    "/drip-body": drip(_HEAD + b"Content-Length: 100000\r\n\r\n"),
    "/drip-head": drip(b"HTTP/1.1 200 OK\r\nX-Long: "),
    "/large": reply("200 OK", b"l" * 300_000, "Content-Type: text/html"),
    "/endless": endless,
    "/truncated": reply("200 OK", _PAGE, "Content-Type: text/html", length=len(_PAGE) + 50),
    "/bad-chunks": raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"),
    "/cut-chunks": raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n50\r\nhello"),
    "/reset": raw(_HEAD + b"Content-Length: 5000\r\n\r\nhello", reset=True),
    "/hang-up": raw(b""),
    "/not-http": raw(b"220 mail.northwind.example ESMTP ready\r\n"),
    "/header-flood": raw(_HEAD + b"".join(b"X-%d: filler\r\n" % number for number in range(5000)) + b"\r\n"),
    "/many-headers": raw(_HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(400)) + b"Content-Length: 0\r\n\r\n"),
    "/gzip": coded("gzip", gzip.compress(_PAGE)),
    "/gzip-members": coded("x-gzip", gzip.compress(_PAGE[:20]) + gzip.compress(_PAGE[20:]) + b"\0\0"),
    "/deflate": coded("deflate", zlib.compress(_PAGE)),
    "/deflate-raw": coded("deflate", deflated(_PAGE)),
    "/gzip-twice": coded("gzip, gzip", gzip.compress(gzip.compress(_PAGE))),
    "/gzip-cut": raw(_HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(_PAGE)[:-12]),
    "/gzip-lie": coded("gzip", _PAGE),
    "/gzip-bomb": coded("gzip", bomb(1)),
    "/gzip-bomb-in-gzip": coded("gzip, gzip", bomb(2)),
    "/brotli": coded("br", b"\x0b\x02\x80hello\x03"),
    "/thrice": coded("gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(_PAGE)))),
    "/challenge": reply("503 Service Unavailable", b"", "cf-mitigated: challenge"),
    "/busy": reply("503 Service Unavailable", b"", "Retry-After: 7"),
    "/busy-for-an-hour": reply("429 Too Many Requests", b"", "Retry-After: 3600"),
    "/busy-until": reply("503 Service Unavailable", b"", "Retry-After: Wed, 04 Mar 2026 05:06:17 GMT"),
}

for _status in (400, 401, 402, 403, 405, 406, 408, 410, 418, 421, 425, 429, 451, 500, 501, 502, 503, 504, 505, 520, 999):
    BEHAVIOURS[f"/status/{_status}"] = reply(f"{_status} Whatever", b"<p>no</p>", "Content-Type: text/html")
for _status in (201, 202, 204, 205, 206, 300):
    BEHAVIOURS[f"/status/{_status}"] = reply(f"{_status} Whatever")
