"""The full-text index, kept in the transaction that changes the records: entries of provisions and parts of current texts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model import labels
from clauseatlas.model.words import Category, DocumentType
from clauseatlas.records.models import Document, Entry, Part, Period, Provision, Revision, Version
from clauseatlas.records.queries.searching_words import words_of
from clauseatlas.records.queries.versions import plain_text

ENDED = "ended"
GAP = "|"  # stands between stretches, so that no phrase runs from one into the next
MOST_REPEATS = 250  # places kept of one word; PostgreSQL keeps 255
MOST_PLACES = 12_000  # words of one entry or part; PostgreSQL counts places up to 16,383
ROWS_AT_A_TIME = 500

ENTRY_TABLE, PART_TABLE = "records_entry", "records_part"
KEYS = {ENTRY_TABLE: "provision_id", PART_TABLE: "id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The words of an entry in order, those of its title once more for ranking, and the marks by which it is filtered."""

    title: Sequence[str]
    words: Sequence[str]
    marks: Sequence[str] = field(default=())

    def tokens(self) -> list[str]:
        """Everything in its place: words, title words with "^", marks with "="."""
        seen: Counter[str] = Counter()
        kept = []
        for word in [*self.title, GAP, *(f"^{word}" for word in self.title), GAP, *self.words][:MOST_PLACES]:
            seen[word] += 1
            kept.append(word if seen[word] <= MOST_REPEATS else GAP)
        return [*kept, GAP, *(f"={mark}" for mark in self.marks)]


def refresh(document: Document, version: Version | None = None) -> None:
    """Bring the entries of a document's provisions up to date, and the parts of its text if `version` is another current one than before."""
    with transaction.atomic(savepoint=False):
        provisions = Provision.objects.filter(document=document, current__isnull=False)
        known = set(Entry.objects.filter(document=document).values_list("provision_id", "revision_id", "status"))
        stale = [row[0] for row in provisions.values_list("pk", "current_id", "status") if row not in known]
        write_entries(document, stale)
        if version is not None and not Part.objects.filter(document=document, version=version).exists():
            write_parts(document, version)


def rewrite(document: Document) -> int:
    """Write every entry and part of a document anew; how many entries it has."""
    with transaction.atomic(savepoint=False):
        numbers = list(Provision.objects.filter(document=document, current__isnull=False).values_list("pk", flat=True))
        write_entries(document, numbers)
        if document.current is not None:
            write_parts(document, document.current)
    return len(numbers)


def catch_up() -> int:
    """Write the entries of documents that have provisions and no entry, as after an upgrade; how many documents there were."""
    provisions = Provision.objects.filter(document=OuterRef("pk"), current__isnull=False)
    missing = Document.objects.filter(Exists(provisions)).exclude(Exists(Entry.objects.filter(document=OuterRef("pk"))))
    documents = list(missing.select_related("current"))
    for document in documents:
        rewrite(document)
    return len(documents)


def write_entries(document: Document, numbers: Sequence[int]) -> None:
    """Entries and words of these provisions of a document, new or in place of what is there."""
    if not numbers:
        return
    ended = _last_sightings(document)
    for batch in _batches(numbers):
        rows = Provision.objects.filter(pk__in=batch).select_related("current", "first_version", "last_version").order_by("pk")
        entries, streams = [], {}
        for row in rows:
            assert row.current is not None, "only provisions with a revision are asked for"
            entry = _entry(row, row.current, document, ended)
            entries.append(entry)
            streams[row.pk] = stream_of(row.current, entry)
        Entry.objects.filter(pk__in=batch).delete()
        Entry.objects.bulk_create(entries)
        write_words(ENTRY_TABLE, streams)


def write_parts(document: Document, version: Version) -> None:
    """The parts of a document's text made those of this version; a part that was there keeps its number."""
    title = words_of(f"{document.title} {labels.DOCUMENT_TYPES[DocumentType(document.type)]}")
    words = words_of(plain_text(version))
    room = MOST_PLACES - 2 * len(title) - 3
    stretches = [words[start : start + room] for start in range(0, len(words), room)] or [[]]
    old = list(Part.objects.filter(document=document).order_by("number"))
    surplus = [part.pk for part in old[len(stretches) :]]
    if surplus:
        _forget_words(PART_TABLE, surplus)
        Part.objects.filter(pk__in=surplus).delete()
    Part.objects.filter(document=document).update(version=version)
    new = [Part(document=document, version=version, number=number) for number in range(len(old) + 1, len(stretches) + 1)]
    Part.objects.bulk_create(new)
    parts = [*old[: len(stretches)], *new]
    marks = (f"p:{document.platform_id}", f"t:{document.type}", f"d:{document.pk}", "live")
    write_words(PART_TABLE, {part.pk: Stream(title=title, words=stretch, marks=marks) for part, stretch in zip(parts, stretches, strict=True)})


