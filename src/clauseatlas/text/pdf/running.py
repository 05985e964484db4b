"""Running headers, footers and page numbers: printed on every page, written by no one."""

import re
from collections import Counter
from collections.abc import Sequence

from clauseatlas.text.pdf.lines import Line

# Lines at either end of a page among which they are looked for.
EDGE_LINES = 3
# A line at the edge of so many pages, and of this share of all, is a running one.
FEWEST_PAGES = 2
REPEATED_SHARE = 0.5

_PAGE_NUMBER = re.compile(
    r"[-–—(\[|\s]*(?:(?:page|seite|página|pagina|strona|strana|sida|side|p\.|стр\.?|第)\s*)?\d{1,4}\s*(?:(?:of|/|von|sur|de|di|z|av|van|из)\s*\d{1,4})?\s*(?:页|頁|ページ)?[-–—)\]|\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their edges and without their numbers."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    threshold = max(FEWEST_PAGES, REPEATED_SHARE * len(pages))
    running = {key for key, count in repeated.items() if count >= threshold}
    return [[line for line in page if not (line in _edges(page) and (_key(line) in running or _is_number(line, page)))] for page in pages]


def _edges(page: Sequence[Line]) -> list[Line]:
    if len(page) <= 2 * EDGE_LINES:
        return list(page)
    return [*page[:EDGE_LINES], *page[-EDGE_LINES:]]


def _key(line: Line) -> tuple[str, int]:
    """Words without their figures, and roughly the height on the page: "Page 3" repeats "Page 2", a heading "Page" elsewhere does not."""
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / 12)


def _is_number(line: Line, page: Sequence[Line]) -> bool:
    return line in (page[0], page[-1]) and bool(_PAGE_NUMBER.fullmatch(line.text))
