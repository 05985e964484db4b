"""A timestamp authority of our own over loopback: `openssl ts` behind a small HTTP server, with a throwaway certificate authority."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CONFIGURATION = """
[ tsa ]
default_tsa = own
[ own ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
"""
EXTENSIONS = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"


def _run(*words: str) -> bytes:
    return subprocess.run(("openssl", *words), check=True, capture_output=True).stdout


def make_authority(folder: Path) -> Path:
    """Keys and certificates in `folder`; the root certificate."""
    new = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=Own Root")
    _run(*new, "-keyout", f"{folder}/root.key", "-out", f"{folder}/root.pem", "-addext", "basicConstraints=critical,CA:TRUE")
    _run("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Own Timestamps", "-keyout", f"{folder}/tsa.key", "-out", f"{folder}/tsa.csr")
    (folder / "extensions").write_text(EXTENSIONS)
    signed = ("x509", "-req", "-in", f"{folder}/tsa.csr", "-CA", f"{folder}/root.pem", "-CAkey", f"{folder}/root.key", "-CAcreateserial")
    _run(*signed, "-days", "3650", "-extfile", f"{folder}/extensions", "-out", f"{folder}/tsa.pem")
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    return folder / "root.pem"


def answer(folder: Path, query: bytes) -> bytes:
    """The response to a query."""
    (folder / "query").write_bytes(query)
    return _run("ts", "-reply", "-config", f"{folder}/tsa.cnf", "-queryfile", f"{folder}/query")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the authority while it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = answer(folder, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
