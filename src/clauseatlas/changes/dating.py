"""Dates in a text, and whether a passage does no more than date the document."""

import re
from typing import Final

from clauseatlas.changes.units import words

_MONTHS: Final = (
    r"(?:jan(?:uary|vier|uar)?|feb(?:ruary|ruar)?|f[ée]vrier|mar(?:ch|s|zo)?|m[äa]rz|apr(?:il)?|avril|abril|ma[yi]o?|jun[ei]?|juin|junio"
    r"|jul[yi]?|juillet|julio|aug(?:ust)?|ao[uû]t|agosto|sep(?:t|tember|tembre|tiembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?"
    r"|de[cz](?:ember|embre)?|d[ée]cembre|diciembre)\b\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
_TIME: Final = r"(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s*(?:[ap]\.?m\.?|utc|gmt|p[sd]t|e[sd]t|cest?))*)?"
DATE: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?{_MONTHS},?(?:\s+(?:de\s+)?{_YEAR})?"
    rf"|{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s*,?\s*{_YEAR})?"
    rf"|{_MONTHS},?\s+(?:de\s+)?{_YEAR}"
    rf"|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)?\d\d"
    rf"|{_YEAR}年\s*\d{{1,2}}月\s*\d{{1,2}}日|\d{{1,3}}\s+(?:second|minute|hour|day|week|month|year)s?\s+ago\b){_TIME}",
    re.IGNORECASE,
)
# No date without a figure; most passages have none.
_DIGIT: Final = re.compile(r"\d")
# What a text says beside a date when the date is its own.
_STAMP: Final = re.compile(
    r"\b(?:last|latest|updated?|modified|revised|revision|amended|reviewed|edited|published|posted|effective|version|v\d|dated|as of|valid from"
    r"|in (?:force|effect)|applies from|mise? à jour|en vigueur|dernière|stand|aktualisiert|gültig|fecha|actualizad[oa]|vigente|vigencia"
    r"|aggiornat[oa]|ultima)\b",
    re.IGNORECASE,
)
# "UpdatedJanuary 10": two elements of a page whose words were joined.
_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A stamp says little but its date; a longer sentence with a date in it is a clause with a deadline.
STAMP_WORDS: Final = 10
# No stamp is longer than this, in characters; looking no further keeps long passages cheap.
STAMP_LENGTH: Final = 240
# No date reaches further from one of its words, in characters.
DATE_REACH: Final = 60
# Words of a stamp that names a version instead of a date.
VERSION_WORDS: Final = 4
_DUTY: Final = re.compile(r"\b(?:must|shall|may|will|until|before|after|within|unless|no later)\b", re.IGNORECASE)


def without_dates(text: str) -> str:
    """The text with its dates cut out."""
    return DATE.sub(" ", text) if _DIGIT.search(text) else text


def dates(text: str) -> list[str]:
    """The dates of a text as written, sorted."""
    return sorted(match.group() for match in DATE.finditer(text)) if _DIGIT.search(text) else []


def is_stamp(text: str) -> bool:
    """Whether a passage says little but when the document was made or takes effect, or which version it is."""
    if len(text) > STAMP_LENGTH:
        return False
    text = _JOINED.sub(" ", text)
    undated = without_dates(text)
    rest = words(undated)
    if _DIGIT.search(text) and DATE.search(text):
        return not rest or (len(rest) <= STAMP_WORDS and _STAMP.search(text) is not None and _DUTY.search(undated) is None)
    return len(rest) <= VERSION_WORDS and _STAMP.search(text) is not None and any(word[0].isdigit() for word in rest)


def is_dated(start: int, end: int, exact: str) -> bool:
    """Whether `exact[start:end]` lies in one of the dates of a passage; what of it lies beside the date must be no word."""
    if start == end or not _DIGIT.search(exact):
        return False
    for match in DATE.finditer(exact, max(0, start - DATE_REACH), min(len(exact), end + DATE_REACH)):
        if match.start() < end and match.end() > start:
            outside = exact[start : max(match.start(), start)] + exact[min(match.end(), end) : end]
            return not words(without_dates(outside))
    return False
