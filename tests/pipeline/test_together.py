"""Several processes on one atlas: numbers are given out once, the ledger has no gap."""

import os
import subprocess
import sys
from pathlib import Path

PROCESSES, DOCUMENTS = 3, 12

WORKER = """
import sys
from pathlib import Path
from clauseatlas.pipeline.workshop import open_atlas
workshop = open_atlas(Path(sys.argv[1]))
from datetime import timedelta
from clauseatlas.model.capture import Capture, Declaration
from clauseatlas.model.words import DocumentType, Outcome
from clauseatlas.pipeline.receiving import receive
from clauseatlas.records.queries.documents import declare_document
for number in range(int(sys.argv[3])):
    url = f"https://fernwick.example/{sys.argv[2]}/{number}"
    declaration = Declaration(platform="Fernwick Post", title="Terms", type=DocumentType.TERMS_OF_SERVICE, url=url)
    document, _ = declare_document(declaration, now=workshop.clock())
    receive(workshop, document, Capture(url=url, fetcher="http", started=workshop.clock(), seconds=0.1, outcome=Outcome.TIMEOUT))
"""

CHECK = """
import json, sys
from pathlib import Path
from clauseatlas.pipeline.workshop import open_atlas
workshop = open_atlas(Path(sys.argv[1]))
from clauseatlas.pipeline.verifying import verify
from clauseatlas.records.models import Document
result = verify(workshop)
print(json.dumps([sorted(Document.objects.values_list("pk", flat=True)), result.leaves, result.problems]))
"""


def test_processes_at_the_same_time_share_numbers_and_ledger(tmp_path: Path) -> None:
    environment = {**os.environ, "CLAUSEATLAS_DATABASE_URL": ""}
    python = [sys.executable, "-c"]
    home = str(tmp_path / "atlas")
    subprocess.run([sys.executable, "-m", "clauseatlas.cli.main", "init", "--home", home], env=environment, check=True, capture_output=True)
    workers = [subprocess.Popen([*python, WORKER, home, str(number), str(DOCUMENTS)], env=environment) for number in range(PROCESSES)]
    assert [worker.wait() for worker in workers] == [0] * PROCESSES
    done = subprocess.run([*python, CHECK, home], env=environment, check=True, capture_output=True, text=True)
    total = PROCESSES * DOCUMENTS
    assert done.stdout.strip() == f"[{list(range(1, total + 1))}, {total}, []]"
