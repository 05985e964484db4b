"""Which passages of two runs belong together when their words differ: by resemblance, with splits and merges."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from clauseatlas.changes.lexicon import EMPTY_WORDS

Words = Sequence[str]

# Below this many candidate pairs every pair is scored; above, only pairs that share rare words are.
EXHAUSTIVE_PAIRS: Final = 400
# Rare words looked up per passage, and the most passages a word may stand in to count as rare.
SKETCH_WORDS: Final = 10
COMMON_WORD: Final = 40
# Candidates scored per passage after the look-up, those with most shared rare words first.
CANDIDATES: Final = 6
# Points of resemblance that full distance within the run costs: of two equal candidates the nearer is meant.
DISTANCE_COST: Final = 0.1
# Passages that share fewer different words than this part of what their resemblance would need are not scored.
SHARED_WORDS: Final = 0.7
# How much a second passage must add to the resemblance to be called the other half of a split or merged one.
JOIN_GAIN: Final = 0.1
# Share of the words of the second passage that must be found in the joined one.
JOIN_SHARE: Final = 0.6
# Most passages joined on one side.
JOIN_LIMIT: Final = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that belong together, by index; more than one on a side is a split or a merge."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def resemblance(left: Words, right: Words, *, cutoff: float = 0.0) -> float:
    """How alike two word sequences are, 0 to 1: twice the longest common subsequence over both lengths; 0 below `cutoff`."""
    total = len(left) + len(right)
    if not total or 2 * min(len(left), len(right)) < cutoff * total:
        return 0.0
    return float(Indel.normalized_similarity(left, right, score_cutoff=cutoff))


def pair(before: Sequence[Words], after: Sequence[Words], *, threshold: float) -> list[Group]:
    """Groups of passages that resemble each other at least by `threshold`, best first; passages without a group stay out."""
    if len(before) == 1 and len(after) == 1:
        alike = resemblance(before[0], after[0], cutoff=threshold)
        return [Group((0,), (0,))] if alike and _shares_meaning(before[0], after[0]) else []
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, other in sorted(_scored(before, after, threshold)):
        if index not in partner and other not in taken:
            partner[index] = other
            taken.add(other)
    return _joined(before, after, partner)


def _scored(before: Sequence[Words], after: Sequence[Words], threshold: float) -> Iterator[tuple[float, int, int]]:
    known, other_known = [frozenset(words) for words in before], [frozenset(words) for words in after]
    for index, other in _candidates(before, after):
        left, right = before[index], after[other]
        if 2 * len(known[index] & other_known[other]) < SHARED_WORDS * threshold * (len(known[index]) + len(other_known[other])):
            continue
        score = resemblance(left, right, cutoff=threshold)
        if score and _shares_meaning(left, right):
            distance = abs(index / len(before) - other / len(after))
            yield (-(score - DISTANCE_COST * distance), index, other)


def _candidates(before: Sequence[Words], after: Sequence[Words]) -> Iterator[tuple[int, int]]:
    if len(before) * len(after) <= EXHAUSTIVE_PAIRS:
        yield from ((index, other) for index in range(len(before)) for other in range(len(after)))
        return
    standing: dict[str, list[int]] = defaultdict(list)
    for other, words in enumerate(after):
        for word in set(words):
            standing[word].append(other)
    for index, words in enumerate(before):
        known = sorted((len(standing[word]), word) for word in set(words) if word in standing)
        shared: Counter[int] = Counter()
        for spread, word in known[:SKETCH_WORDS]:
            if spread <= COMMON_WORD:
                shared.update(standing[word])
        best = sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))[:CANDIDATES]
        yield from ((index, other) for other, _ in best)


def _shares_meaning(left: Words, right: Words) -> bool:
    """Two passages that share nothing but articles and prepositions are not one passage reworded."""
    common = set(left) & set(right)
    return not common.issubset(EMPTY_WORDS) or set(left) <= EMPTY_WORDS or set(right) <= EMPTY_WORDS


def _joined(before: Sequence[Words], after: Sequence[Words], partner: dict[int, int]) -> list[Group]:
    """The pairs, each widened on one side by free neighbours whose words it holds."""
    free, other_free = set(range(len(before))) - set(partner), set(range(len(after))) - set(partner.values())
    groups: list[Group] = []
    for index, other in sorted(partner.items()):
        rights = _widened(other, before[index], after, other_free)
        lefts = (index,) if len(rights) > 1 else _widened(index, after[other], before, free)
        groups.append(Group(lefts, rights))
    return groups


def _widened(index: int, whole: Words, parts: Sequence[Words], free: set[int]) -> tuple[int, ...]:
    chosen = [index]
    words = list(parts[index])
    score = resemblance(whole, words)
    while len(chosen) < JOIN_LIMIT:
        for neighbour in (chosen[0] - 1, chosen[-1] + 1):
            if neighbour not in free or not _held(parts[neighbour], whole):
                continue
            joined = [*parts[neighbour], *words] if neighbour < chosen[0] else [*words, *parts[neighbour]]
            gained = resemblance(whole, joined)
            if gained >= score + JOIN_GAIN * min(1.0, 10 * len(parts[neighbour]) / max(1, len(whole))):
                chosen = sorted([*chosen, neighbour])
                words, score = joined, gained
                free.discard(neighbour)
                break
        else:
            break
    return tuple(chosen)


def _held(part: Words, whole: Words) -> bool:
    return bool(part) and (Counter(part) & Counter(whole)).total() >= JOIN_SHARE * len(part)
