"""What stays of an author's characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.canonical import clean, joint


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        pytest.param("  two \t\n words ", "two words", id="white space runs become one blank"),
        pytest.param("no\u00a0break\u2003wide\u3000space", "no break wide space", id="every kind of blank is a blank"),
        pytest.param("soft\u00adhy\u200bphen\ufeff", "softhyphen", id="what cannot be seen does not change a digest"),
        pytest.param("cafe\u0301", "caf\u00e9", id="composed and decomposed letters are one text"),
        pytest.param("“quoted” ‘text’ — kept…", "“quoted” ‘text’ — kept…", id="quotation marks and dashes are the author's"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a joiner between Persian letters carries meaning"),
        pytest.param("plain\u200djoiner", "plainjoiner", id="a joiner between Latin letters is noise"),
        pytest.param("bell\x07 and\x00zero", "bell andzero", id="control characters are no text"),
        pytest.param("lone \ud800 surrogate", "lone surrogate", id="a lone surrogate cannot be digested"),
    ],
)
def test_canonical_characters(written: str, canonical: str) -> None:
    assert clean(written) == canonical


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once


@pytest.mark.parametrize(
    ("before", "after", "same_row", "glue"),
    [
        (BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, False, "\n"),
        (BlockKind.TABLE_CELL, BlockKind.TABLE_CELL, True, "\n"),
        (BlockKind.TABLE_CELL, BlockKind.TABLE_CELL, False, "\n\n"),
        (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, False, "\n\n"),
        (BlockKind.PARAGRAPH, BlockKind.HEADING, False, "\n\n"),
    ],
)
def test_what_stands_between_blocks(before: BlockKind, after: BlockKind, same_row: bool, glue: str) -> None:
    assert joint(before, after, same_row=same_row) == glue
