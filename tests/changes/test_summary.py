"""The paragraph about a change, and what it is composed from."""

from datetime import date

import pytest

from clauseatlas.changes.affected import affected
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.judging import judge
from clauseatlas.changes.notice import notice
from clauseatlas.changes.summary import summarise
from clauseatlas.model.change import Effect
from clauseatlas.model.policytext import StatedKind
from clauseatlas.model.words import Direction, Fate, Level
from tests.changes.test_effects import provision
from tests.changes.texts import policy

CLAUSE = "Sellers on Amberline pay ten per cent of each sale. Amberline pays out every Friday."
LATER = "Sellers on Amberline pay twelve per cent of each sale. Amberline pays out every Friday. Refunds are at our cost."
NEW_DATES = ((StatedKind.UPDATED, date(2031, 5, 5)), (StatedKind.EFFECTIVE, date(2031, 6, 4)))


def test_a_summary_says_what_its_facts_say_and_no_more() -> None:
    before, after = policy(CLAUSE), policy(LATER, stated=NEW_DATES)
    comparison = compare(before, after)
    effect = Effect(
        clause_type="lantern-rule",
        fate=Fate.REVISED,
        direction=Direction.WORSE,
        because="fee: 10 to 12 per cent",
        before=provision(),
        after=provision(level=Level.HIGH),
    )
    assert summarise(comparison, judge(comparison, before, after), [effect], before=before, after=after) == (
        "The change is substantive (right, number). 1 sentence added and 1 sentence reworded. "
        "1 provision revised: Lantern rule (fee: 10 to 12 per cent; worse for the person bound). "
        "The text says it takes effect on 4 June 2031, 30 days after the update it states. The edited passages name sellers."
    )


def test_a_return_is_told_as_one() -> None:
    before, after = policy(CLAUSE), policy(LATER)
    comparison = compare(before, after)
    told = summarise(comparison, judge(comparison, before, after, seen_before=True), [], before=before, after=after)
    assert told.startswith("The document returns to a text it showed before.")


def test_a_cosmetic_change_names_its_reasons_and_no_dates() -> None:
    before, after = policy(CLAUSE), policy(CLAUSE.replace("Friday.", "Friday !"), stated=NEW_DATES)
    comparison = compare(before, after)
    told = summarise(comparison, judge(comparison, before, after), [], before=before, after=after)
    assert told == "Only the form differs (punctuation). 1 sentence reworded."


def test_more_than_three_provisions_are_counted() -> None:
    before, after = policy(CLAUSE), policy(LATER)
    comparison = compare(before, after)
    effect = Effect(clause_type="x", fate=Fate.ADDED, direction=Direction.WORSE, because="new", before=None, after=provision())
    assert "5 provisions added: " in (told := summarise(comparison, judge(comparison, before, after), [effect] * 5, before=before, after=after))
    assert "; and 2 more." in told


@pytest.mark.parametrize(
    ("before", "after", "updated", "effective", "days"),
    [
        ((), NEW_DATES, date(2031, 5, 5), date(2031, 6, 4), 30),
        (NEW_DATES, NEW_DATES, None, None, None),
        ((), NEW_DATES[1:], None, date(2031, 6, 4), None),
        ((), ((StatedKind.UPDATED, date(2031, 5, 5)), (StatedKind.EFFECTIVE, date(2031, 5, 5))), date(2031, 5, 5), date(2031, 5, 5), None),
    ],
)
def test_notice_is_what_the_later_text_newly_states(
    before: tuple[tuple[StatedKind, date], ...],
    after: tuple[tuple[StatedKind, date], ...],
    updated: date | None,
    effective: date | None,
    days: int | None,
) -> None:
    found = notice(policy(CLAUSE, stated=before), policy(LATER, stated=after))
    assert (found.updated, found.effective, found.days) == (updated, effective, days)


def test_groups_are_those_the_changed_passages_and_their_headings_name() -> None:
    before = policy("# For children", "Play is free. It stays free.", "# Fees", "Advertisers pay by the week.")
    after = policy("# For children", "Play is free. It may end at any time.", "# Fees", "Advertisers pay by the week.")
    assert affected(compare(before, after)) == ("children and their parents",)
