"""Governing law and courts by the name of their country, state or place."""

import pytest

from clauseatlas.provisions.contacts import contacts
from clauseatlas.provisions.places import courts, laws

LAWS = [
    ("These terms are governed by the laws of the State of California, without regard to conflicts.", "California"),
    ("The laws of England and Wales apply.", "England and Wales"),
    ("Irish law governs this agreement; it is governed by Irish law.", "Ireland"),
    ("This is governed by the law of the Republic of Estonia.", "Estonia"),
    ("governed by New York law", "New York"),
    ("The law of the country in which you live applies.", "country of residence"),
    ("We follow applicable laws.", None),
    ("The law on contracts applies.", None),
]


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_the_governing_law_is_named(text: str, expected: str | None) -> None:
    assert next((named.value for named in laws(text)), None) == expected


COURTS = [
    ("The courts of Dublin have exclusive jurisdiction.", "Dublin"),
    ("courts located in San Francisco County, California", "San Francisco County, California"),
    ("You may sue in the courts of the country where you live.", "country of residence"),
    ("We are not in court.", None),
]


@pytest.mark.parametrize(("text", "expected"), COURTS)
def test_the_courts_are_named(text: str, expected: str | None) -> None:
    assert next((named.value for named in courts(text)), None) == expected


CONTACTS = [
    ("Write to no-arbitration@larkspur.example.", ["no-arbitration@larkspur.example"]),
    ("See https://larkspur.example/opt-out.", ["https://larkspur.example/opt-out"]),
    ("Send it to Larkspur Inc., 12 Harbour Street, Portland, OR 97201.", ["Larkspur Inc., 12 Harbour Street, Portland, OR 97201"]),
    ("Write to us.", []),
]


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_addresses_are_read(text: str, expected: list[str]) -> None:
    assert [contact.value for contact in contacts(text)] == expected
