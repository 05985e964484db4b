"""Dates that a document states about itself."""

import re
from collections.abc import Sequence

from clauseatlas.model.policytext import Block, StatedDate

LABELLED_DATE = re.compile(
    r"(?:updated|effective|modified|revised|update|revision|stand|version|gültig|mise à jour|vigueur|actualiza\w+|vigencia|aggiorna\w+|atualiza\w+|更新|生效|обновлен\w*)\b.{0,40}\d",
    re.IGNORECASE,
)


def stated_dates(text: str, blocks: Sequence[Block], language: str | None) -> tuple[StatedDate, ...]:
    """Every date with its label and raw words, in the order of the text."""
    return ()
