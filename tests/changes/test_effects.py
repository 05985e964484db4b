"""What a change does to provisions, and which way that leads."""

from dataclasses import replace
from typing import cast

import pytest

from clauseatlas.catalogue.kinds import AttributeKind, AttributeRule, Catalogue, ClauseType, DirectionRule
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.effects import effects
from clauseatlas.model.change import Carried, Effect
from clauseatlas.model.provision import Confidence, Finding, Grade, Provision, Quote, Reading, Statements
from clauseatlas.model.words import Category, Direction, Fate, Level, Significance, Stance
from tests.changes.texts import policy

Values = dict[str, str | int | tuple[str | int, ...]]


def rule(name: str, label: str, kind: AttributeKind, unit: str = "") -> AttributeRule:
    return AttributeRule(name=name, label=label, kind=kind, values={}, names={}, near=None, unit=unit, default=None)


CLAUSE = ClauseType(
    id="lantern-rule",
    title="Lantern rule",
    category=Category.DISPUTES,
    version=1,
    question="?",
    definition="made for these tests",
    usual=Level.MEDIUM,
    stances=(Stance.FORBIDS, Stance.CONDITIONS, Stance.PERMITS),
    documents=frozenset(),
    expected_in=frozenset(),
    neighbours=(),
    titles=(),
    signals=(),
    stance_default=Stance.PERMITS,
    stance_rules=(),
    better=(Stance.FORBIDS, Stance.CONDITIONS, Stance.PERMITS),
    directions=(
        DirectionRule(attribute="opt_out_days", better="more"),
        DirectionRule(attribute="recipients", better="less"),
        DirectionRule(attribute="consent", better="opt-in"),
    ),
    attributes=(
        rule("opt_out_days", "window to opt out", AttributeKind.DURATION, "days"),
        rule("recipients", "recipients", AttributeKind.CHOICES),
        rule("consent", "consent", AttributeKind.CHOICE),
    ),
    rubric=(),
    statements={},
    actions=(),
    questions=(),
    positive=(),
    negative=(),
)
CATALOGUE = Catalogue(clauses={CLAUSE.id: CLAUSE}, regulations={}, agencies={}, document_types={}, stamp="test")


def provision(stance: Stance = Stance.PERMITS, level: Level = Level.MEDIUM, at: int = 0, values: Values | None = None) -> Provision:
    readings = [
        Reading(name=name, value=cast("str | int", each), raw=str(each), start=at, end=at + 1)
        for name, value in (values or {}).items()
        for each in (value if isinstance(value, tuple) else (value,))
    ]
    finding = Finding(clause_type=CLAUSE.id, stance=stance, quotes=(Quote(exact="x", start=at, end=at + 1),), readings=tuple(readings))
    return Provision(
        finding=finding,
        category=Category.DISPUTES,
        title="Lantern rule",
        severity=Grade(level=level, factors=()),
        confidence=Confidence(presence=1.0, reading=Level.HIGH),
        statements=Statements(),
    )


def revised(before: Provision, after: Provision, fate: Fate = Fate.REVISED) -> Effect:
    (effect,) = effects([before], [after], [Carried(before=(0,), after=(0,), fate=fate)], CATALOGUE)
    return effect


