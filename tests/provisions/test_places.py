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
    ("These terms are governed by the Governing Laws of the parties.", None),
    ("the law of the state of Washington", "Washington"),
    ("The Federal Arbitration Act governs this section.", "United States"),
    ("U.S. federal law applies to this section.", "United States"),
    ("construed in accordance with the FAA and New York law", "United States"),
    ("You agree that Texas law applies.", "Texas"),
    ("as governed by Larkspurian Data Protection Laws", None),
    ("The governing law in Clause 17 is the law of France.", "France"),
    ("the law of User’s place of residence shall apply", "country of residence"),
    ("THE LAWS OF THE UNITED STATES OF AMERICA, EXCLUDING ITS CONFLICT OF LAWS RULES, APPLY.", "United States"),
    ("IF THE LAW OF THE COUNTRY WHERE YOU LIVE SAYS OTHERWISE, THE LIMIT DOES NOT APPLY.", "country of residence"),
    ("the law of the county in which you reside", "country of residence"),
]


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_the_governing_law_is_named(text: str, expected: str | None) -> None:
    assert next((named.value for named in laws(text)), None) == expected


COURTS = [
    ("The courts of Dublin have exclusive jurisdiction.", "Dublin"),
    ("courts located in San Francisco County, California", "San Francisco County, California"),
    ("You may sue in the courts of the country where you live.", "country of residence"),
    ("We are not in court.", None),
    ("THE FEDERAL OR STATE COURTS OF SANTA CLARA COUNTY, CALIFORNIA, USA", "Santa Clara County, California"),
    ("will be brought solely in Santa Clara County, California, and you consent", "Santa Clara County, California"),
    ("the courts of Geneva and Section 4 applies", "Geneva"),
    ("the courts of San Francisco, California and You consent", "San Francisco, California"),
    ("the courts of England and Wales", "England and Wales"),
    ("before the courts of Paris, France, and French law applies", "Paris, France"),
    ("the exclusive jurisdiction of the Courts of Singapore", "Singapore"),
    ("the arbitration will be conducted in New York, New York", "New York, New York"),
    ("small claims court in the county in which you reside", "country of residence"),
    ("you can go to your local courts", "country of residence"),
    ("the competent court of Larkspur's place of business", None),
    ("the courts of the Canton of Geneva", "Geneva"),
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
