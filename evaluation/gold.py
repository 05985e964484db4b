"""Finding and reading measured on annotated policies that were not trained on: `python -m evaluation.gold [--types ID ...] [--check]`.

The documents of the shared gold folder are dealt into folds; for each fold the classifier is trained in memory on the others (with our own
annotations and the examples of the catalogue), and the whole analysis runs on the fold and is scored with the shared scorer. Signals were
partly written with an eye on the documents of even number, so the figures of the odd ones are printed apart. `--shipped` takes the weights of
the package instead, which have seen the documents: only for a quick look. Without the shared data it says so and ends with exit 0.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.build import everything, scorer
from training.corpus import GOLD, Document
from training.weighing import learn

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model.provision import AttributeValue, Provision
from clauseatlas.provisions.analysing import analyse, default_classifier
from clauseatlas.provisions.classifying import Classifier
from clauseatlas.provisions.signals import SignalClassifier
from clauseatlas.provisions.trained import TrainedClassifier

FLOORS = Path(__file__).parent / "floors.json"
FOLDS = 5


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


def unseen(catalogue: Catalogue) -> Iterator[tuple[Document, Classifier]]:
    """Each gold document with a classifier that was trained without it."""
    corpus = everything(catalogue)
    gold = [document for document in corpus.documents if (GOLD / f"{document.name}.md").exists()]
    for fold in range(FOLDS):
        held = gold[fold::FOLDS]
        names = {document.name for document in held}
        kept = [document for document in corpus.documents if document.name not in names]
        classifier = TrainedClassifier(catalogue.clauses, learn(kept, corpus.extras, corpus.types, clauses=catalogue.clauses))
        print(f"fold {fold + 1} of {FOLDS}: trained on {len(kept)} documents", file=sys.stderr)
        yield from ((document, classifier) for document in held)


def seen(catalogue: Catalogue, classifier: Classifier) -> Iterator[tuple[Document, Classifier]]:
    """Each gold document with one and the same classifier."""
    for document in everything(catalogue).documents:
        if (GOLD / f"{document.name}.md").exists():
            yield document, classifier


def analysed(pairs: Iterator[tuple[Document, Classifier]], catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """The analysis of each document by its name."""
    return {document.name: as_json(analyse(document.policy, catalogue, classifier=classifier)) for document, classifier in pairs if document.policy}


def score(results: Mapping[str, dict[str, Any]], names: Sequence[str], *, types: Sequence[str]) -> tuple[dict[str, float], Mapping[str, Any]]:
    """Figures and per-type counts of some documents and some types."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / f"{name}.md").write_bytes((GOLD / f"{name}.md").read_bytes())
            lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            kept = [line for line in lines if line.strip() and json.loads(line)["clause_type"] in types]
            (Path(folder) / f"{name}.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")

        def chosen(path: Path) -> dict[str, Any]:
            return {"provisions": [each for each in results[path.stem]["provisions"] if each["clause_type"] in types]}

        figures, per = scorer().score(folder, chosen)
    return {name: round(value, 4) for name, value in figures.items()}, per


def failures(figures: Mapping[str, float]) -> list[str]:
    """The figures outside their floor ("at least") or ceiling ("at most")."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["gold"]
    low = [f"{name} {figures[name]} is below {floor}" for name, floor in floors["at least"].items() if figures[name] < floor]
    return low + [f"{name} {figures[name]} is above {ceiling}" for name, ceiling in floors["at most"].items() if figures[name] > ceiling]


def report(results: Mapping[str, dict[str, Any]], types: Sequence[str]) -> dict[str, float]:
    """Print the table and the figures; the figures of all documents."""
    names = sorted(results)
    figures, per = score(results, names, types=types)
    f1 = scorer().f1
    table = {type_: {"f1": round(f1(counts), 3), **counts} for type_, counts in sorted(per.items(), key=lambda row: -f1(row[1]))}
    for type_, counts in table.items():
        print(f"  {type_:24} F1 {counts['f1']:.2f}  found {counts.get('tp', 0)}  wrong {counts.get('fp', 0)}  missed {counts.get('fn', 0)}")
    odd, _ = score(results, names[1::2], types=types)
    print(json.dumps({"figures": figures, "odd documents": odd, "types": table}))
    return figures


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", nargs="*", default=[], help="only these clause types")
    parser.add_argument("--shipped", action="store_true", help="the shipped weights, which have seen the documents")
    parser.add_argument("--signals", action="store_true", help="signals alone")
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is outside its floor")
    options = parser.parse_args()
    if not GOLD.exists():
        print("skipped: the shared data is not beside this checkout")
        return 0
    catalogue = load_catalogue()
    if options.shipped or options.signals:
        pairs = seen(catalogue, SignalClassifier(catalogue.clauses) if options.signals else default_classifier(catalogue))
    else:
        pairs = unseen(catalogue)
    figures = report(analysed(pairs, catalogue), options.types or sorted(scorer().first_edition()))
    found = failures(figures) if options.check else []
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
