"""Search over provisions: one `search()` with the same results in the same order on SQLite and PostgreSQL.

Order: `relevance` puts provisions with the words in their title first; within every order, the newest record comes first. Totals and the counts
beside filters are exact up to COUNTED matches; beyond that they say "more than".
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from clauseatlas.errors import BadInput
from clauseatlas.records.models import Platform, Provision
from clauseatlas.records.queries.searching_match import COLUMNS, Matching, Need, Span, marked_with, months_in, numbers_of, rows_of
from clauseatlas.records.queries.searching_names import platforms_named, spelled_out
from clauseatlas.records.queries.searching_terms import Term, terms_of

COUNTED = 10_000  # matches that totals and facets look at
ON_A_PAGE = 25
MOST_AT_ONCE = 500
LIVE = "in-force"
ANY = "any"
STATUSES = (LIVE, "standing", "revised", "ended", ANY)
SEVERITIES = ("high", "medium", "low")  # in the order of the sort


class Sort(StrEnum):
    """In which order results come."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    SEVERITY = "severity"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What results are narrowed to: several values of one filter are alternatives, filters add up; empty ones leave open.

    `platforms` are slugs, `documents` numbers of record ids, `regulations` ids of the catalogue. Without `statuses`, provisions that are in force.
    """

    clause_types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    document_types: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    regulations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    first_seen_from: date | None = None
    first_seen_until: date | None = None
    last_seen_from: date | None = None
    last_seen_until: date | None = None

    @property
    def any(self) -> bool:
        """Whether anything is narrowed."""
        return any(getattr(self, each.name) for each in fields(self))


EVERYTHING = Filters()
FACETS = ("clause_types", "categories", "severities", "stances", "platforms", "sectors", "document_types", "regulations", "statuses")
MARKS = {
    "clause_types": "c",
    "categories": "g",
    "severities": "v",
    "stances": "w",
    "document_types": "t",
    "documents": "d",
    "regulations": "r",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the words typed, filters, and the order of the results."""

    words: str = ""
    filters: Filters = EVERYTHING
    sort: Sort = Sort.RELEVANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many there are: `number` of them, or more than that where `exact` is False."""

    number: int
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of results in order, with `current` and `document.platform` loaded.

    `facets` counts the values of every filter among the matches (all of them, or the first COUNTED), the most frequent first. `following` is the
    cursor of the next page, None on the last one. `terms` are the words as understood, for marking.
    """

    provisions: tuple[Provision, ...]
    total: Total
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    following: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cursor:
    """The last result shown: its place in the order of tiers, and its number."""

    tier: int
    number: int

    def __str__(self) -> str:
        return f"{self.tier}-{self.number}"


def search(question: Question, *, after: str | None = None, most: int = ON_A_PAGE) -> Results:
    """The results behind a cursor. Six queries at most while matches can be counted; raises BadInput for a cursor that is none."""
    cursor = _cursor_of(after)
    terms = terms_of(question.words)
    platforms = {each.pk: each for each in Platform.objects.all()}
    matching = matching_of(question, platforms)
    rows = rows_of(matching, COUNTED + 1)
    exact = len(rows) <= COUNTED
    rows = rows[:COUNTED]
    wanted = min(most, MOST_AT_ONCE)
    if exact:
        places = _counted_order(question, matching, rows, platforms, cursor)
    else:
        places = list(_streamed(question, matching, platforms, cursor, wanted + 1))
    shown = places[:wanted]
    return Results(
        provisions=_loaded([place.number for place in shown]),
        total=Total(number=len(rows), exact=exact),
        facets=_facets(rows, platforms),
        following=str(shown[-1]) if len(places) > wanted else None,
        terms=terms,
    )


def every(question: Question, *, most: int) -> Iterator[Provision]:
    """The results of a question from first to last, up to `most`, a few hundred read at a time."""
    after: str | None = None
    left = most
    while left > 0:
        page = search(question, after=after, most=min(left, MOST_AT_ONCE))
        yield from page.provisions
        left -= len(page.provisions)
        after = page.following
        if after is None:
            return


def count(question: Question, *, most: int = COUNTED) -> Total:
    """How many results a question has, counted up to `most`."""
    platforms = {each.pk: each for each in Platform.objects.all()}
    found = len(numbers_of(matching_of(question, platforms), most + 1))
    return Total(number=min(found, most), exact=found <= most)


def matching_of(question: Question, platforms: Mapping[int, Platform]) -> Matching:
    """What the index is asked for a question; `platforms` are all there are. One query where there are words."""
    filters, terms = question.filters, terms_of(question.words)
    needs = [_status_need(filters.statuses)]
    for name, letter in MARKS.items():
        if values := getattr(filters, name):
            needs.append(marked_with(f"{letter}:{value}" for value in values))
    if filters.platforms or filters.sectors:
        needs.append(marked_with(_platform_marks(filters, platforms)))
    first_seen = Span(first=filters.first_seen_from, last=filters.first_seen_until)
    if first_seen:
        needs.append(marked_with(months_in(first_seen)))
    return Matching(
        needs=(*needs, *_word_needs([term for term in terms if not term.negated])),
        refused=tuple(term for term in terms if term.negated),
        first_seen=first_seen,
        last_seen=Span(first=filters.last_seen_from, last=filters.last_seen_until),
    )


def _status_need(statuses: Sequence[str]) -> Need:
    marks = [mark for status in statuses or (LIVE,) for mark in (("live",) if status == LIVE else (f"s:{status}",))]
    return marked_with(("live", "s:ended") if ANY in statuses else marks)


