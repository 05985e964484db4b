"""Sentences of a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.text.canonical import clean
from clauseatlas.text.sentences import split


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One sentence. And another one.", 2),
        pytest.param("See Section 4.2 of the Act. It applies.", 2, id="a number is no end"),
        pytest.param("Fernlight Works Inc. runs the service, e.g. its shop.", 1, id="an abbreviation is no end"),
        pytest.param("No full stop at all", 1, id="a line without an end is one sentence"),
        pytest.param("我们收集信息。我们共享信息。", 2, id="no blank follows a Chinese full stop"),
        ("", 0),
    ],
)
def test_number_of_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_sentences_stand_in_order_within_the_block(text: str) -> None:
    block = clean(text)
    before = 0
    for start, end in split(block):
        assert before <= start < end <= len(block)
        assert block[start:end] == block[start:end].strip()
        before = end
