"""The Markdown reader."""

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.markdown import read_markdown
from tests.text.texts import of_kind, shape

ARCHIVED = """Garden Rules
============

1\\. Beds
---------

**Who may dig**

Members may dig with [care](https://fernlight.example/care "how to").\x20\x20
On Sundays nobody digs.

*   tools are shared
\x20
*   water is not
\x20
    *   rain is

3.  three
4.  four

| Tool | Fee |
| --- | --- |
| Spade | 2  <br>coins |
"""


def test_markdown_as_archives_write_it() -> None:
    policy = read_markdown(ARCHIVED)
    assert shape(policy) == [
        ("heading", "Garden Rules"),
        ("heading", "1. Beds"),
        ("heading", "Who may dig"),
        ("paragraph", "Members may dig with care. On Sundays nobody digs."),
        ("list-item", "tools are shared"),
        ("list-item", "water is not"),
        ("list-item", "rain is"),
        ("list-item", "three"),
        ("list-item", "four"),
        ("table-cell", "Tool"),
        ("table-cell", "Fee"),
        ("table-cell", "Spade"),
        ("table-cell", "2 coins"),
    ]
    assert policy.title == "Garden Rules"


def test_numbers_levels_links_and_cells_are_kept_beside_the_text() -> None:
    policy = read_markdown(ARCHIVED)
    blocks = {policy.text[block.start : block.end]: block for block in policy.blocks}
    assert blocks["1. Beds"].number == "1."
    assert [blocks[name].number for name in ("three", "four")] == ["3.", "4."]
    assert [blocks[name].level for name in ("water is not", "rain is")] == [1, 2]
    assert blocks["2 coins"].cell == (1, 1)
    assert blocks["Who may dig"].source == "lines 7-7"
    (link,) = policy.links
    assert (policy.text[link.start : link.end], link.target) == ("care", "https://fernlight.example/care")


def test_indented_text_is_a_paragraph_and_markup_is_read() -> None:
    policy = read_markdown("# Terms\n\n    This was indented by accident.\n\n<table><tr><td>a</td><td>b</td></tr></table>\n")
    assert of_kind(policy, BlockKind.PARAGRAPH) == ["This was indented by accident."]
    assert of_kind(policy, BlockKind.TABLE_CELL) == ["a", "b"]
