"""Titles: which words name the document."""

from collections.abc import Sequence

from clauseatlas.model.policytext import BlockKind
from clauseatlas.text.drafting import Draft


def choose_title(drafts: Sequence[Draft], page_title: str = "") -> str:
    """The title of a document."""
    return next((draft.text for draft in drafts if draft.kind is BlockKind.HEADING and draft.level == 1), page_title)
