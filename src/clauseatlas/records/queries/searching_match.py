"""The one question that search asks of the full-text index, put to FTS5 on SQLite and to a GIN index on PostgreSQL."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection

from clauseatlas.records.queries.searching_terms import Term
from clauseatlas.records.queries.searching_words import stem

EARLIEST_YEAR = 1990  # no policy of a web site is older
LONGEST_SPAN = 60  # years from then that can be asked for
MARK = re.compile(r"[a-z]+(?::[a-z0-9-]+)?")
NOTHING = "none"  # a mark that no entry has

COLUMNS = ("provision_id", "document_id", "platform_id", "document_type", "clause_type", "category", "severity", "stance", "status", "regulations")
ENTRY, PART = "records_entry", "records_part"
KEYS = {ENTRY: "provision_id", PART: "id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that must hold: all of these terms, or one of these marks."""

    terms: tuple[Term, ...] = ()
    marks: tuple[str, ...] = ()


def marked_with(marks: Iterable[str]) -> Need:
    """The need for one of these marks; what no mark can be, such as a sign of the database's language, is met by nothing."""
    return Need(marks=tuple(mark for mark in marks if MARK.fullmatch(mark)) or (NOTHING,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days, both included, in UTC; None leaves an end open."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        """Whether it narrows anything."""
        return self.first is not None or self.last is not None


ANY_TIME = Span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What is looked for: needs that all hold, terms that do not; `titled` wants the words in the title, `untitled` wants them elsewhere only."""

    needs: tuple[Need, ...] = ()
    refused: tuple[Term, ...] = ()
    titled: bool = False
    untitled: bool = False
    first_seen: Span = ANY_TIME
    last_seen: Span = ANY_TIME

    @property
    def has_words(self) -> bool:
        """Whether words are looked for, so that some matches can have them in the title."""
        return any(need.terms for need in self.needs)

    def narrowed(self, *marks: str) -> "Matching":
        """The same, with one of these marks as well."""
        return replace(self, needs=(*self.needs, marked_with(marks)))

    def in_title(self) -> "Matching":
        """The same, with all its words in the title."""
        return replace(self, titled=True)

    def not_in_title(self) -> "Matching":
        """The same without what has all its words in the title."""
        return replace(self, untitled=True)


def rows_of(matching: Matching, most: int) -> list[tuple[Any, ...]]:
    """Up to `most` entries that match, as COLUMNS, in no order that means anything."""
    return _ask(matching, f"SELECT {', '.join(f'e.{column}' for column in COLUMNS)} FROM", most=most)


def numbers_of(matching: Matching, most: int, *, before: int | None = None, newest_first: bool = False, table: str = ENTRY) -> list[int]:
    """Up to `most` numbers of what matches; with `newest_first` the highest, below `before` where it is given."""
    rows = _ask(matching, f"SELECT e.{KEYS[table]} FROM", most=most, before=before, newest_first=newest_first, table=table)
    return [row[0] for row in rows]


def _ask(
    matching: Matching, select: str, *, most: int, before: int | None = None, newest_first: bool = False, table: str = ENTRY
) -> list[tuple[Any, ...]]:
    key = f"e.{KEYS[table]}"
    if connection.vendor == "postgresql":
        source, where, parameters = f"{table} e", "e.words @@ %s::tsquery", [vector_query(matching)]
        order = f"ORDER BY {key} DESC" if newest_first else ""
    else:
        source, where, parameters = f"{table}_words w JOIN {table} e ON {key} = w.rowid", f"{table}_words MATCH %s", [fts_query(matching)]
        order = "ORDER BY w.rowid DESC"
    conditions = [where]
    if before is not None:
        conditions.append(f"{key if connection.vendor == 'postgresql' else 'w.rowid'} < %s")
        parameters.append(before)  # type: ignore[arg-type]  # a list of what the database takes
    for condition, values in (*_days("e.first_seen", matching.first_seen), *_days(LAST_SEEN, matching.last_seen)):
        conditions.append(condition)
        parameters.extend(values)
    with connection.cursor() as cursor:
        cursor.execute(f"{select} {source} WHERE {' AND '.join(conditions)} {order} LIMIT %s", [*parameters, most])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


LAST_SEEN = "COALESCE(e.last_seen, (SELECT d.verified FROM records_document d WHERE d.id = e.document_id))"


def _days(column: str, span: Span) -> list[tuple[str, list[Any]]]:
    conditions = []
    if span.first is not None:
        conditions.append((f"{column} >= %s", [_midnight(span.first)]))
    if span.last is not None and span.last < date.max:
        conditions.append((f"{column} < %s", [_midnight(span.last + timedelta(days=1))]))
    return conditions


def _midnight(day: date) -> Any:
    return connection.ops.adapt_datetimefield_value(datetime.combine(day, time(), tzinfo=UTC))


def months_in(span: Span) -> tuple[str, ...]:
    """Marks of months and years that together cover a span: what the index can narrow before days are compared."""
    first = span.first or date(EARLIEST_YEAR, 1, 1)
    last = span.last or date.max
    first, last = max(first, date(EARLIEST_YEAR, 1, 1)), min(last, date(EARLIEST_YEAR + LONGEST_SPAN, 12, 31))
    if first > last:
        return (NOTHING,)
    months = {f"m:{first.year}-{month:02}" for month in range(first.month, 13 if last.year > first.year else last.month + 1)}
    if last.year > first.year:
        months |= {f"m:{last.year}-{month:02}" for month in range(1, last.month + 1)}
    return (*sorted(months), *(f"y:{year}" for year in range(first.year + 1, last.year)))


def fts_query(matching: Matching) -> str:
    """The question in the language of FTS5."""
    return _said(matching, _Fts())


def vector_query(matching: Matching) -> str:
    """The question as a tsquery."""
    return _said(matching, _Vector())


class _Fts:
    both, either = " AND ", " OR "

    def without(self, wanted: str, refused: Sequence[str]) -> str:
        return f"({wanted}) NOT ({self.either.join(refused)})"

    def phrase(self, words: Sequence[str], prefix: str) -> str:
        whole = " ".join([*words, prefix] if prefix else words)
        return f'"{whole}" *' if prefix else f'"{whole}"'


class _Vector:
    both, either = " & ", " | "

    def without(self, wanted: str, refused: Sequence[str]) -> str:
        return f"({wanted}) & !({self.either.join(refused)})"

    def phrase(self, words: Sequence[str], prefix: str) -> str:
        parts = [f"'{word}'" for word in words] + ([f"'{prefix}':*"] if prefix else [])
        return f"({' <-> '.join(parts)})"


def _said(matching: Matching, language: _Fts | _Vector) -> str:
    wanted = language.both.join(f"({_need(need, language, titled=matching.titled)})" for need in matching.needs)
    refused = [_term(term, language, titled=False) for term in matching.refused]
    if matching.untitled:
        in_title = language.both.join(f"({_need(need, language, titled=True)})" for need in matching.needs if need.terms)
        refused.append(f"({in_title})")
    return language.without(wanted, refused) if refused else wanted


def _need(need: Need, language: _Fts | _Vector, *, titled: bool) -> str:
    words = language.both.join(_term(term, language, titled=titled) for term in need.terms)
    marks = [language.phrase([f"={mark}"], "") for mark in need.marks]
    return language.either.join([*([f"({words})"] if words else []), *marks])


def _term(term: Term, language: _Fts | _Vector, *, titled: bool) -> str:
    sign = "^" if titled else ""
    words = [sign + word for word in term.words]
    if not term.prefix:
        return language.phrase(words, "")
    exact = language.phrase([*words, sign + stem(term.prefix)], "")
    return f"({language.phrase(words, sign + term.prefix)}{language.either}{exact})"
