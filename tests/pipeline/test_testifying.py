"""What an outside archive holds is told by comparing digests; what was submitted is not called archived."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from clauseatlas.archive.warc import sha1_base32
from clauseatlas.pipeline.testifying import look_up, submit
from tests.pipeline.conftest import House
from tests.pipeline.test_evidence import PAGE, transfer


@contextmanager
def outside_archive(index: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(index.encode())

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("index", "state"),
    [
        (f"20260302100000 {sha1_base32(PAGE)} 200\n", "archived"),
        ("20260302100000 AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH 200\n", "differs"),
        ("", "absent"),
    ],
)
def test_the_index_is_compared_by_digest(house: House, index: str, state: str) -> None:
    house.receive(PAGE, transfers=(transfer(PAGE),))
    with outside_archive(index) as origin:
        house.workshop.configuration.witness_url = f"http://{origin}"
        house.workshop.configuration.allow_origins = (origin,)
        assert look_up(house.workshop, house.record_id).state == state


def test_submitted_is_not_archived_and_a_refused_address_is_failed(house: House) -> None:
    house.receive(PAGE, transfers=(transfer(PAGE),))
    with outside_archive("") as origin:
        house.workshop.configuration.witness_url = f"http://{origin}"
        assert look_up(house.workshop, house.record_id).state == "failed"
        house.workshop.configuration.allow_origins = (origin,)
        assert submit(house.workshop, house.record_id).state == "submitted"
