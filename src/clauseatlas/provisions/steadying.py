"""What stands in unchanged words is read as before: an edit elsewhere in a document neither ends nor adds a clause.

Finding looks at a sentence in its surroundings, so an edit to one paragraph could change what is found in the next. That would be told as something
the platform did to a clause it never touched.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauseatlas.model.change import Comparison
from clauseatlas.model.policytext import Block, PolicyText
from clauseatlas.model.provision import Finding, Quote, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the same method found in the text before, that text, and its comparison with the later one."""

    findings: tuple[Finding, ...]
    policy: PolicyText
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Kept:
    """A block that is in both texts word for word."""

    before: Block
    after: Block

    @property
    def shift(self) -> int:
        return self.after.start - self.before.start


def steady(found: Sequence[Finding], earlier: Earlier, policy: PolicyText) -> tuple[Finding, ...]:
    """The findings of a later text in text order, where what stands in unchanged blocks alone is what was found there before.

    A finding with any quotation in a changed block is as found now. One in unchanged blocks only is there if, and as, it was there before.
    """
    kept = sorted(_kept(earlier, policy), key=lambda each: each.before.start)
    before = [moved for finding in earlier.findings if (moved := _moved(finding, kept)) is not None]
    unchanged = _Places(kept)
    touched = [finding for finding in found if not unchanged.hold(finding)]
    standing = [finding for finding in before if not any(_same_clause(finding, other) for other in touched)]
    silent = [finding for finding in found if not finding.quotes]
    quoted = sorted((*(each for each in touched if each.quotes), *standing), key=lambda finding: finding.quotes[0].start)
    return (*silent, *quoted)


class _Places:
    """The unchanged blocks of the later text, to be asked whether they hold a passage."""

    def __init__(self, kept: Sequence[_Kept]) -> None:
        self._spans = sorted((each.after.start, each.after.end) for each in kept)

    def hold(self, finding: Finding) -> bool:
        """Whether every quotation lies in unchanged blocks."""
        return bool(finding.quotes) and all(self._holds(quote.start, quote.end) for quote in finding.quotes)

    def _holds(self, start: int, end: int) -> bool:
        index = bisect_right(self._spans, start, key=lambda span: span[0]) - 1
        return index >= 0 and end <= self._spans[index][1]


def _kept(earlier: Earlier, policy: PolicyText) -> Iterator[_Kept]:
    for pair in earlier.comparison.pairs:
        if len(pair.before) == len(pair.after) == 1:
            old, new = earlier.policy.blocks[pair.before[0]], policy.blocks[pair.after[0]]
            if earlier.policy.text[old.start : old.end] == policy.text[new.start : new.end]:
                yield _Kept(old, new)


def _moved(finding: Finding, kept: Sequence[_Kept]) -> Finding | None:
    """The finding where its words stand in the later text; None where any of them was touched."""
    quotes = [_moved_quote(quote, _holding(quote.start, quote.end, kept)) for quote in finding.quotes]
    readings = [_moved_reading(reading, _holding(reading.start, reading.end, kept)) for reading in finding.readings if reading.raw]
    unread = [reading for reading in finding.readings if not reading.raw]  # a published default was read from nowhere
    if not quotes or None in quotes or None in readings:
        return None
    return replace(
        finding,
        quotes=tuple(quote for quote in quotes if quote is not None),
        readings=(*(reading for reading in readings if reading is not None), *unread),
    )


def _holding(start: int, end: int, kept: Sequence[_Kept]) -> _Kept | None:
    """The unchanged block of the earlier text that holds this passage; `kept` is in order of the earlier text."""
    index = bisect_right(kept, start, key=lambda each: each.before.start) - 1
    return kept[index] if index >= 0 and end <= kept[index].before.end else None


def _moved_quote(quote: Quote, holder: _Kept | None) -> Quote | None:
    if holder is None:
        return None
    return replace(quote, start=quote.start + holder.shift, end=quote.end + holder.shift, section=holder.after.path)


def _moved_reading(reading: Reading, holder: _Kept | None) -> Reading | None:
    return None if holder is None else replace(reading, start=reading.start + holder.shift, end=reading.end + holder.shift)


def _same_clause(finding: Finding, other: Finding) -> bool:
    """Whether a finding touched by an edit takes in the words of one that stood before."""
    return finding.clause_type == other.clause_type and any(
        mine.start < theirs.end and theirs.start < mine.end for mine in finding.quotes for theirs in other.quotes
    )
