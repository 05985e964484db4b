"""What complete evidence costs: 200 visits kept with WARC, log, checkpoint and fsync, and the same kept without.

    python -m benchmarks.capture

Both runs store body, row and text of the same made-up pages; the second leaves out the WARC, the leaves, the checkpoint and every fsync. The aim is
a ratio of at most 1.5 in CPU seconds and on the clock.
"""

import os
import subprocess
import sys
import tempfile
import time

PAGES = 200
AIM = 1.5

RUN = """
import os, sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
home, bare = Path(sys.argv[1]), sys.argv[2] == "bare"
from clauseatlas.pipeline.workshop import start_atlas
workshop, _ = start_atlas(home)
if bare:
    from clauseatlas.pipeline import filing, settling
    from clauseatlas.records.queries import ledger
    settling.file_visit = lambda workshop, document, visit, kept: visit
    ledger.append = lambda events, leaf_hash: None
    os.fsync = lambda descriptor: None
    from django.db import connection
    connection.cursor().execute("PRAGMA synchronous=OFF")
from clauseatlas.model.capture import Capture, Declaration, Transfer
from clauseatlas.model.words import DocumentType
from clauseatlas.pipeline import sealing
from clauseatlas.pipeline.receiving import receive
from clauseatlas.records.queries.documents import declare_document
workshop.catalogue
START = datetime(2026, 3, 2, tzinfo=UTC)
sentence = "The service may change part {0} of these terms after {0} days, and you agree to binding arbitration of disputes about part {0}."
def visit(number, url):
    body = ("<html lang=en><title>Terms</title><h1>Terms of Service</h1>" + "".join(
        "<p>" + sentence.format(number * 60 + part) + "</p>" for part in range(60))).encode()
    sent = Transfer(url=url, request=b"GET /terms HTTP/1.1", status=200, reason="OK", headers=(("Content-Type", "text/html"),), payload=body)
    return Capture(url=url, fetcher="http", started=START + timedelta(seconds=number), seconds=0.1, status=200, final_url=url,
                   media_type="text/html", charset="utf-8", body=body, transfers=(sent,), headers=(("Content-Type", "text/html"),))
begun, cpu = time.perf_counter(), time.process_time()
for number in range(int(sys.argv[3])):
    url = f"https://page{number}.example/terms"
    declared = Declaration(platform=f"Page {number}", title="Terms", type=DocumentType.TERMS_OF_SERVICE, url=url)
    document, _ = declare_document(declared, now=START)
    receive(workshop, document, visit(number, url))
if not bare:
    sealing.seal(workshop)
print(time.perf_counter() - begun, time.process_time() - cpu)
"""


def main() -> int:
    """Print both runs and their ratio; 1 where it is above the aim."""
    found = {name: _run(name) for name in ("bare", "evidence")}
    for name, (clock, cpu) in found.items():
        print(f"{name:9} {clock:6.2f} s on the clock, {cpu:6.2f} CPU s, {1000 * cpu / PAGES:.1f} CPU ms a page")
    ratios = [whole / bare for whole, bare in zip(found["evidence"], found["bare"], strict=True)]
    print(f"ratio {ratios[0]:.2f} on the clock, {ratios[1]:.2f} in CPU; the aim is {AIM}")
    return 0 if max(ratios) <= AIM else 1


def _run(name: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        words = (sys.executable, "-c", RUN, f"{folder}/atlas", name, str(PAGES))
        begun = time.perf_counter()
        output = subprocess.run(words, check=True, capture_output=True, text=True, env=dict(os.environ)).stdout
        assert time.perf_counter() > begun
    clock, cpu = output.split()[-2:]
    return float(clock), float(cpu)


if __name__ == "__main__":
    sys.exit(main())
