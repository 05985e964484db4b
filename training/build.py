"""`python -m training.build [--to FOLDER]`: learns from all sets and writes the weights the package ships; same input, same bytes."""

import argparse
import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.provisions.trained import WEIGHTS, digest, write_weights
from training.corpus import SHARED, Document, gold
from training.sources import extras, own
from training.weighing import learn

SCORER = SHARED / "tools" / "score_gold.py"


def scorer() -> ModuleType:
    """The shared scorer as a module: it knows how words are counted and which types are of the first edition."""
    spec = importlib.util.spec_from_file_location("score_gold", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents read whole, further sentences, and the clause types in the order of the columns."""

    documents: tuple[Document, ...]
    extras: tuple[Document, ...]
    types: tuple[str, ...]


def everything(catalogue: Catalogue) -> Corpus:
    """All there is to learn from."""
    scoring = scorer()
    documents = (*gold(scoring.words, frozenset(scoring.first_edition())), *own(scoring.words))
    types = {label for document in documents for labels in document.labels for label in labels} | set(catalogue.clauses)
    return Corpus(documents=documents, extras=tuple(extras(catalogue)), types=tuple(sorted(types)))


def main() -> int:
    """Build, and print the digest for the model card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="folder for the two files (default: in the package)")
    chosen = parser.parse_args()
    catalogue = load_catalogue()
    corpus = everything(catalogue)
    chosen.to.mkdir(parents=True, exist_ok=True)
    write_weights(learn(corpus.documents, corpus.extras, corpus.types, clauses=catalogue.clauses), chosen.to)
    size = sum(path.stat().st_size for path in chosen.to.glob("english.*"))
    print(f"{len(corpus.documents)} documents, {len(corpus.types)} types, {size / 1e6:.1f} MB\nsha256 {digest(chosen.to)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
