"""Labels of sentences that stand alone: words and letters of the sentence and the signals of the catalogue, one linear model a label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.policytext import BlockKind
from clauseatlas.provisions.sentences import Sentence, fold
from clauseatlas.provisions.signals import SignalClassifier
from clauseatlas.provisions.trained import LANGUAGE
from clauseatlas.provisions.trained_terms import Floats, terms

LETTERS: Final = (3, 5)  # of the runs of letters that are counted
LEAST_TEXTS: Final = 2  # in which a run of letters must stand
SIGNAL_SHARE: Final = 0.5  # how much a sure signal weighs against the words, whose vector has length one
COST: Final = 0.5
YES_WEIGHT: Final = 3  # of a sentence that carries the label against one that does not, labels being rare


def signal_scores(each: Sequence[str], catalogue: Catalogue) -> Floats:
    """Scores of all clause types for each text, every text one sentence: (texts, types)."""
    sentences = [
        Sentence(index=at, text=text, folded=fold(text), context=fold(text), start=0, end=len(text), block=at, kind=BlockKind.PARAGRAPH)
        for at, text in enumerate(each)
    ]
    return SignalClassifier(catalogue.clauses).score(sentences, language=LANGUAGE)


def _own_terms(text: str) -> list[str]:
    return list(terms("own", fold(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Turns texts into rows, with the vocabulary of the texts it was made from."""

    words: TfidfVectorizer
    letters: TfidfVectorizer

    def rows(self, each: Sequence[str], signals: Floats) -> csr_matrix:
        """Sparse rows of the texts."""
        return hstack([self.words.transform(each), self.letters.transform(each), csr_matrix(SIGNAL_SHARE * signals)]).tocsr()


def reader(each: Sequence[str]) -> Reader:
    """A reader made from the texts to learn from."""
    return Reader(
        words=TfidfVectorizer(analyzer=_own_terms, sublinear_tf=True).fit(each),
        letters=TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, sublinear_tf=True, min_df=LEAST_TEXTS).fit(each),
    )


def margins(known: csr_matrix, labels: npt.NDArray[np.bool_], asked: csr_matrix, *, yes_weight: float = YES_WEIGHT) -> npt.NDArray[np.float64]:
    """Margins (asked rows, labels) of one linear model a label, learnt from the known rows; a label that no row carries lies far below zero."""
    found = np.full((asked.shape[0], labels.shape[1]), -9.0)
    for column in range(labels.shape[1]):
        if labels[:, column].any():
            machine = LinearSVC(C=COST, class_weight={True: yes_weight, False: 1}, random_state=0)
            found[:, column] = machine.fit(known, labels[:, column]).decision_function(asked)
    return found
