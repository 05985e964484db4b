"""The registry: every provision, found by words, narrowed by filters that say how many they would leave, in pages that new records do not shift."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model import labels
from clauseatlas.model.words import DocumentType
from clauseatlas.publish.pages.parts import Crumb, Head, ProvisionCard, Reference, Term, clause_term, document_reference, provision_card, term
from clauseatlas.publish.pages.provision_law import INSTITUTIONAL_HEADS, STATEMENT_HEADS
from clauseatlas.publish.pages.registry_names import Guess, Names, corrected, guesses_of, names_for
from clauseatlas.records import addresses
from clauseatlas.records.models import Provision
from clauseatlas.records.queries.searching import ANY, EVERYTHING, LIVE, Filters, Question, Results, Sort, Total, count, search
from clauseatlas.records.queries.searching_asked import NAMES, chosen, query_of, said, without
from clauseatlas.records.queries.searching_documents import documents_matching
from clauseatlas.records.queries.searching_names import platforms_like, types_like
from clauseatlas.records.queries.searching_snippets import QUOTE, Run, snippet_of
from clauseatlas.records.queries.searching_terms import Term as Searched

PATH, CSV_PATH, FEED_PATH = "/registry/", "/registry.csv", "/feeds/search.atom"
DOCUMENTS_SHOWN = 5
SHORT_LIST = 8  # choices of a filter shown before "more"
LONG_LIST = 40  # choices listed in all; there may be thousands of platforms, whose name is quicker typed
HEADS = {**STATEMENT_HEADS, **INSTITUTIONAL_HEADS}
SORTS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest record", Sort.SEVERITY: "Most severe", Sort.PLATFORM: "Platform"}
FILTERS = {
    "severities": "Severity",
    "stances": "Stance",
    "clause_types": "Clause type",
    "categories": "Category",
    "platforms": "Platform",
    "sectors": "Sector",
    "document_types": "Document type",
    "regulations": "Law",
}
CLOSED: Mapping[str, Sequence[str]] = {
    "severities": tuple(map(str, labels.SEVERITIES)),
    "stances": tuple(map(str, labels.STANCES)),
    "categories": tuple(map(str, labels.CATEGORIES)),
}
"""Filters with few values: each is offered, also where nothing among the results has it."""
STATUSES = {LIVE: "In force", "standing": "In force, never revised", "revised": "In force, revised", "ended": "Ended", ANY: "In force or ended"}
DATES = {
    "first_seen_from": "First seen from",
    "first_seen_until": "First seen until",
    "last_seen_from": "Last seen from",
    "last_seen_until": "Last seen until",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A provision found: `heading` says which part of the analysis the runs come from, None where they are the platform's own words."""

    card: ProvisionCard
    heading: str | None
    runs: tuple[Run, ...]
    document_type: Term
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a filter; `count` of the provisions found have it, None where it was not among them."""

    term: Term
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter with its choices, the most frequent first: `first` are shown at once, `more` behind them, `unlisted` are only counted."""

    name: str
    label: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    unlisted: int
    chosen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Something that narrows the list: in words, and the address without it."""

    label: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the words find beside provisions."""

    platforms: tuple[Reference, ...] = ()
    clause_types: tuple[Reference, ...] = ()
    documents: tuple[Reference, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.platforms or self.clause_types or self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryPage:
    """A page of the registry. `guess` is set where nothing was found as typed and the words were read otherwise.

    `without_filters` is how many there would be without filters, where nothing was found with them.
    """

    head: Head
    words: str
    query: str
    sort: Term
    sorts: tuple[Term, ...]
    status: Term
    statuses: tuple[Term, ...]
    dates: Mapping[str, tuple[str, date | None]]
    total: Total
    hits: tuple[Hit, ...]
    filters: tuple[Filter, ...]
    narrowed: tuple[Narrowing, ...]
    kept: tuple[tuple[str, str], ...]
    guess: Guess | None
    guesses: tuple[Guess, ...]
    beside: Beside
    without_filters: Total | None
    first_path: str | None
    next_path: str | None
    csv_path: str
    feed_path: str


def registry_page(question: Question, catalogue: Catalogue, *, after: str | None = None) -> RegistryPage:
    """The page behind a cursor, the first without one. A fixed number of queries at most; raises BadInput for a cursor that is none."""
    results = search(question, after=after)
    whole = results.total.number == 0
    found = platforms_like(question.words, whole=whole) if question.words else ()
    types = types_like(question.words, catalogue) if question.words else ()
    guess = None
    if whole and (other := corrected(question.words, found)) is not None:
        second = search(replace(question, words=other.words))
        if second.provisions:
            guess, results = other, second
    shown = replace(question, words=guess.words) if guess else question
    names = names_for(results.facets, question.filters, catalogue)
    return RegistryPage(
        head=_head(question, results.total, after),
        words=question.words,
        query=query_of(question, after=after),
        sort=_sort(question, question.sort),
        sorts=tuple(_sort(question, each) for each in SORTS if each is not Sort.NEWEST or question.words),
        status=_status(question.filters),
        statuses=tuple(Term(value=value, label=label) for value, label in STATUSES.items()),
        dates={NAMES[field]: (label, getattr(question.filters, field)) for field, label in DATES.items()},
        total=results.total,
        hits=tuple(_hit(each, catalogue, results.terms) for each in results.provisions),
        filters=tuple(_filter(field, label, results, question.filters, names) for field, label in FILTERS.items()),
        narrowed=tuple(_narrowed(question, names)),
        kept=tuple(("document", said("documents", number)) for number in question.filters.documents),
        guess=guess,
        guesses=() if guess else guesses_of(question, found, types, catalogue),
        beside=Beside() if after else _beside(shown, found, types, catalogue),
        without_filters=count(replace(question, filters=EVERYTHING)) if not results.provisions and question.filters.any else None,
        first_path=_path(question) if after else None,
        next_path=_path(shown, results.following) if results.following else None,
        csv_path=_path(shown, place=CSV_PATH),
        feed_path=_path(replace(shown, sort=Sort.RELEVANCE), place=FEED_PATH),
    )


def _head(question: Question, total: Total, after: str | None) -> Head:
    everything = question == Question() and after is None
    about = f"“{question.words}” in the policies of digital platforms" if question.words else "Every provision in this atlas"
    number = f"{total.number:,}".replace(",", "\u202f") if total.exact else f"more than {total.number:,}".replace(",", "\u202f")
    return Head(
        title=f"{question.words} · Registry" if question.words else "Registry",
        description=f"{about}: {number} with exact quotation, stance and severity.",
        path=PATH,
        crumbs=(Crumb(label="Registry"),) if everything else (Crumb(label="Registry", path=PATH), Crumb(label=question.words or "Narrowed")),
        listed=everything,
    )


def _path(question: Question, after: str | None = None, *, place: str = PATH) -> str:
    query = query_of(question, after=after)
    return f"{place}?{query}" if query else place


def _sort(question: Question, sort: Sort) -> Term:
    """An order in words: without words there is nothing to match, and the best match is the newest record."""
    return Term(value=sort.value, label=SORTS[Sort.NEWEST if sort is Sort.RELEVANCE and not question.words else sort])


def _status(filters: Filters) -> Term:
    value = filters.statuses[0] if len(filters.statuses) == 1 else LIVE if not filters.statuses else ANY
    return Term(value=value, label=STATUSES.get(value, value))


def _hit(provision: Provision, catalogue: Catalogue, terms: Sequence[Searched]) -> Hit:
    if provision.current is None:
        raise ValueError(f"{provision.record_id} has no revision")
    snippet = snippet_of(provision.current, terms)
    return Hit(
        card=provision_card(provision, catalogue),
        heading=None if snippet.part == QUOTE else HEADS[snippet.part],
        runs=snippet.runs,
        document_type=term(labels.DOCUMENT_TYPES, DocumentType(provision.document.type)),
        first_seen=provision.first_version.first_seen,
    )


def _filter(field: str, label: str, results: Results, filters: Filters, names: Names) -> Filter:
    wanted: tuple[str, ...] = getattr(filters, field)
    counts = dict(results.facets[field])
    values = [*dict.fromkeys((*wanted, *counts, *CLOSED.get(field, ())))]
    if field in CLOSED:
        order = [*CLOSED[field]]
        values.sort(key=lambda value: order.index(value) if value in order else len(order))
    choices = [Choice(term=Term(value=value, label=names.said(field, value)), count=counts.get(value), chosen=value in wanted) for value in values]
    short = len(choices) if field in CLOSED else max(SHORT_LIST, len(wanted))
    return Filter(
        name=NAMES[field],
        label=label,
        first=tuple(choices[:short]),
        more=tuple(choices[short:LONG_LIST]),
        unlisted=max(0, len(choices) - max(short, LONG_LIST)),
        chosen=len(wanted),
    )


def _narrowed(question: Question, names: Names) -> Iterator[Narrowing]:
    for field, value in chosen(question.filters):
        said_of: Any = names.said(field, value)
        head = {**FILTERS, **DATES, "documents": "Document", "statuses": "Status"}[field]
        told = STATUSES.get(value, said_of) if field == "statuses" else said_of
        yield Narrowing(label=f"{head}: {told}", path=_path(replace(question, filters=without(question.filters, field, value))))


def _beside(question: Question, platforms: Sequence[Any], types: Sequence[Any], catalogue: Catalogue) -> Beside:
    return Beside(
        platforms=tuple(
            Reference(record_id=each.platform.slug, title=each.platform.name, path=addresses.platform_path(each.platform)) for each in platforms
        ),
        clause_types=tuple(
            Reference(record_id=each.clause_type, title=clause_term(catalogue, each.clause_type).label, path=f"/clauses/{each.clause_type}/")
            for each in types
        ),
        documents=tuple(document_reference(each) for each in documents_matching(question, most=DOCUMENTS_SHOWN)),
    )