@pytest.mark.parametrize(
    ("before", "after", "direction", "because"),
    [
        pytest.param({"opt_out_days": 60}, {"opt_out_days": 30}, Direction.WORSE, "window to opt out: 60 to 30 days", id="a shorter window"),
        pytest.param({"opt_out_days": 30}, {"opt_out_days": 60}, Direction.BETTER, "window to opt out: 30 to 60 days", id="a longer window"),
        pytest.param(
            {}, {"opt_out_days": 30}, Direction.BETTER, "window to opt out: now 30 days, not stated before", id="a window where there was none"
        ),
        pytest.param({"opt_out_days": 30}, {}, Direction.WORSE, "window to opt out: no longer stated, 30 days before", id="a window gone"),
        pytest.param(
            {"recipients": ("partners",)},
            {"recipients": ("partners", "brokers")},
            Direction.WORSE,
            "recipients: now also brokers",
            id="one more recipient",
        ),
        pytest.param(
            {"recipients": ("partners", "brokers")},
            {"recipients": ("partners", "owners")},
            Direction.UNCLEAR,
            "recipients: now also owners, no longer brokers",
            id="one recipient for another",
        ),
        pytest.param({"consent": "opt-out"}, {"consent": "opt-in"}, Direction.BETTER, "consent: opt-out to opt-in", id="asked first"),
        pytest.param({"consent": "opt-in"}, {"consent": "none"}, Direction.WORSE, "consent: opt-in to none", id="no longer asked"),
        pytest.param({"consent": "opt-out"}, {"consent": "none"}, Direction.UNCLEAR, "consent: opt-out to none", id="no rule decides"),
        pytest.param({"law": "Norland"}, {"law": "Sudland"}, Direction.UNCLEAR, "law: Norland to Sudland", id="an attribute without a rule"),
    ],
)
def test_attributes_lead_where_the_rules_of_the_type_say(before: Values, after: Values, direction: Direction, because: str) -> None:
    effect = revised(provision(values=before), provision(values=after))
    assert (effect.direction, effect.because) == (direction, because)
    assert set(effect.attribute_table()) == {*before, *after}


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (Stance.PERMITS, Stance.CONDITIONS, Direction.BETTER),
        (Stance.FORBIDS, Stance.PERMITS, Direction.WORSE),
        (Stance.PERMITS, Stance.WAIVES, Direction.UNCLEAR),
    ],
)
def test_a_stance_leads_by_the_order_of_the_type(before: Stance, after: Stance, direction: Direction) -> None:
    assert revised(provision(before), provision(after)).direction is direction


def test_severity_tells_before_and_after() -> None:
    effect = revised(provision(level=Level.LOW), provision(level=Level.HIGH))
    assert (effect.direction, effect.because) == (Direction.WORSE, "severity: low to high")


def test_what_pulls_both_ways_is_unclear_and_says_so() -> None:
    effect = revised(provision(Stance.PERMITS, values={"opt_out_days": 60}), provision(Stance.CONDITIONS, values={"opt_out_days": 30}))
    assert effect.direction is Direction.UNCLEAR
    assert "part of it is better and part of it worse" in effect.because


def test_other_words_for_the_same_are_neutral() -> None:
    assert revised(provision(), provision()).direction is Direction.NEUTRAL


@pytest.mark.parametrize(
    ("stance", "level", "added", "ended"),
    [
        (Stance.PERMITS, Level.MEDIUM, Direction.WORSE, Direction.BETTER),
        (Stance.WAIVES, Level.HIGH, Direction.WORSE, Direction.BETTER),
        (Stance.FORBIDS, Level.LOW, Direction.BETTER, Direction.WORSE),
        (Stance.GRANTS, Level.LOW, Direction.BETTER, Direction.WORSE),
        (Stance.STATES, Level.LOW, Direction.NEUTRAL, Direction.NEUTRAL),
        (Stance.CONDITIONS, Level.MEDIUM, Direction.UNCLEAR, Direction.UNCLEAR),
    ],
)
def test_what_ends_leads_the_other_way_than_what_appears(stance: Stance, level: Level, added: Direction, ended: Direction) -> None:
    each = provision(stance, level)
    (new,) = effects([], [each], [Carried(before=(), after=(0,), fate=Fate.ADDED)], CATALOGUE)
    (gone,) = effects([each], [], [Carried(before=(0,), after=(), fate=Fate.ENDED)], CATALOGUE)
    assert (new.direction, gone.direction) == (added, ended)
    assert "no longer says" in gone.because


def test_a_condition_beside_a_standing_permission_is_better_and_worse_to_lose() -> None:
    allowed, limit = provision(Stance.PERMITS), provision(Stance.CONDITIONS, at=5)
    kept = Carried(before=(0,), after=(0,), fate=Fate.STANDING)
    (new,) = effects([allowed], [allowed, limit], [kept, Carried(before=(), after=(1,), fate=Fate.ADDED)], CATALOGUE)
    (gone,) = effects([allowed, limit], [allowed], [kept, Carried(before=(1,), after=(), fate=Fate.ENDED)], CATALOGUE)
    assert (new.direction, gone.direction) == (Direction.BETTER, Direction.WORSE)
    assert "now limits" in new.because
    assert "no longer limits" in gone.because


