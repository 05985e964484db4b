"""The page of the registry: what is found, counted, narrowed, guessed and paged; the CSV of the same."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model.capture import Declaration
from clauseatlas.model.words import DocumentType
from clauseatlas.publish.formats.spreadsheet import COLUMNS, guarded, spreadsheet
from clauseatlas.publish.pages.registry_page import RegistryPage, registry_page
from clauseatlas.publish.twin import plain
from clauseatlas.records.queries.documents import declare_document
from clauseatlas.records.queries.platforms import PlatformFacts
from clauseatlas.records.queries.searching import Filters, Question, Sort, every
from clauseatlas.records.queries.searching_asked import asked
from tests.records.conftest import NOW
from tests.records.test_searching import store

LATER = NOW + timedelta(days=40)
MOST_QUERIES = 20


def declared(name: str, sector: str = "") -> Any:
    address = f"https://{name.lower()}.example/terms"
    made = Declaration(platform=name, title=f"{name} Terms", type=DocumentType.TERMS_OF_SERVICE, url=address)
    return declare_document(made, PlatformFacts(sector=sector), now=NOW)[0]


@pytest.fixture
def atlas(db: None) -> Mapping[str, list[int]]:
    return {name: store(declared(name, sector)) for name, sector in (("Harbourline", "communication"), ("Tidewater", "ai"))}


def page(words: str = "", *, after: str | None = None, sort: Sort = Sort.RELEVANCE, **filters: Any) -> RegistryPage:
    return registry_page(Question(words=words, filters=Filters(**filters), sort=sort), load_catalogue(), after=after)


def choices(found: RegistryPage, name: str) -> dict[str, int | None]:
    each = next(each for each in found.filters if each.name == name)
    return {choice.term.value: choice.count for choice in (*each.first, *each.more)}


def test_counts_of_filters_are_what_they_leave(atlas: Mapping[str, list[int]]) -> None:
    found = page("arbitration")
    assert found.total.number == len(found.hits) == 4
    for each in found.filters:
        for choice in (*each.first, *each.more):
            narrowed = registry_page(asked({"q": ["arbitration"], each.name: [choice.term.value]}), load_catalogue())
            assert narrowed.total.number == (choice.count or 0), f"{each.name} {choice.term.value}"


def test_every_value_is_said_in_words(atlas: Mapping[str, list[int]]) -> None:
    found = page(platforms=("harbourline", "nobody"), sectors=("communication",), statuses=("ended",), documents=(1,), stances=("requires",))
    told = [each.label for each in found.narrowed]
    assert told[:3] == ["Stance: Requires of you", "Platform: Harbourline", "Platform: “nobody”"]
    assert told[3:] == ["Sector: Communication", "Document: CA-D-000001", "Status: Ended"]


def test_words_are_marked_where_they_stand(atlas: Mapping[str, list[int]]) -> None:
    hits = {hit.card.record_id: hit for hit in page("voice recordings").hits}
    assert hits
    for hit in hits.values():
        assert [run.text for run in hit.runs if run.marked] == ["voice", "recordings"]
        assert hit.heading is None
    spoken = page("arbitrator").hits[0]
    assert spoken.heading == "What it is"


def test_a_name_typed_nearly_right_is_read_as_the_name(atlas: Mapping[str, list[int]]) -> None:
    found = page("harborline train")
    assert found.guess is not None
    assert (found.guess.typed, found.guess.words) == ("harborline", "Harbourline train")
    assert {hit.card.platform.title for hit in found.hits} == {"Harbourline"}
    assert found.csv_path == "/registry.csv?q=Harbourline+train", "what is taken along is what is shown"


def test_a_clause_type_typed_nearly_right_is_offered(atlas: Mapping[str, list[int]]) -> None:
    found = page("arbitraton")
    assert not found.hits
    assert "/registry/?q=Binding+arbitration" in {guess.path for guess in found.guesses}


def test_platforms_types_and_documents_stand_above(atlas: Mapping[str, list[int]]) -> None:
    assert [each.title for each in page("harbourline").beside.platforms] == ["Harbourline"]
    beside = page("arbitration").beside
    assert [each.path for each in beside.clause_types] == ["/clauses/arbitration/"]
    assert {each.title for each in beside.documents} == {"Harbourline Terms", "Tidewater Terms"}
    assert [each.title for each in page("arbitration", platforms=("tidewater",)).beside.documents] == ["Tidewater Terms"]
    assert not page("arbitration", severities=("high",)).beside.documents, "a document has no severity"
    assert not page().beside.any


def test_nothing_found_says_how_many_there_are_without_filters(atlas: Mapping[str, list[int]]) -> None:
    found = page("arbitration", stances=("permits",))
    assert not found.hits
    assert found.without_filters is not None
    assert found.without_filters.number == 4
    assert page("zebra").without_filters is None


def test_pages_join_into_the_whole_while_new_records_arrive(atlas: Mapping[str, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clauseatlas.records.queries.searching.search.__kwdefaults__", {"after": None, "most": 3})
    whole = [each.pk for each in every(Question(), most=100)]
    seen, path = [], "/registry/"
    while path:
        query = path.partition("?")[2]
        given = dict(part.split("=") for part in query.split("&")) if query else {}
        found = page(after=given.get("after"))
        seen += [int(hit.card.record_id[5:]) for hit in found.hits]
        if len(seen) == 3:
            store(declared("Newcomer"), seen=LATER)
        path = found.next_path or ""
    assert seen == whole


def test_a_search_that_narrows_is_not_for_search_engines(atlas: Mapping[str, list[int]]) -> None:
    assert page().head.listed
    assert not page("train").head.listed
    assert not page(severities=("high",)).head.listed


@pytest.mark.parametrize("words", ["", "arbitration", "harborline train", "zebra"])
def test_queries_do_not_grow_with_the_atlas(atlas: Mapping[str, list[int]], words: str) -> None:
    def asked_for() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(words)
        return len(queries)

    before = asked_for()
    for number in range(4):
        store(declared(f"Newcomer{'abcd'[number]}"), seen=LATER)
    assert asked_for() == before <= MOST_QUERIES


def test_csv_has_what_the_page_has_in_its_order(atlas: Mapping[str, list[int]]) -> None:
    question = Question(words="arbitration", sort=Sort.SEVERITY)
    lines = "".join(spreadsheet(every(question, most=100), load_catalogue(), site="https://atlas.example"))
    rows = list(csv.DictReader(io.StringIO(lines, newline="")))
    cards = [plain(hit.card) for hit in registry_page(question, load_catalogue()).hits]
    assert tuple(rows[0]) == COLUMNS
    assert [row["record_id"] for row in rows] == [card["record_id"] for card in cards]
    assert all(row[name] == card[name] for row, card in zip(rows, cards, strict=True) for name in ("title", "stance", "severity", "clause_type"))
    assert rows[0]["address"] == f"https://atlas.example/provisions/{rows[0]['record_id']}/"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_run(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded(f"x{cell}") == f"x{cell}"


def test_sorts_are_offered_where_they_differ(atlas: Mapping[str, list[int]]) -> None:
    assert [each.label for each in page().sorts] == ["Newest record", "Most severe", "Platform"]
    assert [each.label for each in page("train").sorts] == ["Best match", "Newest record", "Most severe", "Platform"]
    assert replace(Question(), sort=Sort.PLATFORM) == asked({"sort": ["platform"]})
