"""Five changes of five platforms, every edit of each read in both texts, and told as what they are."""

from datetime import UTC, datetime

import pytest

from clauseatlas.changes.judging import judge
from clauseatlas.changes.periods import periods
from clauseatlas.model.change import RunKind
from clauseatlas.model.words import ChangeReason, Direction, EditKind, Fate, Significance, Stance

from .readings import Step, folder, needs_texts, steps, text_of

pytestmark = [pytest.mark.data, needs_texts]


def only(service: str, terms_type: str, *days: str) -> Step:
    (step,) = steps(service, terms_type, *days)
    return step


class TestNetflixMovesToAnotherLaw:
    """Terms of 31 December 2020: the law of the Netherlands gives way to that of the United Kingdom, and with it the sentence that keeps the consumer
    law of the country of residence. Free trials become promotional offers. Refunds stay refused; the age stays 18."""

    def step(self) -> Step:
        return only("Netflix", "Terms of Service", "2020-12-08", "2020-12-31")

    def test_the_law_is_another_and_consumer_law_is_no_longer_kept(self) -> None:
        (effect,) = [each for each in self.step().effects if each.clause_type == "governing-law"]
        moved = effect.attribute_table()
        assert (effect.fate, effect.direction) == (Fate.REVISED, Direction.WORSE)
        assert "Netherlands" in str(moved["law"]["before"])
        assert moved["law"]["after"] == "United Kingdom"
        assert (moved["consumer_law_preserved"]["before"], moved["consumer_law_preserved"]["after"]) == ("yes", None)

    def test_free_trials_end(self) -> None:
        assert {fate for fate, *_ in self.step().told("free-trial")} == {Fate.ENDED}
        assert not self.step().of_type("free-trial")

    def test_age_and_refunds_are_what_they_were(self) -> None:
        (age,) = [each for each in self.step().of_type("minimum-age") if "age" in each.finding.attributes][:1]
        assert age.finding.attributes["age"] == 18
        assert {fate for fate, *_ in self.step().told("refunds")} <= {Fate.REVISED}
        assert {after for *_, after in self.step().told("refunds")} == {Stance.FORBIDS}

    def test_a_number_is_among_the_reasons(self) -> None:
        assert self.step().judgement.significance is Significance.SUBSTANTIVE
        assert ChangeReason.NUMBER in self.step().judgement.reasons
        speeds = {(each.before.exact, each.after.exact) for each in self.step().comparison.edits if each.before and each.after}
        assert any("0.5" in before and "1.0" in after for before, after in speeds)


class TestProtonTakesOutOneWord:
    """Terms of 1 April 2026: one word goes ("free"), so that service may be limited for every account, not for free ones alone."""

    def step(self) -> Step:
        return only("Proton Mail", "Terms of Service", "2026-03-31", "2026-04-01")

    def test_one_word_is_the_whole_change_and_is_substantive(self) -> None:
        (edit,) = self.step().comparison.edits
        assert self.step().judgement.significance is Significance.SUBSTANTIVE
        assert [run.text.strip() for run in edit.runs if run.kind is not RunKind.KEPT] == ["free"]

    def test_no_clause_ends_or_comes_by_that_word(self) -> None:
        assert {each.fate for each in self.step().effects} == {Fate.REVISED}
        assert "service-change" in {each.clause_type for each in self.step().effects}
        assert len(self.step().provisions[0]) == len(self.step().provisions[1])
        assert all(each.before and each.after for each in self.step().carried)


class TestTelegramNamesAnotherRecipient:
    """Privacy policy of 9 July 2025: messages that a person has translated may go to a second company."""

    def step(self) -> Step:
        return only("Telegram", "Privacy Policy", "2025-06-03", "2025-07-09")

    def test_the_recipient_is_the_first_reason(self) -> None:
        assert self.step().judgement.reasons[0] is ChangeReason.RECIPIENT
        assert self.step().comparison.counts.sentences_reworded == 2
        edit = self.step().comparison.edits[0]
        assert edit.before is not None
        assert edit.after is not None
        assert "Microsoft" in edit.after.exact
        assert "Microsoft" not in edit.before.exact

    def test_nothing_of_it_is_told_as_better(self) -> None:
        assert Direction.BETTER not in {each.direction for each in self.step().effects}
        assert "better" not in self.step().summary.lower()

    def test_what_is_not_edited_has_no_effect(self) -> None:
        edited = [each.after for each in self.step().comparison.edits if each.after]
        for effect in self.step().effects:
            quotes = effect.after.finding.quotes if effect.after else ()
            assert not quotes or any(quote.start < passage.end and passage.start < quote.end for quote in quotes for passage in edited)


class TestLinkedInTakesOutTheParagraphOnOneCountry:
    """Terms of 8 August 2023: one paragraph on users in the Chinese mainland goes, with five sentences; beside it only the date differs."""

    def step(self) -> Step:
        return only("LinkedIn", "Terms of Service", "2023-08-04", "2023-08-08")

    def test_one_paragraph_goes_and_the_date_does_not_count(self) -> None:
        counting = [each for each in self.step().comparison.edits if each.significance is Significance.SUBSTANTIVE]
        assert [each.kind for each in counting] == [EditKind.REMOVED]
        assert self.step().judgement.reasons[0] is ChangeReason.REMOVED_CLAUSE
        assert self.step().comparison.counts.sentences_removed == 5

    def test_its_clauses_end_and_all_others_stand(self) -> None:
        (edit,) = [each for each in self.step().comparison.edits if each.kind is EditKind.REMOVED]
        assert edit.before is not None
        ended = [each.before for each in self.step().effects if each.before and each.fate is Fate.ENDED]
        assert len(ended) == len(self.step().effects) > 0
        assert all(quote.start >= edit.before.start and quote.end <= edit.before.end for each in ended for quote in each.finding.quotes)


class TestPinterestShowsAParagraphForTwoDays:
    """Terms of July 2021: a paragraph on German criminal law stands on the 24th and is gone on the 26th; the text is that of the month before."""

    DAYS = ("2021-06-30", "2021-07-07", "2021-07-24", "2021-07-26")

    def test_two_texts_and_three_periods_of_which_the_last_is_a_return(self) -> None:
        sightings = [(datetime.fromisoformat(day).replace(tzinfo=UTC), text_of("Pinterest", "Terms of Service", day).sha256) for day in self.DAYS]
        found = periods(sightings)
        assert [(each.sightings, each.returned, each.variant) for each in found] == [(2, False, False), (1, False, False), (1, True, False)]
        assert found[0].digest == found[2].digest
        assert not found[2].is_told  # one sighting is no lasting return

    def test_the_paragraph_is_substantive_when_it_comes_and_its_going_is_a_return(self) -> None:
        came = only("Pinterest", "Terms of Service", "2021-07-07", "2021-07-24")
        (edit,) = came.comparison.edits
        assert edit.kind is EditKind.ADDED
        assert edit.after is not None
        assert "130" in edit.after.exact
        assert came.judgement.significance is Significance.SUBSTANTIVE
        went = only("Pinterest", "Terms of Service", "2021-07-24", "2021-07-26")
        returned = judge(went.comparison, went.before, went.after, seen_before=True)
        assert (returned.significance, returned.reasons) == (Significance.COSMETIC, (ChangeReason.SEEN_BEFORE,))

    def test_nothing_else_is_touched_either_way(self) -> None:
        came = only("Pinterest", "Terms of Service", "2021-07-07", "2021-07-24")
        assert {each.fate for each in came.effects} <= {Fate.ADDED}
        assert len(list(folder("Pinterest", "Terms of Service").glob("2021-07-2*"))) == 2
