"""Zoom's terms of July and August 2023: a right to train models is there, is limited by consent, and is replaced by a promise.

What the three texts say was read in them: the first allows training of models in two clauses (section 10.2 on data that use of the service generates,
10.4 in the licence to customer content). The second adds one sentence, on audio, video and chat, that needs consent. The third takes section 10.2 and
10.4 out, writes the licence anew, and says that no such content is used to train models of Zoom or of others.
"""

import pytest

from clauseatlas.model.words import ChangeReason, Direction, EditKind, Fate, Level, Significance, Stance

from .readings import Step, needs_texts, steps

pytestmark = [pytest.mark.data, needs_texts]
TRAINING = "ai-training"


def told() -> tuple[Step, Step]:
    """The step in which consent comes, and the one in which the promise comes."""
    first, second = steps("Zoom", "Terms of Service", "2023-07-28", "2023-08-07", "2023-08-11")
    return first, second


def test_training_is_allowed_twice_in_july() -> None:
    found = [each for each in told()[0].provisions[0] if each.finding.clause_type == TRAINING]
    assert [(each.finding.stance, each.severity.level) for each in found] == [(Stance.PERMITS, Level.HIGH)] * 2


def test_one_sentence_and_the_date_are_all_that_changes_on_7_august() -> None:
    step = told()[0]
    assert step.judgement.significance is Significance.SUBSTANTIVE
    assert step.judgement.reasons[0] is ChangeReason.NEW_CLAUSE
    (edit,) = [each for each in step.comparison.edits if each.significance is Significance.SUBSTANTIVE]
    assert edit.kind is EditKind.ADDED
    assert "consent" in edit.after.exact if edit.after else False


def test_consent_comes_for_audio_video_and_chat_and_is_better() -> None:
    step = told()[0]
    (added,) = [each for each in step.effects if each.fate is Fate.ADDED]
    assert added.after is not None
    assert (added.clause_type, added.after.finding.stance, added.direction) == (TRAINING, Stance.CONDITIONS, Direction.BETTER)
    assert set(added.after.finding.attributes["content"]) == {"audio", "video", "chat"}
    assert added.after.finding.attributes["consent"] == "opt-in"


def test_the_two_rights_to_train_still_stand_on_7_august() -> None:
    step = told()[0]
    assert [each.finding.stance for each in step.of_type(TRAINING)].count(Stance.PERMITS) == 2
    assert all(each.fate is not Fate.ENDED for each in step.effects)


def test_every_right_to_train_ends_on_11_august_and_a_promise_comes() -> None:
    step = told()[1]
    training = step.told(TRAINING)
    assert (Fate.ENDED, Direction.BETTER, Stance.PERMITS, None) in training
    assert (Fate.ADDED, Direction.BETTER, None, Stance.FORBIDS) in training
    assert {each.finding.stance for each in step.of_type(TRAINING)} == {Stance.FORBIDS}
    assert sum(each.fate is Fate.ENDED for each in step.effects if each.clause_type == TRAINING) == 3


def test_the_promise_covers_more_than_the_consent_did_and_models_of_others() -> None:
    promised = told()[1].of_type(TRAINING)[0].finding.attributes
    assert {"audio", "video", "chat", "screen sharing", "whiteboards", "reactions"} <= set(promised["content"])
    assert promised["third_parties"] == "no"


def test_the_licence_to_content_is_written_anew_and_stays_grave() -> None:
    step = told()[1]
    licences = step.told("content-licence")
    assert (Fate.ENDED, Direction.BETTER, Stance.PERMITS, None) in licences
    assert (Fate.ADDED, Direction.WORSE, None, Stance.PERMITS) in licences
    assert Level.HIGH in {each.severity.level for each in step.of_type("content-licence")}


def test_arbitration_far_below_stands_untouched() -> None:
    first, second = told()
    assert first.told("arbitration") == second.told("arbitration") == set()
    assert second.of_type("arbitration")
