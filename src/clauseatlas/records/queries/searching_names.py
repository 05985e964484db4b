"""Names of platforms and clause types, found as typed or nearly so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.records.models import Platform, PlatformName
from clauseatlas.records.queries.platforms import folded
from clauseatlas.records.queries.searching_terms import Term
from clauseatlas.records.queries.searching_words import words_of

MOST_WORDS_IN_A_NAME = 4
SHORTEST_BEGINNING = 2  # letters from which names that begin so are offered
SHORTEST_GUESS = 3  # letters; of fewer, one wrong letter is half a name
LONG_NAME = 8  # letters from which two slips are forgiven instead of one
MOST_NAMES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlatform:
    """A platform found by name; `name` is the one that was meant, `typed` is set where it was typed otherwise."""

    platform: Platform
    name: str
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundType:
    """A clause type found by its title; `typed` is set where it was typed otherwise."""

    clause_type: str
    typed: str = ""


def spelled_out(terms: Sequence[Term]) -> dict[str, tuple[int, int]]:
    """Every run of plain words that could be a name, folded, with the first term and the one behind the last."""
    runs: dict[str, tuple[int, int]] = {}
    for start, first in enumerate(terms):
        if not first.is_word:
            continue
        for end in range(start + 1, min(start + MOST_WORDS_IN_A_NAME, len(terms)) + 1):
            if not terms[end - 1].is_word:
                break
            runs.setdefault(folded("".join(term.typed for term in terms[start:end])), (start, end))
    return runs


def platforms_named(keys: Iterable[str]) -> dict[str, int]:
    """Platforms by those of these folded names that they have."""
    return dict(PlatformName.objects.filter(key__in=list(keys)).values_list("key", "platform_id"))


def platforms_like(typed: str, *, whole: bool = True) -> tuple[FoundPlatform, ...]:
    """Platforms whose name is, begins with or nearly is what was typed, or one of its words; the best first. Two queries at most.

    `whole` says that nothing else was found, so that nearly right is right enough for every single word too.
    """
    words = typed.split()[: 2 * MOST_WORDS_IN_A_NAME]
    wanted = {folded(typed): typed} | {folded(word): word for word in words if len(words) > 1}
    names = list(PlatformName.objects.values_list("key", "name", "platform_id"))
    found: dict[int, tuple[str, str]] = {}
    for key, as_typed in wanted.items():
        if key:
            for platform, name, guessed in _matches(key, names, guess=whole or key == folded(typed)):
                found.setdefault(platform, (name, as_typed if guessed else ""))
    chosen = list(found.items())[:MOST_NAMES]
    rows = Platform.objects.in_bulk([platform for platform, _ in chosen])
    return tuple(FoundPlatform(platform=rows[platform], name=name, typed=slip) for platform, (name, slip) in chosen)


def types_like(typed: str, catalogue: Catalogue) -> tuple[FoundType, ...]:
    """Clause types whose title has all the words typed, else those whose title nearly has each of them."""
    wanted = words_of(typed)
    if not wanted:
        return ()
    titles = {kind.id: words_of(f"{kind.title} {kind.id}") for kind in catalogue.clauses.values()}
    exact = [kind for kind, words in titles.items() if all(word in words for word in wanted)]
    if exact:
        return tuple(FoundType(clause_type=kind) for kind in sorted(exact, key=lambda kind: (len(titles[kind]), kind))[:MOST_NAMES])
    near = [kind for kind, words in titles.items() if all(_near(word, words) for word in wanted)]
    return tuple(FoundType(clause_type=kind, typed=typed) for kind in sorted(near, key=lambda kind: (len(titles[kind]), kind))[:MOST_NAMES])


def _matches(key: str, names: Sequence[tuple[str, str, int]], *, guess: bool) -> list[tuple[int, str, bool]]:
    """Platform, name and whether it was guessed, for one thing typed."""
    same = [(platform, name, False) for known, name, platform in names if known == key]
    if same:
        return same
    begun = [(platform, name, True) for known, name, platform in sorted(names) if len(key) >= SHORTEST_BEGINNING and known.startswith(key)]
    if begun or not guess or len(key) < SHORTEST_GUESS:
        return begun
    slips = _slips(key)
    near = process.extract(key, [known for known, _, _ in names], scorer=OSA.distance, score_cutoff=slips, limit=MOST_NAMES)
    return [(names[place][2], names[place][1], True) for _, _, place in sorted(near, key=lambda each: (each[1], each[0]))]


def _near(word: str, words: Sequence[str]) -> bool:
    return len(word) >= SHORTEST_GUESS and any(OSA.distance(word, known, score_cutoff=_slips(word)) <= _slips(word) for known in words)


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG_NAME else 1


def names_by_platform(platforms: Iterable[int]) -> Mapping[int, Platform]:
    """Platforms by their keys."""
    return Platform.objects.in_bulk(list(platforms))
