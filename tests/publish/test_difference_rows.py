"""Rows of a difference: every word of both texts is in them, edits stand where they belong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseatlas.changes.comparing import compare
from clauseatlas.model.policytext import PolicyText
from clauseatlas.publish.pages.difference_rows import DifferenceRow, difference_rows, folded
from clauseatlas.text.reading import read

BEFORE = """# Terms of Fernwick Post

## 1. Disputes

You have 60 days to opt out of arbitration. Write to our office. Keep a copy of the letter.

## 2. Fees

A fee of 5 euros is charged for every parcel.

We may change fees with notice of 30 days.
"""


def text_of(source: str) -> PolicyText:
    return read(source.encode(), media_type="text/markdown")


def rows_between(before: str, after: str) -> tuple[DifferenceRow, ...]:
    earlier, later = text_of(before), text_of(after)
    return difference_rows(earlier, later, compare(earlier, later))


def words(rows: tuple[DifferenceRow, ...], *, without: str) -> list[str]:
    return " ".join("".join(run.text for run in row.inline if run.kind != without) for row in rows).split()


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        (BEFORE.replace("60 days", "30 days"), [("removed", "60"), ("added", "30")]),
        (BEFORE.replace(" Write to our office.", ""), [("removed", "Write to our office. ")]),
        (BEFORE.replace("letter.", "letter. Send it by post."), [("added", "Send it by post.")]),
        (BEFORE.replace("A fee of 5 euros is charged for every parcel.\n\n", ""), [("removed", "A fee of 5 euros is charged for every parcel.")]),
    ],
)
def test_an_edit_is_shown_where_it_stands(after: str, shown: list[tuple[str, str]]) -> None:
    rows = rows_between(BEFORE, after)
    runs = [(run.kind, run.text) for row in rows for run in row.inline if run.kind != "kept"]
    assert runs == shown


def test_a_removed_sentence_stands_between_its_neighbours() -> None:
    rows = rows_between(BEFORE, BEFORE.replace(" Write to our office.", ""))
    line = next("".join(run.text for run in row.inline) for row in rows if row.edits)
    assert line == "You have 60 days to opt out of arbitration. Write to our office. Keep a copy of the letter."


def test_equal_texts_have_no_edits() -> None:
    rows = rows_between(BEFORE, BEFORE)
    assert not any(row.edits for row in rows)
    assert folded(rows, around=1) == (len(rows),)


def test_folding_counts_what_it_leaves_out() -> None:
    rows = rows_between(BEFORE, BEFORE.replace("5 euros", "6 euros"))
    shown = folded(rows, around=0)
    assert sum(each if isinstance(each, int) else 1 for each in shown) == len(rows)
    assert sum(not isinstance(each, int) for each in shown) == 1


SENTENCES = (
    "You may close your account.",
    "We keep data for 30 days.",
    "Fees are due monthly.",
    "Disputes go to court.",
    "We share data with partners.",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=5),
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=5),
)
def test_rows_hold_every_word_of_the_later_text(before: list[list[str]], after: list[list[str]]) -> None:
    earlier, later = ("\n\n".join(" ".join(paragraph) for paragraph in text) for text in (before, after))
    rows = rows_between(earlier, later)
    later_words = " ".join("".join(run.text for run in row.later) for row in rows).split()
    assert sorted(later_words) == sorted(later.split())
