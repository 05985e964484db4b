"""`kill -9` during `track`, at random moments: then `verify` and `track` again, and nothing is lost, nothing double.

    python -m evaluation.kill [--kills 20] [--seed 1]      needs var/data/html (make data)

Between the kills pages are edited, so that some die while versions are being written. At the end every document must have exactly the versions
that an atlas has that was never killed, in the same order, with the ledger whole.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evaluation.pages import pages, served
from evaluation.tracking import declare, edit, run

PAGES = 40
EDITED_PER_ROUND = 10
STARTING_SECONDS = 0.6  # before that, track is still importing
FIRST_RUN_SECONDS = 5.0
CALM_EVERY = 5  # rounds after which a run over unchanged pages must find nothing


def kill_during_track(home: Path, origin: str, *, after: float) -> bool:
    """Start `track`, kill it and its children after so many seconds; whether it was still running."""
    environment = {**os.environ, "CLAUSEATLAS_ALLOW_ORIGINS": origin, "CLAUSEATLAS_HOME": str(home)}
    command = [sys.executable, "-m", "clauseatlas.cli.main", "track"]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(after)
    alive = child.poll() is None
    if alive:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return alive


def histories(home: Path, origin: str) -> dict[str, list[tuple[int, str, str]]]:
    """Number, cause and text digest of every version by the address of its document."""
    environment = {**os.environ, "CLAUSEATLAS_ALLOW_ORIGINS": origin, "CLAUSEATLAS_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", LISTING], env=environment, capture_output=True, text=True, check=True)
    found: dict[str, list[tuple[int, str, str]]] = {}
    for line in done.stdout.splitlines():
        url, number, cause, digest = line.rsplit(" ", 3)
        found.setdefault(url, []).append((int(number), cause, digest))
    return found


LISTING = """
from clauseatlas.pipeline.workshop import open_atlas
open_atlas()
from clauseatlas.records.models import Version
for version in Version.objects.select_related("document").order_by("document", "number"):
    print(version.document.url, version.number, version.cause, version.text_sha256)
"""


def check(home: Path, origin: str, failures: list[str], when: str) -> None:
    """Verify the archive."""
    verified: dict[str, Any] = run(home, origin, "verify")
    if not verified["verified"]:
        failures.append(f"{when}: {verified['problems'][:3]}")


def main() -> int:
    """Kill, verify, track; print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder, home, calm = Path(scratch) / "pages", Path(scratch) / "killed", Path(scratch) / "calm"
        folder.mkdir()
        names = [page.name for page in pages() if not page.name.startswith("122_")][:PAGES]
        for page in pages():
            if page.name in names:
                (folder / page.name).write_bytes(page.body)
        with served(folder) as origin:
            declare(Path(scratch) / "pages.csv", origin, names=names)
            for atlas in (home, calm):
                run(atlas, origin, "init")
                run(atlas, origin, "load", str(Path(scratch) / "pages.csv"))
            caught = rounds(folder, home, calm, origin=origin, kills=given.kills, chance=chance, failures=failures)
            if histories(home, origin) != histories(calm, origin):
                failures.append("the killed atlas has other versions than the one that was never killed")
            total = sum(len(versions) for versions in histories(home, origin).values())
            shutil.rmtree(calm)
    print(f"{given.kills} kills, {caught} of them while track was running; {total} versions of {PAGES} documents")
    print(*failures or ["nothing lost, nothing double"], sep="\n")
    return 1 if failures else 0


def rounds(folder: Path, home: Path, calm: Path, *, origin: str, kills: int, chance: random.Random, failures: list[str]) -> int:
    """Kill `track` again and again while pages change; how many times it was running. The other atlas sees each state of the pages in peace."""
    caught = 0
    longest = FIRST_RUN_SECONDS
    for number in range(1, kills + 1):
        caught += kill_during_track(home, origin, after=chance.uniform(STARTING_SECONDS, STARTING_SECONDS + longest))
        check(home, origin, failures, f"after kill {number}")
        run(home, origin, "track")
        longest = run(calm, origin, "track")["seconds"]
        if number % CALM_EVERY == 0 and run(home, origin, "track")["versions"]["document_changed"]:
            failures.append(f"after kill {number}: a page that did not change became a version")
        for name in chance.sample(sorted(path.name for path in folder.iterdir()), EDITED_PER_ROUND):
            edit(folder / name)
    run(home, origin, "track")
    run(calm, origin, "track")
    check(home, origin, failures, "at the end")
    return caught


if __name__ == "__main__":
    sys.exit(main())
