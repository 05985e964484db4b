"""Headings that no markup calls so."""

import pytest

from clauseatlas.model.policytext import BlockKind
from tests.text.texts import html, of_kind

LONG = "We keep your data for as long as you have an account and for thirty days after it ends, and no longer than that."


@pytest.mark.parametrize(
    ("content", "headings"),
    [
        pytest.param(f"<p><b>Your data</b></p><p>{LONG}</p><p>{LONG}</p>", ["Your data"], id="a short bold line over text"),
        pytest.param(f"<p><b>Please read this carefully.</b></p><p>{LONG}</p><p>{LONG}</p>", [], id="a bold sentence is a sentence"),
        pytest.param(f"<p>YOUR DATA</p><p>{LONG}</p>", ["YOUR DATA"], id="capitals over text"),
        pytest.param(
            f"<p>1. Your data</p><p>{LONG}</p><p>2. Your rights</p><p>{LONG}</p>",
            ["1. Your data", "2. Your rights"],
            id="numbered lines of a page without headings",
        ),
        pytest.param(f"<p><b>Last updated: 3 May 2026</b></p><p>{LONG}</p><p>{LONG}</p>", [], id="a date is no heading"),
        pytest.param("<p><b>All of it</b></p><p><b>is bold</b></p><p><b>on this page</b></p>", [], id="where all is bold, bold says nothing"),
        pytest.param(f"<p><a href='/x'>Cookie policy</a></p><p>{LONG}</p>", [], id="a link is no heading"),
        pytest.param(f"<p><b>Your data</b><br>{LONG}</p><p>{LONG}</p>", ["Your data"], id="a bold line before a line break"),
        pytest.param(
            f"<details><summary>Your data</summary><p>{LONG}</p></details><p>{LONG}</p>", ["Your data"], id="the line that opens a collapsed part"
        ),
    ],
)
def test_headings_are_recognised(content: str, headings: list[str]) -> None:
    assert of_kind(html(content), BlockKind.HEADING) == headings


def test_level_is_below_the_heading_it_stands_under() -> None:
    policy = html(f"<h2>2. Fees</h2><p><b>2.1 Refunds</b></p><p>{LONG}</p><h2>3. Law</h2><p>{LONG}</p>")
    assert [(block.level, block.path) for block in policy.blocks if block.kind is BlockKind.HEADING] == [(2, ()), (3, ("2. Fees",)), (2, ())]
