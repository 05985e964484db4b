"""Exported Markdown reads back to the same canonical text."""

import pytest

from clauseatlas.publish.formats.open_terms import markdown
from clauseatlas.text.reading import read

CASES = [
    pytest.param("# Terms\n\nA plain paragraph.", "text/markdown", id="plain"),
    pytest.param("# Terms\n\n1. First\n2. Second\n   - nested\n", "text/markdown", id="lists"),
    pytest.param("<h1>Terms</h1><p>Stars * and _underscores_ and [brackets](x) and # marks</p>", "text/html", id="special characters"),
    pytest.param("<h1>Terms</h1><p>1. typed number</p><p>- typed dash</p><p>2) other</p>", "text/html", id="typed numbers"),
    pytest.param("<h1>Fees</h1><table><tr><th>Fee</th><th>Amount</th></tr><tr><td>A | B</td><td>5 euros</td></tr></table>", "text/html", id="tables"),
    pytest.param("<h1>Terms</h1><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; ~tilde~</p>", "text/html", id="markup as text"),
]


@pytest.mark.parametrize(("source", "media_type"), CASES)
def test_text_survives(source: str, media_type: str) -> None:
    policy = read(source.encode(), media_type=media_type)
    again = read(markdown(policy).encode(), media_type="text/markdown")
    assert again.text == policy.text
