"""The trained classifier: linear models over words, weighed together with the signals of the catalogue; English only."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.provisions.classifying import Scores
from clauseatlas.provisions.sentences import Sentence
from clauseatlas.provisions.signals import METHOD as SIGNALS
from clauseatlas.provisions.signals import SignalClassifier
from clauseatlas.provisions.trained_evidence import Scene, weighed
from clauseatlas.provisions.trained_terms import Floats, Index, Whole, texts, vectors

METHOD: Final = "trained/1"
LANGUAGE: Final = "en"
WEIGHTS: Final = Path(__file__).parent / "weights"
STAMP_DIGITS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The vocabulary of one view: column of each term, rarity of each column, share of the view, coefficients (terms, types) in steps."""

    index: Index
    rarity: Floats
    share: float
    coefficients: npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All that was learnt. `types` are the columns; `scale` is the step of a type's coefficients, `learnt` says of which types anything was learnt,
    `prior` is the log share of sentences with the type, `rule` weighs the evidence.
    """

    types: tuple[str, ...]
    views: Mapping[str, Words]
    scale: Floats
    intercepts: Floats
    learnt: npt.NDArray[np.bool_]
    prior: Floats
    rule: Mapping[str, float]
    bias: float
    stamp: str


def read_weights(folder: Path = WEIGHTS) -> Weights | None:
    """The weights in a folder, None where none were built."""
    arrays, vocabulary = folder / "english.npz", folder / "english.json"
    if not arrays.exists() or not vocabulary.exists():
        return None
    said = json.loads(vocabulary.read_text(encoding="utf-8"))
    with np.load(arrays, allow_pickle=False) as held:
        views = {
            name: Words(
                index={term: column for column, term in enumerate(said["terms"][name])},
                rarity=held[f"{name}.rarity"],
                share=share,
                coefficients=held[f"{name}.coefficients"],
            )
            for name, share in said["shares"].items()
        }
        return Weights(
            types=tuple(said["types"]),
            views=views,
            scale=held["scale"],
            intercepts=held["intercepts"],
            learnt=held["learnt"],
            prior=held["prior"],
            rule=said["rule"],
            bias=said["bias"],
            stamp=digest(folder),
        )


def write_weights(weights: Weights, folder: Path) -> None:
    """The two files of weights: numbers in `english.npz`, words and the rule in `english.json`; the same weights give the same bytes."""
    said = {
        "types": weights.types,
        "shares": {name: words.share for name, words in weights.views.items()},
        "rule": weights.rule,
        "bias": weights.bias,
        "terms": {name: list(words.index) for name, words in weights.views.items()},
    }
    (folder / "english.json").write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "scale": weights.scale,
        "intercepts": weights.intercepts,
        "learnt": weights.learnt,
        "prior": weights.prior,
    }
    for name, words in weights.views.items():
        arrays |= {f"{name}.rarity": words.rarity, f"{name}.coefficients": words.coefficients}
    np.savez_compressed(folder / "english.npz", allow_pickle=False, **arrays)


def digest(folder: Path = WEIGHTS) -> str:
    """SHA-256 over the two files of weights, as the model card names it."""
    found = hashlib.sha256()
    for name in ("english.json", "english.npz"):
        found.update((folder / name).read_bytes())
    return found.hexdigest()


@cache
def shipped_weights() -> Weights | None:
    """The weights that come with the package, read once."""
    return read_weights()


def margins(sentences: Sequence[Sentence], weights: Weights) -> Floats:
    """How far each sentence lies on the side of each type, (sentences, types); every distinct text of a view is counted once."""
    total = np.zeros((len(sentences), len(weights.types)), dtype=np.float32)
    for name, each in texts(sentences).items():
        words = weights.views[name]
        distinct = {text: row for row, text in enumerate(dict.fromkeys(each))}
        at, values, starts = vectors(name, list(distinct), index=words.index, weight=words.rarity)
        summed = _summed(words.coefficients, at, values, starts)
        total += words.share * summed[[distinct[text] for text in each]]
    return total * weights.scale + weights.intercepts


def _summed(coefficients: npt.NDArray[np.int8], at: Whole, values: Floats, starts: Whole) -> Floats:
    """Rows of coefficients added up per text."""
    summed = np.zeros((len(starts) - 1, coefficients.shape[1]), dtype=np.float32)
    for row in np.flatnonzero(np.diff(starts)):
        first, end = starts[row], starts[row + 1]
        summed[row] = values[first:end] @ coefficients[at[first:end]].astype(np.float32)
    return summed


class TrainedClassifier:
    """Scores sentences by what was learnt together with the signals; a type that nothing was learnt of keeps its signal score."""

    def __init__(self, clauses: Mapping[str, ClauseType], weights: Weights) -> None:
        self._signals = SignalClassifier(clauses)
        self._weights = weights
        self.types = self._signals.types
        self.stamp = f"{METHOD}+{weights.stamp[:STAMP_DIGITS]}+{SIGNALS}"
        learnt = {type_: column for column, type_ in enumerate(weights.types) if weights.learnt[column]}
        self._own = [column for column, type_ in enumerate(self.types) if type_ in learnt]
        self._learnt = [learnt[self.types[column]] for column in self._own]
        spoken = [any(signal.language == LANGUAGE for signal in clause.signals) for clause in clauses.values()]
        self._spoken = np.asarray(spoken, dtype=np.float32)[self._own]

    def score(self, sentences: Sequence[Sentence], *, language: str) -> Scores:
        """Presence per (sentence, type); signals alone in a language other than English."""
        scores = self._signals.score(sentences, language=language)
        if language != LANGUAGE or not sentences or not self._own:
            return scores
        scene = Scene(
            margins=margins(sentences, self._weights)[:, self._learnt],
            signals=scores[:, self._own],
            spoken=self._spoken,
            prior=self._weights.prior[self._learnt],
        )
        scores[:, self._own] = weighed(scene, self._weights.rule, bias=self._weights.bias)
        return scores
