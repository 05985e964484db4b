"""The paragraph about a change, and what it is composed from."""

from dataclasses import replace
from datetime import date

import pytest

from clauseatlas.changes.affected import affected
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.directions import NO_LONGER_SAYS, NOW_SAYS
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
        "Worse for the person bound: Lantern rule (fee: 10 to 12 per cent). 1 provision revised. "
        "The change is substantive (right and number): 1 sentence added and 1 reworded. "
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
    assert told == "Only the form differs (punctuation): 1 sentence reworded."


def told_of(*effects: Effect) -> str:
    before, after = policy(CLAUSE), policy(LATER)
    comparison = compare(before, after)
    return summarise(comparison, judge(comparison, before, after), effects, before=before, after=after)


def effect_of(fate: Fate, direction: Direction, title: str, *, level: Level = Level.MEDIUM, because: str = "fee: 1 to 2") -> Effect:
    there = replace(provision(level=level), title=title)
    before, after = (None if fate is Fate.ADDED else there), (None if fate is Fate.ENDED else there)
    return Effect(clause_type="x", fate=fate, direction=direction, because=because, before=before, after=after)


def test_at_most_three_provisions_are_named_and_all_are_counted() -> None:
    told = told_of(*(effect_of(Fate.ADDED, Direction.WORSE, f"Rule {number}", because=NOW_SAYS) for number in range(5)))
    assert told.startswith("Worse for the person bound: Rule 0 (new, severity medium); Rule 1 (new, severity medium); Rule 2 (new, severity medium).")
    assert "5 provisions added." in told
    assert "Rule 3" not in told


def test_the_gravest_come_first_and_what_is_worse_before_what_is_better() -> None:
    told = told_of(
        effect_of(Fate.ENDED, Direction.BETTER, "Mild gone", level=Level.LOW, because=NO_LONGER_SAYS),
        effect_of(Fate.REVISED, Direction.BETTER, "Grave eased", level=Level.HIGH),
        effect_of(Fate.REVISED, Direction.WORSE, "Middling worse"),
        effect_of(Fate.ADDED, Direction.UNCLEAR, "Grave new", level=Level.HIGH, because=NOW_SAYS),
    )
    assert told.startswith(
        "Worse for the person bound: Middling worse (fee: 1 to 2). Better: Grave eased (fee: 1 to 2). Unclear: Grave new (new, severity high). "
        "1 provision added, 1 ended and 2 revised."
    )


def test_what_is_neither_better_nor_worse_is_named_without_a_claim() -> None:
    told = told_of(effect_of(Fate.REVISED, Direction.NEUTRAL, "Same sense"), effect_of(Fate.ENDED, Direction.NEUTRAL, "Merged away"))
    assert told.startswith("1 provision ended and 1 revised, none for better or worse by the rules of the atlas: Same sense; Merged away.")


def test_without_provisions_a_summary_begins_with_the_judgement() -> None:
    assert told_of().startswith("The change is substantive (right and number): 1 sentence added and 1 reworded.")


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
