"""What speaks for a clause type in a sentence, as numbers that one rule weighs for all types: own words, own signals, neighbours, the document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clauseatlas.provisions.trained_terms import Floats

HOPELESS: Final = -0.97  # a margin below which, without a signal, nothing was ever right
FLOOR: Final = -1.0  # margin of a sentence that is not there
SURE: Final = 0.5  # a signal score that is a finding by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Margins of the linear models and scores of the signals, both (sentences, types).

    `spoken` says which types have signals (1 or 0), `prior` how frequent they are (log share of sentences).
    """

    margins: Floats
    signals: Floats
    spoken: Floats
    prior: Floats


def _beside(values: Floats, *, empty: float) -> Floats:
    """The higher value of the two neighbours."""
    edge = np.full((1, values.shape[1]), empty, dtype=np.float32)
    return np.maximum(np.vstack([edge, values[:-1]]), np.vstack([values[1:], edge]))


def _best(values: Floats) -> Floats:
    return np.asarray(values.max(axis=0, keepdims=True))


EVIDENCE: Final[Mapping[str, Callable[[Scene], Floats]]] = {
    "margin": lambda scene: scene.margins,
    "margin, not below the usual no": lambda scene: np.maximum(scene.margins, -0.7),
    "margin above zero": lambda scene: np.maximum(scene.margins, 0),
    "margin of a type with signals": lambda scene: scene.margins * scene.spoken,
    "type with signals": lambda scene: scene.spoken,
    "signal": lambda scene: scene.signals,
    "signal, damped": lambda scene: np.sqrt(scene.signals),
    "signal at all": lambda scene: np.sign(scene.signals),
    "sure signal": lambda scene: (scene.signals >= SURE).astype(np.float32),
    "signal and margin": lambda scene: scene.signals * scene.margins,
    "signal of another type": lambda scene: scene.signals.max(axis=1, keepdims=True) - scene.signals,
    "margin of the likeliest type": lambda scene: scene.margins.max(axis=1, keepdims=True) - scene.margins,
    "best margin in the document": lambda scene: _best(scene.margins),
    "below the best margin": lambda scene: scene.margins - _best(scene.margins),
    "best signal in the document": lambda scene: _best(scene.signals),
    "margin beside": lambda scene: _beside(scene.margins, empty=FLOOR),
    "signal beside": lambda scene: _beside(scene.signals, empty=0),
    "frequency of the type": lambda scene: scene.prior,
}


def possible(scene: Scene) -> npt.NDArray[np.bool_]:
    """Where (sentence, type) can be a finding at all; elsewhere the score is zero."""
    return np.asarray((scene.margins > HOPELESS) | (scene.signals > 0))


def weighed(scene: Scene, weights: Mapping[str, float], *, bias: float) -> Floats:
    """Presence between 0 and 1: a logistic rule over the evidence."""
    total = np.full(scene.margins.shape, bias, dtype=np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * EVIDENCE[name](scene)
    scores = 1 / (1 + np.exp(-total))
    return np.asarray(np.where(possible(scene), scores, 0), dtype=np.float32)