def write_words(table: str, streams: Mapping[int, Stream]) -> None:
    """Put these words into the index of a table, in place of what stands under the same numbers."""
    if connection.vendor == "postgresql":
        statement = f"UPDATE {table} SET words = %s::tsvector WHERE {KEYS[table]} = %s"  # noqa: S608 - a table of ours
        rows: list[tuple[str | int, ...]] = [(vector_of(stream), number) for number, stream in streams.items()]
    else:
        _forget_words(table, list(streams))
        statement = f"INSERT INTO {table}_words (words, rowid) VALUES (%s, %s)"  # noqa: S608 - a table of ours
        rows = [(" ".join(stream.tokens()), number) for number, stream in streams.items()]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def vector_of(stream: Stream) -> str:
    """A stream as PostgreSQL writes vectors: every word with its places, marks without."""
    places: dict[str, list[str]] = {}
    for place, token in enumerate(stream.tokens(), start=1):
        if token.startswith("="):
            places.setdefault(token, [])
        elif token != GAP:
            places.setdefault(token, []).append(str(place))
    return " ".join(f"'{token}':{','.join(at)}" if at else f"'{token}'" for token, at in places.items())


def stream_of(revision: Revision, entry: Entry) -> Stream:
    """What a provision is found by: title, clause type, quotations with their headings, every statement; and its marks."""
    kind = load_catalogue().clauses.get(entry.clause_type)
    title = f"{revision.title}. {kind.title if kind else entry.clause_type}"
    texts = [text for quote in revision.quotes for text in (*quote["section"], quote["exact"])]
    texts += [str(text) for name, text in revision.statements.items() if text and name != "exposure"]
    texts += [labels.CATEGORIES[Category(entry.category)], labels.DOCUMENT_TYPES[DocumentType(entry.document_type)]]
    words = [word for text in texts for word in (*words_of(text), GAP)]
    return Stream(title=words_of(title), words=words, marks=marks_of(entry))


def marks_of(entry: Entry) -> tuple[str, ...]:
    """The marks by which an entry is filtered."""
    return (
        *(() if entry.status == ENDED else ("live",)),
        f"s:{entry.status}",
        f"c:{entry.clause_type}",
        f"g:{entry.category}",
        f"v:{entry.severity}",
        f"w:{entry.stance}",
        f"p:{entry.platform_id}",
        f"t:{entry.document_type}",
        f"d:{entry.document_id}",
        *(f"r:{regulation}" for regulation in entry.regulations.split()),
        f"y:{entry.first_seen.year}",
        f"m:{entry.first_seen.year}-{entry.first_seen.month:02}",
    )


def _entry(provision: Provision, revision: Revision, document: Document, ended: Mapping[int, datetime]) -> Entry:
    last = provision.last_version
    return Entry(
        provision=provision,
        revision=revision,
        document=document,
        platform_id=document.platform_id,
        document_type=document.type,
        clause_type=provision.clause_type,
        category=revision.category,
        severity=revision.severity,
        stance=revision.stance,
        status=provision.status,
        regulations=" ".join(dict.fromkeys(str(row["id"]) for row in revision.regulations)),
        first_seen=provision.first_version.first_seen,
        last_seen=ended.get(last.root_id, last.first_seen) if provision.status == ENDED else None,
    )


def _last_sightings(document: Document) -> dict[int, datetime]:
    """When each version of a document was last seen, by the key of the version first read from its bytes."""
    return dict(Period.objects.filter(document=document).order_by().values_list("version").annotate(last=Max("last")))


def _forget_words(table: str, numbers: Sequence[int]) -> None:
    """Take words out of the index of SQLite; on PostgreSQL they go with their row."""
    if connection.vendor != "postgresql" and numbers:
        with connection.cursor() as cursor:
            statement = f"DELETE FROM {table}_words WHERE rowid = %s"  # noqa: S608 - a table of ours
            cursor.executemany(statement, [(number,) for number in numbers])


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), ROWS_AT_A_TIME):
        yield numbers[start : start + ROWS_AT_A_TIME]
