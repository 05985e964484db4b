"""The rule over the evidence: learnt on margins of documents that the linear models had not seen, so that it trusts them as much as they deserve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.provisions.signals import SignalClassifier
from clauseatlas.provisions.trained import LANGUAGE, Weights, Words
from clauseatlas.provisions.trained_evidence import EVIDENCE, FLOOR, Scene, possible
from clauseatlas.provisions.trained_terms import Floats
from training.corpus import UNKNOWN, YES, Document
from training.fitting import SHARES, Linear, fit, margins

FOLDS: Final = 3
COST: Final = 1.0
ROUNDS: Final = 1000
DOUBTFUL: Final = -2.5  # log odds below which nothing is a finding, whatever the calibration
CAUTION: Final = 0.2  # log odds taken off after calibration: the threshold of 0.5 then stands where findings on unseen documents have the best F1
STEPS: Final = 127  # of a coefficient on either side of zero: one byte each


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Weight of each kind of evidence, and the bias."""

    weights: Mapping[str, float]
    bias: float


class Signalled:
    """Signal scores of documents, each document scored once."""

    def __init__(self, clauses: Mapping[str, ClauseType], types: Sequence[str]) -> None:
        self._classifier = SignalClassifier(clauses)
        self._types = tuple(types)
        self._scores: dict[str, Floats] = {}
        self.spoken = np.array([type_ in clauses for type_ in types], dtype=np.float32)

    def scores(self, document: Document) -> Floats:
        """(sentences, types); zero for types without signals."""
        if document.name not in self._scores:
            found = self._classifier.score(document.sentences, language=LANGUAGE)
            columns = {type_: column for column, type_ in enumerate(self._classifier.types)}
            scores = np.zeros((len(document.sentences), len(self._types)), dtype=np.float32)
            for column, type_ in enumerate(self._types):
                if type_ in columns:
                    scores[:, column] = found[:, columns[type_]]
            self._scores[document.name] = scores
        return self._scores[document.name]


def prior(documents: Sequence[Document], types: Sequence[str]) -> Floats:
    """Log share of the sentences that carry each type, one added so that none is impossible."""
    table = np.concatenate([document.table(types) for document in documents])
    return np.asarray(np.log(((table == YES).sum(axis=0) + 1) / ((table != UNKNOWN).sum(axis=0) + 1)), dtype=np.float32)


def unseen_margins(documents: Sequence[Document], extras: Sequence[Document], types: Sequence[str]) -> list[Floats]:
    """Margins of each document from models that were fitted without it."""
    found: dict[int, Floats] = {}
    for fold in range(FOLDS):
        held = [number for number in range(len(documents)) if number % FOLDS == fold]
        linear = fit([document for number, document in enumerate(documents) if number % FOLDS != fold] + list(extras), types)
        found.update(zip(held, margins([documents[number] for number in held], linear), strict=True))
    return [found[number] for number in range(len(documents))]


def learn_rule(documents: Sequence[Document], unseen: Sequence[Floats], types: Sequence[str], *, signalled: Signalled) -> Rule:
    """A logistic rule over the evidence, the same for all types, calibrated to the share of scored sentences that are no error."""
    log_share = prior(documents, types)
    rows: list[Floats] = []
    truth: list[npt.NDArray[np.bool_]] = []
    accepted: list[npt.NDArray[np.bool_]] = []
    for document, values in zip(documents, unseen, strict=True):
        scene = Scene(margins=values, signals=signalled.scores(document), spoken=signalled.spoken, prior=log_share)
        table = document.table(types)
        kept = possible(scene) & (table != UNKNOWN)
        rows.append(np.stack([np.broadcast_to(of(scene), values.shape)[kept] for of in EVIDENCE.values()], axis=1))
        truth.append(table[kept] == YES)
        repeated = np.array([type_ in document.repeated for type_ in types])
        accepted.append(((table == YES) | repeated)[kept])
    evidence = np.concatenate(rows)
    middle, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    model = LogisticRegression(C=COST, max_iter=ROUNDS).fit((evidence - middle) / spread, np.concatenate(truth))
    slope, shift = _calibration(model.decision_function((evidence - middle) / spread), np.concatenate(accepted))
    weights = slope * model.coef_[0] / spread
    return Rule(
        weights=dict(zip(EVIDENCE, (round(float(weight), 4) for weight in weights), strict=True)),
        bias=round(float(slope * model.intercept_[0] + shift - CAUTION - weights @ middle), 4),
    )


def _calibration(scores: npt.NDArray[np.float64], accepted: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift (Platt) that turn scores into the share of accepted ones, fitted where a finding is in question.

    Accepted is a sentence that carries the type, and any of a type of which the document has more places than were annotated.
    """
    near = scores > DOUBTFUL
    model = LogisticRegression(C=1e6).fit(scores[near, None], accepted[near])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def learn(documents: Sequence[Document], extras: Sequence[Document], types: Sequence[str], *, clauses: Mapping[str, ClauseType]) -> Weights:
    """Everything the classifier needs, from annotated documents and further labelled sentences."""
    signalled = Signalled(clauses, types)
    rule = learn_rule(documents, unseen_margins(documents, extras, types), types, signalled=signalled)
    linear = fit([*documents, *extras], types)
    return weights(linear, rule, prior(documents, types))


def weights(linear: Linear, rule: Rule, log_share: Floats) -> Weights:
    """The arrays as they are shipped: coefficients of a type as whole numbers from -STEPS to STEPS times its scale."""
    whole = np.concatenate(list(linear.coefficients.values()))
    scale = np.maximum(np.abs(whole).max(axis=0), 1e-6) / STEPS
    views = {
        name: Words(
            index=view.index,
            rarity=view.weight,
            share=SHARES[name],
            coefficients=np.asarray(np.round(linear.coefficients[name] / scale), dtype=np.int8),
        )
        for name, view in linear.views.items()
    }
    return Weights(
        types=linear.types,
        views=views,
        scale=np.asarray(scale, dtype=np.float32),
        intercepts=np.where(np.isfinite(linear.intercepts), linear.intercepts, FLOOR - 1).astype(np.float32),
        learnt=np.isfinite(linear.intercepts),
        prior=log_share,
        rule=rule.weights,
        bias=rule.bias,
        stamp="in memory",
    )
