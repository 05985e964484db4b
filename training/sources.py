"""Further labelled sentences: examples of the catalogue, and our own annotations of shared documents."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue, ClauseType
from clauseatlas.provisions.checking import example_text
from clauseatlas.provisions.sentences import sentences
from clauseatlas.text.reading import read
from training.corpus import OWN, UNPACKED, Document, Words, labelled, located


def extras(catalogue: Catalogue) -> list[Document]:
    """Sentences that stand alone: each is known for its own type only."""
    return [document for clause in catalogue.clauses.values() for document in _examples(clause)]


def _examples(clause: ClauseType) -> Iterator[Document]:
    for kind, examples in (("positive", clause.positive), ("negative", clause.negative)):
        for number, example in enumerate(examples):
            policy = example_text(example.text)
            each = sentences(policy)
            labels = frozenset({clause.id}) if kind == "positive" else frozenset()
            if labels and len(each) > 1:
                continue  # which of its sentences is the clause, an example does not say
            yield Document(
                name=f"{clause.id}/{kind}/{number}",
                policy=policy,
                sentences=each,
                labels=tuple(labels for _ in each),
                known=frozenset({clause.id}),
            )


def own(words: Words, *, folder: Path = OWN) -> Iterator[Document]:
    """Our annotations: offsets into a Markdown file of the shared data, which must still be the text that was annotated."""
    for path in sorted(folder.glob("*.jsonl")):
        head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        document = _own(path.stem, head, rows, words=words)
        if document is not None:
            yield document


def _own(name: str, head: dict[str, Any], rows: list[dict[str, Any]], *, words: Words) -> Document | None:
    source = UNPACKED / head["document"]
    if not source.exists():
        return None
    body = source.read_bytes()
    if hashlib.sha256(body).hexdigest() != head["sha256"]:
        raise ValueError(f"{name}: {head['document']} is not the text that was annotated")
    text = body.decode("utf-8")
    quoted = [{"clause_type": row["clause_type"], "quote": text[row["start"] : row["end"]]} for row in rows]
    policy = read(body, media_type="text/markdown")
    return labelled(f"own/{name}", policy, list(located(quoted, policy.text, words)), known=None)
