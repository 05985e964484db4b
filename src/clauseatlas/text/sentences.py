"""Sentences of a block, by nupunkt (a Punkt model trained on law), loaded when the first block is split."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

Spans = list[tuple[int, int]]

_ENDS = re.compile(r"[.!?。！？]")
_EASTERN_END = re.compile(r"[。！？][”’」』）)]*")


@lru_cache(maxsize=1)
def _splitter() -> Callable[[str], Spans]:
    import nupunkt  # noqa: PLC0415  # its model costs 30 ms, which reading nothing should not pay

    return nupunkt.sent_spans


def split(text: str) -> Spans:
    """Half-open spans of the sentences of one block, in order, without the blanks between them; the whole block where there is one.

    `text` is canonical text of a single block: a sentence never runs over the border of a block.
    """
    if not text:
        return []
    if not _ENDS.search(text):
        return [(0, len(text))]
    spans: Spans = []
    for start, end in _splitter()(text):
        for first, last in _eastern(text, start, end):
            piece = text[first:last]
            opening = first + len(piece) - len(piece.lstrip())
            closing = opening + len(piece.strip())
            if closing > opening:
                spans.append((opening, closing))
    return spans


def _eastern(text: str, start: int, end: int) -> Spans:
    """A span divided after the full stops of Chinese and Japanese, which no blank follows."""
    cuts = [match.end() for match in _EASTERN_END.finditer(text, start, end)]
    borders = [start, *(cut for cut in cuts if cut < end), end]
    return list(pairwise(borders))
