"""Markdown of a policy as HTML, with the headings that tables of contents need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

LETTERED = re.compile(r"^\((?:[a-z]|[ivx]+|\d+)\)\s")
"""How an item begins that carries its own number; its list shows no bullet."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of an article, and the anchor by which it is reached."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A policy as HTML, from its `h1` on, and its headings below the first."""

    html: str
    headings: tuple[Heading, ...]


def parse(markdown: str) -> list[Token]:
    """The Markdown tokens of a policy: CommonMark with tables, no HTML."""
    return _MARKDOWN.parse(markdown)


@lru_cache(maxsize=128)
def article(markdown: str, base: str = "") -> Article:
    """The policy as HTML; links that begin with a slash are taken to stand below `base`."""
    tokens = parse(markdown)
    headings = tuple(_anchored(tokens))
    _mark_lettered_lists(tokens)
    _rebase_links(tokens, base)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Article(html=html, headings=headings)


def plain(token: Token) -> str:
    """The words of an inline token, without its markup."""
    children = token.children or []
    return "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in children)


def _anchored(tokens: list[Token]) -> Iterator[Heading]:
    """Give every heading an id that is unique on the page, and tell which headings there are below the title."""
    used: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        text = plain(inline)
        anchor = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
        while anchor in used:
            anchor += "-2"
        used.add(anchor)
        opening.attrSet("id", anchor)
        level = int(opening.tag[1:])
        if level > 1:
            yield Heading(level=level, text=text, anchor=anchor)


def _mark_lettered_lists(tokens: list[Token]) -> None:
    for index, token in enumerate(tokens):
        if token.type == "bullet_list_open":
            first = next((later for later in tokens[index:] if later.type == "inline"), None)
            if first is not None and LETTERED.match(first.content):
                token.attrSet("class", "lettered")


def _rebase_links(tokens: list[Token], base: str) -> None:
    for token in tokens:
        for child in token.children or ():
            target = child.attrGet("href") if child.type == "link_open" else None
            if isinstance(target, str) and target.startswith("/"):
                child.attrSet("href", base + target)
