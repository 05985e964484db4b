"""Ordinals, typed and generated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.text.ordinals import generated, letters, roman, roman_value, typed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("4.2 Fees", "4.2"),
        ("4.1.2. Deep", "4.1.2"),
        ("3. Term", "3."),
        ("(b) any", "(b)"),
        ("b) any", "b)"),
        ("(iv) four", "(iv)"),
        ("IV. Law", "IV."),
        ("4.2(b) both", "4.2(b)"),
        ("2a. inserted", "2a"),
        ("Section 10.2: Use", "10.2"),
        ("Article IV – Use", "IV"),
        ("§ 4 Haftung", "4"),
        ("第三条 用户", "第三条"),
        ("1.Glued", "1"),
    ],
)
def test_typed_number_is_seen(text: str, shown: str) -> None:
    ordinal = typed(text)
    assert ordinal is not None
    assert ordinal.shown == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("18 years or older", id="an age is no number of a clause"),
        pytest.param("2026 was long", id="a year is none"),
        pytest.param("A company may", id="an article is no letter"),
        pytest.param("e.g. this", id="an abbreviation is none"),
        pytest.param("I agree", id="a pronoun is no Roman one"),
        pytest.param("mi. amor", id="not every word of Roman letters is a numeral"),
        pytest.param("Section 5 applies to you", id="a sentence about a section does not have its number"),
        pytest.param("", id="nothing has no number"),
    ],
)
def test_other_beginnings_have_no_number(text: str) -> None:
    assert typed(text) is None


def test_bare_figure_counts_in_headings_only() -> None:
    assert typed("4 Payments", heading=True) is not None
    assert typed("4 Payments") is None


@pytest.mark.parametrize(
    ("value", "style", "marker"),
    [
        (3, "1", "3."),
        (2, "a", "b."),
        (28, "lower-alpha", "ab."),
        (4, "i", "iv."),
        (9, "I", "IX."),
        (1, "upper-latin", "A."),
        (0, "a", "0."),
        (-2, "i", "-2."),
    ],
)
def test_generated_marker_is_what_a_browser_shows(value: int, style: str, marker: str) -> None:
    assert generated(value, style) == marker


@given(st.integers(min_value=1, max_value=3_999))
def test_roman_numerals_can_be_read_back(value: int) -> None:
    assert roman_value(roman(value)) == value


@given(st.integers(min_value=1, max_value=100_000))
def test_letters_never_repeat(value: int) -> None:
    assert letters(value) != letters(value + 1)
