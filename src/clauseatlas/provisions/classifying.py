"""The seam between finding and everything after it: a classifier gives each sentence a presence score for each clause type."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from clauseatlas.provisions.sentences import Sentence

Scores = npt.NDArray[np.float32]


class Classifier(Protocol):
    """Gives presence scores between 0 and 1; `types` are the clause type ids in the order of the columns, `stamp` names method and version."""

    @property
    def types(self) -> tuple[str, ...]:
        """Clause type ids, one a column."""
        ...

    @property
    def stamp(self) -> str:
        """Name and version of the method, for the record of an analysis."""
        ...

    def score(self, sentences: Sequence[Sentence], *, language: str) -> Scores:
        """Presence per (sentence, type) for all sentences of one document, in reading order; `language` is an ISO 639-1 code."""
        ...
