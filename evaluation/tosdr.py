"""Quotations of unseen services to our clause types: `python -m evaluation.tosdr [--check]`.

The case titles of the ToS;DR set are mapped to clause types by `tosdr_mapping.toml` (keyed by the digest of a title). Services are dealt into folds;
a quotation is given the likeliest type by models that saw no quotation of its service. Types with fewer than LEAST quotations are left out: with
a handful, the figure of a type says nothing. Without the shared data it says so and ends with exit 0.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.metrics import f1_score
from training.corpus import UNPACKED
from training.quotations import margins, reader, signal_scores

from clauseatlas.catalogue.loading import load_catalogue

QUOTES = UNPACKED / "labels" / "tosdr.jsonl"
MAPPING = Path(__file__).parent / "tosdr_mapping.toml"
FLOORS = Path(__file__).parent / "floors.json"
FOLDS = 5
LEAST = 10  # quotations of a type


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation, the clause type of its case title, and the service."""

    text: str
    clause_type: str
    service: str


def mapping() -> Mapping[str, str]:
    """Clause type by the digest of a case title."""
    types = tomllib.loads(MAPPING.read_text(encoding="utf-8"))["types"]
    return {digest: type_ for type_, digests in types.items() for digest in digests}


def quotations(path: Path = QUOTES) -> list[Quotation]:
    """The quotations whose title is mapped, of types with enough of them."""
    types = mapping()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [
        Quotation(text=row["text"], clause_type=types[digest], service=row["doc"])
        for row in rows
        if (digest := hashlib.sha256(row["labels"][0].encode()).hexdigest()) in types
    ]
    numbers = Counter(each.clause_type for each in found)
    return [each for each in found if numbers[each.clause_type] >= LEAST]


def fold(service: str) -> int:
    """The fold of a service, the same in every run."""
    return int(hashlib.sha256(service.encode()).hexdigest(), 16) % FOLDS


def guesses(each: list[Quotation], types: list[str]) -> npt.NDArray[np.int64]:
    """The column of the likeliest type for every quotation."""
    texts = [quotation.text for quotation in each]
    signals = signal_scores(texts, load_catalogue())
    labels = np.array([[quotation.clause_type == type_ for type_ in types] for quotation in each])
    folds = np.array([fold(quotation.service) for quotation in each])
    guessed = np.zeros(len(each), dtype=np.int64)
    for number in range(FOLDS):
        known, asked = np.flatnonzero(folds != number), np.flatnonzero(folds == number)
        read = reader([texts[row] for row in known])
        rows = (read.rows([texts[row] for row in part], signals[part]) for part in (known, asked))
        guessed[asked] = margins(next(rows), labels[known], next(rows)).argmax(axis=1)
    return guessed


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is below its floor")
    options = parser.parse_args()
    if not QUOTES.exists():
        print("skipped: the shared data is not unpacked (make data)")
        return 0
    each = quotations()
    types = sorted({quotation.clause_type for quotation in each})
    truth = np.array([types.index(quotation.clause_type) for quotation in each])
    guessed = guesses(each, types)
    per = f1_score(truth, guessed, average=None, labels=range(len(types)))
    for score, type_, number in sorted(zip(per, types, np.bincount(truth), strict=True)):
        print(f"  {type_:24} F1 {score:.2f}  of {number}")
    figures = {"top1": round(float((guessed == truth).mean()), 4), "macro_f1": round(float(per.mean()), 4)}
    print(json.dumps({**figures, "quotations": len(each), "types": len(types)}))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")).get("tosdr", {}).get("at least", {}) if options.check else {}
    low = [f"{name} {figures[name]} is below {floor}" for name, floor in floors.items() if figures[name] < floor]
    print(*low, sep="\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
