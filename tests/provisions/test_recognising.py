"""Document types by title, address and words; a special type before a general one."""

import pytest

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.provisions.recognising import recognise

from .texts import policy_of

CASES = [
    ("Northlight Privacy Policy", None, "privacy-policy"),
    ("Privacy and Cookie Policy", None, "privacy-policy"),
    ("Cookie Notice", None, "cookie-policy"),
    ("Terms of Service", None, "terms-of-service"),
    ("Terms & Conditions | Larkspur", None, "terms-of-service"),
    ("User Agreement", None, "terms-of-service"),
    ("Data Processing Addendum", None, "data-processing-agreement"),
    ("API Terms", None, "developer-terms"),
    ("Developer Agreement", None, "developer-terms"),
    ("Community Guidelines", None, "community-guidelines"),
    ("Acceptable Use Policy", None, "acceptable-use"),
    ("Usage Policies", None, "acceptable-use"),
    ("Children's Privacy Notice", None, "childrens-policy"),
    ("Refund Policy", None, "refund-policy"),
    ("Copyright Policy", None, "copyright-policy"),
    ("Guidelines for Law Enforcement", None, "law-enforcement-guidelines"),
    ("Advertising Guidelines", None, "advertising-policy"),
    ("Seller Agreement", None, "seller-terms"),
    ("Generative AI Terms", None, "ai-policy"),
    ("Impressum", None, "imprint"),
    ("", "https://larkspur.example/legal/privacy-policy", "privacy-policy"),
    ("", "https://larkspur.example/about", "other-policy"),
    ("Legal", "https://larkspur.example/legal/terms", "terms-of-service"),
]


@pytest.mark.parametrize(("title", "url", "expected"), CASES)
def test_the_type_is_recognised(title: str, url: str | None, expected: str, catalogue: Catalogue) -> None:
    assert recognise(policy_of("Hello.", title=title), catalogue, url=url) == expected


def test_a_text_without_title_is_recognised_by_its_words(catalogue: Catalogue) -> None:
    text = "We collect personal data about you. Your rights and the legal basis are told below. The data controller is named at the end."
    assert recognise(policy_of(text), catalogue) == "privacy-policy"
