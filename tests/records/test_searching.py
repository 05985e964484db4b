"""One search on both databases: the same results in the same order, kept with the records, narrowed, counted and paged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.errors import BadInput
from clauseatlas.model.provision import Grade
from clauseatlas.model.words import Level, VersionCause
from clauseatlas.records.models import Document, Entry, Part
from clauseatlas.records.queries import searching, searching_index
from clauseatlas.records.queries.documents import declare_document
from clauseatlas.records.queries.platforms import PlatformFacts
from clauseatlas.records.queries.provisions import Arrival, placed_in, set_standing, store_arrivals
from clauseatlas.records.queries.searching import Filters, Question, Sort, search
from clauseatlas.records.queries.searching_names import platforms_like, types_like
from clauseatlas.records.queries.searching_snippets import Run, marked, snippet_of
from clauseatlas.records.queries.searching_terms import terms_of
from clauseatlas.records.queries.versions import Source, store_analysis, store_version

from .conftest import NOW, POLICY, Publish, declaration, policy, provision

LATER = NOW + timedelta(days=40)

SENTENCES = (
    "You agree to binding arbitration of every dispute.",
    "We may train models on your messages.",
    "We never train models on voice recordings.",
    "Class actions and arbitration opt-out are described below.",
)
TITLES = ("Disputes go to arbitration", "Trains AI on messages", "Does not train AI on voice", "What remains open")
LEVELS = (Level.HIGH, Level.HIGH, Level.LOW, Level.MEDIUM)


def clause(sentence: str, start: int, number: int) -> Any:
    made = provision(sentence, start, title=TITLES[number], clause_type="arbitration" if number in {0, 3} else "ai-training")
    return replace(made, severity=Grade(level=LEVELS[number], factors=made.severity.factors), regulations=made.regulations if number % 2 else ())


def store(document: Document, sentences: Sequence[str] = SENTENCES, *, seen: Any = NOW) -> list[int]:
    """A version with one provision for each sentence; numbers of the provisions."""
    text = policy(*sentences)
    version = store_version(document, text, POLICY, cause=VersionCause.FIRST, source=Source(first_seen=seen), rereads=None, now=seen)
    arrivals = [Arrival(provision=clause(each, text.text.index(each), SENTENCES.index(each))) for each in sentences]
    stored = store_arrivals(document, version, arrivals, method={}, now=seen)
    store_analysis(version, places=stored.places, method={}, now=seen)
    set_standing(document, version, stored.revisions)
    document.current = version
    document.save()
    return [revision.provision_id for revision in stored.revisions]


@pytest.fixture
def atlas(db: None) -> dict[str, list[int]]:
    """Two platforms with the same four clauses: their numbers by platform, the second platform's higher."""
    first = declare_document(declaration(), PlatformFacts(sector="communication", aliases=("Harbour Line Chat",)), now=NOW)[0]
    second = declare_document(declaration("https://tidewater.example/terms", "Tidewater Mail"), PlatformFacts(sector="ai"), now=NOW)[0]
    return {"harbourline": store(first), "tidewater-mail": store(second, seen=LATER)}


def found(words: str = "", *, sort: Sort = Sort.RELEVANCE, **filters: Any) -> list[int]:
    return [each.pk for each in search(Question(words=words, filters=Filters(**filters), sort=sort)).provisions]


