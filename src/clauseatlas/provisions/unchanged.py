"""Which words of an earlier text stand in a later one, and where: whole blocks, single sentences, and sentences edited in form only."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from rapidfuzz.distance import Indel

from clauseatlas.model.change import Comparison, Edit, RunKind
from clauseatlas.model.policytext import Block, PolicyText, Span
from clauseatlas.model.provision import Finding, Quote, Reading
from clauseatlas.model.words import ChangeReason, EditKind, Significance
from clauseatlas.provisions.sentences import fold

NEAR_SHARE: Final = 1 / 8  # of the words of a passage that an edit may change, so that it is nearly the same passage
_WORD: Final = re.compile(r"\w+")
_LINE: Final = re.compile(r"[^\s](?:[^\n]*[^\s])?")


class Sameness(IntEnum):
    """How much of a stretch is the same: every character, the words or their meaning, or all but words that name no right, duty or number."""

    NEAR = 0
    WORDS = 1
    CHARACTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the earlier text and where it stands in the later one."""

    before: Span
    after: Span
    section: tuple[str, ...]
    sameness: Sameness


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a block that is not in both texts as a whole."""

    span: Span
    block: Block
    words: tuple[str, ...]


class Unchanged:
    """The stretches of two texts that belong together, to be asked where a finding stands now and whether a passage is new."""

    def __init__(self, before: PolicyText, after: PolicyText, comparison: Comparison) -> None:
        self._texts = before.text, after.text
        found = sorted(_stretches(before, after, comparison), key=lambda each: each.before.start)
        self._stretches = {least: [each for each in found if each.sameness >= least] for least in (Sameness.NEAR, Sameness.WORDS)}
        self._after = sorted((each.after for each in self._stretches[Sameness.WORDS]), key=lambda span: span.start)

    def holds(self, finding: Finding) -> bool:
        """Whether every quotation of a finding of the later text lies in words that stood before."""
        return bool(finding.quotes) and all(self._covers(quote) for quote in finding.quotes)

    def moved(self, finding: Finding, *, least: Sameness = Sameness.WORDS) -> Finding | None:
        """A finding of the earlier text where its words stand now; None where any of them was touched."""
        pieces = [piece for quote in finding.quotes for piece in self._pieces(quote, least)]
        if not finding.quotes or None in pieces:
            return None
        readings = [self._reading(reading, least) if reading.raw else reading for reading in finding.readings]
        if None in readings:
            return None
        return replace(
            finding,
            quotes=tuple(self._joined([piece for piece in pieces if piece is not None])),
            readings=tuple(reading for reading in readings if reading is not None),
        )

    def remains(self, finding: Finding) -> list[Span]:
        """Where those words of a finding of the earlier text stand that were not touched."""
        return [Span(start=piece.start, end=piece.end) for quote in finding.quotes for piece in self._pieces(quote, Sameness.WORDS) if piece]

    def _covers(self, quote: Quote) -> bool:
        place = quote.start
        for span in self._after[max(0, bisect_right(self._after, quote.start, key=lambda each: each.start) - 1) :]:
            if span.start > place and self._texts[1][place : span.start].strip():
                return False
            place = max(place, span.end)
            if place >= quote.end:
                return True
        return False

    def _pieces(self, quote: Quote, least: Sameness) -> Iterator[Quote | None]:
        """The parts of a quotation where they stand now; None for words that were touched."""
        place = quote.start
        for each in self._overlapping(quote.start, quote.end, least):
            start, end = max(place, each.before.start), min(quote.end, each.before.end)
            if end <= start:
                continue
            if self._texts[0][place:start].strip():
                yield None
            yield from self._piece(each, start, end)
            place = end
        if self._texts[0][place : quote.end].strip():
            yield None

    def _piece(self, each: Stretch, start: int, end: int) -> Iterator[Quote | None]:
        """The passage of the later text that a stretch has for `start` to `end`; a quotation for every line of it."""
        found = self._placed(each, start, end)
        if found is None:
            yield None
            return
        for line in _LINE.finditer(self._texts[1], *found):
            yield self._quote(line.start(), line.end(), each.section)

    def _placed(self, each: Stretch, start: int, end: int) -> tuple[int, int] | None:
        if each.sameness is Sameness.CHARACTERS:
            shift = each.after.start - each.before.start
            return start + shift, end + shift
        if not self._texts[0][each.before.start : start].strip() and not self._texts[0][end : each.before.end].strip():
            return each.after.start, each.after.end
        return self._by_words(each, start, end) if each.sameness is Sameness.WORDS else None

    def _by_words(self, each: Stretch, start: int, end: int) -> tuple[int, int] | None:
        """Where a part of a stretch stands that kept its words but not its cuts or marks: from its first word to its last, marks included."""
        before = list(_WORD.finditer(self._texts[0], each.before.start, each.before.end))
        after = list(_WORD.finditer(self._texts[1], each.after.start, each.after.end))
        part = [index for index, word in enumerate(before) if start <= word.start() and word.end() <= end]
        script = Indel.opcodes([fold(word.group()) for word in before], [fold(word.group()) for word in after])
        partners = {
            index: index - step.src_start + step.dest_start for step in script if step.tag == "equal" for index in range(step.src_start, step.src_end)
        }
        if not part or part[0] not in partners or part[-1] not in partners:
            return None
        first, last = after[partners[part[0]]].start(), after[partners[part[-1]]].end()
        while start < before[part[0]].start() and first > each.after.start and not self._texts[1][first - 1].isspace():
            first -= 1
        while end > before[part[-1]].end() and last < each.after.end and not self._texts[1][last].isspace():
            last += 1
        return first, last

    def _quote(self, start: int, end: int, section: tuple[str, ...]) -> Quote:
        return Quote(exact=self._texts[1][start:end], start=start, end=end, section=section)

    def _joined(self, pieces: Sequence[Quote]) -> Iterator[Quote]:
        """Pieces that follow each other in one paragraph as one quotation."""
        standing: Quote | None = None
        for piece in pieces:
            between = self._texts[1][standing.end : piece.start] if standing is not None else ""
            if standing is not None and piece.start >= standing.end and not between.strip() and "\n" not in between:
                standing = self._quote(standing.start, piece.end, standing.section)
                continue
            if standing is not None:
                yield standing
            standing = piece
        if standing is not None:
            yield standing

    def _reading(self, reading: Reading, least: Sameness) -> Reading | None:
        for each in self._overlapping(reading.start, reading.end, least):
            if each.before.start > reading.start or reading.end > each.before.end:
                continue
            if each.sameness is Sameness.CHARACTERS:
                shift = each.after.start - each.before.start
                return replace(reading, start=reading.start + shift, end=reading.end + shift)
            at = self._texts[1].find(reading.raw, each.after.start, each.after.end)
            return replace(reading, start=at, end=at + len(reading.raw)) if at >= 0 else None
        return None

    def _overlapping(self, start: int, end: int, least: Sameness) -> list[Stretch]:
        held = self._stretches[least]
        first = max(0, bisect_right(held, start, key=lambda each: each.before.start) - 1)
        last = bisect_left(held, end, key=lambda each: each.before.start)
        return [each for each in held[first:last] if each.before.end > start]


def _stretches(before: PolicyText, after: PolicyText, comparison: Comparison) -> Iterator[Stretch]:
    olds, news = set(range(len(before.blocks))), set(range(len(after.blocks)))
    touched: list[tuple[list[_Sentence], list[_Sentence]]] = []
    for pair in comparison.pairs:
        if len(pair.before) == len(pair.after) == 1:
            old, new = before.blocks[pair.before[0]], after.blocks[pair.after[0]]
            if before.text[old.start : old.end] == after.text[new.start : new.end]:
                olds.discard(pair.before[0])
                news.discard(pair.after[0])
                yield Stretch(before=_span(old), after=_span(new), section=new.path, sameness=Sameness.CHARACTERS)
                continue
        touched.append((_sentences(before, pair.before), _sentences(after, pair.after)))
    # First inside blocks that belong together, then anywhere: a sentence that moved to another paragraph is the same sentence.
    taken: set[int] = set()
    for earlier, later in (*touched, (_sentences(before, sorted(olds)), _sentences(after, sorted(news)))):
        for old_one, new_one in _same(earlier, later, taken):
            same = before.text[old_one.span.start : old_one.span.end] == after.text[new_one.span.start : new_one.span.end]
            yield Stretch(
                before=old_one.span, after=new_one.span, section=new_one.block.path, sameness=Sameness.CHARACTERS if same else Sameness.WORDS
            )
    yield from _edited(comparison.edits, taken)


def _same(earlier: Sequence[_Sentence], later: Sequence[_Sentence], taken: set[int]) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Sentences with the same words, in order; `taken` holds where those of the earlier text start that have a partner, and -1 less than those of
    the later one."""
    waiting: dict[tuple[str, ...], deque[_Sentence]] = defaultdict(deque)
    for sentence in later:
        if sentence.words and -1 - sentence.span.start not in taken:
            waiting[sentence.words].append(sentence)
    for sentence in earlier:
        if sentence.span.start not in taken and waiting.get(sentence.words):
            partner = waiting[sentence.words].popleft()
            taken.update((sentence.span.start, -1 - partner.span.start))
            yield sentence, partner