def _platform_marks(filters: Filters, platforms: Mapping[int, Platform]) -> tuple[str, ...]:
    """Marks of the platforms that have one of the slugs and one of the sectors."""
    return tuple(
        f"p:{each.pk}"
        for each in platforms.values()
        if (not filters.platforms or each.slug in filters.platforms) and (not filters.sectors or each.sector in filters.sectors)
    )


def _word_needs(terms: Sequence[Term]) -> list[Need]:
    """Terms as needs; words that are the name of a platform may instead be met by its provisions."""
    runs = spelled_out(terms)
    named = platforms_named(runs)
    needs: list[Need] = []
    place = 0
    for (start, end), platform in sorted(((runs[key], platform) for key, platform in named.items()), key=lambda each: (each[0][0], -each[0][1])):
        if start >= place:
            needs.extend(Need(terms=(term,)) for term in terms[place:start])
            needs.append(Need(terms=tuple(terms[start:end]), marks=(f"p:{platform}",)))
            place = end
    return [*needs, *(Need(terms=(term,)) for term in terms[place:])]


def _tiers(question: Question, matching: Matching, platforms: Mapping[int, Platform]) -> list[tuple[int, Matching]]:
    """The matchings whose results follow each other in the order asked for, with what a cursor calls them."""
    if question.sort is Sort.SEVERITY:
        return [(tier, matching.narrowed(f"v:{severity}")) for tier, severity in enumerate(SEVERITIES)]
    if question.sort is Sort.PLATFORM:
        return [(platform, matching.narrowed(f"p:{platform}")) for platform in _by_name(platforms)]
    if question.sort is Sort.RELEVANCE and matching.has_words:
        return [(0, matching.in_title()), (1, matching.not_in_title())]
    return [(0, matching)]


def _by_name(platforms: Mapping[int, Platform]) -> list[int]:
    return sorted(platforms, key=lambda key: (platforms[key].name.casefold(), key))


def _counted_order(
    question: Question, matching: Matching, rows: Sequence[Sequence[Any]], platforms: Mapping[int, Platform], cursor: _Cursor | None
) -> list[_Cursor]:
    """The results behind a cursor in order, worked out from the rows that were counted."""
    number, platform, severity = COLUMNS.index("provision_id"), COLUMNS.index("platform_id"), COLUMNS.index("severity")
    ranks: dict[int, int] = {}
    if question.sort is Sort.SEVERITY:
        places = [_Cursor(tier=SEVERITIES.index(row[severity]), number=row[number]) for row in rows]
    elif question.sort is Sort.PLATFORM:
        ranks = {key: rank for rank, key in enumerate(_by_name(platforms))}
        places = [_Cursor(tier=row[platform], number=row[number]) for row in rows]
    elif question.sort is Sort.RELEVANCE and matching.has_words:
        titled = set(numbers_of(matching.in_title(), COUNTED))
        places = [_Cursor(tier=0 if row[number] in titled else 1, number=row[number]) for row in rows]
    else:
        places = [_Cursor(tier=0, number=row[number]) for row in rows]

    def order(place: _Cursor) -> tuple[int, int]:
        return ranks.get(place.tier, place.tier), -place.number

    behind = places if cursor is None else [place for place in places if order(place) > order(cursor)]
    return sorted(behind, key=order)


def _streamed(question: Question, matching: Matching, platforms: Mapping[int, Platform], cursor: _Cursor | None, most: int) -> Iterator[_Cursor]:
    """The places behind a cursor where there are too many to put in order: tier by tier, the newest first."""
    left, reached = most, cursor is None
    for tier, each in _tiers(question, matching, platforms):
        before = cursor.number if cursor is not None and tier == cursor.tier else None
        reached = reached or before is not None
        if not reached or left <= 0:
            continue
        for number in numbers_of(each, left, before=before, newest_first=True):
            left -= 1
            yield _Cursor(tier=tier, number=number)


def _loaded(numbers: Sequence[int]) -> tuple[Provision, ...]:
    rows = Provision.objects.select_related("current", "document__platform", "first_version").in_bulk(list(numbers))
    return tuple(rows[number] for number in numbers if number in rows)


def _facets(rows: Sequence[Sequence[Any]], platforms: Mapping[int, Platform]) -> dict[str, tuple[tuple[str, int], ...]]:
    columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(COLUMNS, ())
    by_platform = Counter(columns["platform_id"])
    sectors: Counter[str] = Counter()
    for key, number in by_platform.items():
        sectors[platforms[key].sector] += number
    laws: Counter[str] = Counter()
    for named, number in Counter(columns["regulations"]).items():
        laws.update(dict.fromkeys(named.split(), number))
    counted: dict[str, Counter[str]] = {
        "clause_types": Counter(columns["clause_type"]),
        "categories": Counter(columns["category"]),
        "severities": Counter(columns["severity"]),
        "stances": Counter(columns["stance"]),
        "platforms": Counter({platforms[key].slug: number for key, number in by_platform.items()}),
        "sectors": sectors,
        "document_types": Counter(columns["document_type"]),
        "regulations": laws,
        "statuses": Counter(columns["status"]),
    }
    return {name: _most_frequent_first(counter) for name, counter in counted.items()}


def _most_frequent_first(counter: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((value, number) for value, number in counter.items() if value), key=lambda each: (-each[1], each[0])))


def _cursor_of(after: str | None) -> _Cursor | None:
    if not after:
        return None
    tier, _, number = after.partition("-")
    if not (tier.isascii() and tier.isdigit() and number.isascii() and number.isdigit() and len(after) <= 2 * 18):
        raise BadInput(after, "is no cursor of a list")
    return _Cursor(tier=int(tier), number=int(number))
