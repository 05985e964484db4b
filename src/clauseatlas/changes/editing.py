"""From aligned blocks to edits a person can read: whole blocks, sentences inside reworded blocks, words inside sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clauseatlas.changes.anchoring import Gap, anchor, gaps
from clauseatlas.changes.pairing import pair
from clauseatlas.changes.runs import word_runs
from clauseatlas.changes.units import units, words
from clauseatlas.model.change import BlockPair, Counts, Edit, Passage
from clauseatlas.model.policytext import Block, BlockKind, PolicyText, Span
from clauseatlas.model.words import EditKind

# Sentences of one block whose words agree by this much are one sentence reworded.
SAME_SENTENCE: Final = 0.45
# A sentence that stands alone where another stood may differ more.
LONE_SENTENCE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts with its blocks."""

    text: str
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, policy: PolicyText) -> "Side":
        """The side of a policy; a text without blocks is one block for every line."""
        return cls(policy.text, policy.blocks or _lines(policy.text))

    def exact(self, index: int) -> str:
        """The words of a block."""
        block = self.blocks[index]
        return self.text[block.start : block.end]

    def spans(self, index: int) -> tuple[Span, ...]:
        """The sentences of a block; together they cover all its words."""
        block = self.blocks[index]
        if not block.sentences:
            return (Span(start=block.start, end=block.end),)
        starts = [block.start, *(sentence.start for sentence in block.sentences[1:])]
        ends = [*starts[1:], block.end]
        return tuple(_trimmed(self.text, start, end) for start, end in zip(starts, ends, strict=True))

    def passage(self, indexes: Sequence[int], span: Span | None = None) -> Passage:
        """The passage of adjacent blocks, or of a span inside the first of them."""
        first, last = self.blocks[indexes[0]], self.blocks[indexes[-1]]
        start, end = (span.start, span.end) if span else (first.start, last.end)
        return Passage(exact=self.text[start:end], start=start, end=end, section=first.path)


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit before it is numbered and weighed, with the sentences it counts for."""

    kind: EditKind
    before: Passage | None
    after: Passage | None
    sentences: int = 1


def draft(pairs: Sequence[BlockPair], before: Side, after: Side) -> Iterator[Draft]:
    """The edits of aligned blocks in reading order of the later text."""
    for each in pairs:
        if each.kind is EditKind.REWORDED:
            yield from _reworded(before, after, each.before[0], each.after[0])
        elif each.kind is not None:
            yield Draft(
                each.kind,
                before.passage(each.before) if each.before else None,
                after.passage(each.after) if each.after else None,
                sum(len(before.spans(index)) for index in each.before) if not each.after else sum(len(after.spans(index)) for index in each.after),
            )


def number(drafts: Sequence[Draft], before: str, after: str) -> Iterator[Edit]:
    """The edits with ids in order and word runs where both sides have differing words."""
    for place, each in enumerate(drafts, start=1):
        edit = Edit(id=f"e{place}", kind=each.kind, before=each.before, after=each.after)
        if each.before is None or each.after is None or each.kind is EditKind.MOVED:
            yield edit
            continue
        spans = (each.before.start, each.before.end), (each.after.start, each.after.end)
        sides = units(before, *spans[0]), units(after, *spans[1])
        yield Edit(id=edit.id, kind=edit.kind, before=edit.before, after=edit.after, runs=word_runs(before, after, spans=spans, units=sides))


def count(drafts: Sequence[Draft], pairs: Sequence[BlockPair]) -> Counts:
    """How many sentences and blocks the edits touch."""
    totals = {kind: sum(each.sentences for each in drafts if each.kind is kind) for kind in (EditKind.ADDED, EditKind.REMOVED, EditKind.REWORDED)}
    return Counts(
        sentences_added=totals[EditKind.ADDED],
        sentences_removed=totals[EditKind.REMOVED],
        sentences_reworded=totals[EditKind.REWORDED],
        blocks_moved=sum(each.kind is EditKind.MOVED for each in pairs),
    )


def _reworded(before: Side, after: Side, index: int, other: int) -> Iterator[Draft]:
    spans, other_spans = before.spans(index), after.spans(other)
    texts = [before.text[span.start : span.end] for span in spans]
    other_texts = [after.text[span.start : span.end] for span in other_spans]
    for gap in gaps(anchor(texts, other_texts), len(texts), len(other_texts)):
        threshold = LONE_SENTENCE if gap.end - gap.start == gap.other_end - gap.other_start == 1 else SAME_SENTENCE
        for lefts, rights in _sentence_groups(texts, other_texts, gap, threshold):
            kind = EditKind.ADDED if not lefts else EditKind.REMOVED if not rights else EditKind.REWORDED
            yield Draft(
                kind,
                before.passage((index,), _covering(spans, lefts)) if lefts else None,
                after.passage((other,), _covering(other_spans, rights)) if rights else None,
                max(len(lefts), len(rights)) if kind is not EditKind.REWORDED else 1,
            )


def _sentence_groups(before: Sequence[str], after: Sequence[str], gap: Gap, threshold: float) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The sentences of a gap in groups, in order of the later text; a lone sentence has an empty partner."""
    lefts, rights = range(gap.start, gap.end), range(gap.other_start, gap.other_end)
    found = (
        pair([words(before[index]) for index in lefts], [words(after[other]) for other in rights], threshold=threshold) if lefts and rights else []
    )
    groups = [(tuple(lefts[place] for place in group.before), tuple(rights[place] for place in group.after)) for group in found]
    held, other_held = {index for group in groups for index in group[0]}, {other for group in groups for other in group[1]}
    by_first = {index: group[1][0] for group in groups for index in group[0]}
    ordered: list[tuple[tuple[int, int, int], tuple[tuple[int, ...], tuple[int, ...]]]] = [((group[1][0], 0, 0), group) for group in groups]
    ordered.extend(((other, 0, 0), ((), (other,))) for other in rights if other not in other_held)
    place = gap.other_start - 1
    for index in lefts:
        place = by_first.get(index, place)
        if index not in held:
            ordered.append(((place, 1, index), ((index,), ())))
    return [group for _, group in sorted(ordered, key=lambda entry: entry[0])]


def _covering(spans: Sequence[Span], indexes: Sequence[int]) -> Span:
    return Span(start=spans[indexes[0]].start, end=spans[indexes[-1]].end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def _lines(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(line)))
        start += len(line) + 1
    return tuple(blocks)
