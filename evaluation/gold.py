"""Finding and reading measured on annotated policies: `python evaluation/gold.py [--types ID ...] [--limit N]`.

Reads every `NAME.md` of the shared gold folder with the product's own reader, analyses it in this process and scores it with the shared
scorer. Without the shared data it says so and ends with exit 0. `--types` restricts the table and the figures to some clause types.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model.provision import AttributeValue, Provision
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.classifying import Classifier
from clauseatlas.text.reading import read

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = SHARED / "data" / "gold"
SCORER = SHARED / "tools" / "score_gold.py"


def scorer() -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_gold", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_json(provisions: Sequence[Provision]) -> dict[str, Any]:
    """The fields of an analysis that the scorer reads."""
    return {
        "provisions": [
            {
                "clause_type": each.finding.clause_type,
                "stance": each.finding.stance.value,
                "severity": {"level": each.severity.level.value},
                "quotes": [{"exact": quote.exact} for quote in each.finding.quotes],
                "attributes": {name: _plain(value) for name, value in each.finding.attributes.items()},
            }
            for each in provisions
        ]
    }


def _plain(value: AttributeValue) -> object:
    return list(value) if isinstance(value, tuple) else value


def measure(
    catalogue: Catalogue, *, classifier: Classifier | None = None, folder: Path = GOLD, limit: int | None = None
) -> tuple[Mapping[str, float], Mapping[str, Any]]:
    """Figures and per-type counts over the gold documents of a folder."""

    def analysed(path: Path) -> dict[str, Any]:
        policy = read(path.read_bytes(), media_type="text/markdown")
        return as_json(analyse(policy, catalogue, classifier=classifier))

    return scorer().score(folder, analysed, limit)  # type: ignore[no-any-return]


def only(folder: Path, types: Sequence[str], into: Path) -> Path:
    """A copy of a gold folder with the findings of some types, so that figures speak of these alone."""
    for path in folder.glob("*.md"):
        (into / path.name).write_bytes(path.read_bytes())
        lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if line.strip() and json.loads(line)["clause_type"] in types]
        (into / path.with_suffix(".jsonl").name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return into


def main() -> int:
    """Print the per-type table and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", nargs="*", default=[])
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if not GOLD.exists():
        print("skipped: the shared data is not beside this checkout")
        return 0
    catalogue = load_catalogue()
    types = options.types or list(catalogue.clauses)
    with tempfile.TemporaryDirectory() as name:
        figures, per = measure(catalogue, folder=only(GOLD, types, Path(name)), limit=options.limit)
    f1 = scorer().f1
    for clause_type, counts in sorted(per.items(), key=lambda row: -f1(row[1])):
        print(f"  {clause_type:24} F1 {f1(counts):.2f}  found {counts['tp']}  wrong {counts['fp']}  missed {counts['fn']}")
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
