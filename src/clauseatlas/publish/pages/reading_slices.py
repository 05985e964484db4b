"""Long texts in slices: a page shows one, cut before a heading where that is possible, found by the paragraph or record asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from clauseatlas.model.policytext import BlockKind
from clauseatlas.publish.pages.reading_view import BlockView

MOST_WEIGHT = 52_000
"""Characters of markup that a slice may take, so that the whole page stays under 100 kB; one block more is never cut."""
BLOCK_WEIGHT = 230  # characters of markup that a block has beside its words
MARK_WEIGHT = 260  # and a marked run with its note in the margin
GOOD_SHARE = 0.6  # of the weight: from here on a heading is a good place to cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What of the blocks is shown: `blocks[first:last]`, as number so of so many; anchors where the slices before and after begin."""

    first: int
    last: int
    number: int
    count: int
    earlier: str | None
    later: str | None


def slice_of(blocks: Sequence[BlockView], at: str = "") -> Slice:
    """The slice that holds the anchor `at` ("b12") or the first mark of a record ("CA-P-000123"); the first one for anything else."""
    edges = _edges(blocks)
    place = next((index for index, block in enumerate(blocks) if block.anchor == at or _notes(block, at)), 0)
    number = next((each for each, (first, last) in enumerate(edges) if first <= place < last), 0)
    first, last = edges[number] if edges else (0, 0)
    return Slice(
        first=first,
        last=last,
        number=number + 1,
        count=max(1, len(edges)),
        earlier=blocks[edges[number - 1][0]].anchor if number else None,
        later=blocks[last].anchor if last < len(blocks) else None,
    )


def _edges(blocks: Sequence[BlockView]) -> list[tuple[int, int]]:
    edges, first, weight = [], 0, 0
    for index, block in enumerate(blocks):
        its = _weight(block)
        full = weight + its > MOST_WEIGHT
        here = block.kind is BlockKind.HEADING and block.level <= 2 and weight > MOST_WEIGHT * GOOD_SHARE
        if (full or here) and index > first:
            edges.append((first, index))
            first, weight = index, 0
        weight += its
    if first < len(blocks):
        edges.append((first, len(blocks)))
    return edges


def _weight(block: BlockView) -> int:
    words = sum(len(segment.text.encode()) + (MARK_WEIGHT if segment.records else 0) for segment in block.segments)
    return BLOCK_WEIGHT + words + MARK_WEIGHT * len(block.notes)


def _notes(block: BlockView, record: str) -> bool:
    return any(card.record_id == record for card in block.notes)
