"""Media types from content."""

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.text.reading import read
from tests.text.texts import page

MARKDOWN = "# Terms\n\nYou **agree** to [these terms](https://fernlight.example/terms).\n\n* one\n* two\n"


@pytest.mark.parametrize(
    ("body", "label", "kind"),
    [
        pytest.param(page("<p>Terms</p>"), "text/plain", "text/html", id="HTML labelled text"),
        pytest.param(page("<p>Terms</p>"), None, "text/html", id="HTML without a label"),
        pytest.param(b"<!-- made by hand -->\n<html><p>Terms</p>", None, "text/html", id="HTML behind a comment"),
        pytest.param(b"<b>Terms</b> of the garden", None, "text/html", id="a fragment of HTML"),
        pytest.param(MARKDOWN.encode(), None, "text/markdown", id="Markdown without a label"),
        pytest.param(MARKDOWN.encode(), "text/plain", "text/markdown", id="Markdown labelled text"),
        pytest.param(
            (MARKDOWN + "\n| a | b |\n|---|---|\n| c<br>d<br>e<br>f | g<br>h<br>i<br>j |\n").encode(),
            None,
            "text/markdown",
            id="Markdown with line breaks in its cells",
        ),
        pytest.param(b"<p>Terms</p>\n\nYou **agree**.", "text/markdown", "text/markdown", id="Markdown that opens with markup"),
        pytest.param(b"Terms\n\nYou agree to these terms.", None, "text/plain", id="plain text"),
        pytest.param(b"You agree to pay < 5 EUR", "text/html", "text/html", id="the label decides where the content does not"),
        pytest.param(b"Terms - short\n------\nYou agree.", None, "text/plain", id="one sign of Markdown is an accident"),
    ],
)
def test_kind_of_text(body: bytes, label: str | None, kind: str) -> None:
    assert read(body, media_type=label).media_type == kind


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"PK\x03\x04rest", id="an archive"),
        pytest.param(b"\x89PNG\r\n\x1a\nrest", id="a picture"),
        pytest.param(bytes(range(256)) * 40, id="bytes of every kind"),
        pytest.param(b"%PDF-1.7 and nothing else", id="a PDF in name only"),
        pytest.param(b"x" * (25 * 1024 * 1024 + 1), id="more than 25 MB"),
    ],
)
def test_what_cannot_become_text_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read(body, media_type="text/html")
    assert "\n" not in str(caught.value)
