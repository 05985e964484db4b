"""The assignment is the best there is."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.provisions.pairing import assign

MATRICES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(-20, 20).map(float), min_size=width, max_size=width), min_size=1, max_size=5)
)


def least(costs: list[list[float]]) -> float:
    """The least total by trying everything."""
    height, width = len(costs), len(costs[0])
    if height <= width:
        return min(sum(costs[row][column] for row, column in enumerate(chosen)) for chosen in permutations(range(width), height))
    return min(sum(costs[row][column] for column, row in enumerate(chosen)) for chosen in permutations(range(height), width))


@given(MATRICES)
def test_no_other_assignment_costs_less(costs: list[list[float]]) -> None:
    pairs = assign(costs)
    assert len(pairs) == min(len(costs), len(costs[0]))
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(costs[row][column] for row, column in pairs) == least(costs)


def test_nothing_is_paired_with_nothing() -> None:
    assert assign([]) == ()
    assert assign([[]]) == ()


def test_ragged_costs_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        assign([[1.0], [1.0, 2.0]])
