"""Changes judged on real transitions: the labelled ones, and pairs of raw captures of one page.

    python -m evaluation.changes             figures (needs the shared data, unpacked into var/data on demand)
    python -m evaluation.changes --verbose   and every judgement that differs from its label, with reasons and edits
    python -m evaluation.changes --check     end with 1 where a figure falls below evaluation/floors.json, section "changes"

Labelled transitions: a label says whether a reader found a change substantive or cosmetic. A verdict of substantive or unclear counts as an alert.
The history of a document enters as in the product: a text seen before is a return. Recall is the share of substantive transitions that alert,
precision the share of alerts that are substantive. The two halves (rows of even and odd number) are told apart, because rules were first
derived on one half and checked on the other. Captures of one page: where the policy is the same, nothing may be substantive; where it differs,
something must differ.
"""

import argparse
import contextlib
import json
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauseatlas.changes.comparing import compare
from clauseatlas.changes.judging import judge
from clauseatlas.model.change import Comparison, Edit, Judgement, RunKind
from clauseatlas.model.words import Significance
from clauseatlas.text.reading import read

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
UNPACKED = ROOT / "var" / "data"
FLOORS = Path(__file__).parent / "floors.json"
ALERTS = frozenset({Significance.SUBSTANTIVE, Significance.UNCLEAR})
SHOWN_EDITS, SHOWN_LETTERS = 4, 300


@dataclass(frozen=True)
class Case:
    """A transition with its label and what was judged."""

    name: str
    number: int
    label: str
    note: str
    comparison: Comparison
    judgement: Judgement

    @property
    def alerts(self) -> bool:
        """Whether a watcher would hear of it."""
        return self.judgement.significance in ALERTS


def unpacked(name: str) -> Path:
    """The folder of a data set, unpacked from the shared data where it is missing."""
    folder = UNPACKED / name
    if not folder.exists():
        archive = SHARED / f"{name}.tar.xz"
        if not archive.exists():
            raise SystemExit(f"no data: neither {folder} nor {archive} exists")
        UNPACKED.mkdir(parents=True, exist_ok=True)
        # Aside, then renamed: a process that looks meanwhile must not find half of it, and of two that unpack at once the first one stays.
        with tempfile.TemporaryDirectory(dir=UNPACKED) as aside:
            with tarfile.open(archive) as packed:
                packed.extractall(aside, filter="data")
            with contextlib.suppress(OSError):
                (Path(aside) / name).rename(folder)
    return folder


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def labelled(file: Path, folder: Path) -> list[Case]:
    """The labelled transitions, judged."""
    cases: list[Case] = []
    for number, row in enumerate(rows(file)):
        before, after = (read((folder / row[side]).read_bytes(), media_type="text/markdown") for side in ("from_path", "to_path"))
        comparison = compare(before, after)
        judgement = judge(comparison, before, after, seen_before=row["to_text_seen_before"])
        name = f"{row['service']}, {row['terms_type']}, {row['from'][:10]} to {row['to'][:10]}"
        cases.append(Case(name, number, row["label"], row["reason"], comparison, judgement))
    return cases


def captured(folder: Path) -> list[Case]:
    """The pairs of raw captures, judged."""
    cases: list[Case] = []
    for number, row in enumerate(rows(folder / "index.jsonl")):
        bodies = ((folder / f"{row['name']}.{side}.html").read_bytes() for side in ("before", "after"))
        before, after = (read(body, media_type="text/html", url=row["url"]) for body in bodies)
        comparison = compare(before, after)
        cases.append(Case(row["name"], number, row["kind"], "", comparison, judge(comparison, before, after)))
    return cases


def scores(cases: Sequence[Case]) -> dict[str, float]:
    """Recall, precision and share of unclear verdicts."""
    right = sum(case.alerts for case in cases if case.label == "substantive")
    alerts = sum(case.alerts for case in cases)
    unclear = sum(case.judgement.significance is Significance.UNCLEAR for case in cases)
    return {
        "recall": right / max(1, sum(case.label == "substantive" for case in cases)),
        "precision": right / max(1, alerts),
        "unclear": unclear / max(1, len(cases)),
    }


