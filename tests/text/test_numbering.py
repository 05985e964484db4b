"""Full numbers: ordinals joined to the clauses they stand in."""

import pytest

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.drafting import Draft
from clauseatlas.text.numbering import numbers


def heading(text: str) -> Draft:
    return Draft(kind=BlockKind.HEADING, text=text, level=2)


def paragraph(text: str) -> Draft:
    return Draft(kind=BlockKind.PARAGRAPH, text=text)


def item(text: str, level: int, marker: str | None = None) -> Draft:
    return Draft(kind=BlockKind.LIST_ITEM, text=text, level=level, marker=marker)


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        pytest.param(
            [heading("4. Fees"), paragraph("4.2 You pay."), paragraph("(a) monthly"), paragraph("(b) yearly")],
            ["4.", "4.2", "4.2(a)", "4.2(b)"],
            id="typed letters stand in their clause",
        ),
        pytest.param(
            [paragraph("1.1 A"), paragraph("(a) x"), paragraph("(i) y"), paragraph("(ii) z"), paragraph("(b) w")],
            ["1.1", "1.1(a)", "1.1(a)(i)", "1.1(a)(ii)", "1.1(b)"],
            id="a level deeper and back",
        ),
        pytest.param([paragraph("(h) x"), paragraph("(i) y"), paragraph("(j) z")], ["(h)", "(i)", "(j)"], id="i after h is a letter"),
        pytest.param(
            [heading("Use"), item("a", 1, "1."), item("b", 2, "a."), item("c", 2, "b."), item("d", 1, "2.")],
            [None, "1.", "1.a", "1.b", "2."],
            id="nested lists carry their parents",
        ),
        pytest.param(
            [heading("3. Use"), item("a", 1, "1."), item("b", 1, "2.")],
            ["3.", "1.", "2."],
            id="a list of figures under a numbered heading keeps the figures a reader sees",
        ),
        pytest.param(
            [heading("4.2 Use"), item("(a) typed", 1, "1."), item("(b) typed", 1, "2.")],
            ["4.2", "4.2(a)", "4.2(b)"],
            id="typed wins over a generated marker that is hidden",
        ),
        pytest.param(
            [heading("4. Fees"), paragraph("(a) x"), heading("Other"), paragraph("(a) y")],
            ["4.", "4(a)", None, "(a)"],
            id="a heading without a number closes the clauses before it",
        ),
        pytest.param([item("x", 1, "1."), item("y", 1), item("z", 1, "2.")], ["1.", None, "2."], id="a second block of an item has no number"),
    ],
)
def test_numbers_of_blocks(drafts: list[Draft], expected: list[str | None]) -> None:
    assert numbers(drafts) == expected
