"""Records live on through changed words, numbers and places; splits, merges, endings and beginnings are told apart."""

import pytest

from clauseatlas.model.change import Comparison, Counts, Edit, Passage
from clauseatlas.model.provision import Finding, Quote, Reading
from clauseatlas.model.words import EditKind, Fate, Stance
from clauseatlas.provisions.carrying import carry

SHARE = "We may share your profile data with our partners for their own marketing."
SELL = "We share purchase history with insurers in your country."
LONG = "We may share your profile data with our partners for marketing. We also share your location data with research institutes for studies."


def found(
    words: str, *, type_: str = "data-sharing", stance: Stance = Stance.PERMITS, section: str = "Sharing", at: int = 0, days: int | None = None
) -> Finding:
    quote = Quote(exact=words, start=at, end=at + len(words), section=(section,))
    readings = () if days is None else (Reading(name="notice_days", value=days, raw=str(days), start=at, end=at + 1),)
    return Finding(clause_type=type_, stance=stance, quotes=(quote,), readings=readings)


def compared(*edits: Edit) -> Comparison:
    return Comparison(before_sha256="", after_sha256="", pairs=(), edits=edits, counts=Counts())


def told(before: list[Finding], after: list[Finding], comparison: Comparison | None = None) -> set[tuple[tuple[int, ...], tuple[int, ...], Fate]]:
    return {(each.before, each.after, each.fate) for each in carry(before, after, comparison or compared())}


CASES = [
    ("same words elsewhere keep their record", [found(SHARE)], [found(SHARE, section="14. Partners", at=900)], {((0,), (0,), Fate.STANDING)}),
    ("a deadline that moved is a revision", [found(SHARE, days=60)], [found(SHARE, days=30)], {((0,), (0,), Fate.REVISED)}),
    ("a new stance on the same words is a revision", [found(SHARE)], [found(SHARE, stance=Stance.CONDITIONS)], {((0,), (0,), Fate.REVISED)}),
    (
        "a reworded clause keeps its record",
        [found(SHARE)],
        [found("We may share your profile data with our selected partners for their own marketing and research.")],
        {((0,), (0,), Fate.REVISED)},
    ),
    (
        "another clause of the type is another record",
        [found(SHARE)],
        [found(SELL, section="Insurance")],
        {((0,), (), Fate.ENDED), ((), (0,), Fate.ADDED)},
    ),
    ("types do not mix", [found(SHARE)], [found(SHARE, type_="data-sale")], {((0,), (), Fate.ENDED), ((), (0,), Fate.ADDED)}),
    (
        "order changed, words kept",
        [found(SHARE), found(SELL)],
        [found(SELL), found(SHARE)],
        {((0,), (1,), Fate.STANDING), ((1,), (0,), Fate.STANDING)},
    ),
    (
        "of two in other letters the one written alike keeps its record",
        [found(SHARE.upper()), found(SHARE, at=900)],
        [found(SHARE), found(SELL, section="Insurance", at=900)],
        {((1,), (0,), Fate.STANDING), ((0,), (), Fate.ENDED), ((), (1,), Fate.ADDED)},
    ),
    (
        "a clause that was cut in two",
        [found(LONG)],
        [found(LONG.split(". ", maxsplit=1)[0] + "."), found("We also share your location data with research institutes for studies.")],
        {((0,), (0, 1), Fate.REVISED)},
    ),
    (
        "two clauses that became one",
        [found(LONG.split(". ", maxsplit=1)[0] + "."), found("We also share your location data with research institutes for studies.")],
        [found(LONG)],
        {((0, 1), (0,), Fate.REVISED)},
    ),
    ("twice the same words: one each", [found(SHARE), found(SHARE, at=500)], [found(SHARE)], {((0,), (0,), Fate.STANDING), ((1,), (), Fate.ENDED)}),
    ("nothing before", [], [found(SHARE)], {((), (0,), Fate.ADDED)}),
    ("nothing after", [found(SHARE)], [], {((0,), (), Fate.ENDED)}),
]


@pytest.mark.parametrize(("before", "after", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_fates(before: list[Finding], after: list[Finding], expected: set[tuple[tuple[int, ...], tuple[int, ...], Fate]]) -> None:
    assert told(before, after) == expected


def test_an_edit_that_joins_two_passages_carries_a_heavily_reworded_clause() -> None:
    old, new = found(SHARE), found("Information from accounts goes to companies we work with, so that these can advertise.")
    edit = Edit(
        id="e1",
        kind=EditKind.REWORDED,
        before=Passage(exact=SHARE, start=0, end=len(SHARE)),
        after=Passage(exact=new.quotes[0].exact, start=0, end=new.quotes[0].end),
    )
    assert told([old], [new], compared(edit)) == {((0,), (0,), Fate.REVISED)}


def test_the_best_total_wins_over_the_first_best_pair() -> None:
    before = [found("We share names with partners and hosts."), found("We share names with partners.")]
    after = [found("We share names with partners, hosts and guests."), found("We share names with partners and friends.")]
    assert {(each.before, each.after) for each in carry(before, after, compared())} == {((0,), (0,)), ((1,), (1,))}


def test_every_index_is_told_once() -> None:
    before, after = [found(SHARE), found(SELL), found(LONG)], [found(SELL), found(LONG + " And more."), found("We share with banks what you buy.")]
    carried = carry(before, after, compared())
    assert sorted(index for each in carried for index in each.before) == [0, 1, 2]
    assert sorted(index for each in carried for index in each.after) == [0, 1, 2]
