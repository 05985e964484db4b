"""Two texts side by side: rows in reading order of the later text, each with the edits that stand in it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clauseatlas.model import labels
from clauseatlas.model.change import BlockPair, Comparison, Edit
from clauseatlas.model.policytext import Block, BlockKind, PolicyText
from clauseatlas.model.words import EditKind, Significance
from clauseatlas.publish.pages.parts import Term, listed, term

SNAP = 6  # characters; white space between sentences belongs to no edit, so a place counted in characters is off by a few


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of characters: kept, added, removed or moved."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPart:
    """An edit as a page names it."""

    id: str
    kind: Term
    significance: Term
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """Blocks that belong together. `inline` holds both sides in one, `earlier` and `later` each side alone.

    `edits` is empty where nothing differs; `matters` says whether one of them counts.
    """

    heading: bool
    level: int
    section: tuple[str, ...]
    edits: tuple[EditPart, ...]
    matters: bool
    inline: tuple[Run, ...]
    earlier: tuple[Run, ...]
    later: tuple[Run, ...]


def difference_rows(before: PolicyText, after: PolicyText, comparison: Comparison) -> tuple[DifferenceRow, ...]:
    """A row for every pair of blocks; the later side of all rows joins to the later text's blocks."""
    standing = _EditIndex.of(edit for edit in comparison.edits if edit.after is not None)
    removed = _EditIndex.of(edit for edit in comparison.edits if edit.after is None)
    return tuple(_row(before, after, pair, standing, removed) for pair in comparison.pairs)


def edit_part(edit: Edit) -> EditPart:
    """An edit with its kind, significance and reasons in words."""
    return EditPart(
        id=edit.id,
        kind=term(labels.EDIT_KINDS, edit.kind),
        significance=term(labels.SIGNIFICANCES, edit.significance),
        reasons=listed([labels.CHANGE_REASONS[reason] for reason in edit.reasons]),
    )


@dataclass(frozen=True, slots=True)
class _EditIndex:
    """Edits by where they stand: in the later text, or in the earlier one for those that were removed."""

    edits: tuple[Edit, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> "_EditIndex":
        placed = sorted(((_place(edit), edit) for edit in edits), key=lambda each: each[0])
        return cls(tuple(edit for _, edit in placed), tuple(place for place, _ in placed))


def _place(edit: Edit) -> int:
    passage = edit.after or edit.before
    if passage is None:
        raise ValueError(f"edit {edit.id} has no passage")
    return passage.start


def _row(before: PolicyText, after: PolicyText, pair: BlockPair, later: _EditIndex, removed: _EditIndex) -> DifferenceRow:
    old = [before.blocks[index] for index in pair.before]
    new = [after.blocks[index] for index in pair.after]
    lead = (new or old)[0]
    edits = [*_within(later, new), *_within(removed, old)]
    left = "\n".join(before.text[block.start : block.end] for block in old)
    right = "\n".join(after.text[block.start : block.end] for block in new)
    if not edits or pair.kind is None:
        runs: tuple[Run, ...] = (Run(kind="kept", text=right or left),)
    elif pair.kind is EditKind.REWORDED:
        runs = tuple(_inline(after.text, old[0], new[0], edits))
    else:
        runs = _whole(pair.kind, edits[0], left, right)
    return DifferenceRow(
        heading=lead.kind is BlockKind.HEADING,
        level=lead.level,
        section=lead.path,
        edits=tuple(edit_part(edit) for edit in edits),
        matters=any(edit.significance is not Significance.COSMETIC for edit in edits),
        inline=runs,
        earlier=tuple(run for run in runs if run.kind != "added") if pair.kind is not EditKind.MOVED else (Run(kind="moved", text=left),),
        later=tuple(run for run in runs if run.kind != "removed"),
    )


def _within(index: _EditIndex, blocks: Sequence[Block]) -> list[Edit]:
    """The edits that begin in one of these blocks."""
    found: list[Edit] = []
    for block in blocks:
        found.extend(index.edits[bisect_left(index.starts, block.start) : bisect_left(index.starts, max(block.end, block.start + 1))])
    return found


def _whole(kind: EditKind, edit: Edit, left: str, right: str) -> tuple[Run, ...]:
    if kind is EditKind.ADDED:
        return (Run(kind="added", text=right),)
    if kind is EditKind.REMOVED:
        return (Run(kind="removed", text=left),)
    if kind is EditKind.MOVED:
        return (Run(kind="moved", text=right),)
    return tuple(Run(kind=run.kind.value, text=run.text) for run in edit.runs) or (Run(kind="kept", text=right),)


def _inline(text: str, old: Block, new: Block, edits: Sequence[Edit]) -> Iterator[Run]:
    """The later block with removed words put back where they stood."""
    cursor = new.start
    for edit, place in _ordered(text, old, new, edits):
        if place > cursor:
            yield Run(kind="kept", text=text[cursor:place])
            cursor = place
        if edit.after is None:
            yield Run(kind="removed", text=(edit.before.exact if edit.before else "") + " ")
            continue
        if edit.before is None:
            yield Run(kind="added", text=edit.after.exact)
        elif edit.runs:
            yield from (Run(kind=run.kind.value, text=run.text) for run in edit.runs)
        else:
            yield Run(kind="kept", text=edit.after.exact)
        cursor = max(cursor, edit.after.end)
    if cursor < new.end:
        yield Run(kind="kept", text=text[cursor : new.end])


def _ordered(text: str, old: Block, new: Block, edits: Sequence[Edit]) -> list[tuple[Edit, int]]:
    """Edits with their place in the later block. A removed sentence stands behind as many kept characters as in the earlier block."""
    placed = [(edit, edit.after.start, 1) for edit in edits if edit.after is not None]
    for edit in edits:
        if edit.after is None and edit.before is not None:
            start = edit.before.start
            kept = start - old.start - sum(len(each.before.exact) for each in edits if each.before is not None and each.before.start < start)
            placed.append((edit, _place_after(text, new, kept, edits), 0))
    return [(edit, place) for edit, place, _ in sorted(placed, key=lambda each: (each[1], each[2]))]


def _place_after(text: str, new: Block, kept: int, edits: Sequence[Edit]) -> int:
    """Where `kept` characters of the later block that no edit holds have passed, at the nearest gap between words."""
    place = new.start + kept
    for passage in sorted((edit.after for edit in edits if edit.after is not None), key=lambda passage: passage.start):
        if passage.start >= place:
            break
        place += len(passage.exact)
    place = min(max(place, new.start), new.end)
    near = [spot for spot in range(max(new.start, place - SNAP), min(new.end, place + SNAP) + 1) if spot == new.start or text[spot - 1].isspace()]
    return min(near, key=lambda spot: abs(spot - place), default=place)


def folded(rows: Sequence[DifferenceRow], *, around: int) -> tuple[DifferenceRow | int, ...]:
    """Rows with edits and `around` rows on each side of them; a number stands for that many unchanged rows left out."""
    near = [any(row.edits for row in rows[max(0, index - around) : index + around + 1]) for index in range(len(rows))]
    shown: list[DifferenceRow | int] = []
    for row, wanted in zip(rows, near, strict=True):
        if wanted:
            shown.append(row)
        elif shown and isinstance(shown[-1], int):
            shown[-1] += 1
        else:
            shown.append(1)
    return tuple(shown)