@pytest.mark.parametrize(
    ("words", "places", "accident"),
    [
        ("arbitration", {0, 3}, "title and quotation are both searched"),
        ("training MODELS", {1, 2}, "another form of a word is another word"),
        ('"models on your"', {1}, "a phrase matches words that only stand near"),
        ('"on models"', set(), "a phrase matches in any order"),
        ('"dispute disputes"', set(), "a phrase runs from the quotation into another stretch"),
        ("train -voice", {1}, "a refused word is ignored"),
        ("-arbitration", {1, 2}, "a query of refusals alone finds nothing"),
        ('-"class actions" arbitration', {0}, "a refused phrase is ignored"),
        ("messa*", {1}, "a prefix is taken as a word"),
        ("opt-out", {3}, "a hyphen makes a refusal"),
        ("arbitrator", {0, 1, 2, 3}, "statements are not searched"),
        ("NEAR(train) OR *", set(), "syntax of the database gets through"),
        ("zebra", set(), "nothing finds something"),
        ("", {0, 1, 2, 3}, "no words find nothing"),
        ("%_' \"", {0, 1, 2, 3}, "signs are searched"),
    ],
)
def test_words_find_the_same_on_every_database(atlas: dict[str, list[int]], words: str, places: set[int], accident: str) -> None:
    expected = {numbers[place] for numbers in atlas.values() for place in places}
    assert set(found(words)) == expected, accident


def test_name_of_a_platform_stands_for_its_provisions(atlas: dict[str, list[int]]) -> None:
    first = atlas["harbourline"]
    assert set(found("harbourline train")) == {first[1], first[2]}
    assert set(found("harbour line chat train")) == {first[1], first[2]}
    assert set(found("Tidewater Mail")) == set(atlas["tidewater-mail"])


def test_words_in_the_title_come_first_and_newer_records_before_older(atlas: dict[str, list[int]]) -> None:
    first, second = atlas["harbourline"], atlas["tidewater-mail"]
    assert found("arbitration", clause_types=("arbitration",)) == [second[3], second[0], first[3], first[0]], "the clause type is part of the title"
    assert found("dispute") == [second[0], first[0], *found("dispute")[2:]]
    assert found("arbitration", sort=Sort.NEWEST) == sorted(found("arbitration"), reverse=True)


def test_orders(atlas: dict[str, list[int]]) -> None:
    first, second = atlas["harbourline"], atlas["tidewater-mail"]
    by_severity = [second[1], second[0], first[1], first[0], second[3], first[3], second[2], first[2]]
    assert found(sort=Sort.SEVERITY) == by_severity
    assert found(sort=Sort.PLATFORM) == sorted(first, reverse=True) + sorted(second, reverse=True)


@pytest.mark.parametrize(
    ("filters", "platform", "places"),
    [
        ({"clause_types": ("ai-training",)}, None, {1, 2}),
        ({"clause_types": ("ai-training", "arbitration")}, None, {0, 1, 2, 3}),
        ({"severities": ("high",)}, None, {0, 1}),
        ({"severities": ("high",), "clause_types": ("arbitration",)}, None, {0}),
        ({"stances": ("requires",)}, None, {0, 1, 2, 3}),
        ({"stances": ("permits",)}, None, set()),
        ({"categories": ("disputes",)}, None, {0, 1, 2, 3}),
        ({"platforms": ("harbourline",)}, "harbourline", {0, 1, 2, 3}),
        ({"platforms": ("nobody",)}, None, set()),
        ({"sectors": ("ai",)}, "tidewater-mail", {0, 1, 2, 3}),
        ({"sectors": ("ai",), "platforms": ("harbourline",)}, None, set()),
        ({"document_types": ("terms-of-service",)}, None, {0, 1, 2, 3}),
        ({"regulations": ("faa",)}, None, {1, 3}),
        ({"statuses": ("ended",)}, None, set()),
        ({"statuses": ("any",)}, None, {0, 1, 2, 3}),
        ({"first_seen_from": date(2026, 3, 3)}, "tidewater-mail", {0, 1, 2, 3}),
        ({"first_seen_until": date(2026, 3, 2)}, "harbourline", {0, 1, 2, 3}),
        ({"first_seen_from": date(2026, 3, 2), "first_seen_until": date(2026, 4, 11)}, None, {0, 1, 2, 3}),
        ({"first_seen_from": date(2026, 4, 12)}, None, set()),
        ({"first_seen_from": date(2026, 4, 1), "first_seen_until": date(2026, 3, 1)}, None, set()),
        ({"first_seen_from": date.min, "first_seen_until": date.max}, None, {0, 1, 2, 3}),
        ({"clause_types": ('x" OR "=live',)}, None, set()),
        ({"clause_types": ("x' | '=live",)}, None, set()),
    ],
)
def test_filters_narrow(atlas: dict[str, list[int]], filters: dict[str, Any], platform: str | None, places: set[int]) -> None:
    expected = {numbers[place] for name, numbers in atlas.items() for place in places if platform in {None, name}}
    assert set(found(**filters)) == expected
    assert set(found("disputes", **filters)) <= expected