def show(case: Case) -> None:
    """A judgement with its reasons and the edits that gave it."""
    reasons = ", ".join(case.judgement.reasons)
    print(f"  {case.number:3} {case.name}: {case.label}, judged {case.judgement.significance} ({reasons}). {case.note}")
    for edit in [edit for edit in case.comparison.edits if edit.significance is case.judgement.significance][:SHOWN_EDITS]:
        print(f"      {edit.id} {edit.kind} [{', '.join(edit.reasons)}] {reading_view(edit)[:SHOWN_LETTERS]}")


def reading_view(edit: Edit) -> str:
    """An edit in one line: what went in [- -], what came in [+ +]."""
    signs = {RunKind.KEPT: "{}", RunKind.REMOVED: "[-{}-]", RunKind.ADDED: "[+{}+]"}
    if edit.runs:
        return "".join(signs[run.kind].format(run.text) for run in edit.runs).replace("\n", " ")
    passage = edit.after or edit.before
    assert passage is not None
    return passage.exact.replace("\n", " ")


def measure(cases: Sequence[Case], pairs: Sequence[Case]) -> dict[str, float]:
    """The figures that floors hold for."""
    figures = {name: round(value, 4) for name, value in scores(cases).items()}
    same = [case for case in pairs if case.label == "no_text_change"]
    other = [case for case in pairs if case.label == "text_change"]
    figures["noise_substantive"] = sum(case.judgement.significance is Significance.SUBSTANTIVE for case in same)
    figures["noise_alerts"] = sum(case.alerts for case in same)
    figures["changes_missed"] = sum(case.judgement.significance is Significance.IDENTICAL for case in other)
    return figures


def failures(figures: dict[str, float]) -> list[str]:
    """The figures outside their floor ("at least") or ceiling ("at most")."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["changes"]
    low = [f"{name} {figures[name]} is below {floor}" for name, floor in floors["at least"].items() if figures[name] < floor]
    return low + [f"{name} {figures[name]} is above {ceiling}" for name, ceiling in floors["at most"].items() if figures[name] > ceiling]


def report(cases: Sequence[Case], pairs: Sequence[Case], *, verbose: bool) -> dict[str, float]:
    """Print the figures, and the judgements that differ where asked; the figures."""
    for name, chosen in (("all", cases), ("even rows", cases[::2]), ("odd rows", cases[1::2])):
        found = scores(chosen)
        print(
            f"{len(chosen):4} transitions ({name}): recall {found['recall']:.3f}, precision {found['precision']:.3f}, unclear {found['unclear']:.3f}"
        )
    reasons = Counter(case.judgement.reasons[0] for case in cases if case.judgement.reasons)
    print("first reasons:", ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()))
    for kind in ("no_text_change", "text_change"):
        verdicts = Counter(case.judgement.significance for case in pairs if case.label == kind)
        print(f"{kind}: {', '.join(f'{verdict} {count}' for verdict, count in verdicts.most_common())}")
    if verbose:
        for case in (*cases, *pairs):
            expected = case.label in {"substantive", "text_change"}
            missed = case.judgement.significance is Significance.IDENTICAL if case.label == "text_change" else case.alerts != expected
            if missed or case.judgement.significance is Significance.UNCLEAR:
                show(case)
    return measure(cases, pairs)


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="show every judgement that differs from its label")
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is outside its floor")
    parser.add_argument("--labels", type=Path, help="another file of labelled transitions, with the same fields")
    parser.add_argument("--texts", type=Path, help="the folder its paths start from")
    chosen = parser.parse_args()
    folder = chosen.texts or unpacked("ota")
    figures = report(labelled(chosen.labels or folder / "labelled_changes.jsonl", folder), captured(unpacked("html_noise")), verbose=chosen.verbose)
    found = failures(figures) if chosen.check else []
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
