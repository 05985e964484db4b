"""Which watches a change fits, and because of what. Pure: facts in, hits out; `Index.hits` gives exactly what `fits` gives for every watch in turn.

A watch fits a change when the change counts at all, was first seen after the watch began, and has something in what the watch follows that passes
its severity, direction and kinds. Platforms, documents and searches without a question are also touched by edits that belong to no provision.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

from clauseatlas.model.words import Direction, Fate, Level, Significance
from clauseatlas.watching.words import ChangeKind, Following

RANKS: Mapping[str, int] = {Level.LOW.value: 1, Level.MEDIUM.value: 2, Level.HIGH.value: 3}
KINDS_OF_FATES: Mapping[str, ChangeKind] = {
    Fate.ADDED.value: ChangeKind.CLAUSE_ADDED,
    Fate.REVISED.value: ChangeKind.CLAUSE_REVISED,
    Fate.ENDED.value: ChangeKind.CLAUSE_ENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a change did to one provision, as far as watches look. Words are those of title and quotations before and after, folded."""

    provision: int
    clause_type: str
    fate: str
    direction: str
    categories: frozenset[str]
    stances: frozenset[str]
    severities: frozenset[str]
    regulations: frozenset[str]
    words: str = ""

    @property
    def rank(self) -> int:
        """The graver of the severities before and after, 1 to 3."""
        return max((RANKS[level] for level in self.severities), default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A change, as far as watches look. `counts` is False for what never alerts: imported, of our method, a turn of a variant, cosmetic."""

    change: int
    platform: int
    platform_slug: str
    sector: str
    document: int
    document_type: str
    captured: datetime
    significance: str
    direction: str
    counts: bool
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A saved search: the filters of the registry and the words asked for; values of one filter are alternatives, filters add up."""

    words: tuple[str, ...] = ()
    clause_types: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    stances: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    document_types: frozenset[str] = frozenset()
    regulations: frozenset[str] = frozenset()

    @property
    def asks_of_provisions(self) -> bool:
        """Whether it asks for something that only a provision has."""
        return bool(self.words or self.clause_types or self.categories or self.severities or self.stances or self.regulations)

    def takes_document(self, facts: Facts) -> bool:
        """Whether the document is among those searched."""
        return (
            (not self.platforms or facts.platform_slug in self.platforms)
            and (not self.sectors or facts.sector in self.sectors)
            and (not self.document_types or facts.document_type in self.document_types)
        )

    def takes(self, touched: Touched) -> bool:
        """Whether a provision is among those found, before or after."""
        return (
            (not self.clause_types or touched.clause_type in self.clause_types)
            and (not self.categories or bool(touched.categories & self.categories))
            and (not self.severities or bool(touched.severities & self.severities))
            and (not self.stances or bool(touched.stances & self.stances))
            and (not self.regulations or bool(touched.regulations & self.regulations))
            and all(f" {word}" in touched.words for word in self.words)
        )


PARAMETERS: Mapping[str, str] = {
    "clause": "clause_types",
    "category": "categories",
    "severity": "severities",
    "stance": "stances",
    "platform": "platforms",
    "sector": "sectors",
    "type": "document_types",
    "regulation": "regulations",
}
"""Parameters of the registry's address that a saved search keeps, and what they narrow."""


def search_of(query: str) -> Search:
    """The search that a query string of the registry asks; parameters that only order or page results are passed over."""
    found: dict[str, set[str]] = defaultdict(set)
    words: tuple[str, ...] = ()
    for name, value in parse_qsl(query):
        if name == "q":
            words = tuple(folded(value).split())
        elif name in PARAMETERS:
            found[PARAMETERS[name]].update(part for part in value.split(",") if part)
    return Search(words=words, **{name: frozenset(values) for name, values in found.items()})


def folded(text: str) -> str:
    """Words apart by single blanks, letters and digits only, case folded, a blank in front so that every word begins with one."""
    return "".join(f" {word}" for word in "".join(char if char.isalnum() else " " for char in text.casefold()).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """A watch, as far as matching goes. `target` is the number of a platform, document or provision, else an id, or empty for a search."""

    watch: int
    following: Following
    target: int | str = ""
    search: Search = field(default_factory=Search)
    since: datetime
    least: int = 1
    directions: frozenset[str] = frozenset()
    kinds: frozenset[ChangeKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A watch fits a change, because of these provisions (their record numbers); none where edits outside of provisions are meant."""

    watch: int
    change: int
    provisions: tuple[int, ...]


def fits(watching: Watching, facts: Facts) -> Hit | None:
    """The hit of one watch on one change, or None."""
    if not facts.counts or facts.captured < watching.since:
        return None
    if facts.significance == Significance.UNCLEAR.value and ChangeKind.UNCLEAR not in watching.kinds:
        return None
    found = tuple(sorted(each.provision for each in facts.touched if _follows(watching, facts, each) and _passes(watching, each)))
    if found or _by_wording(watching, facts):
        return Hit(watch=watching.watch, change=facts.change, provisions=found)
    return None


def _follows(watching: Watching, facts: Facts, touched: Touched) -> bool:
    """Whether a touched provision lies in what the watch follows."""
    match watching.following:
        case Following.PLATFORM:
            return watching.target == facts.platform
        case Following.DOCUMENT:
            return watching.target == facts.document
        case Following.PROVISION:
            return watching.target == touched.provision
        case Following.CLAUSE_TYPE:
            return watching.target == touched.clause_type
        case Following.REGULATION:
            return watching.target in touched.regulations
        case Following.SEARCH:
            return watching.search.takes_document(facts) and watching.search.takes(touched)


def _passes(watching: Watching, touched: Touched) -> bool:
    """Whether what happened to a provision passes severity, direction and kinds."""
    kind = KINDS_OF_FATES.get(touched.fate)
    return (
        kind is not None
        and (kind in watching.kinds or not watching.kinds)
        and touched.rank >= watching.least
        and (not watching.directions or touched.direction in watching.directions)
    )


def _by_wording(watching: Watching, facts: Facts) -> bool:
    """Whether the edits themselves fit: nothing was graded, so a least severity or a direction cannot be told and keeps them out."""
    if any(each.fate in KINDS_OF_FATES for each in facts.touched) or watching.least > 1:
        return False
    if watching.kinds and ChangeKind.WORDING not in watching.kinds:
        return False
    if watching.directions and Direction.NEUTRAL.value not in watching.directions:
        return False
    if watching.following is Following.SEARCH:
        return not watching.search.asks_of_provisions and watching.search.takes_document(facts)
    return (watching.following, watching.target) in {(Following.PLATFORM, facts.platform), (Following.DOCUMENT, facts.document)}


class Index:
    """Watches ordered by what they follow, so that a change meets only those that could fit."""

    def __init__(self, watches: Iterable[Watching]) -> None:
        self._by: dict[tuple[Following, int | str], list[Watching]] = defaultdict(list)
        self._searches: list[Watching] = []
        for each in watches:
            if each.following is Following.SEARCH:
                self._searches.append(each)
            else:
                self._by[each.following, each.target].append(each)

    def hits(self, facts: Facts) -> Sequence[Hit]:
        """The hits of all watches on a change, by number of the watch."""
        if not facts.counts:
            return ()
        found = [hit for each in self._candidates(facts) if (hit := fits(each, facts)) is not None]
        return sorted(found, key=lambda hit: hit.watch)

    def _candidates(self, facts: Facts) -> Iterator[Watching]:
        keys: set[tuple[Following, int | str]] = {(Following.PLATFORM, facts.platform), (Following.DOCUMENT, facts.document)}
        for touched in facts.touched:
            keys.add((Following.PROVISION, touched.provision))
            keys.add((Following.CLAUSE_TYPE, touched.clause_type))
            keys.update((Following.REGULATION, regulation) for regulation in touched.regulations)
        for key in keys:
            yield from self._by.get(key, ())
        yield from self._searches
