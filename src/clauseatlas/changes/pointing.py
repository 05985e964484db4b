"""Numbers that point to another place of the same text, and those that only count off a list."""

import re
from typing import Final

from clauseatlas.changes.units import words

_POINTER: Final = re.compile(
    r"(?:\b(?:sub-?)?(?:sections?|clauses?|paragraphs?|parts?|articles?|items?|points?|annex(?:es)?|appendix|appendices|schedules?|exhibits?|chapters?"
    r"|pages?|abschnitte?n?|ziffern?|punkte?|secci[oó]n(?:es)?)|§+)\s*(?:[\w.()–—-]{1,8}|and|or|to|through|&|,|\s)*$",
    re.IGNORECASE,
)
_LAW: Final = re.compile(
    r"\b(?:act|gdpr|regulation|directive|code|law|statute|convention|treaty|c\.?f\.?r|u\.?s\.?c|dsgvo|rgpd|bgb|ccpa|cpra|civil|penal)\b",
    re.IGNORECASE,
)
_ENUMERATOR: Final = re.compile(r"^\s*\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxlc]+)[.)]*\s*$")


def is_pointer(removed: str, added: str, *, left: str, right: str) -> bool:
    """Whether both sides are the number of a section, clause or annex of the same text; numbers of a law are not."""
    numbers = (*words(removed), *words(added))
    if not words(removed) or not words(added) or not all(any(char.isdigit() for char in word) or len(word) <= 2 for word in numbers):
        return False
    return _POINTER.search(left) is not None and not _LAW.search(right) and not _LAW.search(left)


def is_enumerator(removed: str, added: str, *, left: str, right: str) -> bool:
    """Whether both sides are the number of a list entry or nothing, where an entry begins; "30" before "days" is none."""
    begins = not left.strip() or left.endswith("\n") or "\n" in removed + added
    marked = right.startswith((".", ")"))
    return begins and all(
        not words(side) or (_ENUMERATOR.match(side) and (marked or side.rstrip().endswith((".", ")")))) for side in (removed, added)
    )
