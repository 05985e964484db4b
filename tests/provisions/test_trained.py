"""The trained classifier: what is shipped, what it reads, how it stands beside the signals."""

import json
from pathlib import Path

import numpy as np
import pytest

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.provisions.analysing import default_classifier
from clauseatlas.provisions.sentences import sentences
from clauseatlas.provisions.signals import SignalClassifier
from clauseatlas.provisions.trained import WEIGHTS, TrainedClassifier, Weights, digest, margins, read_weights, shipped_weights, write_weights
from clauseatlas.provisions.trained_evidence import EVIDENCE, Scene, possible, weighed
from clauseatlas.provisions.trained_terms import VIEWS, terms, texts, vectors

from .texts import policy_of

CARD = Path(__file__).resolve().parents[2] / "docs" / "model-card.md"
MOST_BYTES = 25_000_000
POLICY = (
    "# Terms\n## Disputes\nAny dispute is settled by binding arbitration. You may opt out within 30 days.\n"
    "## Content\nYou grant us a worldwide licence to host, copy and display what you post:\n- in our apps;\n- in our advertising."
)


@pytest.fixture(scope="module")
def weights() -> Weights:
    shipped = shipped_weights()
    assert shipped is not None
    return shipped


def test_the_card_names_the_digest_of_what_is_shipped() -> None:
    assert digest() in CARD.read_text(encoding="utf-8")


def test_the_shipped_files_are_small_and_hold_no_pickle() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < MOST_BYTES
    with np.load(WEIGHTS / "english.npz", allow_pickle=False) as held:
        assert all(held[name].dtype != object for name in held.files)


def test_every_learnt_type_is_in_the_catalogue(weights: Weights, catalogue: Catalogue) -> None:
    assert {type_ for type_, learnt in zip(weights.types, weights.learnt, strict=True) if learnt} <= set(catalogue.clauses)


def test_the_rule_weighs_only_evidence_that_exists(weights: Weights) -> None:
    assert set(weights.rule) == set(EVIDENCE)


def test_weights_read_back_are_the_weights_written(weights: Weights, tmp_path: Path) -> None:
    write_weights(weights, tmp_path)
    assert (tmp_path / "english.npz").read_bytes() == (WEIGHTS / "english.npz").read_bytes()
    again = read_weights(tmp_path)
    assert again is not None
    assert again.stamp == weights.stamp
    assert read_weights(tmp_path / "nowhere") is None


def test_the_default_classifier_names_its_weights(weights: Weights, catalogue: Catalogue) -> None:
    classifier = default_classifier(catalogue)
    assert classifier.stamp.startswith(f"trained/1+{weights.stamp[:12]}")
    assert classifier.types == tuple(catalogue.clauses)


def test_scores_are_presence_between_zero_and_one(weights: Weights, catalogue: Catalogue) -> None:
    each = sentences(policy_of(POLICY))
    scores = TrainedClassifier(catalogue.clauses, weights).score(each, language="en")
    assert scores.shape == (len(each), len(catalogue.clauses))
    assert (scores >= 0).all()
    assert (scores <= 1).all()
    arbitration = scores[:, list(catalogue.clauses).index("arbitration")]
    assert arbitration.argmax() == 0
    assert arbitration[0] > 0.5


def test_another_language_keeps_the_scores_of_its_signals(weights: Weights, catalogue: Catalogue) -> None:
    each = sentences(policy_of("Es gilt das Recht der Schweiz. Any dispute is settled by binding arbitration.", language="de"))
    signals = SignalClassifier(catalogue.clauses).score(each, language="de")
    assert np.array_equal(TrainedClassifier(catalogue.clauses, weights).score(each, language="de"), signals)


def test_a_type_nothing_was_learnt_of_keeps_the_scores_of_its_signals(weights: Weights, catalogue: Catalogue) -> None:
    unlearnt = Weights(**{**{name: getattr(weights, name) for name in Weights.__slots__}, "learnt": np.zeros_like(weights.learnt)})
    each = sentences(policy_of(POLICY))
    signals = SignalClassifier(catalogue.clauses).score(each, language="en")
    assert np.array_equal(TrainedClassifier(catalogue.clauses, unlearnt).score(each, language="en"), signals)


def test_no_sentence_has_no_scores(weights: Weights, catalogue: Catalogue) -> None:
    assert TrainedClassifier(catalogue.clauses, weights).score((), language="en").shape == (0, len(catalogue.clauses))


def test_unknown_words_say_nothing(weights: Weights) -> None:
    found = margins(sentences(policy_of("Qxzzv wqkjx zzyxw vvkqx.")), weights)
    assert np.allclose(found[0], weights.intercepts)


def test_terms_are_words_stems_and_in_the_sentence_itself_pairs() -> None:
    assert list(terms("own", "terminate accounts")) == ["terminate", "^termi", "accounts", "^accou", "terminate accounts", "^termi ^accou"]
    assert list(terms("around", "terminate accounts")) == ["terminate", "^termi", "accounts", "^accou"]


def test_views_are_the_sentence_its_headings_its_paragraph_and_its_lead_in() -> None:
    found = texts(sentences(policy_of(POLICY)))
    assert set(found) == set(VIEWS)
    assert found["above"][0] == "terms disputes"
    assert found["around"][0] == found["around"][1] == "any dispute is settled by binding arbitration. you may opt out within 30 days."
    assert found["lead"][3] == "you grant us a worldwide licence to host, copy and display what you post: "


def test_rows_have_length_one_and_an_empty_row_none() -> None:
    index = {"data": 0, "^data": 1, "we": 2}
    _, values, starts = vectors("own", ["we sell data data", "", "zebra"], index=index, weight=np.array([2, 1, 1], dtype=np.float32))
    assert np.isclose((values**2).sum(), 1)
    assert starts.tolist() == [0, 3, 3, 3]


def test_nothing_is_possible_without_words_or_signal() -> None:
    scene = Scene(
        margins=np.array([[-2.0, -0.5], [-2.0, -2.0]], dtype=np.float32),
        signals=np.array([[0.0, 0.0], [0.9, 0.0]], dtype=np.float32),
        spoken=np.ones(2, dtype=np.float32),
        prior=np.zeros(2, dtype=np.float32),
    )
    assert possible(scene).tolist() == [[False, True], [True, False]]
    assert weighed(scene, {"signal": 1.0}, bias=0.0)[0, 0] == 0
    assert weighed(scene, {"signal": 1.0}, bias=0.0)[1, 0] > 0.5


def test_the_vocabulary_file_is_plain_json() -> None:
    said = json.loads((WEIGHTS / "english.json").read_text(encoding="utf-8"))
    assert set(said) == {"types", "shares", "rule", "bias", "terms"}
