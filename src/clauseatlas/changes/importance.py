"""Which of several reasons is told first."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from clauseatlas.model.words import ChangeReason

ORDER: Final = (
    ChangeReason.SEEN_BEFORE,
    ChangeReason.LOCALE_SWITCH,
    ChangeReason.NEW_CLAUSE,
    ChangeReason.REMOVED_CLAUSE,
    ChangeReason.RIGHT,
    ChangeReason.OBLIGATION,
    ChangeReason.DEADLINE,
    ChangeReason.NUMBER,
    ChangeReason.RECIPIENT,
    ChangeReason.PURPOSE,
    ChangeReason.PARTY,
    ChangeReason.LINK_TARGET,
    ChangeReason.DEFINITION,
    ChangeReason.SCOPE,
    ChangeReason.WORDING,
    ChangeReason.CONTACT_DETAILS,
    ChangeReason.DATES_ONLY,
    ChangeReason.REORDERING,
    ChangeReason.LINKS_ONLY,
    ChangeReason.NAVIGATION_RESIDUE,
    ChangeReason.EXTRACTION_ARTEFACT,
    ChangeReason.SPELLING,
    ChangeReason.FORMATTING,
    ChangeReason.PUNCTUATION,
    ChangeReason.TYPOGRAPHY,
)


def by_importance(reasons: Iterable[ChangeReason]) -> tuple[ChangeReason, ...]:
    """Every reason once, the most important first."""
    return tuple(sorted(Counter(reasons), key=ORDER.index))