def test_facets_count_what_is_found(atlas: dict[str, list[int]]) -> None:
    results = search(Question(words="arbitration"))
    assert (results.total.number, results.total.exact) == (4, True)
    assert dict(results.facets["severities"]) == {"high": 2, "medium": 2}
    assert dict(results.facets["platforms"]) == {"harbourline": 2, "tidewater-mail": 2}
    assert dict(results.facets["sectors"]) == {"communication": 2, "ai": 2}
    assert dict(results.facets["regulations"]) == {"faa": 2}
    for name, values in search(Question()).facets.items():
        for value, number in values:
            assert len(found(**{name: (value,)})) == number, f"{name} {value}"


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("counted", [searching.COUNTED, 3])
@pytest.mark.parametrize("words", ["", "train", "arbitration"])
def test_pages_join_into_the_whole_in_any_order(
    atlas: dict[str, list[int]], monkeypatch: pytest.MonkeyPatch, sort: Sort, counted: int, words: str
) -> None:
    """Too many to be counted are streamed; that must give the same order as sorting."""
    question = Question(words=words, sort=sort)
    whole = [each.pk for each in search(question).provisions]
    monkeypatch.setattr(searching, "COUNTED", counted)
    pages: list[int] = []
    after: str | None = None
    while True:
        page = search(question, after=after, most=3)
        pages += [each.pk for each in page.provisions]
        after = page.following
        if after is None:
            break
    assert pages == whole
    assert [each.pk for each in searching.every(question, most=100)] == whole
    assert [each.pk for each in searching.every(question, most=2)] == whole[:2]
    assert page.total == searching.Total(number=min(len(whole), counted), exact=len(whole) <= counted)
    assert searching.count(question, most=counted) == page.total


def test_paging_survives_new_records(atlas: dict[str, list[int]]) -> None:
    question = Question(sort=Sort.NEWEST)
    first = search(question, most=3)
    third = declare_document(declaration("https://newcomer.example/terms", "Newcomer"), now=LATER)[0]
    store(third, seen=LATER)
    second = search(question, after=first.following, most=10)
    assert [each.pk for each in (*first.provisions, *second.provisions)] == sorted(
        (each for numbers in atlas.values() for each in numbers), reverse=True
    )


@pytest.mark.parametrize("cursor", ["x", "1", "-", "1-x", "²-1", "9" * 40 + "-1", "0-1' OR 1=1"])
def test_odd_cursor_is_refused(atlas: dict[str, list[int]], cursor: str) -> None:
    with pytest.raises(BadInput):
        search(Question(), after=cursor)


def test_ended_clause_leaves_the_standing_ones_and_can_still_be_found(document: Document, publish: Publish) -> None:
    number = placed_in(publish("Disputes go to arbitration."))[0].provision_id
    publish("We keep letters for 30 days.", seen=LATER)
    assert found("disputes arbitration", statuses=("ended",)) == [number]
    assert number not in found("arbitration")
    assert found(statuses=("ended",), last_seen_until=date(2026, 3, 2)) == [number]
    assert found(statuses=("ended",), last_seen_from=date(2026, 3, 3)) == []


