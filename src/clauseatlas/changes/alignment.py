"""Which blocks of two texts belong together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from clauseatlas.changes.anchoring import anchor, gaps
from clauseatlas.changes.pairing import Group, pair
from clauseatlas.changes.units import words
from clauseatlas.model.change import BlockPair
from clauseatlas.model.words import EditKind

# Blocks in one place whose words agree by this much are one block reworded; below, one was removed and another added.
SAME_PLACE: Final = 0.5
# Blocks far apart need more agreement, and enough words to agree in.
FAR_APART: Final = 0.75
FAR_WORDS: Final = 8
# A lone block that stands where another stood may differ more.
LONE_PLACE: Final = 0.34
# A block of fewer words ("Yes", "Contact") that turns up elsewhere proves no move; it goes along when its neighbour moved.
MOVED_WORDS: Final = 4
# A number of a clause has a mark behind it ("4.", "(b)", "IV)"), a word before it ("Section 3"), or several parts and a heading behind it
# ("4.2 Fees"). "30 days" has none of these: there the number is the clause.
_TYPED_NUMBER: Final = re.compile(
    r"\s*(?:(?:section|article|clause|annex|§)\s*[\w.]{1,6}[.):]?|\((?:\d{1,3}(?:\.\d+)*|[a-z]{1,2}|[ivxlc]+)\)|(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivxlc]+)[.):](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2})+(?=\s+(?-i:[A-ZÀ-ÖØ-Þ])))[\s:–—-]*(?=\S)",
    re.IGNORECASE,
)
_NEXT_IS_NUMBER: Final = re.compile(r"\d")


def unnumbered(text: str) -> str:
    """The text without a number or letter that its author typed before it ("4.2 Fees" gives "Fees", "30 days" stays)."""
    match = _TYPED_NUMBER.match(text)
    return text if match is None or _NEXT_IS_NUMBER.match(text, match.end()) else text[match.end() :]


@dataclass(slots=True)
class _Sides:
    """The blocks of both texts on their way to partners."""

    before: Sequence[str]
    after: Sequence[str]
    partner: dict[int, int] = field(default_factory=dict)
    other: dict[int, int] = field(default_factory=dict)
    kinds: dict[int, EditKind | None] = field(default_factory=dict)
    joined: list[BlockPair] = field(default_factory=list)
    lone: set[int] = field(init=False)
    other_lone: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.lone, self.other_lone = set(range(len(self.before))), set(range(len(self.after)))

    def match(self, index: int, other: int, kind: EditKind | None) -> None:
        """Make two blocks partners."""
        self.partner[index], self.other[other], self.kinds[index] = other, index, kind
        self.lone.discard(index)
        self.other_lone.discard(other)

    def take(self, group: Group) -> None:
        """Make the blocks of a group partners, as a pair, a split or a merge."""
        if len(group.before) == len(group.after) == 1:
            self.match(group.before[0], group.after[0], EditKind.REWORDED)
            return
        kind = EditKind.SPLIT if len(group.after) > 1 else EditKind.MERGED
        self.joined.append(BlockPair(before=group.before, after=group.after, kind=kind))
        self.lone.difference_update(group.before)
        self.other_lone.difference_update(group.after)

    def runs(self) -> Iterator[tuple[list[int], list[int]]]:
        """The stretches between partners in place: blocks without a partner on either side."""
        rising = [(index, other) for index, other in sorted(self.partner.items()) if self.kinds[index] is not EditKind.MOVED]
        for gap in gaps(_chain(rising), len(self.before), len(self.after)):
            left = [index for index in range(gap.start, gap.end) if index in self.lone]
            right = [other for other in range(gap.other_start, gap.other_end) if other in self.other_lone]
            if left or right:
                yield left, right


def align(before: Sequence[str], after: Sequence[str]) -> tuple[BlockPair, ...]:
    """Every block of both texts in exactly one pair, in reading order of the later text; removed blocks follow what they stood behind.

    Equal blocks first, then blocks equal but for numbers and marks, then moved ones, then by resemblance in place and far apart, splits and merges.
    """
    sides = _Sides(before, after)
    for index, other in anchor(before, after):
        sides.match(index, other, None)
    _match_bare(sides)
    _match_moved(sides)
    _match_alike(sides, SAME_PLACE)
    _match_far(sides)
    _match_lone(sides)
    return _in_order(sides)


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs that rise on both sides; a pair that would cross an earlier one is left out."""
    kept: list[tuple[int, int]] = []
    for pair_ in pairs:
        if not kept or pair_[1] > kept[-1][1]:
            kept.append(pair_)
    return kept


