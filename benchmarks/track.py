"""What a document costs: 200 loopback pages of real policies, tracked for the first time, unchanged, and with a tenth of them changed.

    python -m benchmarks.track               needs var/data/html (make data)

Prints documents a second, CPU seconds a document (all processes of the command, the server of the pages not counted) and peak memory, and the
ratio to a baseline in the same run: fetching each page with a plain client and taking the text of its body with selectolax, nothing stored.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.pages import Page, pages, served
from evaluation.tracking import edit

from clauseatlas.pipeline.open_terms import document_type

DOCUMENTS = 200
CHANGED = 20
MEGABYTE = 1024

AIMS = {"first": 0.10, "unchanged": 0.01}

BASELINE = """
import sys
import httpx2
from selectolax.lexbor import LexborHTMLParser
with httpx2.Client(trust_env=False) as client:
    words = 0
    for url in sys.stdin.read().split():
        body = LexborHTMLParser(client.get(url).content).body
        words += len(body.text(separator=" ").split()) if body is not None else 0
print(words)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command cost: seconds on the clock, CPU seconds of all its processes, largest resident memory of one of them in megabytes."""

    seconds: float
    cpu: float
    peak: float
    output: str


def measure(command: list[str], *, environment: dict[str, str], given: str = "") -> Cost:
    """Run a command to its end and say what it cost."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(given)
    child.stdin.close()
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {child.returncode}")
    return Cost(seconds=time.perf_counter() - begun, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss / MEGABYTE, output=output)


def write_pages(folder: Path, declarations: Path, origin: str) -> list[str]:
    """Pages for all documents: the real ones, and the real ones again under other names until there are enough."""
    real = [page for page in pages() if not page.name.startswith("122_")]
    names = []
    with declarations.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["platform", "type", "url"])
        for number in range(DOCUMENTS):
            page: Page = real[number % len(real)]
            name = f"{number:03}_{page.name}"
            (folder / name).write_bytes(page.body)
            rows.writerow([f"{page.platform} {number // len(real)}", document_type(page.kind).value, f"http://{origin}/{name}"])
            names.append(name)
    return names


def change(folder: Path, names: list[str]) -> None:
    """Edit a tenth of the pages."""
    if sum(1 for _ in islice(filter(edit, (folder / name for name in names[::4])), CHANGED)) < CHANGED:
        raise SystemExit("too few pages could be changed")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--etags", action="store_true", help="let the server answer conditional requests")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder, home, declarations = Path(scratch) / "pages", Path(scratch) / "home", Path(scratch) / "pages.csv"
        folder.mkdir()
        with served(folder, etags=given.etags) as origin:
            names = write_pages(folder, declarations, origin)
            environment = {**os.environ, "CLAUSEATLAS_ALLOW_ORIGINS": origin, "CLAUSEATLAS_HOME": str(home)}
            command = [sys.executable, "-m", "clauseatlas.cli.main"]
            measure([*command, "init"], environment=environment)
            measure([*command, "load", str(declarations)], environment=environment)
            addresses = "\n".join(f"http://{origin}/{name}" for name in names)
            baseline = measure([sys.executable, "-c", BASELINE], environment=environment, given=addresses)
            results["baseline"] = figures(baseline, baseline)
            for run in ("first", "unchanged", "changed"):
                if run == "changed":
                    change(folder, names)
                cost = measure([*command, "track", "--format", "json"], environment=environment)
                results[run] = figures(cost, baseline) | {"outcomes": json.loads(cost.output)["outcomes"]}
    report(results, as_json=given.json)
    return 0


def figures(cost: Cost, baseline: Cost) -> dict[str, Any]:
    """The figures of a run."""
    return {
        "documents_per_second": round(DOCUMENTS / cost.seconds, 1),
        "cpu_seconds_per_document": round(cost.cpu / DOCUMENTS, 4),
        "peak_megabytes": round(cost.peak),
        "cpu_ratio_to_baseline": round(cost.cpu / baseline.cpu, 2),
    }


def report(results: dict[str, dict[str, Any]], *, as_json: bool) -> None:
    """Print the figures."""
    if as_json:
        print(json.dumps({"documents": DOCUMENTS, **results}, indent=2))
        return
    print(f"{'run':10} {'documents/s':>12} {'CPU s/document':>15} {'peak MB':>8} {'x baseline':>11}")
    for run, row in results.items():
        aim = f"  (aim {AIMS[run]})" if run in AIMS else ""
        columns = (row["documents_per_second"], row["cpu_seconds_per_document"], row["peak_megabytes"], row["cpu_ratio_to_baseline"])
        print(f"{run:10} {columns[0]:>12} {columns[1]:>15} {columns[2]:>8} {columns[3]:>11}{aim}  {row.get('outcomes', '')}")


if __name__ == "__main__":
    sys.exit(main())
