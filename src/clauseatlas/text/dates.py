"""Dates that a document states about itself: a label in one of several languages, and the words of a date right behind it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clauseatlas.model.policytext import Block, StatedDate, StatedKind
from clauseatlas.text.calendars import DATE, read_date
from clauseatlas.text.cues.dating import AND, EFFECTIVE, GAP, UPDATED

# Dates about the document stand at its beginning, at its end, or in a block of their own; within a clause "effective" is about something else.
OPENING_CHARACTERS = 5_000
CLOSING_CHARACTERS = 1_500
OWN_BLOCK_CHARACTERS = 220
MOST_DATES = 12
# A label and its date fit into so many characters before the year, the day behind a year that comes first into so many after it.
BEFORE_YEAR_CHARACTERS = 110
AFTER_YEAR_CHARACTERS = 12

_LABELLED = re.compile(
    rf"(?<![^\W\d_])(?:(?P<both>(?:{UPDATED}){AND}(?:{EFFECTIVE})|(?:{EFFECTIVE}){AND}(?:{UPDATED}))|(?P<updated>{UPDATED})|(?P<effective>{EFFECTIVE})){GAP}{{0,8}}(?P<date>{DATE})",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|(?<=[-/.])\d\d(?!\d)")
_QUICK = re.compile(rf"(?<![^\W\d_])(?:{UPDATED}|{EFFECTIVE}).{{0,40}}\d", re.IGNORECASE | re.VERBOSE)


def mentions_date(text: str) -> bool:
    """Whether a short text looks like a labelled date, readable or not."""
    return any(map(str.isdigit, text)) and bool(_QUICK.search(text))


def stated_dates(text: str, blocks: Sequence[Block], language: str | None, *, american: bool = False) -> tuple[StatedDate, ...]:
    """Every date with its label and raw words, in the order of the text; `text[start:end]` is `raw`.

    A numeric date that can be read in two ways is uncertain; `american` says which reading comes first. A date that is none ("30 February")
    keeps its words and has no value.
    """
    found: list[StatedDate] = []
    for match in _matches(text, blocks):
        value, certain = read_date(match["date"], language, american=american)
        if value is None and not _DAY.search(match["date"]):
            continue
        start, end = match.span("date")
        for kind in _kinds(match):
            found.append(StatedDate(kind=kind, value=value, raw=match["date"], start=start, end=end, certain=certain))
        if len(found) >= MOST_DATES:
            break
    return tuple(found[:MOST_DATES])


def _kinds(match: re.Match[str]) -> tuple[StatedKind, ...]:
    if match["both"]:
        return (StatedKind.UPDATED, StatedKind.EFFECTIVE)
    return (StatedKind.UPDATED,) if match["updated"] else (StatedKind.EFFECTIVE,)


def _matches(text: str, blocks: Sequence[Block]) -> Iterator[re.Match[str]]:
    """Labelled dates around every year in the parts of a text where such dates stand; looking for labels everywhere would cost ten times as much."""
    for start, end in _parts(text, blocks):
        passed = start
        for year in _YEAR.finditer(text, start, end):
            match = _LABELLED.search(text, max(passed, year.start() - BEFORE_YEAR_CHARACTERS), min(end, year.end() + AFTER_YEAR_CHARACTERS))
            while match is not None and match.end() > passed:
                passed = match.end()
                yield match
                match = _LABELLED.search(text, passed, min(end, year.end() + AFTER_YEAR_CHARACTERS))


def _parts(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    closing = max(OPENING_CHARACTERS, len(text) - CLOSING_CHARACTERS)
    yield 0, min(len(text), OPENING_CHARACTERS)
    for block in blocks:
        if block.start >= OPENING_CHARACTERS and block.end <= closing and block.end - block.start <= OWN_BLOCK_CHARACTERS:
            yield block.start, block.end
    if closing < len(text):
        yield closing, len(text)


def newest(stated: Sequence[StatedDate], kind: StatedKind) -> date | None:
    """The first certain date of a kind, as documents put the one about themselves first; None where there is none."""
    return next((entry.value for entry in stated if entry.kind is kind and entry.value and entry.certain), None)
