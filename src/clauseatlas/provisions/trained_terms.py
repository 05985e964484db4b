"""What the trained classifier reads of a sentence: words, pairs of words and their stems, in four views.

A view is a text around a sentence: its own words, its headings, its paragraph, the lead-in of its list. Every view has its own weights, and
each distinct text of a document is counted once, so that a paragraph costs the same however many sentences it holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from clauseatlas.provisions.sentences import Sentence

STEM_LETTERS: Final = 5  # letters of a stem: "terminate", "termination" and "terminated" are one
MAX_WORDS: Final = 400  # of one text that are read; a longer paragraph repeats its subject
NEAR_HEADINGS: Final = 2  # innermost headings that are read; those above name the document
PAIRED: Final = frozenset({"own"})  # views in which pairs are read: around a sentence its subject matters, not the phrase
_WORD: Final = re.compile(r"[a-z0-9\u00c0-\u024f]+")

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int32]
Index = Mapping[str, int]


def _own(sentence: Sentence, _paragraphs: Mapping[int, str]) -> str:
    return sentence.folded


def _above(sentence: Sentence, _paragraphs: Mapping[int, str]) -> str:
    return " ".join(sentence.headings[-NEAR_HEADINGS:]).lower()


def _around(sentence: Sentence, paragraphs: Mapping[int, str]) -> str:
    return paragraphs[sentence.block]


def _lead(sentence: Sentence, _paragraphs: Mapping[int, str]) -> str:
    return sentence.context[: sentence.offset]


VIEWS: Final[Mapping[str, Callable[[Sentence, Mapping[int, str]], str]]] = {"own": _own, "above": _above, "around": _around, "lead": _lead}


def texts(sentences: Sequence[Sentence]) -> Mapping[str, list[str]]:
    """For each view the text of every sentence, folded."""
    paragraphs: dict[int, str] = {}
    for sentence in sentences:
        before = paragraphs.get(sentence.block)
        paragraphs[sentence.block] = sentence.folded if before is None else f"{before} {sentence.folded}"
    return {name: [view(sentence, paragraphs) for sentence in sentences] for name, view in VIEWS.items()}


def terms(view: str, text: str) -> Iterator[str]:
    """The words and stems (marked "^") of a folded text with repetition, in the sentence itself also pairs of words and of stems."""
    paired = view in PAIRED
    last = last_stem = ""
    for word in _WORD.findall(text)[:MAX_WORDS]:
        stem = "^" + word[:STEM_LETTERS]
        yield word
        yield stem
        if last and paired:
            yield f"{last} {word}"
            yield f"{last_stem} {stem}"
        last, last_stem = word, stem


def vectors(view: str, each: Sequence[str], *, index: Index, weight: Floats) -> tuple[Whole, Floats, Whole]:
    """Texts of a view as sparse rows (column numbers, values, row starts with one past the end): damped counts times `weight`, of length one."""
    columns: list[int] = []
    counts: list[int] = []
    starts = [0]
    known = index.get
    for text in each:
        row: dict[int, int] = {}
        for term in terms(view, text):
            column = known(term)
            if column is not None:
                row[column] = row.get(column, 0) + 1
        columns.extend(row)
        counts.extend(row.values())
        starts.append(len(columns))
    at = np.asarray(columns, dtype=np.int32)
    first = np.asarray(starts, dtype=np.int32)
    values = (1 + np.log(np.asarray(counts, dtype=np.float32))) * weight[at]
    return at, _of_length_one(values, first), first


def _of_length_one(values: Floats, starts: Whole) -> Floats:
    sizes = np.diff(starts)
    squares = np.concatenate(([0.0], np.cumsum(values.astype(np.float64) ** 2)))
    lengths = np.sqrt(squares[starts[1:]] - squares[starts[:-1]])
    lengths[lengths == 0] = 1
    return np.asarray(values / np.repeat(lengths, sizes), dtype=np.float32)
