"""The words of a reworded passage as runs a person can read: kept, removed, added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from clauseatlas.changes.lexicon import EMPTY_WORDS
from clauseatlas.changes.units import Unit
from clauseatlas.model.change import RunKind, WordRun

# A kept run of at most this many words between two changed ones is absorbed when it carries no meaning ("of the").
ABSORBED_EMPTY_WORDS: Final = 3
# Any kept run this many times shorter than the changed words on both sides of it is absorbed: reading around it costs more than it tells.
ABSORBED_RATIO: Final = 4
ABSORBED_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units that belong together on both sides: `before[start:end]` with `after[other_start:other_end]`, kept or changed."""

    kept: bool
    start: int
    end: int
    other_start: int
    other_end: int


def stretches(before: Sequence[Unit], after: Sequence[Unit]) -> list[Stretch]:
    """Kept and changed stretches in turn, covering both sides; lone small words between changes belong to the change."""
    script = Levenshtein.opcodes([unit.exact for unit in before], [unit.exact for unit in after])
    raw = [Stretch(each.tag == "equal", each.src_start, each.src_end, each.dest_start, each.dest_end) for each in script]
    return _merged(list(_absorbed(_merged(raw), before)))


def word_runs(
    text: str, other_text: str, *, spans: tuple[tuple[int, int], tuple[int, int]], units: tuple[Sequence[Unit], Sequence[Unit]]
) -> tuple[WordRun, ...]:
    """The runs between `text[start:end]` and `other_text[start:end]`: kept and removed ones join to the first, kept and added to the second."""
    (start, end), (other_start, other_end) = spans
    before, after = units
    pieces: list[WordRun] = []
    place, other_place = start, other_start
    for stretch in stretches(before, after):
        if not stretch.kept:
            continue
        for first, last, other_first, other_last in _even(text, other_text, stretch, before, after):
            pieces.extend(_changed(text[place:first], other_text[other_place:other_first]))
            pieces.append(WordRun(kind=RunKind.KEPT, text=text[first:last]))
            place, other_place = last, other_last
    pieces.extend(_changed(text[place:end], other_text[other_place:other_end]))
    return tuple(_joined(pieces))


def _merged(raw: Sequence[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for each in raw:
        if merged and merged[-1].kept == each.kept:
            last = merged.pop()
            each = Stretch(each.kept, last.start, each.end, last.other_start, each.other_end)  # noqa: PLW2901 -- the widened stretch takes its place
        merged.append(each)
    return merged


def _absorbed(raw: Sequence[Stretch], before: Sequence[Unit]) -> Iterator[Stretch]:
    for place, each in enumerate(raw):
        inside = each.kept and 0 < place < len(raw) - 1
        if inside and _is_confetti(before[each.start : each.end], raw[place - 1], raw[place + 1]):
            yield Stretch(False, each.start, each.end, each.other_start, each.other_end)
        else:
            yield each


def _is_confetti(kept: Sequence[Unit], left: Stretch, right: Stretch) -> bool:
    telling = [unit for unit in kept if unit.is_word]
    if len(telling) <= ABSORBED_EMPTY_WORDS and all(unit.folded in EMPTY_WORDS for unit in telling):
        # One small word between two single replaced words reads well as it is: "a [new] and [shorter] period".
        return not telling or min(_size(left), _size(right)) > 1 or _size(left) + _size(right) > 2 * len(telling) + 1
    return len(telling) <= ABSORBED_WORDS and min(_size(left), _size(right)) >= ABSORBED_RATIO * len(telling)


def _size(stretch: Stretch) -> int:
    return max(stretch.end - stretch.start, stretch.other_end - stretch.other_start)


def _even(text: str, other_text: str, stretch: Stretch, before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[tuple[int, int, int, int]]:
    """The kept stretch cut where the white space inside it differs, as character ranges of both texts."""
    first, other_first = before[stretch.start].start, after[stretch.other_start].start
    for step in range(stretch.end - stretch.start):
        unit, other = before[stretch.start + step], after[stretch.other_start + step]
        last = step == stretch.end - stretch.start - 1
        if last:
            yield first, unit.end, other_first, other.end
            return
        following, other_following = before[stretch.start + step + 1], after[stretch.other_start + step + 1]
        if text[unit.end : following.start] != other_text[other.end : other_following.start]:
            yield first, unit.end, other_first, other.end
            first, other_first = following.start, other_following.start


def _changed(removed: str, added: str) -> Iterator[WordRun]:
    """The run between two kept ones; white space equal on both sides is kept."""
    if removed == added:
        yield WordRun(kind=RunKind.KEPT, text=removed)
        return
    lead = _shared_space(removed, added)
    yield WordRun(kind=RunKind.KEPT, text=removed[:lead])
    removed, added = removed[lead:], added[lead:]
    tail = _shared_space(removed[::-1], added[::-1])
    yield WordRun(kind=RunKind.REMOVED, text=removed[: len(removed) - tail])
    yield WordRun(kind=RunKind.ADDED, text=added[: len(added) - tail])
    yield WordRun(kind=RunKind.KEPT, text=removed[len(removed) - tail :])


def _shared_space(left: str, right: str) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count] and left[count].isspace():
        count += 1
    return count


def _joined(pieces: Sequence[WordRun]) -> Iterator[WordRun]:
    """Runs without empty ones, neighbours of one kind joined."""
    kind: RunKind | None = None
    text = ""
    for piece in pieces:
        if not piece.text:
            continue
        if piece.kind is kind:
            text += piece.text
            continue
        if kind is not None:
            yield WordRun(kind=kind, text=text)
        kind, text = piece.kind, piece.text
    if kind is not None:
        yield WordRun(kind=kind, text=text)
