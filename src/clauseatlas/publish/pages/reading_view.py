"""The text of a version block by block, with the provisions marked in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from clauseatlas.model.policytext import Block, BlockKind, PolicyText
from clauseatlas.publish.pages.parts import ProvisionCard

SEVERITY_ORDER = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of characters under the same marks; `severity` is the highest of them, `path` leads to the record of that one, `title` names them all."""

    text: str
    records: tuple[str, ...] = ()
    severity: str | None = None
    path: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A block as shown: its anchor, kind, level, number, segments, and the provisions whose first quotation begins in it."""

    anchor: str
    kind: BlockKind
    level: int
    number: str | None
    show_number: bool
    segments: tuple[Segment, ...]
    notes: tuple[ProvisionCard, ...]
    row_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A quotation in the text and the provision it belongs to."""

    start: int
    end: int
    card: ProvisionCard


def marks_of(places: Sequence[Sequence[Any]], cards: Mapping[int, ProvisionCard]) -> tuple[Mark, ...]:
    """Marks from the stored places of a version; `cards` by revision key. Places of unknown revisions are passed over."""
    found: list[Mark] = []
    for key, spans in places:
        card = cards.get(key)
        if card is not None:
            found.extend(Mark(start=span[0], end=span[1], card=card) for span in spans)
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


def reading_view(policy: PolicyText, marks: Sequence[Mark]) -> tuple[BlockView, ...]:
    """Every block of the text; the segments of a block join to its text exactly."""
    noted: set[str] = set()
    views = []
    waiting = list(marks)
    active: list[Mark] = []
    row = None
    for index, block in enumerate(policy.blocks):
        while waiting and waiting[0].start < block.end:
            active.append(waiting.pop(0))
        active = [mark for mark in active if mark.end > block.start]
        fresh = [mark.card for mark in active if block.start <= mark.start < block.end and mark.card.record_id not in noted]
        notes = tuple({card.record_id: card for card in fresh}.values())
        noted.update(card.record_id for card in notes)
        here = block.cell[0] if block.cell else None
        views.append(
            BlockView(
                anchor=f"b{index + 1}",
                kind=block.kind,
                level=block.level,
                number=block.number,
                show_number=bool(block.number) and not _typed(policy.text[block.start : block.end], block.number or ""),
                segments=tuple(_segments(policy.text, block, active)),
                notes=notes,
                row_start=here is not None and here != row,
            )
        )
        row = here
    return tuple(views)


def _typed(text: str, number: str) -> bool:
    """Whether the author typed the number, so that the text shows it already."""
    own = number.rsplit("(", 1)[-1].strip("(). ") if number.endswith(")") else number.strip("(). ")
    return text.lstrip("(").startswith(own)


def _segments(text: str, block: Block, marks: Iterable[Mark]) -> Iterable[Segment]:
    within = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
    edges = {block.start, block.end}
    for mark in within:
        edges.update((max(mark.start, block.start), min(mark.end, block.end)))
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        over = [mark.card for mark in within if mark.start < end and mark.end > start]
        if not over:
            yield Segment(text=text[start:end])
            continue
        ranked = sorted(over, key=lambda card: SEVERITY_ORDER.index(card.severity.value))
        strongest = ranked[0]
        yield Segment(
            text=text[start:end],
            records=tuple(dict.fromkeys(card.record_id for card in over)),
            severity=strongest.severity.value,
            path=strongest.path,
            title="; also: ".join(dict.fromkeys(card.title for card in ranked)),
        )