@pytest.mark.parametrize(
    ("later", "direction"),
    [
        pytest.param("We share data with Norpost and Sudpost.", Direction.UNCLEAR, id="words that were changed may still say it"),
        pytest.param("Nothing else.", Direction.BETTER, id="words that were taken out do not"),
    ],
)
def test_a_clause_that_is_no_longer_read_in_changed_words_is_unclear(later: str, direction: Direction) -> None:
    sentence = "We share data with Norpost, a subsidiary."
    before, after = policy("# Terms", sentence, "Bye for now."), policy("# Terms", later, "Bye for now.")
    at = before.text.index(sentence)
    there = provision(Stance.PERMITS)
    quoted = replace(there, finding=replace(there.finding, quotes=(Quote(exact=sentence, start=at, end=at + len(sentence)),)))
    (gone,) = effects([quoted], [], [Carried(before=(0,), after=(), fate=Fate.ENDED)], CATALOGUE, comparison=compare(before, after))
    assert gone.direction is direction


def test_what_was_read_in_the_menu_of_a_page_goes_with_it_untold() -> None:
    menu, rest = "Terms ·", ("We share data with Norpost, a subsidiary of ours, and with nobody else at all.", "Bye for now.")
    before, after = policy(menu, *rest), policy(*rest)
    quoted = provision(Stance.PERMITS)
    quoted = replace(quoted, finding=replace(quoted.finding, quotes=(Quote(exact=menu, start=0, end=len(menu)),)))
    comparison = compare(before, after)
    assert [edit.significance for edit in comparison.edits] == [Significance.COSMETIC]
    assert effects([quoted], [], [Carried(before=(0,), after=(), fate=Fate.ENDED)], CATALOGUE, comparison=comparison) == ()
    assert effects([], [quoted], [Carried(before=(), after=(0,), fate=Fate.ADDED)], CATALOGUE, comparison=compare(after, before)) == ()


def test_a_provision_that_stands_has_no_effect() -> None:
    assert effects([provision()], [provision()], [Carried(before=(0,), after=(0,), fate=Fate.STANDING)], CATALOGUE) == ()


def test_the_other_halves_of_splits_and_merges_lead_nowhere() -> None:
    split = effects([provision()], [provision(at=1), provision(at=5)], [Carried(before=(0,), after=(0, 1), fate=Fate.REVISED)], CATALOGUE)
    merge = effects([provision(), provision(at=5)], [provision(at=1)], [Carried(before=(0, 1), after=(0,), fate=Fate.REVISED)], CATALOGUE)
    assert [(effect.fate, effect.direction) for effect in split] == [(Fate.REVISED, Direction.NEUTRAL), (Fate.ADDED, Direction.NEUTRAL)]
    assert [(effect.fate, effect.direction) for effect in merge] == [(Fate.REVISED, Direction.NEUTRAL), (Fate.ENDED, Direction.NEUTRAL)]


def test_effects_come_in_text_order_and_ended_ones_last() -> None:
    before, after = [provision(at=3), provision(at=7)], [provision(at=90, level=Level.HIGH), provision(at=10)]
    carried = [
        Carried(before=(1,), after=(), fate=Fate.ENDED),
        Carried(before=(0,), after=(0,), fate=Fate.REVISED),
        Carried(before=(), after=(1,), fate=Fate.ADDED),
    ]
    assert [effect.fate for effect in effects(before, after, carried, CATALOGUE)] == [Fate.ADDED, Fate.REVISED, Fate.ENDED]


def test_a_type_that_the_catalogue_no_longer_knows_is_unclear_not_guessed() -> None:
    unknown = replace(CATALOGUE, clauses={})
    before, after = provision(Stance.PERMITS), provision(Stance.FORBIDS)
    (effect,) = effects([before], [after], [Carried(before=(0,), after=(0,), fate=Fate.REVISED)], unknown)
    assert effect.direction is Direction.UNCLEAR
