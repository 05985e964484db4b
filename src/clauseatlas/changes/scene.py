"""The two texts around an edit: where passages stand, what they link to, what is said elsewhere."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from clauseatlas.changes.editing import Side
from clauseatlas.changes.units import words
from clauseatlas.model.change import BlockPair, Passage
from clauseatlas.model.policytext import Block, BlockKind, Link, PolicyText

# A block with this many words and a full stop is prose; the frame of a page is outside the first and last of them.
PROSE_WORDS: Final = 12
# Words a passage needs to be recognised in another place.
REPEATED_WORDS: Final = 5
_ENDS: Final = (".", "!", "?", ";", ":", "。", ".”", '."', ".)", "…")

Words = tuple[str, ...]


class View:
    """One of the two texts, asked by place; what is costly to know is worked out once, when first asked."""

    def __init__(self, policy: PolicyText, side: Side, *, shared: frozenset[int]) -> None:
        self.policy = policy
        self.text = policy.text
        self.side = side
        self._shared = shared
        self._starts = [block.start for block in side.blocks]

    @cached_property
    def links(self) -> Sequence[Link]:
        """The links in text order."""
        return sorted(self.policy.links, key=lambda link: (link.start, link.end))

    @cached_property
    def _link_starts(self) -> Sequence[int]:
        return [link.start for link in self.links]

    @cached_property
    def spoken(self) -> Counter[Words]:
        """The words of every sentence, and of every block of several, with how often they stand: whether a passage is said elsewhere."""
        found: Counter[Words] = Counter()
        for index in range(len(self.side.blocks)):
            spans = self.side.spans(index)
            found.update(words(self.text[span.start : span.end]) for span in spans)
            if len(spans) > 1:
                found[words(self.side.exact(index))] += 1
        return found

    @cached_property
    def headings(self) -> frozenset[Words]:
        """The words of every heading."""
        return frozenset(words(self.side.exact(index)) for index, block in enumerate(self.side.blocks) if block.kind is BlockKind.HEADING)

    @cached_property
    def heading_texts(self) -> Sequence[str]:
        """The headings as they stand, the longest first, without those of a single letter."""
        texts = (self.side.exact(index) for index, block in enumerate(self.side.blocks) if block.kind is BlockKind.HEADING)
        return sorted({text for text in texts if len(text) > 1}, key=len, reverse=True)

    @cached_property
    def body(self) -> tuple[int, int]:
        """From the start of the first block of prose to the end of the last; empty where there is none."""
        prose = [block for index, block in enumerate(self.side.blocks) if is_prose(self.side.exact(index))]
        return (prose[0].start, prose[-1].end) if prose else (0, 0)

    @cached_property
    def shared_body(self) -> tuple[int, int]:
        """The same, of the blocks of prose that have a partner in the other text."""
        prose = [self.side.blocks[index] for index in sorted(self._shared) if is_prose(self.side.exact(index))]
        return (prose[0].start, prose[-1].end) if prose else (0, 0)

    @cached_property
    def top(self) -> int:
        """Where the first block starts that has a partner in the other text."""
        return self.side.blocks[min(self._shared)].start if self._shared else 0

    @cached_property
    def prose_sample(self) -> str:
        """The letters of the longest block, which is written in the language of the text."""
        longest = max(self.side.blocks, key=lambda block: block.end - block.start, default=None)
        return "".join(filter(str.isalpha, self.text[longest.start : longest.end])) if longest else ""

    def block(self, place: int) -> Block:
        """The block in which a character stands."""
        return self.side.blocks[max(0, bisect_right(self._starts, place) - 1)]

    def block_text(self, place: int) -> str:
        """The words of that block."""
        block = self.block(place)
        return self.text[block.start : block.end]

    def links_in(self, start: int, end: int) -> Sequence[Link]:
        """The links that overlap a stretch of the text."""
        first = max(0, bisect_left(self._link_starts, start) - 1)
        last = bisect_left(self._link_starts, end)
        return [link for link in self.links[first:last] if link.end > start and link.start < end]

    def linked(self, start: int, end: int) -> int:
        """How many characters of a stretch are words of links."""
        return sum(min(link.end, end) - max(link.start, start) for link in self.links_in(start, end))

    def is_stated(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps a date that the document states about itself."""
        return any(stated.start < end and stated.end > start for stated in self.policy.stated)

    def outside_body(self, passage: Passage) -> bool:
        """Whether a passage stands before the first or behind the last block of prose."""
        start, end = self.body
        return passage.end <= start or passage.start >= end


@dataclass(frozen=True, slots=True)
class Scene:
    """Both texts of a comparison."""

    before: View
    after: View

    @classmethod
    def of(cls, before: PolicyText, after: PolicyText, *, sides: tuple[Side, Side], pairs: Sequence[BlockPair]) -> "Scene":
        """The scene of two policies with their aligned blocks."""
        partnered = [pair for pair in pairs if pair.before and pair.after]
        return cls(
            View(before, sides[0], shared=frozenset(index for pair in partnered for index in pair.before)),
            View(after, sides[1], shared=frozenset(index for pair in partnered for index in pair.after)),
        )


def is_elsewhere(text: str, view: View, other: View) -> bool:
    """Whether the other text says the same as often as this one, so that a passage only changed its place.

    As often, because what was said to two groups of people and is now said to one of them has changed.
    """
    spoken = words(text)
    if len(spoken) < REPEATED_WORDS:
        return False
    return other.spoken[spoken] > 0 and view.spoken[spoken] <= other.spoken[spoken]


def is_prose(text: str) -> bool:
    """Whether a block reads as a sentence rather than as a label."""
    return text.rstrip().endswith(_ENDS) and len(text.split()) >= PROSE_WORDS