def _match_bare(sides: _Sides) -> None:
    """Blocks whose words are equal, but for a typed number in front, case and punctuation."""
    for left, right in list(sides.runs()):
        bare = [words(unnumbered(sides.before[index])) for index in left]
        other_bare = [words(unnumbered(sides.after[other])) for other in right]
        for place, other_place in anchor(bare, other_bare):
            if bare[place]:
                index, other = left[place], right[other_place]
                same = unnumbered(sides.before[index]) == unnumbered(sides.after[other])
                sides.match(index, other, EditKind.RENUMBERED if same else EditKind.REWORDED)


def _match_moved(sides: _Sides) -> None:
    """Equal blocks in other places, and the short equal ones next to them."""
    standing: dict[str, list[int]] = defaultdict(list)
    for other in sorted(sides.other_lone):
        standing[sides.after[other]].append(other)
    for index in sorted(sides.lone):
        places = standing.get(sides.before[index])
        if places and len(words(sides.before[index])) >= MOVED_WORDS:
            sides.match(index, places.pop(0), EditKind.MOVED)
    for index, other in sorted(sides.partner.items()):
        if sides.kinds[index] is EditKind.MOVED:
            _match_neighbours(sides, index, other)


def _match_neighbours(sides: _Sides, index: int, other: int) -> None:
    for step in (-1, 1):
        near, other_near = index + step, other + step
        while near in sides.lone and other_near in sides.other_lone and sides.before[near] == sides.after[other_near]:
            sides.match(near, other_near, EditKind.MOVED)
            near, other_near = near + step, other_near + step


def _match_alike(sides: _Sides, threshold: float) -> None:
    for left, right in list(sides.runs()):
        if left and right:
            for group in _pair_blocks(sides, left, right, threshold):
                sides.take(group)


def _match_far(sides: _Sides) -> None:
    left = [index for index in sorted(sides.lone) if len(words(sides.before[index])) >= FAR_WORDS]
    right = [other for other in sorted(sides.other_lone) if len(words(sides.after[other])) >= FAR_WORDS]
    if left and right:
        for group in _pair_blocks(sides, left, right, FAR_APART):
            if len(group.before) == len(group.after) == 1:
                sides.take(group)


def _match_lone(sides: _Sides) -> None:
    """One block where one block stood: reworded, even if much of it is new."""
    for left, right in list(sides.runs()):
        if len(left) == len(right) == 1:
            for group in _pair_blocks(sides, left, right, LONE_PLACE):
                sides.take(group)


def _pair_blocks(sides: _Sides, left: Sequence[int], right: Sequence[int], threshold: float) -> Iterator[Group]:
    before, after = [words(sides.before[index]) for index in left], [words(sides.after[other]) for other in right]
    for group in pair(before, after, threshold=threshold):
        lefts, rights = tuple(left[place] for place in group.before), tuple(right[place] for place in group.after)
        if _adjacent(lefts) and _adjacent(rights):
            yield Group(lefts, rights)


def _adjacent(indexes: Sequence[int]) -> bool:
    return indexes[-1] - indexes[0] == len(indexes) - 1


def _in_order(sides: _Sides) -> tuple[BlockPair, ...]:
    pairs = [*sides.joined, *(BlockPair(before=(index,), after=(other,), kind=sides.kinds[index]) for index, other in sides.partner.items())]
    pairs.extend(BlockPair(before=(), after=(other,), kind=EditKind.ADDED) for other in sides.other_lone)
    by_first = {index: each.after[0] for each in pairs for index in each.before}
    placed = [((each.after[0], 0, 0), each) for each in pairs]
    placed.extend(((place, 1, index), BlockPair(before=(index,), after=(), kind=EditKind.REMOVED)) for index, place in _behind(sides.lone, by_first))
    return tuple(each for _, each in sorted(placed, key=lambda entry: entry[0]))


def _behind(removed: Iterable[int], places: dict[int, int]) -> Iterator[tuple[int, int]]:
    """For every removed block the place in the later text of what stood before it, -1 at the start."""
    place = -1
    gone = set(removed)
    for index in range(max(gone, default=-1) + 1):
        if index in gone:
            yield index, place
        else:
            place = places[index]
