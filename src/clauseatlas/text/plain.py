"""The plain text reader: paragraphs divided by blank lines, lists by bullets and numbers, headings by look."""

import re
from collections.abc import Iterator

from clauseatlas.model.policytext import BlockKind, PolicyText
from clauseatlas.text.assembling import assemble
from clauseatlas.text.canonical import clean
from clauseatlas.text.drafting import Draft
from clauseatlas.text.ordinals import typed

STAMP = "text/1"
# Nobody breaks lines by hand at more characters than this; where this share of lines is longer, no line was.
BROKEN_LINE_CHARACTERS = 120
UNBROKEN_SHARE = 0.2

_BULLET = re.compile(r"\s*(?:[•·▪‣◦●○■*+–—-])\s+\S")
_UNDERLINE = re.compile(r"\s*([=\-~_*])\1{2,}\s*$")


def read_plain(text: str, *, url: str | None = None) -> PolicyText:
    """The policy text of plain text."""
    drafts = list(drafts_of(text))
    return assemble(drafts, reader=STAMP, media_type="text/plain", base=url)


def drafts_of(text: str) -> Iterator[Draft]:
    """Drafts of the paragraphs of plain text; lines broken by hand are joined, lines too long for that are paragraphs of their own."""
    lines = text.expandtabs(4).splitlines()
    unbroken = sum(len(line) > BROKEN_LINE_CHARACTERS for line in lines) > UNBROKEN_SHARE * len(lines)
    paragraph: list[str] = []
    first = 0
    for number, line in enumerate([*lines, ""], 1):
        if line.strip() and not (paragraph and (unbroken or _begins(line))):
            if not paragraph:
                first = number
            paragraph.append(line)
            continue
        yield from _paragraph(paragraph, first, number - 1)
        paragraph, first = ([line], number) if line.strip() else ([], number)


def _begins(line: str) -> bool:
    """Whether a line opens a block without a blank line before it."""
    return bool(_BULLET.match(line)) or typed(line.strip()) is not None


def _paragraph(lines: list[str], first: int, last: int) -> Iterator[Draft]:
    if not lines:
        return
    source = f"lines {first}-{last}"
    underlined = len(lines) == 2 and bool(_UNDERLINE.match(lines[1]))
    words = clean(" ".join(line for line in lines if not _UNDERLINE.match(line)))
    if not words:
        return
    if underlined:
        yield Draft(kind=BlockKind.HEADING, text=words, level=1 if lines[1].strip().startswith("=") else 2, source=source)
        return
    if _BULLET.match(lines[0]):
        indent = len(lines[0]) - len(lines[0].lstrip())
        yield Draft(kind=BlockKind.LIST_ITEM, text=clean(words[1:]) if words[0] in "*+-" else words, level=1 + indent // 2, source=source)
        return
    yield Draft(kind=BlockKind.PARAGRAPH, text=words, source=source)
