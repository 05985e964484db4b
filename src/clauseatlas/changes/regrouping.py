"""Passages that were only cut otherwise: a heading that stood glued to its paragraph, a sentence that an abbreviation cut in two."""

import re
from collections.abc import Sequence
from typing import Final

from clauseatlas.changes.scene import Scene
from clauseatlas.changes.units import words
from clauseatlas.model.change import Edit
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import EditKind

# More edits in a row than this are no matter of cuts.
ROW_LENGTH: Final = 16
# Shorter passages say the same by chance, or are entries that went from one list to another.
REGROUPED_WORDS: Final = 5
_ENUMERATOR: Final = re.compile(r"(?:^|(?<=[.;:!?\s]))\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+)[.)](?=\s)", re.IGNORECASE)
_ENTRIES: Final = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
_ORDERLY: Final = frozenset({EditKind.ADDED, EditKind.REMOVED, EditKind.REWORDED, EditKind.SPLIT, EditKind.MERGED})


def regrouped(edits: Sequence[Edit], scene: Scene) -> frozenset[str]:
    """The ids of edits in a row that together say letter for letter the same before and after; numbers of entries are no letters."""
    found: set[str] = set()
    index = 0
    letters = [(_letters(edit.before.exact if edit.before else ""), _letters(edit.after.exact if edit.after else "")) for edit in edits]
    while index < len(edits):
        length = _row(edits[index : index + ROW_LENGTH], letters[index : index + ROW_LENGTH], scene)
        found.update(edit.id for edit in edits[index : index + length])
        index += max(1, length)
    return frozenset(found)


def _row(edits: Sequence[Edit], letters: Sequence[tuple[str, str]], scene: Scene) -> int:
    """How many of the first edits say the same together; 0 where no number of them does."""
    before = after = ""
    for count, (edit, (old, new)) in enumerate(zip(edits, letters, strict=True), start=1):
        if edit.kind not in _ORDERLY:
            return 0
        before, after = before + old, after + new
        if before == after:
            return count if _is_told(edits[:count], scene) else 0
        if not (before.startswith(after) or after.startswith(before)):
            return 0
    return 0


def _is_told(edits: Sequence[Edit], scene: Scene) -> bool:
    """Whether it is enough to go by: some words, or any where no entry of a list is among them, which may have gone to another list."""
    if sum(len(words(edit.after.exact)) for edit in edits if edit.after) >= REGROUPED_WORDS:
        return True
    blocks = [view.block(side.start) for edit in edits for view, side in ((scene.before, edit.before), (scene.after, edit.after)) if side]
    return not any(block.kind in _ENTRIES for block in blocks)


def _letters(text: str) -> str:
    return "".join(words(_ENUMERATOR.sub(" ", text))).replace("-", "").replace("'", "").replace(".", "")
