"""Real pages served from this machine, for measurements of `track`: a folder over HTTP, in a process of its own so that its work is not counted."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DATA = Path(__file__).parent.parent / "var" / "data" / "html"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the shared data: its file, whose it is, what Open Terms Archive calls it."""

    name: str
    platform: str
    kind: str
    body: bytes


def pages() -> list[Page]:
    """All pages of the shared data in the order of their index."""
    rows = [json.loads(line) for line in (DATA / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Page(name=row["html"], platform=row["service"], kind=row["terms_type"], body=(DATA / row["html"]).read_bytes()) for row in rows]


class FolderHandler(BaseHTTPRequestHandler):
    """Answers with the files of a folder; with an ETag where the server was told to."""

    protocol_version = "HTTP/1.1"
    folder: Path
    etags: bool

    def do_GET(self) -> None:
        path = self.folder / self.path.lstrip("/").partition("?")[0]
        if not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = path.read_bytes()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        unchanged = self.etags and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else 200)
        if self.etags:
            self.send_header("ETag", etag)
        if not unchanged:
            self.send_header("Content-Type", HTML)
        self.send_header("Content-Length", "0" if unchanged else str(len(body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class FolderServer(ThreadingHTTPServer):
    """Says nothing of visitors that were killed in the middle of a request."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, *, etags: bool = False) -> Iterator[str]:
    """The origin (`127.0.0.1:port`) under which a folder is served until the end of the block."""
    command = [sys.executable, "-m", "evaluation.pages", str(folder), "etags" if etags else "plain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def main() -> None:
    """Serve a folder: prints the origin, then answers until stopped."""
    FolderHandler.folder, FolderHandler.etags = Path(sys.argv[1]), sys.argv[2] == "etags"
    with FolderServer(("127.0.0.1", 0), FolderHandler) as server:
        print(f"127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
