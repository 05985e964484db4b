"""Which provisions of a later text are those of an earlier one: record ids live on through changed words, numbers and places.

An unchanged quotation always keeps its record. What remains is one assignment problem per clause type, by likeness of the words, the edits of the
comparison, section and order. Then splits and merges are recognised among what is left.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from clauseatlas.model.change import Carried, Comparison, Edit
from clauseatlas.model.provision import Finding, Provision, Quote
from clauseatlas.model.words import Fate
from clauseatlas.provisions.pairing import assign
from clauseatlas.provisions.sentences import fold

WORDS, SECTION, ORDER, STANCE, EDITED = 0.70, 0.12, 0.10, 0.08, 0.25  # weights of the parts of likeness; an edit that joins the two comes on top
LIKE_ENOUGH: Final = 0.50  # below this two clauses of one type are two clauses, not one reworded
PART_LIKE: Final = 82.0  # percent of the shorter passage found in the longer one, for a split or merge
MIN_PART_WORDS: Final = 5  # shorter passages occur in anything


@dataclass(frozen=True)
class _Clause:
    """A provision as it is compared; `place` is its relative order in its text."""

    index: int
    finding: Finding
    place: float

    @cached_property
    def words(self) -> str:
        """The folded words of all quotes."""
        return " ".join(fold(" ".join(quote.exact for quote in self.finding.quotes)).split())

    @cached_property
    def section(self) -> str:
        """The folded headings above."""
        return fold(" > ".join(self.finding.quotes[0].section)) if self.finding.quotes else ""

    @cached_property
    def exact(self) -> tuple[str, ...]:
        """The quotes letter by letter."""
        return tuple(quote.exact for quote in self.finding.quotes)

    def in_place(self) -> Hashable:
        """What makes it the same clause, letter by letter and in the same section."""
        return self.exact, self.section

    def as_written(self) -> Hashable:
        """What makes it the same clause, letter by letter."""
        return self.exact

    def in_section(self) -> Hashable:
        """What makes it the same clause but for the letters, in the same section."""
        return self.words, self.section

    def in_words(self) -> Hashable:
        """What makes it the same clause but for the letters."""
        return self.words


def carry(before: Sequence[Provision | Finding], after: Sequence[Provision | Finding], comparison: Comparison) -> tuple[Carried, ...]:
    """What became of each provision, as indexes into the two lists; every index occurs once.

    Fate is `standing` where words, stance and attributes are the same, wherever the clause stands now; `revised` where they differ, also for
    splits (one before, several after, the likeliest first) and merges (several before, the one whose record lives on first).
    """
    olds, news = _clauses(before), _clauses(after)
    pairs: dict[int, int] = {}
    for types in _types(olds, news):
        mine, theirs = [old for old in olds if old.finding.clause_type == types], [new for new in news if new.finding.clause_type == types]
        pairs |= _same_words(mine, theirs)
        pairs |= _likeliest([old for old in mine if old.index not in pairs], [new for new in theirs if new.index not in pairs.values()], comparison)
    return tuple(_told(olds, news, pairs))


def _clauses(given: Sequence[Provision | Finding]) -> list[_Clause]:
    findings = [each.finding if isinstance(each, Provision) else each for each in given]
    return [_Clause(index=index, finding=finding, place=index / max(1, len(findings) - 1)) for index, finding in enumerate(findings)]


def _types(olds: Sequence[_Clause], news: Sequence[_Clause]) -> list[str]:
    return sorted({clause.finding.clause_type for clause in (*olds, *news)})


def _same_words(olds: Sequence[_Clause], news: Sequence[_Clause]) -> dict[int, int]:
    """Pairs of clauses with the same words: letter by letter first, so that none loses its record to a twin in other letters; then in the same
    section before any other, and in order."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for form in (_Clause.in_place, _Clause.as_written, _Clause.in_section, _Clause.in_words):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for new in news:
            if new.index not in taken:
                waiting[form(new)].append(new.index)
        for old in olds:
            if old.index not in pairs and waiting[form(old)]:
                pairs[old.index] = waiting[form(old)].popleft()
                taken.add(pairs[old.index])
    return pairs


