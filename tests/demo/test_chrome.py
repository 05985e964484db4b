"""Pages are never the same bytes twice, and always the same policy."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from clauseatlas.demo import chrome
from clauseatlas.demo.rendering import article
from clauseatlas.demo.scenery import Visit
from clauseatlas.demo.sources import EDITIONS, Dressing, Platform, load_platform

from .folders import write_platform

AROUND = "script, style, noscript, nav, header, footer, aside, form, ol.breadcrumbs, [role=dialog], [role=navigation], [role=contentinfo], [hidden]"


def words(html: str) -> list[str]:
    """The words of a page without what stands around its text, by the simplest means."""
    tree = LexborHTMLParser(html)
    for node in tree.css(f"head, {AROUND}"):
        node.decompose()
    assert tree.body is not None
    return tree.body.text(separator=" ").split()


@pytest.fixture(params=list(Dressing))
def dressed(request: pytest.FixtureRequest, tmp_path: Path) -> Platform:
    return load_platform(write_platform(tmp_path, chrome=request.param))


def test_two_visits_give_different_bytes_and_the_same_words(dressed: Platform) -> None:
    pages = [chrome.policy_page(dressed, dressed.documents[0], Visit.new(1, serial)) for serial in range(8)]
    assert len(set(pages)) == len(pages)
    expected = words(f"<body>{article(dressed.documents[0].source).html}")
    assert [words(page) for page in pages if words(page) not in ([*expected], ["Skip", "to", "content", *expected])] == []


def test_editions_change_what_stands_around_the_text(dressed: Platform) -> None:
    around = []
    for edition in EDITIONS:
        tree = LexborHTMLParser(chrome.policy_page(dressed, dressed.documents[0], Visit.new(edition, 1)))
        around.append(" ".join(node.text(separator=" ") for node in tree.css("nav, footer, [role=navigation]")))
    assert len(set(around)) == len(EDITIONS)


def test_the_shipped_policies_stand_whole_on_their_pages(platforms: tuple[Platform, ...]) -> None:
    for platform in platforms:
        for document in platform.documents:
            page = words(chrome.policy_page(platform, document, Visit.new(2, 1)))
            policy = words(f"<body>{chrome.article_html(platform, document, 2)}")
            assert page[-len(policy) :] == policy, document.address


def test_pages_carry_what_real_pages_carry(platforms: tuple[Platform, ...]) -> None:
    pages = "".join(chrome.policy_page(platform, document, Visit.new(1, 1)) for platform in platforms for document in platform.documents)
    for piece in (
        "cookie-banner",
        "language-switcher",
        "Breadcrumb",
        "On this page",
        "Related articles",
        "csrf-token",
        "helpful",
        "__STATE__",
        "nonce=",
    ):
        assert piece in pages, piece


@pytest.mark.parametrize("page", [chrome.shell_page, chrome.missing_page, chrome.login_page])
def test_what_stands_in_place_of_a_policy_has_none_of_its_words(tmp_path: Path, page: object) -> None:
    platform = load_platform(write_platform(tmp_path))
    assert callable(page)
    html = page(platform, platform.documents[0], Visit.new(1, 1))
    assert "leave within" not in html
    assert len(words(html)) < 70


def test_text_from_a_policy_is_escaped_and_links_stay_on_the_platform() -> None:
    made = article("# T\n\n<b>x</b> & [here](/terms) and [there](https://a.example/)\n", "/quillstone").html
    assert "&lt;b&gt;x&lt;/b&gt; &amp;" in made
    assert 'href="/quillstone/terms"' in made
    assert 'href="https://a.example/"' in made


def test_headings_have_anchors_that_are_unique() -> None:
    made = article("# Title\n\n## Same\n\na\n\n## Same\n\nb\n\n### 1.1 Other *words*\n")
    assert [(heading.level, heading.text, heading.anchor) for heading in made.headings] == [
        (2, "Same", "same"),
        (2, "Same", "same-2"),
        (3, "1.1 Other words", "1-1-other-words"),
    ]
    assert re.findall(r'id="([^"]*)"', made.html) == ["title", "same", "same-2", "1-1-other-words"]


def test_items_that_bring_their_own_number_get_no_bullet() -> None:
    assert 'class="lettered"' in article("- (a) one\n- (b) two\n").html
    assert 'class="lettered"' not in article("- one\n- (b) two\n").html
