"""What the address of the registry asks, and the address that asks it: one reading for the page, its twin, its CSV, its feed and the API."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from clauseatlas.errors import BadInput
from clauseatlas.records.models.documents import DOCUMENT_KIND
from clauseatlas.records.queries.documents import number_of
from clauseatlas.records.queries.searching import EVERYTHING, LIVE, Filters, Question, Sort
from clauseatlas.records.queries.searching_terms import LONGEST_QUERY

WORDS, SORT, AFTER, DOCUMENT = "q", "sort", "after", "document"
PARAMETERS: Mapping[str, str] = {
    "clause": "clause_types",
    "category": "categories",
    "severity": "severities",
    "stance": "stances",
    "platform": "platforms",
    "sector": "sectors",
    "type": "document_types",
    "regulation": "regulations",
    "status": "statuses",
}
"""Names of the filters in addresses, and the fields of `Filters` they fill; a name may be repeated, or its values stand with commas between."""
DATES: Mapping[str, str] = {
    "from": "first_seen_from",
    "until": "first_seen_until",
    "last-from": "last_seen_from",
    "last-until": "last_seen_until",
}
"""Names of the dates in addresses: first seen from and until, last seen from and until."""
NAMES: Mapping[str, str] = {field: name for name, field in {**PARAMETERS, **DATES, DOCUMENT: "documents"}.items()}
MOST_VALUES = 50  # of one filter; nobody ticks more
LONGEST_VALUE = 100  # characters


def asked(parameters: Mapping[str, Sequence[str]]) -> Question:
    """The question of a query string as lists of values by name; other names are passed over. Raises BadInput for what is no day or record id."""
    filters: dict[str, Any] = {field: _values(parameters.get(name, ())) for name, field in PARAMETERS.items()}
    filters["documents"] = tuple(number_of(value, DOCUMENT_KIND) for value in _values(parameters.get(DOCUMENT, ())))
    filters |= {field: _day(_only(parameters, name)) for name, field in DATES.items()}
    if filters["statuses"] == (LIVE,):
        filters["statuses"] = ()
    sort = _only(parameters, SORT)
    return Question(
        words=" ".join(_only(parameters, WORDS).split())[:LONGEST_QUERY],
        filters=replace(EVERYTHING, **filters),
        sort=Sort(sort) if sort in list(Sort) else Sort.RELEVANCE,
    )


def query_of(question: Question, *, after: str | None = None) -> str:
    """The query string that asks a question, the same for the same question; empty for the question that asks for everything."""
    return urlencode([*_pairs(question), *([(AFTER, after)] if after else [])])


def without(filters: Filters, field: str, value: object) -> Filters:
    """The filters without one value of a field, or without its date."""
    had = getattr(filters, field)
    left: Any = tuple(each for each in had if each != value) if isinstance(had, tuple) else None
    return replace(filters, **{field: left})


def chosen(filters: Filters) -> Iterator[tuple[str, Any]]:
    """Every value that narrows, with its field, in the order of the fields."""
    for field in fields(filters):
        value = getattr(filters, field.name)
        if isinstance(value, tuple):
            yield from ((field.name, each) for each in value)
        elif value is not None:
            yield field.name, value


def said(field: str, value: Any) -> str:
    """A value of a filter as an address has it."""
    if field == "documents":
        return f"{DOCUMENT_KIND}-{value:06d}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _pairs(question: Question) -> Iterator[tuple[str, str]]:
    if question.words:
        yield WORDS, question.words
    yield from ((NAMES[field], said(field, value)) for field, value in chosen(question.filters))
    if question.sort is not Sort.RELEVANCE:
        yield SORT, question.sort.value


def _only(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name, ())
    return values[-1].strip() if values else ""


def _values(given: Sequence[str]) -> tuple[str, ...]:
    parts = (part.strip()[:LONGEST_VALUE] for value in given for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_VALUES]


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadInput(f"“{value[:20]}”", "is not a day", "write it as 2024-05-01") from None
