"""The walk over a page: every element that is no furniture writes its text as blocks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.drafting import Draft
from clauseatlas.text.html.tables import grid, holds_grid
from clauseatlas.text.html.tree import Element
from clauseatlas.text.html.writing import Place, Writer
from clauseatlas.text.ordinals import LARGEST_ORDINAL, generated

# A heading element with more text than this was never closed, or dresses a paragraph.
LONGEST_HEADING_CHARACTERS = 300

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu",
        "nav", "noscript", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_BOLD_TAGS = frozenset({"b", "strong"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_DISPLAY = re.compile(r"display\s*:\s*(block|flex|grid|list-item|table|inline(?:-block|-flex)?)\b", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-(?:alpha|latin|roman)|decimal|none|disc|circle|square)\b", re.IGNORECASE)
_UNMARKED = frozenset({"none", "disc", "circle", "square"})
_PERMALINKS = frozenset({"#", "¶", "§", "🔗", "link", "permalink"})


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next: int
    step: int


@dataclass(slots=True)
class Walk:
    """One walk over one page. `is_furniture` decides what is left out; what was left out is kept for the gate in `pruned`."""

    is_furniture: Callable[[Element], bool]
    writer: Writer = field(default_factory=Writer)
    pruned: list[Element] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    bold: int = 0
    target: str | None = None
    tables: int = 0
    preserved: bool = False

    def drafts(self, element: Element) -> list[Draft]:
        """Drafts of everything below an element, in order."""
        self.inside(element)
        self.writer.close()
        return self.writer.drafts

    def inside(self, element: Element) -> None:
        """Walk over the children of an element."""
        for kid in element.kids:
            if isinstance(kid, str):
                self._text(kid)
            else:
                self.element(kid)

    def element(self, element: Element) -> None:
        """Walk over one element, unless it is furniture."""
        tag = element.tag
        if tag == "br":
            self.writer.line_break()
            return
        if self.is_furniture(element):
            self.pruned.append(element)
            if tag in _BLOCK_TAGS:
                self.writer.close()
            return
        level = heading_level(element)
        if level and element.size <= LONGEST_HEADING_CHARACTERS and self.writer.place.kind is not BlockKind.TABLE_CELL:
            self._heading(element, level)
        elif tag in _WALKERS:
            _WALKERS[tag](self, element)
        elif self._is_block(element):
            self._block(element)
        else:
            self._inline(element)

    def _text(self, text: str) -> None:
        if self.preserved and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.writer.line_break()
                self.writer.add(line, bold=self.bold > 0, target=self.target)
        elif text:
            self.writer.add(text, bold=self.bold > 0, target=self.target)

    def _is_block(self, element: Element) -> bool:
        if "style" in element.attrs:
            display = _DISPLAY.search(element.attribute("style"))
            if display:
                return not display.group(1).lower().startswith("inline")
        return element.tag in _BLOCK_TAGS

    def _block(self, element: Element) -> None:
        """A block of the page: whatever is open is closed before and after it."""
        if self.writer.place.kind in (BlockKind.HEADING, BlockKind.TABLE_CELL) and self._one_block:
            self._text(" ")
            self.inside(element)
            self._text(" ")
            return
        self.writer.close()
        outer = self.writer.place
        self.writer.place = replace(outer, source=element.path)
        weight = self._weight(element)
        self.bold += weight
        self.inside(element)
        self.writer.close()
        self.bold -= weight
        self.writer.place = outer

    @property
    def _one_block(self) -> bool:
        return True

    def _inline(self, element: Element) -> None:
        tag, target = element.tag, self.target
        if tag == "a":
            href = element.attribute("href")
            if href.startswith("#") and element.words().strip().lower() in _PERMALINKS:
                return
            if href and self.writer.touches_other_link(href):
                self._text(" ")
            self.target = href or target
        weight = self._weight(element)
        self.bold += weight
        self.inside(element)
        self.bold -= weight
        self.target = target

    def _weight(self, element: Element) -> int:
        if "style" in element.attrs:
            style = element.attribute("style")
            if _BOLD_STYLE.search(style):
                return 1
            if _LIGHT_STYLE.search(style):
                return -self.bold
        return int(element.tag in _BOLD_TAGS)

    def _heading(self, element: Element, level: int) -> None:
        self.writer.close()
        outer = self.writer.place
        self.writer.place = Place(kind=BlockKind.HEADING, level=level, source=element.path)
        self.inside(element)
        self.writer.close()
        self.writer.place = outer

    def list(self, element: Element) -> None:
        """A list: its items know their depth, and their number where it is ordered."""
        self.writer.close()
        self.lists.append(_opened(element))
        outer = self.writer.place
        self.inside(element)
        self.writer.close()
        self.lists.pop()
        self.writer.place = outer

    def item(self, element: Element) -> None:
        """An item: all its blocks are list items, the first carries the number."""
        if self.writer.place.kind is BlockKind.TABLE_CELL:
            self._block(element)
            return
        self.writer.close()
        outer = self.writer.place
        self.writer.place = Place(kind=BlockKind.LIST_ITEM, level=max(1, len(self.lists)), source=element.path)
        self.writer.marker = self._marker(element)
        self.inside(element)
        self.writer.close()
        self.writer.marker = None
        self.writer.place = outer

    def _marker(self, element: Element) -> str | None:
        if not self.lists or not self.lists[-1].ordered:
            return None
        current = self.lists[-1]
        value = _integer(element.attribute("value"))
        if value is not None:
            current.next = value
        number = current.next
        current.next += current.step
        return None if _list_style(element) in _UNMARKED else generated(number, element.attribute("type") or current.style)

    def table(self, element: Element) -> None:
        """A table: cells with their place where it is a grid, else just its parts."""
        if not holds_grid(element) or self.writer.place.kind is BlockKind.TABLE_CELL:
            self._block(element)
            return
        self.writer.close()
        self.tables += 1
        outer = self.writer.place
        for kid in element.kids:
            if not isinstance(kid, str) and kid.tag == "caption":
                self._block(kid)
        for row, column, cell in grid(element):
            self.writer.place = Place(kind=BlockKind.TABLE_CELL, source=cell.path, cell=(row, column), row=f"{self.tables}.{row}")
            self.inside(cell)
            self.writer.close()
        self.writer.place = outer

    def definitions(self, element: Element) -> None:
        """A list of terms: a term is an item, its definition an item below it."""
        self.lists.append(_List(ordered=False, style="", next=1, step=1))
        self._block(element)
        self.lists.pop()

    def definition(self, element: Element) -> None:
        """A term or a definition."""
        self.item(element)

    def summary(self, element: Element) -> None:
        """The visible line of a collapsed part: a heading in all but name, so it is bold for whoever looks for those."""
        self.bold += 1
        self._block(element)
        self.bold -= 1

    def preformatted(self, element: Element) -> None:
        """Text whose own line breaks divide it."""
        self.preserved, before = True, self.preserved
        self._block(element)
        self.preserved = before


_WALKERS: dict[str, Callable[[Walk, Element], None]] = {
    "ul": Walk.list, "ol": Walk.list, "menu": Walk.list, "dir": Walk.list, "li": Walk.item, "table": Walk.table, "dl": Walk.definitions,
    "dt": Walk.definition, "dd": Walk.definition, "summary": Walk.summary, "button": Walk.summary, "pre": Walk.preformatted,
}  # fmt: skip


def heading_level(element: Element) -> int:
    """1 to 6 for a heading, by element or by role; 0 for everything else."""
    role = element.attribute("role").lower() if "role" in element.attrs else ""
    if role == "heading":
        return max(1, min(6, _integer(element.attribute("aria-level")) or 2))
    return 0 if role in ("tab", "button") else _HEADINGS.get(element.tag, 0)


def _opened(element: Element) -> _List:
    style = _list_style(element) or element.attribute("type") or "1"
    ordered = element.tag == "ol" and style not in _UNMARKED
    reverse = "reversed" in element.attrs
    items = sum(not isinstance(kid, str) and kid.tag == "li" for kid in element.kids)
    start = _integer(element.attribute("start"))
    return _List(ordered=ordered, style=style, next=start if start is not None else (items if reverse else 1), step=-1 if reverse else 1)


def _list_style(element: Element) -> str:
    if "style" not in element.attrs:
        return ""
    match = _LIST_STYLE.search(element.attribute("style"))
    return match.group(1).lower() if match else ""


def _integer(value: str) -> int | None:
    digits = value.strip()
    if not digits.removeprefix("-").isascii() or not digits.removeprefix("-").isdigit():
        return None
    return max(-LARGEST_ORDINAL, min(LARGEST_ORDINAL, int(digits[:12])))
