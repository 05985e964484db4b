"""Tables: which of them hold rows and columns, and where in the grid a cell stands."""

from collections.abc import Iterator

from clauseatlas.text.html.tree import Element

# A cell with more text than this holds the page, not a value.
LARGEST_CELL_CHARACTERS = 4_000
# HTML's own limits are 1000 columns and 65534 rows; no policy table comes near either.
WIDEST_SPAN = 100

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table in order, those of nested tables left out."""
    for kid in table.kids:
        if isinstance(kid, str):
            continue
        if kid.tag == "tr":
            yield kid
        elif kid.tag in _SECTIONS:
            yield from (row for row in kid.kids if not isinstance(row, str) and row.tag == "tr")


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return [kid for kid in row.kids if not isinstance(kid, str) and kid.tag in ("td", "th")]


def holds_grid(table: Element) -> bool:
    """Whether a table says something by rows and columns, rather than placing parts of a page."""
    if table.attribute("role").lower() in ("presentation", "none"):
        return False
    if any(element.tag == "table" for element in table.elements()):
        return False
    grid = [cells(row) for row in rows(table)]
    if max((len(row) for row in grid), default=0) < 2:
        return False
    return not any(_holds_page(cell) for row in grid for cell in row)


def _holds_page(cell: Element) -> bool:
    if cell.size > LARGEST_CELL_CHARACTERS:
        return True
    return sum(element.tag in _HEADINGS for element in cell.elements()) > 1


def grid(table: Element) -> Iterator[tuple[int, int, Element]]:
    """Row, column and element of every cell, spans of earlier rows and cells counted."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows(table)):
        column = 0
        for cell in cells(row):
            while taken.get(column, 0) > 0:
                column += 1
            yield number, column, cell
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for covered in range(column, column + width):
                taken[covered] = max(taken.get(covered, 0), height)
            column += width
        taken = {covered: left - 1 for covered, left in taken.items() if left > 1}


def _span(cell: Element, name: str) -> int:
    value = cell.attribute(name).strip()
    return max(1, min(int(value), WIDEST_SPAN)) if value.isascii() and value.isdigit() else 1
