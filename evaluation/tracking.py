"""`track` over the 109 real pages: all captured, none of the policies quarantined; again, none changed; ten edited, ten new versions.

    python -m evaluation.tracking            needs var/data/html (make data)

Page 122 is a redirect notice of eight words: quarantining it is right. Prints the counts and ends with 1 where they are not as they must be.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from itertools import islice
from pathlib import Path
from typing import Any

from clauseatlas.pipeline.open_terms import document_type
from clauseatlas.text.reading import read
from evaluation.pages import pages, served

NO_POLICY = frozenset({"122_Twitch_Privacy-Policy.html"})
EDITED = 10
STRIDE = 5  # every fifth page, so that the edited ones are of many platforms
LONG_CHARACTERS, TAIL = 200, 24  # a paragraph of running text, and the end by which it is found in the source
EDIT = "<p>From the first day of next month we share the records described above with a further partner, for ninety days.</p>"


def run(home: Path, origin: str, *arguments: str) -> Any:
    """The report of a command on an atlas, as a person would call it."""
    environment = {**os.environ, "CLAUSEATLAS_ALLOW_ORIGINS": origin, "CLAUSEATLAS_HOME": str(home)}
    command = [sys.executable, "-m", "clauseatlas.cli.main", *arguments, "--format", "json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def declare(path: Path, origin: str, *, names: Collection[str] | None = None) -> int:
    """Write declarations of all pages, or of those named; how many there are."""
    found = [page for page in pages() if names is None or page.name in names]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["platform", "type", "url", "title"])
        for page in found:
            rows.writerow([page.platform, document_type(page.kind).value, f"http://{origin}/{page.name}", page.kind])
    return len(found)


def edit(path: Path) -> bool:
    """Put one more paragraph in the middle of the text of a page, behind a paragraph that the reader took; False where none is found."""
    body = path.read_text(encoding="utf-8", errors="surrogateescape")
    policy = read(body.encode("utf-8", "surrogateescape"), media_type="text/html", charset="utf-8")
    ends = [policy.text[block.end - TAIL : block.end] for block in policy.blocks if block.end - block.start > LONG_CHARACTERS]
    places = (body.find("</p>", body.find(end)) for end in ends[len(ends) // 2 :] if body.count(end) == 1)
    place = next((found for found in places if found >= 0), -1)
    if place >= 0:
        path.write_text(body[: place + 4] + EDIT + body[place + 4 :], encoding="utf-8", errors="surrogateescape")
    return place >= 0


def main() -> int:
    """Run the three rounds and say what came of them."""
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch) / "pages", Path(scratch) / "home"
        folder.mkdir()
        for page in pages():
            (folder / page.name).write_bytes(page.body)
        with served(folder) as origin:
            total = declare(Path(scratch) / "pages.csv", origin)
            run(home, origin, "init")
            run(home, origin, "load", str(Path(scratch) / "pages.csv"))
            first = run(home, origin, "track", "--verbose")
            quarantined = {name_of(row): row["reasons"] for row in first["by_document"] if row["outcome"] == "quarantined"}
            told("first", first)
            for name, reasons in quarantined.items():
                print(f"  quarantined: {name} ({', '.join(reasons)})")
            if set(quarantined) != NO_POLICY or first["outcomes"].get("recorded", 0) != total - len(NO_POLICY):
                failures.append("first run: other pages were quarantined than the one that is no policy, or not all were recorded")
            again = run(home, origin, "track")
            told("again", again)
            if again["outcomes"] != {"quarantined": len(NO_POLICY), "same": total - len(NO_POLICY)}:
                failures.append("second run: not every page was the same")
            recorded = sorted(name_of(row) for row in first["by_document"] if row["outcome"] == "recorded")
            if sum(1 for _ in islice(filter(edit, (folder / name for name in recorded[::STRIDE])), EDITED)) < EDITED:
                raise SystemExit("too few pages could be edited")
            edited = run(home, origin, "track", "--verbose")
            told("edited", edited)
            if edited["versions"]["document_changed"] != EDITED:
                failures.append(f"third run: {edited['versions']['document_changed']} new versions where {EDITED} pages were edited")
            verified = run(home, origin, "verify")
            print("verify:", verified["checked"], "holds" if verified["verified"] else verified["problems"][:5])
            if not verified["verified"]:
                failures.append("verify found problems")
    print(*failures or ["as it must be"], sep="\n")
    return 1 if failures else 0


def name_of(row: dict[str, Any]) -> str:
    """The file of a document."""
    return str(row["url"]).rpartition("/")[2]


def told(label: str, report: dict[str, Any]) -> None:
    """Print the counts of a run."""
    changes = {kind: count for kind, count in report["changes"].items() if count}
    print(f"{label}: {report['documents']} documents in {report['seconds']} s, {report['outcomes']}, {changes}, {report['provisions']} provisions")


if __name__ == "__main__":
    sys.exit(main())
