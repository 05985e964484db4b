"""Who speaks: from the text's own words, from the title, from who acts; what is given wins."""

import pytest

from clauseatlas.provisions.naming import speaker

from .texts import policy_of

CASES = [
    ("a definition in brackets", "Northlight Labs, Inc. (“Northlight”, “we” or “us”) runs this. Northlight may change it.", "", "Northlight"),
    ("a definition without a short name", 'Larkspur GmbH ("we", "us") runs this. Larkspur may change it.', "", "Larkspur"),
    ("we means", "In these terms “we” means Fernway Ltd. Fernway may change them. Fernway runs the site.", "", "Fernway"),
    ("the title", "We may change this. Cedar Docs is good. Cedar Docs is here. Cedar Docs works.", "Cedar Docs Privacy Policy", "Cedar Docs"),
    ("who acts", "Harbour Mail may do this. Then Harbour Mail will do that. Here Harbour Mail shall stop.", "Privacy Policy", "Harbour Mail"),
    ("roles are no names", "Customer may do this. Then Customer will do that. Customer shall stop.", "Terms", None),
    ("nothing", "We may do this.", "", None),
]


@pytest.mark.parametrize(("text", "title", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_name_is_found(text: str, title: str, name: str | None) -> None:
    assert speaker(policy_of(text, title=title)).name == name


def test_a_given_name_wins_and_its_short_form_is_heard() -> None:
    found = speaker(policy_of("Zephyrine may do this."), platform="Zephyrine Video Communications Inc.")
    assert found.name == "Zephyrine Video Communications Inc."
    assert "zephyrine" in found.voices.platform
