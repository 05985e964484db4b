"""The best one-to-one assignment of two small sets (Hungarian method with potentials, O(n^3))."""

from collections.abc import Sequence
from math import inf


def assign(costs: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Pairs (row, column) of least total cost; every row is paired where there are at least as many columns, else every column.

    Rows of different length are refused. Source: Kuhn 1955, in the shortest augmenting path form of Jonker and Volgenant 1987.
    """
    if not costs or not costs[0]:
        return ()
    if len({len(row) for row in costs}) > 1:
        raise ValueError("rows of costs differ in length")
    if len(costs) > len(costs[0]):
        turned = [[row[column] for row in costs] for column in range(len(costs[0]))]
        return tuple(sorted((row, column) for column, row in assign(turned)))
    return _assign_rows(costs)


def _assign_rows(costs: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Pairs for at most as many rows as columns; rows and columns count from 1 inside, 0 stands for "none"."""
    height, width = len(costs), len(costs[0])
    rows, columns = [0.0] * (height + 1), [0.0] * (width + 1)  # potentials
    owner = [0] * (width + 1)  # row that has the column
    for row in range(1, height + 1):
        owner[0] = row
        trail = _shortest_path(costs, rows, columns, owner)
        column = trail[-1][0]
        for column, previous in reversed(trail):
            owner[column] = owner[previous]
    return tuple(sorted((owner[column] - 1, column - 1) for column in range(1, width + 1) if owner[column]))


def _shortest_path(costs: Sequence[Sequence[float]], rows: list[float], columns: list[float], owner: list[int]) -> list[tuple[int, int]]:
    """The augmenting path of least reduced cost from the row that owns column 0, as (column, column before); updates the potentials."""
    width = len(columns) - 1
    least, came_from, used = [inf] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    column = 0
    while True:
        used[column] = True
        row, nearest, step = owner[column], 0, inf
        for other in range(1, width + 1):
            if used[other]:
                continue
            reduced = costs[row - 1][other - 1] - rows[row] - columns[other]
            if reduced < least[other]:
                least[other], came_from[other] = reduced, column
            if least[other] < step:
                step, nearest = least[other], other
        for other in range(width + 1):
            if used[other]:
                rows[owner[other]] += step
                columns[other] -= step
            else:
                least[other] -= step
        column = nearest
        if owner[column] == 0:
            break
    path: list[tuple[int, int]] = []
    while column:
        path.append((column, came_from[column]))
        column = came_from[column]
    return list(reversed(path))
