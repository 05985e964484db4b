"""The plain text reader."""

from clauseatlas.text.plain import read_plain
from tests.text.texts import shape

PLAIN = """Garden Rules
============

1. BEDS

Members may dig
with care, and nobody
digs on Sundays.
- tools are shared
- water is not
(a) rain is free
"""


def test_lines_become_paragraphs_items_and_headings() -> None:
    policy = read_plain(PLAIN)
    assert shape(policy) == [
        ("heading", "Garden Rules"),
        ("heading", "1. BEDS"),
        ("paragraph", "Members may dig with care, and nobody digs on Sundays."),
        ("list-item", "tools are shared"),
        ("list-item", "water is not"),
        ("paragraph", "(a) rain is free"),
    ]
    assert policy.blocks[-1].number == "1(a)"
    assert policy.blocks[2].source == "lines 6-8"


def test_a_line_per_paragraph_is_not_joined() -> None:
    line = "Every line of this text is a whole paragraph of its own, long enough that nobody would ever have broken it by hand at eighty letters."
    assert len(read_plain(f"{line}\n{line}\n{line}\n").blocks) == 3