def _likeliest(olds: Sequence[_Clause], news: Sequence[_Clause], comparison: Comparison) -> dict[int, int]:
    """The assignment of greatest total likeness, without pairs that are not like enough."""
    if not olds or not news:
        return {}
    likeness = [[_likeness(old, new, comparison) for new in news] for old in olds]
    chosen = assign([[-value if value >= LIKE_ENOUGH else 0.0 for value in row] for row in likeness])
    return {olds[row].index: news[column].index for row, column in chosen if likeness[row][column] >= LIKE_ENOUGH}


def _likeness(old: _Clause, new: _Clause, comparison: Comparison) -> float:
    words = Indel.normalized_similarity(old.words.split(), new.words.split())
    section = fuzz.ratio(old.section, new.section) / 100 if old.section or new.section else 1.0
    order = 1 - abs(old.place - new.place)
    stance = float(old.finding.stance is new.finding.stance)
    edited = EDITED if any(_joins(edit, old, new) for edit in comparison.edits) else 0.0
    return WORDS * words + SECTION * section + ORDER * order + STANCE * stance + edited


def _joins(edit: Edit, old: _Clause, new: _Clause) -> bool:
    """Whether an edit goes from a quote of one clause to a quote of the other."""
    if edit.before is None or edit.after is None:
        return False
    return _touches(old.finding.quotes, edit.before.start, edit.before.end) and _touches(new.finding.quotes, edit.after.start, edit.after.end)


def _touches(quotes: Sequence[Quote], start: int, end: int) -> bool:
    return any(quote.start < end and start < quote.end for quote in quotes)


def _told(olds: Sequence[_Clause], news: Sequence[_Clause], pairs: dict[int, int]) -> Iterator[Carried]:
    """The fates in order of the later text, ended clauses last."""
    lone_news = [new for new in news if new.index not in pairs.values()]
    lone_olds = [old for old in olds if old.index not in pairs]
    splits = _parts(lone_news, {new: olds[old] for old, new in pairs.items()}, others=news)
    merges = _parts(lone_olds, {old: news[new] for old, new in pairs.items()}, others=olds)
    heirs = {new: old for old, new in pairs.items()}
    for new in news:
        if new.index in heirs:
            old = heirs[new.index]
            before = (old, *(part for part, whole in merges.items() if whole == old))
            after = (new.index, *(part for part, whole in splits.items() if whole == new.index))
            yield Carried(before=before, after=after, fate=_fate(olds[old], new) if len(before) == len(after) == 1 else Fate.REVISED)
        elif new.index not in splits:
            yield Carried(before=(), after=(new.index,), fate=Fate.ADDED)
    for old_clause in lone_olds:
        if old_clause.index not in merges:
            yield Carried(before=(old_clause.index,), after=(), fate=Fate.ENDED)


def _parts(lone: Sequence[_Clause], partners: dict[int, _Clause], *, others: Sequence[_Clause]) -> dict[int, int]:
    """For each lone clause that was or became a part of a clause on the other side: the index of the clause of its own side paired with that."""
    found: dict[int, int] = {}
    for clause in lone:
        if len(clause.words.split()) < MIN_PART_WORDS:
            continue
        scored = [(_held(clause, partner), own) for own, partner in partners.items() if _may_be_part(clause, partner, others[own])]
        best = max(scored, default=(0.0, -1))
        if best[0] >= PART_LIKE:
            found[clause.index] = best[1]
    return found


def _may_be_part(part: _Clause, whole: _Clause, sibling: _Clause) -> bool:
    """Whether a clause can be a part of one on the other side: same type, shorter, and not just a copy of the sibling already paired with it."""
    same_type = part.finding.clause_type == whole.finding.clause_type == sibling.finding.clause_type
    return same_type and len(part.words) < len(whole.words) and part.words != sibling.words


def _held(part: _Clause, whole: _Clause) -> float:
    return fuzz.partial_ratio(part.words, whole.words)


def _fate(old: _Clause, new: _Clause) -> Fate:
    same = old.words == new.words and old.finding.stance is new.finding.stance and old.finding.attributes == new.finding.attributes
    return Fate.STANDING if same else Fate.REVISED
