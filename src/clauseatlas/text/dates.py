"""Dates that a document states about itself."""

from collections.abc import Sequence

from clauseatlas.model.policytext import Block, StatedDate


def stated_dates(text: str, blocks: Sequence[Block], language: str | None) -> tuple[StatedDate, ...]:
    """Every date with its label and raw words, in the order of the text."""
    return ()
