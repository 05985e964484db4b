"""Which words name the document."""

import pytest

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.drafting import Draft
from clauseatlas.text.titles import choose_title


def heading(text: str, level: int = 1) -> Draft:
    return Draft(kind=BlockKind.HEADING, text=text, level=level)


@pytest.mark.parametrize(
    ("drafts", "page_title", "title"),
    [
        pytest.param([heading("Privacy Policy")], "Fernlight | Legal", "Privacy Policy", id="the heading, not the company and its shelf"),
        pytest.param([heading("Fernlight Legal"), heading("Terms of Service", 2)], "Fernlight", "Terms of Service", id="a shelf is not the document"),
        pytest.param([heading("WHO WE ARE", 2)], "Cookie Policy - Fernlight", "Cookie Policy", id="the page title where no heading names a policy"),
        pytest.param(
            [heading("Fernlight house rules explained")],
            "Fernlight house rules explained",
            "Fernlight house rules explained",
            id="heading and page title agree",
        ),
        pytest.param(
            [heading("1. Privacy"), heading("2. Cookies")], "Terms of Use – Fernlight", "Terms of Use", id="a numbered heading names a part"
        ),
        pytest.param([], "", "", id="nothing names nothing"),
    ],
)
def test_title(drafts: list[Draft], page_title: str, title: str) -> None:
    assert choose_title(drafts, page_title) == title
