"""Tables: cells with their place, and tables that only place things."""

import pytest

from clauseatlas.model.policytext import BlockKind
from tests.text.texts import CLAUSES, html, of_kind


def places(content: str) -> list[tuple[str, tuple[int, int] | None]]:
    policy = html(content)
    return [(policy.text[block.start : block.end], block.cell) for block in policy.blocks if block.kind is BlockKind.TABLE_CELL]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        pytest.param(
            "<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>",
            [("a", (0, 0)), ("b", (0, 1)), ("c", (1, 0)), ("d", (1, 1))],
            id="head and body",
        ),
        pytest.param("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [("a", (0, 0)), ("b", (0, 1)), ("c", (1, 1))], id="a cell over two rows"),
        pytest.param(
            "<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>",
            [("a", (0, 0)), ("b", (0, 2)), ("c", (1, 0)), ("d", (1, 1)), ("e", (1, 2))],
            id="a cell over two columns",
        ),
        pytest.param("<table><tr><td><p>a</p><p>b</p><td>c<br>d</table>", [("a b", (0, 0)), ("c d", (0, 1))], id="a cell is one block"),
    ],
)
def test_cells_have_their_place(content: str, cells: list[tuple[str, tuple[int, int]]]) -> None:
    assert places(content) == cells


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"<table role=presentation><tr><td>{CLAUSES[0]}<td>{CLAUSES[1]}</table>", id="by role"),
        pytest.param(
            f"<table><tr><td><h2>A</h2><p>{CLAUSES[0]}</p><h2>B</h2><p>{CLAUSES[1]}</p><td>x</table>", id="a cell with headings holds the page"
        ),
        pytest.param(f"<table><tr><td>{CLAUSES[0]}<tr><td>{CLAUSES[1]}</table>", id="one column is no grid"),
        pytest.param(f"<table><tr><td><table><tr><td>{CLAUSES[0]}</table><td>{CLAUSES[1]}</table>", id="a table around tables"),
    ],
)
def test_table_that_places_things_is_no_grid(content: str) -> None:
    policy = html(content)
    assert not of_kind(policy, BlockKind.TABLE_CELL)
    assert CLAUSES[0] in policy.text
    assert CLAUSES[1] in policy.text
