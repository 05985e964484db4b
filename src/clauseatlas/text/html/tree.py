"""A light tree of an HTML page: elements with their text, and per element how much text and how much of it is link text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from clauseatlas.errors import BadInput

# Elements nested deeper hang on their ancestor at this depth: real pages stay below 80, and the walker's recursion must stay far from Python's limit.
DEEPEST_ELEMENT = 120
# The HTML parser needs quadratic time for nesting: 85 s at 200,000 levels, 0.05 s at this many. No page a browser lays out comes near it.
DEEPEST_NESTING = 4_000

# A page with less text than this outside of its templates keeps the document in them.
EMPTY_PAGE_CHARACTERS = 200

UNREAD = frozenset(
    {
        "script", "style", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio", "map", "head", "noframes", "math",
        "link", "meta", "source", "track", "param", "frame", "frameset", "base", "title",
    }
)  # fmt: skip
FIELDS = frozenset({"input", "select", "textarea", "datalist", "progress", "meter", "output"})

_WRITTEN_INTO = frozenset({"text", "email", "tel", "password", "url", "number", "search"})
_TEXT_BOUNDS = frozenset({"main", "article"})
# A frame in <noscript> need not be closed, for browsers never parse it; read as markup it would swallow the page to its end.
_NOSCRIPT_FRAME = re.compile(
    r"<noscript\b[^>]*>(?:(?!</?(?:noscript|script)\b).)*?<iframe(?:(?!</?(?:noscript|script)\b).)*</noscript\s*>", re.IGNORECASE | re.DOTALL
)
# Shadow roots are written as templates whose content is shown; a page that is nothing but templates will show them.
_TEMPLATE = re.compile(r"(</?)template(?=[\s>])", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_UNNESTED = frozenset(
    {
        "br", "img", "input", "hr", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "param", "track",
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "thead", "tbody", "tfoot", "optgroup", "rp", "rt", "path",
    }
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Element:
    """One element. `size` counts the characters of its text, `linked` those inside links, `longest` those of its longest piece."""

    tag: str
    attrs: dict[str, str | None]
    path: str
    kids: list["Element | str"] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    links: int = 0
    fields: int = 0
    titles: int = 0
    longest: int = 0
    within_text: bool = False
    within_form: bool = False
    names: str = ""
    classes: str = ""

    @property
    def prose(self) -> int:
        """Characters of its text outside of links."""
        return self.size - self.linked

    @property
    def link_share(self) -> float:
        """Share of its text that is link text, from 0 to 1."""
        return self.linked / self.size if self.size else 0.0

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" where it is missing or empty."""
        return self.attrs.get(name) or ""

    def elements(self) -> Iterator["Element"]:
        """All elements below, in document order."""
        stack = [kid for kid in reversed(self.kids) if not isinstance(kid, str)]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(kid for kid in reversed(element.kids) if not isinstance(kid, str))

    def words(self) -> str:
        """The text below, pieces separated by blanks."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                stack.extend(reversed(node.kids))
        return " ".join(" ".join(parts).split())


@dataclass(slots=True)
class Counts:
    """What the whole page holds, furniture included."""

    visible_words: int = 0
    link_words: int = 0
    password_fields: int = 0
    form_fields: int = 0
    scripts: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """A page: its body, what was selected of it (the body where nothing was), the parser for what stands in the head, and counts."""

    body: Element
    selected: tuple[Element, ...]
    parser: LexborHTMLParser
    counts: Counts


def parse(html: str, *, select: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Tree:
    """The tree of a page without what `remove` matches. Raises `BadInput` for nesting that no reader can follow."""
    if html.count("<") > DEEPEST_NESTING and _nesting(html) > DEEPEST_NESTING:
        raise BadInput("page", f"elements are nested deeper than {DEEPEST_NESTING}", "it cannot be read as HTML")
    html = _NOSCRIPT_FRAME.sub("", html)
    tree = _parsed(_TEMPLATE.sub(r"\1x-template", html) if "shadowroot" in html else html, select=select, remove=remove)
    if tree.body.size < EMPTY_PAGE_CHARACTERS and "<template" in html:
        return _parsed(_TEMPLATE.sub(r"\1div", html), select=select, remove=remove)
    return tree


def _parsed(html: str, *, select: tuple[str, ...], remove: tuple[str, ...]) -> Tree:
    parser = LexborHTMLParser(html)
    counts = Counts()
    root = parser.body or parser.root
    if root is None:
        body = Element("body", {}, "/body")
        return Tree(body, (body,), parser, counts)
    chosen = _matches(parser, select)
    body, found = _grow(root, counts, removed=_matches(parser, remove), chosen=chosen)
    return Tree(body, tuple(found) or (body,), parser, counts)


def _nesting(html: str) -> int:
    """An upper estimate of how deep elements are nested, by name, so that stray end tags hide nothing."""
    open_by_name: dict[str, int] = {}
    depth = deepest = 0
    for match in _TAGS.finditer(html):
        name = match.group(2).lower()
        if name in _UNNESTED:
            continue
        count = open_by_name.get(name, 0)
        if match.group(1):
            if count:
                open_by_name[name] = count - 1
                depth -= 1
        else:
            open_by_name[name] = count + 1
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _matches(parser: LexborHTMLParser, selectors: tuple[str, ...]) -> frozenset[int]:
    """Identities of the nodes that selectors match; a selector that cannot be parsed matches nothing, as one whose target is gone."""
    found: set[int] = set()
    for selector in selectors:
        try:
            found.update(node.mem_id for node in parser.css(selector))
        except SelectolaxError:
            continue
    return frozenset(found)


@dataclass(slots=True)
class _Frame:
    element: Element
    node: LexborNode
    ordinals: dict[str, int]
    in_link: bool
    in_selection: bool
    borrowed: bool = False


def _grow(root: LexborNode, counts: Counts, *, removed: frozenset[int], chosen: frozenset[int]) -> tuple[Element, list[Element]]:
    body = Element(root.tag or "body", dict(root.attributes), f"/{root.tag}")
    found: list[Element] = []
    stack = [_Frame(body, root, {}, in_link=False, in_selection=root.mem_id in chosen)]
    if stack[0].in_selection:
        found.append(body)
    node = root.first_child
    while stack:
        if node is None:
            done = stack.pop()
            if stack:
                _close(done, stack[-1])
                node = done.node.next
            continue
        frame = stack[-1]
        opened = _take(node, frame, counts, removed=removed, chosen=chosen, deep=len(stack) > DEEPEST_ELEMENT)
        if opened is None:
            node = node.next
            continue
        if opened.in_selection and not frame.in_selection:
            found.append(opened.element)
        stack.append(opened)
        node = node.first_child
    return body, found


def _take(node: LexborNode, frame: _Frame, counts: Counts, *, removed: frozenset[int], chosen: frozenset[int], deep: bool) -> _Frame | None:
    """Put a node under the open element; a frame where its children are still to be taken."""
    tag = node.tag or ""
    if tag == "-text":
        _take_text(node.text_content or "", frame, counts)
    elif tag == "script":
        counts.scripts += 1
    elif tag and tag[0] != "-" and tag not in UNREAD and not (removed and node.mem_id in removed):
        return _take_element(node, frame, counts, chosen=chosen, deep=deep)
    return None


def _take_element(node: LexborNode, frame: _Frame, counts: Counts, *, chosen: frozenset[int], deep: bool) -> _Frame | None:
    tag, attrs = node.tag or "", node.attributes
    frame.ordinals[tag] = ordinal = frame.ordinals.get(tag, 0) + 1
    if tag in FIELDS:
        frame.element.fields += _count_field(tag, attrs, counts)
        return None
    if tag == "x-template" and "shadowrootmode" not in attrs:
        return None
    element = _born(tag, attrs, f"{frame.element.path}/{tag}[{ordinal}]", frame.element)
    link = tag == "a" and bool(attrs.get("href"))
    element.links += link
    frame.element.kids.append(element)
    in_link = frame.in_link or link
    if deep:
        # What lies deeper is written into the element at the limit, in order; the empty element keeps the border between two paragraphs.
        return _Frame(frame.element, node, {}, in_link=in_link, in_selection=frame.in_selection, borrowed=True)
    in_selection = frame.in_selection or (bool(chosen) and node.mem_id in chosen)
    return _Frame(element, node, {}, in_link=in_link, in_selection=in_selection)


@lru_cache(maxsize=4_096)
def _parted(classes: str) -> str:
    """Class names in small letters, "siteFooter" as "site-footer"."""
    return _HUMP.sub("-", classes).lower()


def _born(tag: str, attrs: dict[str, str | None], path: str, parent: Element) -> Element:
    classes = _parted(attrs.get("class") or "")
    names = f"{classes} {(attrs.get('id') or '').lower()}" if "id" in attrs else classes
    within_text = parent.within_text or parent.tag in _TEXT_BOUNDS or parent.attrs.get("role") in _TEXT_BOUNDS
    return Element(tag, attrs, path, within_text=within_text, within_form=parent.within_form or parent.tag == "form", names=names, classes=classes)


def _take_text(text: str, frame: _Frame, counts: Counts) -> None:
    frame.element.kids.append(text)
    words = len(text.split())
    if not words:
        return
    counts.visible_words += words
    size = len(text.strip())
    frame.element.size += size
    frame.element.longest = max(frame.element.longest, size)
    if frame.in_link:
        counts.link_words += words
        frame.element.linked += size


def _count_field(tag: str, attrs: dict[str, str | None], counts: Counts) -> int:
    """1 for a field that a person writes into, 0 for the others."""
    kind = (attrs.get("type") or "text").lower()
    counts.password_fields += tag == "input" and kind == "password"
    written = tag == "textarea" or (tag == "input" and kind in _WRITTEN_INTO)
    counts.form_fields += written
    return int(written)


def _close(done: _Frame, parent: _Frame) -> None:
    if done.borrowed:
        done.element.kids.append(Element("div", {}, done.element.path))
        return
    inner, outer = done.element, parent.element
    outer.size += inner.size
    outer.linked += inner.linked
    outer.links += inner.links
    outer.longest = max(outer.longest, inner.longest)
    outer.fields += inner.fields
    outer.titles += inner.titles + (inner.tag == "h1" and inner.size > 0)
