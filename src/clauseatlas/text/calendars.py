"""Dates in words and figures: what looks like one, and which day it is."""

import re
from datetime import date
from functools import lru_cache

EARLIEST_YEAR = 1990
LATEST_YEAR = 2099

_MONTH = r"[^\W\d_]{3,12}\.?"
DATE = rf"""
    (?:\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日 | \d{{4}}\s*년\s*\d{{1,2}}\s*월\s*\d{{1,2}}\s*일
  | (?:19|20)\d\d\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?!\d) | \d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)
  | \d{{1,2}}(?:st|nd|rd|th|er|º|ª|\.|-)?\s?(?:of\s+|de\s+|d['’]|-)?{_MONTH}(?:\s+(?:de|del|do|of))?[\s,-]+(?:19|20)\d\d
  | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?:19|20)\d\d | {_MONTH}[\s,]+(?:de\s+)?(?:19|20)\d\d)
"""
_NUMERIC = re.compile(r"(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{1,4})")
_EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]*(?:of\s+)?([a-z]{3,9})\.?[\s,-]+(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"([^\W\d_]{3,12})\.?[\s,]+(?:de\s+)?(\d{4})")
_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}


def read_date(raw: str, language: str | None, *, american: bool = False) -> tuple[date | None, bool]:
    """The day that words and figures name, and whether that is certain; (None, False) for what names no day.

    Figures alone are certain where only one order makes a date, or where the separator tells ("3.4.2026" is the third of April). A month without
    a day is its first day, uncertain.
    """
    eastern = _EASTERN.match(raw)
    if eastern:
        return _day(int(eastern[1]), int(eastern[2]), int(eastern[3])), True
    numeric = _NUMERIC.fullmatch(raw.strip())
    if numeric:
        return _numeric(numeric, american=american)
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        match = pattern.fullmatch(raw.strip())
        if match and match[month].lower() in _ENGLISH:
            value = _day(int(match[3]), _ENGLISH[match[month].lower()], int(match[day]))
            return value, value is not None
    return _by_language(raw, language)


def _numeric(match: re.Match[str], *, american: bool) -> tuple[date | None, bool]:
    first, separator, second, third = match.groups()
    if len(first) == 4:
        value = _day(int(first), int(second), int(third))
        return value, value is not None
    year = int(third) if len(third) == 4 else 2000 + int(third)
    day_first, month_first = _day(year, int(second), int(first)), _day(year, int(first), int(second))
    full_year = len(third) == 4
    if separator == ".":
        return day_first, day_first is not None and full_year
    if day_first is None or month_first is None or day_first == month_first:
        value = day_first or month_first
        return value, value is not None and full_year
    return (month_first if american else day_first), False


def _by_language(raw: str, language: str | None) -> tuple[date | None, bool]:
    value = _parse(raw, language)
    if value is not None:
        month_only = not re.search(r"(?<!\d)\d{1,2}(?!\d)", raw)
        return value, not month_only
    only = _MONTH_ONLY.fullmatch(raw.strip())
    if only and only[1].lower() in _ENGLISH:
        return _day(int(only[2]), _ENGLISH[only[1].lower()], 1), False
    return None, False


@lru_cache(maxsize=1_024)
def _parse(raw: str, language: str | None) -> date | None:
    import dateparser  # noqa: PLC0415  # 120 ms with its first answer, for dates in other languages only

    # "first" for a month without a day keeps the answer independent of today.
    settings = {"STRICT_PARSING": False, "REQUIRE_PARTS": ["month", "year"], "PREFER_DAY_OF_MONTH": "first", "DATE_ORDER": "DMY"}
    languages = [language] if language else None
    try:
        parsed = dateparser.parse(raw, languages=languages, settings=settings)
    except ValueError:
        # The library knows no such language; its own guess would read other months into the words.
        return None
    return parsed.date() if parsed and EARLIEST_YEAR <= parsed.year <= LATEST_YEAR else None


def _day(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
