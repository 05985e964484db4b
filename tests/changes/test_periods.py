"""Versions, periods, returns and variants from sightings."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.changes.periods import Period, periods, stood, variants, versions

START = datetime(2031, 3, 1, 6, tzinfo=UTC)
Sighting = tuple[datetime, str]


def history(text: str) -> list[Sighting]:
    """Sightings from "A0 B3 A5": text and day."""
    return [(START + timedelta(days=int(word[1:])), word[0]) for word in text.split()]


def told(text: str) -> list[str]:
    return [f"{period.digest}{(period.first - START).days}" for period in periods(history(text)) if period.is_told]


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ("", []),
        ("A0", ["A0-0"]),
        ("A0 A1 A9", ["A0-9"]),
        ("A0 B3 B4 A5", ["A0-0", "B3-4", "A5-5"]),
    ],
)
def test_periods_run_from_first_to_last_sighting(sightings: str, expected: list[str]) -> None:
    found = [f"{period.digest}{(period.first - START).days}-{(period.last - START).days}" for period in periods(history(sightings))]
    assert found == expected


def test_a_b_a_is_two_versions_and_three_periods() -> None:
    found = periods(history("A0 B3 A5"))
    assert versions(found) == ("A", "B")
    assert [period.returned for period in found] == [False, False, True]
    assert [len(each) for each in stood(found).values()] == [2, 1]


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        pytest.param("A0 B3 A5 A12", ["A5"], id="a return of seven days is told"),
        pytest.param("A0 B3 A5 A11", [], id="a return of six days is not told yet"),
        pytest.param("A0 B3 A5 A12 A60", ["A5"], id="a return is told once"),
        pytest.param("A0 B3 A5 B6 B40", [], id="two returns in thirty days: the texts alternate"),
        pytest.param("A0 B3 A5 A20 B40 B60", ["A5", "B40"], id="two returns thirty-five days apart are two returns"),
        pytest.param("A0 B3 A5 C6 A9 A90", [], id="one text that returns twice in thirty days"),
        pytest.param("A0 B3 A5 B6 C20 C80", [], id="a new text is no return"),
        pytest.param("A0 B3 A5 B6 C20 D50 C60 C90", ["C60"], id="a text that does not alternate returns beside those that do"),
    ],
)
def test_a_lasting_return_is_told_once(sightings: str, expected: list[str]) -> None:
    assert told(sightings) == expected


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        pytest.param("A0 B3 A5", set(), id="one return makes no variants"),
        pytest.param("A0 B3 A5 B35", {"A", "B"}, id="thirty days are within"),
        pytest.param("A0 B3 A5 B36", set(), id="thirty-one are not"),
        pytest.param("A0 B3 A5 C6 A9", {"A"}, id="only what came back"),
        pytest.param("A0 B3 A5 B7 C9 D90 E91", {"A", "B"}, id="new texts stay out"),
    ],
)
def test_variants_are_texts_that_came_back_twice_in_thirty_days(sightings: str, expected: set[str]) -> None:
    assert variants(periods(history(sightings))) == expected


def test_every_period_of_a_variant_is_marked() -> None:
    assert [period.variant for period in periods(history("A0 B3 A5 B7 C50"))] == [True, True, True, True, False]


def test_two_texts_at_one_moment_are_told_apart_the_same_way_in_any_order() -> None:
    sightings = [(START, "B"), (START, "A"), (START + timedelta(days=1), "B")]
    assert periods(sightings) == periods(reversed(sightings))


SIGHTINGS = st.lists(st.tuples(st.integers(0, 4000).map(lambda hours: START + timedelta(hours=hours)), st.sampled_from("ABCD")), max_size=40)


@given(SIGHTINGS)
def test_periods_partition_the_sightings(sightings: list[Sighting]) -> None:
    found = periods(sightings)
    assert sum(period.sightings for period in found) == len(set(sightings))
    assert all(earlier.last <= later.first for earlier, later in pairwise(found))
    assert all(earlier.digest != later.digest for earlier, later in pairwise(found))
    assert all(period.first <= period.last for period in found)


@given(SIGHTINGS, st.randoms())
def test_the_order_of_arrival_does_not_matter(sightings: list[Sighting], chance: object) -> None:
    shuffled = list(sightings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert periods(shuffled) == periods(sightings)


@given(SIGHTINGS)
def test_the_first_period_of_a_text_is_never_a_return_and_every_later_one_is(sightings: list[Sighting]) -> None:
    seen: set[str] = set()
    for period in periods(sightings):
        assert period.returned == (period.digest in seen)
        seen.add(period.digest)


@given(SIGHTINGS)
def test_what_is_told_is_a_lasting_return_of_no_variant(sightings: list[Sighting]) -> None:
    def fits(period: Period) -> bool:
        return period.returned and not period.variant and period.last - period.first >= timedelta(days=7)

    assert all(period.is_told == fits(period) for period in periods(sightings))
