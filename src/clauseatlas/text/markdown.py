"""The Markdown reader: its tokens become the light tree that the HTML walker walks, so that lists and tables mean the same in both."""

from collections.abc import Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauseatlas.model.policytext import PolicyText
from clauseatlas.text.assembling import assemble
from clauseatlas.text.html.tree import Element, parse
from clauseatlas.text.html.walking import Walk

STAMP = "markdown/1"
# Levels of lists and quotations: more than any policy nests, far less than Python's recursion allows.
DEEPEST_NESTING = 60

_PLAIN_TEXT = frozenset({"text", "code_inline", "text_special"})


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Indented text is a paragraph that lost its list, never code: policies hold none.
    return MarkdownIt("commonmark", {"maxNesting": DEEPEST_NESTING}).enable("table").disable("code")


def read_markdown(text: str, *, url: str | None = None) -> PolicyText:
    """The policy text of Markdown (CommonMark with tables)."""
    drafts = Walk(lambda element: False).drafts(_tree(_parser().parse(text)))
    return assemble(drafts, reader=STAMP, media_type="text/markdown", base=url)


def _tree(tokens: Iterable[Token]) -> Element:
    root = Element("body", {}, "")
    stack = [root]
    for token in tokens:
        top = stack[-1]
        path = f"lines {token.map[0] + 1}-{token.map[1]}" if token.map else top.path
        if token.nesting == 1:
            element = Element(token.tag, {name: str(value) for name, value in token.attrs.items()}, path)
            top.kids.append(element)
            stack.append(element)
        elif token.nesting == -1:
            done = stack.pop()
            stack[-1].size += done.size
        elif token.type == "inline":
            _inline(token.children or (), top)
        elif token.type == "html_block":
            _graft(parse(token.content).body, top, path)
        elif token.content:
            top.kids.append(Element("p", {}, path, [token.content]))
    return root


def _inline(tokens: Iterable[Token], parent: Element) -> None:
    stack = [parent]
    for token in tokens:
        top = stack[-1]
        if token.nesting == 1:
            element = Element("a" if token.type == "link_open" else token.tag, {name: str(value) for name, value in token.attrs.items()}, parent.path)
            top.kids.append(element)
            stack.append(element)
        elif token.nesting == -1:
            stack.pop()
        elif token.type in _PLAIN_TEXT:
            top.kids.append(token.content)
            parent.size += len(token.content)
        elif token.type == "softbreak":
            top.kids.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.lower().startswith("<br")):
            top.kids.append(Element("br", {}, parent.path))


def _graft(body: Element, parent: Element, path: str) -> None:
    """Hang parsed HTML into the tree; its elements are located by the lines of the Markdown."""
    for element in body.elements():
        element.path = path
    parent.kids.extend(body.kids)
    parent.size += body.size
