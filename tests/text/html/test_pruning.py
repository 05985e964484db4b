"""What is furniture, and what only looks like it."""

import pytest

from tests.text.texts import BODY, CLAUSES, html, policy_page

EXTRA = "The garden closes at dusk, and whoever stays longer pays for the warden's time at the rate of the fee table."
LONG = " ".join(CLAUSES)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"<div hidden><h2>More</h2><p>{LONG} {EXTRA}</p></div>", id="a collapsed part with the hidden attribute"),
        pytest.param(f"<div aria-hidden=true><p>{LONG} {EXTRA}</p></div>", id="a collapsed part hidden from readers aloud"),
        pytest.param(f"<div style='display:none'><p>{LONG} {EXTRA}</p></div>", id="a collapsed part by style"),
        pytest.param(f"<details><summary>More</summary><p>{EXTRA}</p></details>", id="a closed disclosure"),
        pytest.param(f"<section id=newsletter><h2>Newsletter</h2><p>{EXTRA}</p></section>", id="a section about newsletters"),
        pytest.param(f"<section id=sharing-of-data><h2 id=sharing>Sharing</h2><p>{EXTRA}</p></section>", id="a section about sharing"),
        pytest.param(
            f"<section id=cookie-settings><h2 id=cookie-settings>Cookie settings</h2><p>{EXTRA}</p></section>", id="a section about cookie settings"
        ),
        pytest.param(f"<div class=cookie-policy><p>{EXTRA}</p></div>", id="a cookie policy is no banner"),
        pytest.param(f"<article><header><p>{EXTRA}</p></header></article>", id="a header within the text"),
        pytest.param(f"<article><footer><p>{EXTRA}</p></footer></article>", id="a footer within the text"),
        pytest.param(f"<article><aside><p>In short: {EXTRA}</p></aside></article>", id="a summary beside the text"),
        pytest.param(f"<form action=/ method=post><p>{EXTRA}</p></form>", id="a form around text without fields"),
        pytest.param(f"<table><tr id=truste-row><td>Seal<td>{EXTRA}</table>", id="a row about a consent product"),
        pytest.param(f"<div class=cmp-container><p>{EXTRA}</p></div>", id="a component of a content system"),
        pytest.param(f"<div class='trusted-partners sketch-box'><p>{EXTRA}</p></div>", id="words that begin or end like a product"),
        pytest.param(f"<div class=footer-notes><p>{EXTRA} {LONG}</p></div>", id="notes that are called footer"),
    ],
)
def test_text_of_the_policy_is_kept(content: str) -> None:
    assert EXTRA in policy_page(after=content).text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"<dialog><p>{EXTRA}</p></dialog>", id="a dialog"),
        pytest.param(f"<div class=welcome-modal style='display:none'><p>{EXTRA} {EXTRA} {EXTRA}</p></div>", id="a hidden popup"),
        pytest.param(f"<div role=alertdialog><p>{EXTRA}</p></div>", id="an alert dialog"),
        pytest.param(
            f"<div class=siteFooter><p>Shop</p><p>Blog</p></div><p>{EXTRA}</p>".replace(EXTRA, CLAUSES[0]), id="labels in what is called footer"
        ),
        pytest.param(f"<div class='gdpr-popup'><p>{EXTRA}</p></div>", id="a consent popup"),
        pytest.param(f"<div id=CybotCookiebotDialog><p>{EXTRA} {LONG}</p></div>", id="a consent product, however long"),
        pytest.param(f"<form><label>{EXTRA}</label><input name=mail></form>", id="a form"),
        pytest.param(f"<script>document.write('{EXTRA}')</script><style>/* {EXTRA} */</style>", id="scripts and styles"),
        pytest.param(f"<button>{EXTRA}</button>", id="a button"),
        pytest.param("<span class=sr-only>(opens in a new window)</span>", id="a label for reading aloud"),
    ],
)
def test_furniture_is_left_out(content: str) -> None:
    text = policy_page(after=content).text
    assert EXTRA not in text
    assert "Shop" not in text
    assert "new window" not in text


@pytest.mark.parametrize(
    "wrapper",
    [
        "<header>{}</header>",
        "<div role=dialog>{}</div>",
        "<div aria-hidden=true>{}</div>",
        "<aside>{}</aside>",
        "<div class=modal>{}</div>",
        "<form>{}<input></form>",
        "<nav>{}</nav>",
    ],
)
def test_what_holds_most_of_the_text_is_the_document_whatever_it_is_called(wrapper: str) -> None:
    assert all(clause in html(wrapper.format(f"<h1>Terms of Service</h1>{BODY}")).text for clause in CLAUSES)


def test_date_in_a_footer_is_kept() -> None:
    policy = policy_page(after="<footer><p>Last updated: 3 May 2026</p></footer>")
    assert [stated.raw for stated in policy.stated] == ["3 May 2026"]


def test_button_that_opens_a_part_is_its_heading() -> None:
    policy = policy_page(after=f"<div><button aria-expanded=false>Opening hours</button></div><div hidden><p>{LONG} {EXTRA}</p></div>")
    block = next(block for block in policy.blocks if EXTRA in policy.text[block.start : block.end])
    assert block.path[-1] == "Opening hours"


def test_button_that_says_which_edition_is_shown_is_kept() -> None:
    assert "May 3, 2026 (latest)" in policy_page(within="<p>Version: <button role=combobox>May 3, 2026 (latest)</button></p>").text
