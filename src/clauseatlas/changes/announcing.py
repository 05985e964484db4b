"""Announcements of a change, which a page carries for a while and drops again."""

import re
from typing import Final

from clauseatlas.changes.dating import without_dates

_NEWS: Final = re.compile(
    r"\bwe(?:['’]re| are| have|['’]ve)\s+(?:\w+\s+)?(?:updat|chang|revis|introduc|improv|simplif|mak|refresh"
    r"|reorgani|restructur|rewr|streamlin|redesign|clarif)\w*"
    r"|\b(?:previous|prior|current|old)\b.{0,80}?\b(?:applies|(?:will )?apply|remains?|governs?)\b.{0,30}?\buntil\b"
    r"|\b(?:new|updated|revised|upcoming|recent|these)\b.{0,60}?\b(?:will (?:take effect|come into (?:effect|force)|be(?:come)? effective|apply)"
    r"|takes? effect|comes? into (?:effect|force)|(?:is|are) effective)"
    r"|\b(?:has|have|was|were|will be) (?:been )?(?:updated|revised|changed|replaced)\b|\bchanges are coming\b"
    r"|\b(?:view|see|read|preview)\b.{0,30}\b(?:current|previous|prior|new|updated|upcoming)\b.{0,20}"
    r"\b(?:version|policy|terms|notice|statement|article|guidelines)",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE: Final = re.compile(
    r"\b(?:previous|prior|earlier|past|archived|older)\b.{0,20}\b(?:versions?|polic(?:y|ies)|terms|notices?|statements?)\b", re.IGNORECASE
)
# A line that points to the archive is not longer than this.
ARCHIVE_WORDS: Final = 14
# A clause about changes in general says so in these words.
_DISCRETION: Final = re.compile(
    r"\b(?:may|might|reserves? the right|from time to time|at any time|if we|whenever|when we|should we)\b", re.IGNORECASE
)


def announces(text: str) -> bool:
    """Whether a passage tells of one change, made or coming, rather than how changes are made."""
    return _NEWS.search(text) is not None and _DISCRETION.search(without_dates(text)) is None


def points_to_earlier(text: str) -> bool:
    """Whether a passage only says where earlier versions of the document are."""
    return len(text.split()) <= ARCHIVE_WORDS and _ARCHIVE.search(text) is not None
