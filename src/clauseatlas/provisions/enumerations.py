"""Splitting an enumeration in running text into its things: "with advertisers, analytics partners and researchers"."""

import re
from collections.abc import Iterator
from typing import Final

MAX_WORDS: Final = 6  # a listed thing that is longer is a clause, not a name
_STOP: Final = re.compile(
    r"[.;:()]|\b(?:to|for|in order|so that|if|when|where|who|which|that|as|under|without|unless|except|subject to|in accordance)\b"
)
_SEPARATOR: Final = re.compile(r",? (?:and/or|and|or|as well as) |, ?")
_ARTICLE: Final = re.compile(r"(?:(?:our|the|its|their|any|other|certain|some|a|an|such as|including|various|selected) )+")


def listed(folded: str, start: int) -> Iterator[tuple[int, int]]:
    """Spans of the things enumerated from `start` to the end of the enumeration, articles left out."""
    stop = _STOP.search(folded, start)
    end = stop.start() if stop else len(folded)
    at = start
    for separator in [*_SEPARATOR.finditer(folded, start, end), None]:
        until = separator.start() if separator else end
        span = _thing(folded, at, until)
        if span:
            yield span
        at = separator.end() if separator else end


def _thing(folded: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and folded[start] == " ":
        start += 1
    article = _ARTICLE.match(folded, start, end)
    start = article.end() if article else start
    while end > start and folded[end - 1] in " ,":
        end -= 1
    words = folded[start:end].split()
    return (start, end) if 0 < len(words) <= MAX_WORDS else None
