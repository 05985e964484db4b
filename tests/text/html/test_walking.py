"""What the walk makes of markup."""

import pytest

from clauseatlas.model.policytext import BlockKind
from tests.text.texts import html, of_kind, shape


@pytest.mark.parametrize(
    ("content", "blocks"),
    [
        pytest.param("<p>one<br>two</p>", [("paragraph", "one two")], id="a line break is a blank"),
        pytest.param("<p>one<br><br>two</p>", [("paragraph", "one"), ("paragraph", "two")], id="two line breaks divide paragraphs"),
        pytest.param(
            "<p>these:<br>• one<br>• two</p>",
            [("paragraph", "these:"), ("list-item", "• one"), ("list-item", "• two")],
            id="bullets after line breaks are items",
        ),
        pytest.param(
            "<p>these:<br>(a) one<br>(b) two</p>",
            [("paragraph", "these:"), ("paragraph", "(a) one"), ("paragraph", "(b) two")],
            id="clauses after line breaks stand alone",
        ),
        pytest.param(
            "<div>bare text <b>and bold</b><p>para</p>tail</div>",
            [("paragraph", "bare text and bold"), ("paragraph", "para"), ("paragraph", "tail")],
            id="text beside blocks is kept",
        ),
        pytest.param("<p>in<em>line</em> <span>markup</span></p>", [("paragraph", "inline markup")], id="inline markup adds no blank"),
        pytest.param("<p>see <a href=/a>this</a><a href=/b>that</a></p>", [("paragraph", "see this that")], id="links side by side are not one word"),
        pytest.param("<p>see <a href=/a>th</a><a href=/a>is</a></p>", [("paragraph", "see this")], id="one link in two pieces is one word"),
        pytest.param("<div role=heading aria-level=3>Fees</div><p>x y</p>", [("heading", "Fees"), ("paragraph", "x y")], id="a heading by role"),
        pytest.param("<h2><div>Fees</div><div>2026</div></h2>", [("heading", "Fees 2026")], id="blocks in a heading"),
        pytest.param("<h3><button>Fees</button></h3><p>x y</p>", [("heading", "Fees"), ("paragraph", "x y")], id="a heading that is a button"),
        pytest.param("<h2>Fees<a href='#fees' aria-label=Link>#</a></h2>", [("heading", "Fees")], id="a mark for linking is no word"),
        pytest.param("<dl><dt>Fee</dt><dd>what you pay</dd></dl>", [("list-item", "Fee"), ("list-item", "what you pay")], id="terms and definitions"),
        pytest.param(
            "<pre>one\ntwo\n\nthree</pre>", [("paragraph", "one two"), ("paragraph", "three")], id="preformatted text is divided by its empty lines"
        ),
        pytest.param(
            "<span style='display:block'>one</span><span style='display: block'>two</span>",
            [("paragraph", "one"), ("paragraph", "two")],
            id="blocks by style",
        ),
        pytest.param(
            "<x-terms><x-part>one</x-part></x-terms><p>two</p>", [("paragraph", "one"), ("paragraph", "two")], id="elements of the page's own"
        ),
        pytest.param(
            "<div><template shadowrootmode=open><p>shown</p></template></div><p>beside</p>",
            [("paragraph", "shown"), ("paragraph", "beside")],
            id="a shadow root is shown",
        ),
        pytest.param(f"<h2>{'word ' * 80}</h2>", [("paragraph", ("word " * 80).strip())], id="a heading that was never closed is a paragraph"),
        pytest.param(
            "<p>x<noscript><iframe src=/t></noscript>y</p><p>z</p>",
            [("paragraph", "xy"), ("paragraph", "z")],
            id="an open frame for pages without scripts does not swallow the page",
        ),
    ],
)
def test_blocks_of_markup(content: str, blocks: list[tuple[str, str]]) -> None:
    assert shape(html(content)) == blocks


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        pytest.param("<ol><li>a<li>b</ol>", ["1.", "2."], id="figures"),
        pytest.param("<ol start=5><li>a<li>b</ol>", ["5.", "6."], id="a start"),
        pytest.param("<ol type=a><li>a<li>b</ol>", ["a.", "b."], id="letters"),
        pytest.param("<ol type=I start=3><li>a<li>b</ol>", ["III.", "IV."], id="Roman numerals"),
        pytest.param("<ol><li>a<li value=7>b<li>c</ol>", ["1.", "7.", "8."], id="a value"),
        pytest.param("<ol reversed><li>a<li>b<li>c</ol>", ["3.", "2.", "1."], id="counting down"),
        pytest.param("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", ["i.", "ii."], id="a style"),
        pytest.param("<ol style='list-style: none'><li>a<li>b</ol>", [None, None], id="markers that are not shown"),
        pytest.param("<ul><li>a<li>b</ul>", [None, None], id="bullets"),
        pytest.param("<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", ["1.", "1.a", "1.b", "2."], id="nested lists"),
        pytest.param("<ol><li><p>a</p><p>more of a</p><li>b</ol>", ["1.", None, "2."], id="an item of two paragraphs"),
        pytest.param("<ol><li><h3>a</h3><p>b</p></ol>", ["1.", None], id="an item that opens with a heading"),
    ],
)
def test_numbers_of_items(content: str, numbers: list[str | None]) -> None:
    assert [block.number for block in html(content).blocks] == numbers


def test_levels_and_paths() -> None:
    policy = html("<h1>Terms</h1><h2>Use</h2><ul><li>one<ul><li>two</ul></ul><h2>Fees</h2><h4>Refunds</h4><p>three</p>")
    assert [(block.level, block.path) for block in policy.blocks] == [
        (1, ()),
        (2, ("Terms",)),
        (1, ("Terms", "Use")),
        (2, ("Terms", "Use")),
        (2, ("Terms",)),
        (4, ("Terms", "Fees")),
        (0, ("Terms", "Fees", "Refunds")),
    ]


def test_numbered_paragraph_does_not_stand_under_the_clause_before_it() -> None:
    policy = html("<h1>Terms</h1><h2>1. Use</h2><p>1.1 Be kind.</p><p>2. Term. A year.</p>")
    assert [block.path for block in policy.blocks] == [(), ("Terms",), ("Terms", "1. Use"), ("Terms",)]


def test_link_is_found_where_it_stands_and_not_where_its_word_occurs_first() -> None:
    policy = html("<p>The fees are on the page of <a href=/f>fees</a>.</p>")
    (link,) = policy.links
    assert link.start == policy.text.rindex("fees")


def test_items_and_rows_follow_each_other_in_single_lines() -> None:
    policy = html("<p>These:</p><ul><li>one<li>two</ul><table><tr><td>a<td>b<tr><td>c<td>d</table>")
    assert policy.text == "These:\n\none\ntwo\n\na\nb\n\nc\nd"
    assert of_kind(policy, BlockKind.TABLE_CELL) == ["a", "b", "c", "d"]
