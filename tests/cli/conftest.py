"""The command line as a person uses it: processes with a home of their own, and pages of a fictional platform on loopback."""

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ..pipeline.editions import FIRST

BOMB = gzip.compress(b"<p>" + b"a" * 60_000_000)
HUGE_BYTES = 50_000_000


@dataclass(slots=True)
class Site:
    """A loopback site: `pages` by path; beside them a redirect loop, a bomb and a page that is too large."""

    origin: str
    pages: dict[str, bytes] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: dict[str, bytes]

    def do_GET(self) -> None:
        if self.path == "/loop":
            return self._answer(302, b"", Location="/loop")
        if self.path == "/bomb":
            return self._answer(200, BOMB, **{"Content-Encoding": "gzip", "Content-Type": "text/html"})
        if self.path == "/huge":
            return self._huge()
        body = self.pages.get(self.path)
        return self._answer(404, b"") if body is None else self._answer(200, body, **{"Content-Type": "text/html; charset=utf-8"})

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(HUGE_BYTES))
        self.end_headers()
        try:
            for _ in range(HUGE_BYTES // 100_000):
                self.wfile.write(b"a" * 100_000)
        except OSError:
            self.close_connection = True  # the visitor hung up, as it should

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {"/terms": FIRST}
    handler = type("Handler", (_Handler,), {"pages": pages})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(origin=f"127.0.0.1:{server.server_port}", pages=pages)
        server.shutdown()


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs `clauseatlas` in a process of its own, on a home in the test's folder."""

    home: Path
    allowed: str = ""

    def __call__(self, *arguments: str, given: bytes = b"") -> Done:
        environment = {**os.environ, "CLAUSEATLAS_HOME": str(self.home), "CLAUSEATLAS_ALLOW_ORIGINS": self.allowed, "CLAUSEATLAS_DATABASE_URL": ""}
        command = [sys.executable, "-W", "error", "-m", "clauseatlas.cli.main", *arguments]
        done = subprocess.run(command, env=environment, input=given, capture_output=True, check=False, timeout=120)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def shell(tmp_path: Path, site: Site) -> Shell:
    return Shell(tmp_path / "atlas", site.origin)


@pytest.fixture
def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
