"""A text comes back from the tables as it went in."""

from dataclasses import replace

import pytest

from clauseatlas.model.policytext import PolicyText, StatedDate, StatedKind
from clauseatlas.records.packing import pack_structure, pack_text, stated_date, unpack

from .conftest import policy

TEXTS = {
    "one paragraph": policy("We keep your letters for 14 days."),
    "characters beyond the basic plane": policy("We like 🦊 and “quotes”, naïve ones."),
    "nothing but the text": PolicyText(text="Bare.", sha256="0" * 64, reader="text/1", media_type="text/plain"),
    "numbers and paths": policy("First.", "Second."),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_comes_back_as_it_was(name: str) -> None:
    text = TEXTS[name]
    assert unpack(pack_text(text), pack_structure(text), sha256=text.sha256) == text


def test_what_the_reader_pruned_is_left_to_the_snapshot() -> None:
    text = policy("One.")
    signs = replace(text.signs, pruned_text="Home Help Contact " * 1000)
    kept = unpack(pack_text(text), pack_structure(replace(text, signs=signs)), sha256=text.sha256)
    assert kept.signs == text.signs


def test_certain_date_is_preferred_to_an_ambiguous_one() -> None:
    text = policy("One.")
    sure = text.stated[0]
    doubtful = StatedDate(
        kind=StatedKind.UPDATED, value=sure.value.replace(month=3) if sure.value else None, raw="3/2/26", start=0, end=1, certain=False
    )
    assert stated_date(replace(text, stated=(doubtful, sure)), StatedKind.UPDATED) == sure.value
    assert stated_date(replace(text, stated=(doubtful,)), StatedKind.UPDATED) == doubtful.value
    assert stated_date(text, StatedKind.EFFECTIVE) is None
