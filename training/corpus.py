"""What the classifier learns from: documents as sentences with the clause types that are known of each."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from clauseatlas.model.policytext import PolicyText
from clauseatlas.provisions.sentences import Sentence, sentences
from clauseatlas.text.reading import read

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared"
GOLD: Final = SHARED / "data" / "gold"
OWN: Final = ROOT / "evaluation" / "gold_own"
UNPACKED: Final = ROOT / "var" / "data"
HALF: Final = 0.5  # share of a sentence, or of a finding, that must overlap for the sentence to carry the type
FIRST_EDITION_ONLY: Final = frozenset(
    {
        "amazon-privacy", "bluesky-tos", "chatgpt-commercial", "deepseek-privacy", "discord-privacy", "linkedin-tos", "midjourney-tos",
        "netflix-tos", "paypal-tos", "reddit-privacy", "zoom-privacy",
    }
)  # fmt: skip  # gold documents that were annotated before the second edition of the types
MOST_FINDINGS: Final = 5  # of a type in a document that annotators were asked for
YES, NO, UNKNOWN = 1, 0, -1

Words = Callable[[str], list[str]]  # splits a text into words as the scorer counts them


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Sentences of one text; `labels` holds for each sentence the types it carries, `known` the types that were looked for (None: all)."""

    name: str
    policy: PolicyText | None
    sentences: tuple[Sentence, ...]
    labels: tuple[frozenset[str], ...]
    known: frozenset[str] | None = None
    repeated: frozenset[str] = frozenset()  # types with so many findings that the annotation stopped there
    weight: float = 1.0

    def table(self, types: Sequence[str]) -> npt.NDArray[np.int8]:
        """YES, NO or UNKNOWN for each (sentence, type)."""
        table = np.full((len(self.sentences), len(types)), UNKNOWN, dtype=np.int8)
        for column, type_ in enumerate(types):
            if self.known is None or type_ in self.known:
                table[:, column] = NO
        at = {type_: column for column, type_ in enumerate(types)}
        for row, labels in enumerate(self.labels):
            for label in labels:
                if label in at:
                    table[row, at[label]] = YES
        return table


def labelled(name: str, policy: PolicyText, spans: Sequence[tuple[str, int, int]], *, known: frozenset[str] | None) -> Document:
    """A document from findings as (type, start, end) in its text."""
    each = sentences(policy)
    labels: list[set[str]] = [set() for _ in each]
    for type_, start, end in spans:
        for sentence in each:
            shared = min(sentence.end, end) - max(sentence.start, start)
            if shared > 0 and (shared > HALF * (sentence.end - sentence.start) or shared > HALF * (end - start)):
                labels[sentence.index].add(type_)
    numbers = Counter(type_ for type_, _, _ in spans)
    return Document(
        name=name,
        policy=policy,
        sentences=each,
        labels=tuple(frozenset(found) for found in labels),
        known=known,
        repeated=frozenset(type_ for type_, number in numbers.items() if number >= MOST_FINDINGS),
    )


def gold(words: Words, first: frozenset[str], *, folder: Path = GOLD) -> Iterator[Document]:
    """The annotated documents of the shared data by name; `words` is the word splitter of the shared scorer, `first` the first edition."""
    for path in sorted(folder.glob("*.md")):
        rows = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        policy = read(path.read_bytes(), media_type="text/markdown")
        yield labelled(path.stem, policy, list(located(rows, policy.text, words)), known=first if path.stem in FIRST_EDITION_ONLY else None)


def located(rows: Sequence[Mapping[str, Any]], text: str, words: Words) -> Iterator[tuple[str, int, int]]:
    """Findings located in the canonical text by their words, since marks and white space differ from the annotated file."""
    places = list(_words(text, words))
    starts: dict[str, list[int]] = {}
    for number, (word, _, _) in enumerate(places):
        starts.setdefault(word, []).append(number)
    for row in rows:
        wanted = words(row["quote"])
        for at in starts.get(wanted[0], []) if wanted else []:
            if [word for word, _, _ in places[at : at + len(wanted)]] == wanted:
                yield row["clause_type"], places[at][1], places[at + len(wanted) - 1][2]
                break


def _words(text: str, words: Words) -> Iterator[tuple[str, int, int]]:
    at = 0
    for piece in text.replace("\n", " ").split(" "):
        found = words(piece)
        for word in found:
            yield word, at, at + len(piece)
        at += len(piece) + 1
