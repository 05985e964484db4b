"""A loopback endpoint that speaks as language models do and answers what the test tells it to."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from clauseatlas.proposals.settings import Dialect, ModelSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    content: dict[str, Any]

    @property
    def instructions(self) -> str:
        return str(self.content.get("system") or self.content["messages"][0]["content"])

    @property
    def question(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.content["messages"][-1]["content"])
        return parsed


@dataclass(slots=True)
class FakeModel:
    """`reply` turns a request into the words of an answer; `statuses` are answered first, one a request, each with these headers."""

    reply: Callable[[Heard], str] = lambda heard: "{}"
    statuses: list[int] = field(default_factory=list)
    extra_headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    heard: list[Heard] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard = Heard(path=self.path, headers={name.lower(): value for name, value in self.headers.items()}, content=json.loads(body))
                model.heard.append(heard)
                status = model.statuses.pop(0) if model.statuses else 200
                payload = model.raw if model.raw is not None else model.form(heard)
                self.send_response(status)
                for name, value in model.extra_headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def form(self, heard: Heard) -> bytes:
        words = self.reply(heard)
        if heard.path.endswith("/messages"):
            return json.dumps({"content": [{"type": "text", "text": words}]}).encode()
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.server_address[1])

    def settings(self, dialect: Dialect = Dialect.OPENAI, *, key: str = "a-key", total_seconds: float = 10.0) -> ModelSettings:
        """How this model is asked."""
        return ModelSettings(
            url=f"http://127.0.0.1:{self.port}/v1",
            model="little-one",
            dialect=dialect,
            key=key,
            allow_origins=frozenset({("127.0.0.1", self.port)}),
            total_seconds=total_seconds,
        )
