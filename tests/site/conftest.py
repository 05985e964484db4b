"""The demo atlas, made once and served over loopback as `clauseatlas serve` does."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest

START_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


@dataclass(frozen=True)
class Site:
    """A served atlas; redirects are answers, not followed."""

    root: str

    def get(self, path: str, *, accept: str = "text/html", method: str = "GET") -> Answer:
        request = urllib.request.Request(self.root + path, headers={"Accept": accept}, method=method)
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            with opener.open(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def twin(self, path: str) -> Any:
        return self.get("/index.json" if path == "/" else f"{path.rstrip('/')}.json").json


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site") / "atlas"
    environment = os.environ | {"CLAUSEATLAS_BROWSER": str(home / "no-browser"), "PYTHONWARNINGS": "default"}
    subprocess.run(
        [sys.executable, "-m", "clauseatlas.demo", "--home", str(home), "--no-serve"],
        check=False,
        capture_output=True,
        timeout=240,
        env=environment,
    )
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "clauseatlas.cli.main", "serve", "--home", str(home), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    served = Site(f"http://127.0.0.1:{port}")
    begun = time.monotonic()
    while True:
        try:
            served.get("/")
            break
        except OSError:
            if time.monotonic() - begun > START_SECONDS:
                server.kill()
                raise
            time.sleep(0.2)
    yield served
    server.terminate()
    server.wait()
