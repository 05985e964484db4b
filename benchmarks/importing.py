"""What bringing in years of history costs: versions of Open Terms Archive imported into a fresh atlas, and once more, which must add nothing.

    python -m benchmarks.importing                     all of var/data/ota (make data)
    python -m benchmarks.importing --service Zoom      one service
    python -m benchmarks.importing --home var/histories --processes 2

Prints, for both runs, seconds, CPU seconds of all processes, versions a second and peak memory: the resident memory of all processes together, so
what they share is counted more than once; of the largest one alone where the system has no /proc. `--home` keeps the atlas for
`evaluation.histories`. Ends with 1 where the second run added anything.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLED_EVERY = 0.25  # seconds between two looks at the memory of the processes
MEGABYTE = 1024  # kilobytes, in which the system counts the memory of a process
ADDED_NOTHING = {"known", "quarantined", "unreadable"}  # outcomes of versions that leave no row


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command cost: seconds on the clock, CPU seconds of all its processes, peak resident memory in megabytes; and what it printed."""

    seconds: float
    cpu: float
    peak: float
    report: dict[str, Any]


def run(command: list[str]) -> Cost:
    """Run a command that prints JSON to its end."""
    begun = time.perf_counter()
    peak = 0.0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        child = subprocess.Popen(command, stdout=output)
        while True:
            done, status, used = os.wait4(child.pid, os.WNOHANG)
            if done:
                break
            peak = max(peak, sum(map(_resident, _family(child.pid))))
            time.sleep(SAMPLED_EVERY)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)}: exit {child.returncode}")
        output.seek(0)
        report = json.loads(output.read() or "{}")
    peak = max(peak, used.ru_maxrss / MEGABYTE)
    return Cost(seconds=time.perf_counter() - begun, cpu=used.ru_utime + used.ru_stime, peak=peak, report=report)


def _family(process: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            numbers = children.read_text(encoding="ascii").split()
        except OSError:  # it ended meanwhile
            continue
        for number in numbers:
            yield from _family(int(number))


def _resident(process: int) -> float:
    """Resident memory in megabytes; 0 for a process that ended, or where the system does not say."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (MEGABYTE * MEGABYTE)


def rows(home: Path) -> dict[str, int]:
    """How many rows each table of the embedded database has."""
    with closing(sqlite3.connect(f"file:{home / 'atlas.sqlite3'}?mode=ro", uri=True)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'records_%'")]
        return {table: base.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def measure(home: Path, given: argparse.Namespace) -> int:
    """Measure both runs and print; the exit code."""
    clauseatlas = [sys.executable, "-m", "clauseatlas.cli.main"]
    subprocess.run([*clauseatlas, "init", "--home", str(home)], check=True, stdout=subprocess.DEVNULL)
    command = [*clauseatlas, "import", "ota", str(given.folder), "--home", str(home), "--format", "json"]
    command += ["--service", given.service] if given.service else []
    command += ["--processes", str(given.processes)] if given.processes else []
    first = run(command)
    held = rows(home)
    again = run(command)
    added = {table: count - held[table] for table, count in rows(home).items() if count != held[table]}
    for name, cost in (("first", first), ("again", again)):
        versions = cost.report["versions"]
        rate = versions / cost.seconds
        print(f"{name}: {versions} versions, {cost.seconds:.1f} s, {cost.cpu:.1f} CPU s, {rate:.1f} versions/s, peak {cost.peak:.0f} MB")
        print(f"       {json.dumps(cost.report['outcomes'])} changes {json.dumps(cost.report['changes'])}")
    print(f"rows added by the second run: {json.dumps(added) if added else 'none'}")
    return 1 if added or set(again.report["outcomes"]) - ADDED_NOTHING else 0


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("var/data/ota"))
    parser.add_argument("--service", help="only this service")
    parser.add_argument("--processes", type=int, help="processes that analyse; as `import` chooses if not given")
    parser.add_argument("--home", type=Path, help="a home that does not exist yet, to keep")
    given = parser.parse_args()
    if not given.folder.is_dir():
        print(f"skipped: {given.folder} is not there (make data)")
        return 0
    if given.home is not None:
        if given.home.exists():
            raise SystemExit(f"{given.home} is there already; the measurement needs a fresh home")
        return measure(given.home, given)
    with tempfile.TemporaryDirectory() as scratch:
        return measure(Path(scratch) / "home", given)


if __name__ == "__main__":
    sys.exit(main())
