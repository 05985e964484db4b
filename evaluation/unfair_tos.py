"""The LexGLUE task UNFAIR-ToS: `python -m evaluation.unfair_tos [--train FILE[:SPLIT]] [--test FILE[:SPLIT]] [--check]`.

Learns from the train file alone (JSON lines with `text`, `labels` and, where known, `doc`), chooses one threshold by cross-validation inside it, and
prints micro and macro F1 on the test file as LexGLUE counts them: the column of sentences without any label included. Without files given, the train
and validation splits of the shared set; where that is absent it says so and ends with exit 0.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.metrics import f1_score
from training.corpus import UNPACKED
from training.quotations import margins, reader, signal_scores

from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.provisions.trained_terms import Floats

SHARED_SET = UNPACKED / "labels" / "unfair_tos.jsonl"
FLOORS = Path(__file__).parent / "floors.json"
FOLDS = 10
BLOCK = 50  # sentences in a row that stay in one fold where documents are not named
THRESHOLDS = np.round(np.arange(-0.6, 0.31, 0.05), 2)
TOLERANCE = 0.01  # of macro F1: among thresholds this close to the best the highest is taken, since models of all documents are surer

Labels = npt.NDArray[np.bool_]


def rows(where: str) -> list[dict[str, object]]:
    """The rows of FILE, or those of one split of it (FILE:SPLIT)."""
    path, _, split = where.rpartition(":") if not Path(where).exists() else (where, "", "")
    read = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in read if not split or row.get("split") == split]


def table(each: Sequence[dict[str, object]], names: Sequence[str]) -> Labels:
    """Which labels a row carries."""
    return np.array([[name in row["labels"] for name in names] for row in each], dtype=np.bool_)  # type: ignore[operator]


def scores(truth: Labels, given: Labels) -> tuple[float, float]:
    """Micro and macro F1 with a column for "no label"."""
    wanted = np.hstack([truth, ~truth.any(axis=1, keepdims=True)])
    found = np.hstack([given, ~given.any(axis=1, keepdims=True)])
    return f1_score(wanted, found, average="micro"), f1_score(wanted, found, average="macro", zero_division=0)


def folds(each: Sequence[dict[str, object]]) -> npt.NDArray[np.int64]:
    """The fold of each row: documents stay whole."""
    names = [str(row.get("doc", f"rows {at // BLOCK}")) for at, row in enumerate(each)]
    order = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([order[name] % FOLDS for name in names])


def threshold(texts: Sequence[str], signals: Floats, labels: Labels, *, fold: npt.NDArray[np.int64]) -> float:
    """The threshold that serves sentences of unseen documents of the train set."""
    unseen = np.zeros(labels.shape)
    for number in range(FOLDS):
        known, asked = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if not len(asked):
            continue
        read = reader([texts[row] for row in known])
        seen, new = (read.rows([texts[row] for row in part], signals[part]) for part in (known, asked))
        unseen[asked] = margins(seen, labels[known], new)
    macro = np.array([scores(labels, unseen > level)[1] for level in THRESHOLDS])
    return float(THRESHOLDS[np.flatnonzero(macro >= macro.max() - TOLERANCE).max()])


def measure(train: list[dict[str, object]], test: list[dict[str, object]]) -> dict[str, float]:
    """Micro and macro F1 on the test rows, with the threshold chosen."""
    catalogue = load_catalogue()
    names = sorted({str(name) for row in train for name in row["labels"]})  # type: ignore[attr-defined]
    texts, asked = [str(row["text"]) for row in train], [str(row["text"]) for row in test]
    signals, labels = signal_scores(texts, catalogue), table(train, names)
    level = threshold(texts, signals, labels, fold=folds(train))
    read = reader(texts)
    found = margins(read.rows(texts, signals), labels, read.rows(asked, signal_scores(asked, catalogue))) > level
    truth = table(test, names)
    for name, score in zip(names, f1_score(truth, found, average=None, zero_division=0), strict=True):
        print(f"  {name:26} F1 {score:.2f}")
    micro, macro = scores(truth, found)
    return {"micro_f1": round(float(micro), 4), "macro_f1": round(float(macro), 4), "threshold": level}


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", default=f"{SHARED_SET}:train", help="file to learn from")
    parser.add_argument("--test", default=f"{SHARED_SET}:validation", help="file to be measured on")
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is below its floor")
    options = parser.parse_args()
    if str(SHARED_SET) in options.train and not SHARED_SET.exists():
        print("skipped: the shared data is not unpacked (make data)")
        return 0
    figures = measure(rows(options.train), rows(options.test))
    print(json.dumps(figures))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")).get("unfair_tos", {}).get("at least", {}) if options.check else {}
    low = [f"{name} {figures[name]} is below {floor}" for name, floor in floors.items() if figures[name] < floor]
    print(*low, sep="\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
