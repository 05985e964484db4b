"""Menus without a mark, and what stands beside them."""

import pytest

from tests.text.texts import BODY, html

MENU = "".join(f"<p><a href='/{name}'>{name}</a></p>" for name in ("Seeds", "Tools", "Soil", "Pots", "Help"))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        pytest.param(f"{MENU}<p>Last updated: 3 May 2026</p>", "", "Last updated: 3 May 2026", id="a date between menu and title"),
        pytest.param(
            f"{MENU}<p>Please read these terms with care before you open an account, for they bind you as soon as you do.</p>",
            "",
            "Please read these terms",
            id="a sentence between menu and title",
        ),
        pytest.param("<p>Fernlight Works</p><p>Fennport</p>", "", "Fennport", id="a preamble without a menu"),
        pytest.param(
            "<ol><li><a href='#a'>Use</a><li><a href='#b'>Fees</a><li><a href='#c'>Law</a><li><a href='#d'>End</a></ol>",
            "",
            "Fees",
            id="a table of contents leads nowhere else",
        ),
        pytest.param(
            "",
            "<p>Our browsers:</p><ul><li><a href='https://a.example'>Argo</a><li><a href='https://b.example'>Brig</a><li><a "
            "href='https://c.example'>Cog</a><li><a href='https://d.example'>Dory</a></ul>",
            "Dory",
            id="a list that the text announces",
        ),
        pytest.param(
            "",
            f"{MENU}<p>Fernlight Works of Fennport</p><p>12 Mill Lane, 4711 Fennport</p><p>Register number 99123</p>{MENU}",
            "12 Mill Lane",
            id="who runs the site, within a menu",
        ),
        pytest.param("", "<p>Fernlight Works<br>12 Mill Lane</p>", "12 Mill Lane", id="an address at the end"),
        pytest.param(
            "", "<p><a href='mailto:care@fernlight.example'>care@fernlight.example</a></p>", "care@fernlight.example", id="a mail address at the end"
        ),
    ],
)
def test_what_belongs_to_the_document_is_kept(before: str, after: str, kept: str) -> None:
    policy = html(f"<div>{before}<h1>Terms of Service</h1>{BODY}{after}</div>")
    assert kept in policy.text
    assert "Soil" not in policy.text


def test_closing_copyright_line_is_left_out_for_its_year_changes() -> None:
    assert (
        html(f"<h1>Terms of Service</h1>{BODY}<p>© 2026 Fernlight Works. All rights reserved.</p>").text
        == html(f"<h1>Terms of Service</h1>{BODY}").text
    )
