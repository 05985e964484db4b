"""Which equal things of two sequences are the same thing in the same place."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between two anchors: `before[start:end]` against `after[other_start:other_end]`."""

    start: int
    end: int
    other_start: int
    other_end: int


def anchor(before: Sequence[Key], after: Sequence[Key]) -> list[tuple[int, int]]:
    """Index pairs of equal keys, rising on both sides: first those unique on both sides, then what lies equal between them.

    Unique keys first (patience order) keeps the effort near n log n and never ties a section to the wrong one of two equal headings.
    """
    anchors = _rising(_unique_pairs(before, after))
    found: list[tuple[int, int]] = []
    for gap in gaps(anchors, len(before), len(after)):
        found.extend(_between(before, after, gap))
        if gap.end < len(before) and gap.other_end < len(after):
            found.append((gap.end, gap.other_end))
    return found


def gaps(anchors: Sequence[tuple[int, int]], count: int, other_count: int) -> Iterator[Gap]:
    """The stretches before, between and after rising anchors, empty ones included: always one more than anchors."""
    start = other_start = 0
    for end, other_end in anchors:
        yield Gap(start, end, other_start, other_end)
        start, other_start = end + 1, other_end + 1
    yield Gap(start, count, other_start, other_count)


def _unique_pairs(before: Sequence[Key], after: Sequence[Key]) -> list[tuple[int, int]]:
    counts, other_counts = Counter(before), Counter(after)
    places = {key: index for index, key in enumerate(after) if other_counts[key] == 1}
    return [(index, places[key]) for index, key in enumerate(before) if counts[key] == 1 and key in places]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides; the pairs come sorted by their first index."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, (_, other) in enumerate(pairs):
        place = bisect_left(tails, other)
        previous.append(last[place - 1] if place else -1)
        if place == len(tails):
            tails.append(other)
            last.append(index)
        else:
            tails[place], last[place] = other, index
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _between(before: Sequence[Key], after: Sequence[Key], gap: Gap) -> Iterator[tuple[int, int]]:
    """Equal keys inside one gap, as a shortest edit script leaves them."""
    left, right = before[gap.start : gap.end], after[gap.other_start : gap.other_end]
    if not left or not right or set(left).isdisjoint(right):
        return
    for each in Levenshtein.opcodes(left, right):
        if each.tag == "equal":
            for step in range(each.src_end - each.src_start):
                yield gap.start + each.src_start + step, gap.other_start + each.dest_start + step