def test_revised_clause_is_found_by_its_new_words_only(document: Document, publish: Publish) -> None:
    number = placed_in(publish("Letters are kept in a drawer."))[0].provision_id
    text = policy("Letters are kept in a vault.").text
    revised = provision("Letters are kept in a vault.", text.index("Letters"))
    publish("Letters are kept in a vault.", keeps=(Arrival(provision=revised, provision_id=number),), seen=LATER)
    assert (found("vault"), found("drawer")) == ([number], [])
    assert found(statuses=("revised",)) == [number]


def test_text_of_a_document_is_indexed_in_parts(document: Document, publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching_index, "MOST_PLACES", 30)
    publish(*(f"Rule {number} speaks of arbitration." for number in range(20)))
    assert Part.objects.filter(document=document).count() > 2


def test_index_can_be_written_again_and_is_caught_up(atlas: dict[str, list[int]]) -> None:
    before = found("arbitration")
    Entry.objects.all().delete()
    assert found("arbitration") == []
    assert searching_index.catch_up() == 2
    assert (found("arbitration"), searching_index.catch_up()) == (before, 0)
    for document in Document.objects.select_related("current"):
        assert searching_index.rewrite(document) == 4
    assert found("arbitration") == before


@pytest.mark.parametrize("words", ["", "arbitration", "harbourline train* -voice"])
def test_number_of_queries_is_constant(atlas: dict[str, list[int]], words: str) -> None:
    def asked(most: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            search(Question(words=words), most=most)
        return len(queries)

    assert asked(1) == asked(50) <= 6


@pytest.mark.parametrize(
    ("typed", "name", "slip"),
    [
        ("harbourline", "Harbourline", ""),
        ("HARBOUR LINE CHAT", "Harbour Line Chat", ""),
        ("harb", "Harbourline", "harb"),
        ("tidewatr mail", "Tidewater Mail", "tidewatr mail"),
        ("does harborline train", "Harbourline", "harborline"),
    ],
)
def test_platform_is_found_though_mistyped(atlas: dict[str, list[int]], typed: str, name: str, slip: str) -> None:
    best = platforms_like(typed)[0]
    assert (best.name, best.typed) == (name, slip)


def test_nothing_like_it_finds_no_platform(atlas: dict[str, list[int]]) -> None:
    assert platforms_like("qqqqqq") == platforms_like("") == ()


@pytest.mark.parametrize(("typed", "kind", "slip"), [("arbitration", "arbitration", ""), ("arbitraton", "arbitration", "arbitraton")])
def test_clause_type_is_found_though_mistyped(typed: str, kind: str, slip: str) -> None:
    best = types_like(typed, load_catalogue())[0]
    assert (best.clause_type, best.typed) == (kind, slip)


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("We train models.", "training", "We [train] models."),
        ("We train our models daily.", '"train our"', "We [train our] models daily."),
        ("No <b>markup</b> here.", "markup", "No <b>[markup]</b> here."),
        ("Nothing to see.", "zebra", "Nothing to see."),
        ("Prefixes and prefix.", "prefi*", "[Prefixes] and [prefix]."),
        ("Keep voice out.", "-voice", "Keep voice out."),
        ("İstanbul’da opt-out", "istanbulda", "[İstanbul’da] opt-out"),
    ],
)
def test_marks_stand_on_the_words_looked_for(text: str, typed: str, shown: str) -> None:
    assert "".join(f"[{run.text}]" if run.marked else run.text for run in marked(text, terms_of(typed))) == shown


def test_snippet_of_a_long_text_stands_around_the_match() -> None:
    text = "word " * 300 + "needle " + "word " * 300
    runs = marked(text, terms_of("needle"))
    assert Run(text="needle", marked=True) in runs
    assert (runs[0].text[0], runs[-1].text[-1]) == ("…", "…")
    assert sum(len(run.text) for run in runs) < 300


def test_snippet_comes_from_the_statement_where_the_quotation_lacks_the_words(atlas: dict[str, list[int]]) -> None:
    results = search(Question(words="arbitrator"))
    assert results.provisions[0].current is not None
    assert snippet_of(results.provisions[0].current, results.terms).part == "what_it_is"
