"""A PDF as a policy text: printed lines joined to paragraphs, divided words joined again, headings by type size."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clauseatlas.model.policytext import BlockKind, PolicyText
from clauseatlas.text.assembling import assemble
from clauseatlas.text.drafting import Draft
from clauseatlas.text.ordinals import typed
from clauseatlas.text.pdf.lines import Line, body_size, printed
from clauseatlas.text.pdf.running import without_running_lines

STAMP = "pdf/1"
# Type this much larger than the body's is a heading while it is short; six sizes are told apart.
HEADING_SCALE = 1.12
LONGEST_HEADING_WORDS = 18
# A gap between two lines above this multiple of the usual one divides paragraphs.
PARAGRAPH_GAP = 1.35
# A line that ends this far (share of the column's width) before the right margin ends its paragraph, when a sentence ends with it.
SHORT_LINE_SHARE = 0.12
DEEPEST_LEVEL = 6

_BULLET = re.compile(r"[•·▪▫‣⁃◦●○■□➢►✓\uf0b7\uf0a7]\s*\S|[-–—*]\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；][”\"»’')\]]*$")
_DIVIDED = re.compile(r"(\w+)-$")
_WORD = re.compile(r"\w+(?:-\w+)*")


def read_pdf(body: bytes, *, url: str | None = None) -> PolicyText:
    """The policy text of a PDF. Raises `BadInput` for one that is broken or encrypted."""
    document = printed(body)
    pages = without_running_lines(document.pages)
    drafts = _drafts([line for page in pages for line in page])
    return assemble(drafts, reader=STAMP, media_type="application/pdf", page_title=document.title, base=url)


def _drafts(lines: Sequence[Line]) -> list[Draft]:
    body = body_size(lines)
    levels = _levels(lines, body)
    gap = _usual_gap(lines)
    margin = max((line.right for line in lines), default=0.0)
    known = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, levels=levels, gap=gap, margin=margin):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_draft(paragraph, levels, known) for paragraph in paragraphs]


def _levels(lines: Iterable[Line], body: float) -> dict[float, int]:
    """The heading level of every type size above the body's."""
    sizes = sorted({line.size for line in lines if body and line.size >= HEADING_SCALE * body}, reverse=True)
    return {size: min(DEEPEST_LEVEL, level) for level, size in enumerate(sizes, 1)}


def _usual_gap(lines: Sequence[Line]) -> float:
    """The distance between two lines of one paragraph, from bottom to bottom; 0.0 where places are not known."""
    gaps = Counter(round(before.end - line.bottom, 0) for before, line in pairwise(lines) if before.page == line.page)
    usual = [gap for gap, _ in gaps.most_common(3) if gap > 0]
    return min(usual) if usual else 0.0


def _goes_on(paragraph: Sequence[Line], line: Line, *, levels: dict[float, int], gap: float, margin: float) -> bool:
    """Whether a line continues a paragraph."""
    before = paragraph[-1]
    if before.divided:
        return True
    if levels.get(before.size) != levels.get(line.size) or (before.bold != line.bold and _is_whole(paragraph)):
        return False
    if _BULLET.match(line.text) or (typed(line.text) is not None and (_SENTENCE_END.search(before.text) or levels.get(line.size))):
        return False
    if before.page != line.page:
        return not _SENTENCE_END.search(before.text) and (line.text[:1].islower() or not line.text[:1].isalpha())
    if gap and before.end - line.bottom > PARAGRAPH_GAP * gap:
        return False
    short = margin > 0 and margin - before.right > SHORT_LINE_SHARE * margin
    return not (short and (_SENTENCE_END.search(before.text) or (typed(line.text) is not None)))


def _is_whole(paragraph: Sequence[Line]) -> bool:
    """Whether all lines so far look alike, so that another look begins something new."""
    return all(line.bold == paragraph[0].bold for line in paragraph)


def _draft(paragraph: Sequence[Line], levels: dict[float, int], known: Counter[str]) -> Draft:
    text = _joined(paragraph, known)
    first, last = paragraph[0], paragraph[-1]
    source = first.source if first is last else f"{first.source} to {last.source}"
    level = levels.get(first.size)
    if level and len(text.split()) <= LONGEST_HEADING_WORDS:
        return Draft(kind=BlockKind.HEADING, text=text, source=source, level=level)
    kind = BlockKind.LIST_ITEM if _BULLET.match(text) else BlockKind.PARAGRAPH
    return Draft(kind=kind, text=text, source=source, level=int(kind is BlockKind.LIST_ITEM), bold=all(line.bold for line in paragraph))


def _joined(paragraph: Sequence[Line], known: Counter[str]) -> str:
    text = paragraph[0].text
    for before, line in pairwise(paragraph):
        divided = _DIVIDED.search(text)
        if before.divided and not divided:
            text += line.text
        elif divided and line.text[:1].islower():
            text = _mended(text, divided.group(1), line.text, known)
        else:
            text += f" {line.text}"
    return text


def _mended(text: str, head: str, rest: str, known: Counter[str]) -> str:
    """Two lines joined at a hyphen: it stays where the document writes the word with it elsewhere, and goes where it is only a division."""
    tail = _WORD.match(rest)
    whole = tail.group().casefold() if tail else ""
    hyphenated, closed = f"{head}-{whole}".casefold(), f"{head}{whole}".casefold()
    return text + rest if known[hyphenated] > known[closed] else text[:-1] + rest
