"""Languages: what is declared and what is spoken."""

import pytest

from clauseatlas.text.languages import code, decide

GERMAN = ["Wir verarbeiten Ihre personenbezogenen Daten nur, wenn der Vertrag es verlangt, und löschen sie nach dem Ende des Vertrags."]
ENGLISH = ["We process your personal data only where the contract requires it, and we delete it after the contract has ended."]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en-GB", "en"), ("DE", "de"), ("nb_NO", "no"), ("zh-Hant-TW", "zh"), ("", None), (None, None), ("x", None), ("{{ lang }}", None)],
)
def test_language_tag(tag: str | None, expected: str | None) -> None:
    assert code(tag) == expected


@pytest.mark.parametrize(
    ("declared", "paragraphs", "language"),
    [
        pytest.param("en", ENGLISH, "en", id="declared and spoken agree"),
        pytest.param("en", GERMAN, "de", id="a template's tag on a translated page is overruled"),
        pytest.param(None, GERMAN, "de", id="words alone tell"),
        pytest.param("fr", ["Acme"], "fr", id="a few words do not overrule"),
        pytest.param(None, [], None, id="nothing speaks no language"),
    ],
)
def test_language_of_a_document(declared: str | None, paragraphs: list[str], language: str | None) -> None:
    assert decide(declared, paragraphs) == language
