"""What changed words speak of."""

import re
from collections import Counter
from typing import Final

from clauseatlas.changes.lexicon import NUMBER, POINTER, TOPICS
from clauseatlas.changes.units import words
from clauseatlas.model.words import ChangeReason

# More reasons than this explain nothing.
REASONS: Final = 3
# A number next to one of these is a period, not a mere number.
_PERIOD_AFTER: Final = re.compile(
    r"^\W*(?:\(\d+\)\W*)?(?:business |calendar |working )?(?:hour|day|week|month|year|tag|jour|día|mois|monat)", re.IGNORECASE
)
_NAME: Final = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w&.-]+")


def topics(removed: str, added: str, left: str = "", right: str = "") -> tuple[ChangeReason, ...]:
    """The reasons that the words on one side alone give, most important first; none where they speak of nothing known."""
    gone, new = _only(removed, added), _only(added, removed)
    changed = f"{gone} . {new}"
    found = [reason for reason, pattern in TOPICS if pattern.search(changed)]
    if NUMBER.search(changed) and not POINTER.search(left):
        found.insert(0, ChangeReason.DEADLINE if _PERIOD_AFTER.match(right) else ChangeReason.NUMBER)
    if ChangeReason.PARTY not in found and (_NAME.search(f"x {removed}") or _NAME.search(f"x {added}")):
        found.append(ChangeReason.PARTY)
    return tuple(dict.fromkeys(found))[:REASONS]


def _only(text: str, other: str) -> str:
    """The words of a text that the other does not hold as often."""
    held = Counter(words(other))
    kept: list[str] = []
    for word in words(text):
        if held[word]:
            held[word] -= 1
        else:
            kept.append(word)
    return " ".join(kept)