def _edited(edits: Iterable[Edit], taken: set[int]) -> Iterator[Stretch]:
    """Passages that an edit joins without touching what they say."""
    for edit in edits:
        if edit.kind is EditKind.MOVED or edit.before is None or edit.after is None or edit.targets is not None:
            continue
        reworded = edit.kind is EditKind.REWORDED
        if reworded and (edit.before.start in taken or -1 - edit.after.start in taken):
            continue
        cosmetic = edit.significance is Significance.COSMETIC
        if cosmetic or (reworded and set(edit.reasons) <= {ChangeReason.WORDING} and _is_small(edit)):
            yield Stretch(
                before=Span(start=edit.before.start, end=edit.before.end),
                after=Span(start=edit.after.start, end=edit.after.end),
                section=edit.after.section,
                sameness=Sameness.WORDS if cosmetic else Sameness.NEAR,
            )


def _is_small(edit: Edit) -> bool:
    """Whether an edit changes few of the words of its passage."""
    counts = dict.fromkeys(RunKind, 0)
    for run in edit.runs:
        counts[run.kind] += len(_WORD.findall(run.text))
    changed = max(counts[RunKind.ADDED], counts[RunKind.REMOVED])
    return changed <= NEAR_SHARE * (changed + counts[RunKind.KEPT])


def _sentences(policy: PolicyText, blocks: Iterable[int]) -> list[_Sentence]:
    return [
        _Sentence(span, policy.blocks[index], tuple(_WORD.findall(fold(policy.text[span.start : span.end]))))
        for index in blocks
        for span in policy.blocks[index].sentences or (_span(policy.blocks[index]),)
    ]


def _span(block: Block) -> Span:
    return Span(start=block.start, end=block.end)
