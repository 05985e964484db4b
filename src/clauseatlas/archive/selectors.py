"""Where a quotation stands, in the words of the W3C Web Annotation model, so that other programs find it too."""

from typing import Any

CONTEXT_CHARACTERS = 64  # before and after, enough to tell apart what a document says twice


def selectors(text: str, *, start: int, end: int) -> list[dict[str, Any]]:
    """A TextQuoteSelector and a TextPositionSelector for `text[start:end]`; offsets count Unicode code points of the canonical text."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT_CHARACTERS) : start],
            "suffix": text[end : end + CONTEXT_CHARACTERS],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
