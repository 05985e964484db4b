"""Fitting: a linear model per clause type over the terms of four views, as plain arrays."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from clauseatlas.provisions.trained_terms import Floats, Index, terms, texts, vectors
from training.corpus import UNKNOWN, YES, Document

SHARES: Final = {"own": 1.0, "above": 0.5, "around": 0.4, "lead": 0.4}  # how much a view weighs against the sentence itself
LEAST_TEXTS: Final = {"own": 3, "above": 2, "around": 3, "lead": 2}  # distinct texts a term must stand in
COST: Final = 1.0
LEAST_YES: Final = 2  # sentences with a type below which nothing is learnt of it


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The vocabulary of a view: column of each term, and its weight (its rarity)."""

    index: Index
    weight: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Linear models of all types: per view a vocabulary and coefficients (terms, types), and one intercept a type (-inf where nothing was learnt)."""

    types: tuple[str, ...]
    views: Mapping[str, View]
    coefficients: Mapping[str, Floats]
    intercepts: Floats


def vocabularies(documents: Sequence[Document]) -> dict[str, View]:
    """Terms with the rarity they have among the distinct texts of a view."""
    seen: dict[str, dict[str, None]] = {name: {} for name in SHARES}
    for document in documents:
        for name, each in texts(document.sentences).items():
            seen[name].update(dict.fromkeys(each))
    return {name: _view(name, list(each)) for name, each in seen.items()}


def _view(name: str, each: Sequence[str]) -> View:
    found: Counter[str] = Counter()
    for text in each:
        found.update(set(terms(name, text)))
    kept = sorted(term for term, number in found.items() if number >= LEAST_TEXTS[name])
    weight = np.array([1 + math.log((1 + len(each)) / (1 + found[term])) for term in kept], dtype=np.float32)
    return View(index={term: column for column, term in enumerate(kept)}, weight=weight)


def matrix(documents: Sequence[Document], views: Mapping[str, View]) -> csr_matrix:
    """All sentences as sparse rows, the views side by side; every view has length one before its share is applied."""
    parts = []
    for name, view in views.items():
        each = [text for document in documents for text in texts(document.sentences)[name]]
        at, values, starts = vectors(name, each, index=view.index, weight=view.weight)
        parts.append(csr_matrix((values * SHARES[name], at, starts), shape=(len(each), len(view.weight))))
    return hstack(parts).tocsr()


def fit(documents: Sequence[Document], types: Sequence[str], *, cost: float = COST) -> Linear:
    """One linear support vector machine a type, on the sentences for which the type is known."""
    views = vocabularies(documents)
    rows = matrix(documents, views)
    table = np.concatenate([document.table(types) for document in documents])
    weights = np.concatenate([np.full(len(document.sentences), document.weight) for document in documents])
    coefficients = np.zeros((rows.shape[1], len(types)), dtype=np.float32)
    intercepts = np.full(len(types), -np.inf, dtype=np.float32)
    for column in range(len(types)):
        known = np.flatnonzero(table[:, column] != UNKNOWN)
        yes = table[known, column] == YES
        if yes.sum() < LEAST_YES or yes.all():
            continue
        machine = LinearSVC(C=cost, random_state=0).fit(rows[known], yes, sample_weight=weights[known])
        coefficients[:, column] = machine.coef_[0]
        intercepts[column] = machine.intercept_[0]
    ends = np.cumsum([len(view.weight) for view in views.values()])
    return Linear(
        types=tuple(types), views=views, coefficients=dict(zip(views, np.split(coefficients, ends[:-1]), strict=True)), intercepts=intercepts
    )


def margins(documents: Sequence[Document], linear: Linear) -> list[npt.NDArray[np.float32]]:
    """Margins per document."""
    rows = matrix(documents, linear.views)
    scores = rows @ np.concatenate(list(linear.coefficients.values())) + np.where(np.isfinite(linear.intercepts), linear.intercepts, -1.5)
    ends = np.cumsum([len(document.sentences) for document in documents])
    return np.split(np.asarray(scores, dtype=np.float32), ends[:-1])
