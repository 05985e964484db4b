"""Sentences of a block, by nupunkt (a Punkt model trained on law), loaded when the first block is split."""

from collections.abc import Callable
from functools import lru_cache

Spans = list[tuple[int, int]]


@lru_cache(maxsize=1)
def _splitter() -> Callable[[str], Spans]:
    import nupunkt  # noqa: PLC0415  # its model costs 30 ms, which reading nothing should not pay

    return nupunkt.sent_spans


def split(text: str) -> Spans:
    """Half-open spans of the sentences of one block, in order, without the blanks between them; the whole block where there is one.

    `text` is canonical text of a single block: a sentence never runs over the border of a block.
    """
    if "." not in text and "!" not in text and "?" not in text and "。" not in text:
        return [(0, len(text))] if text else []
    spans: Spans = []
    for start, end in _splitter()(text):
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = first + len(piece.strip())
        if last > first:
            spans.append((first, last))
    return spans
