"""The address of the registry and the question it asks are two spellings of one thing."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.records.queries.searching import Filters, Question, Sort
from clauseatlas.records.queries.searching_asked import asked, chosen, query_of, without

QUESTIONS = [
    ("", Question()),
    ("q=train+models", Question(words="train models")),
    ("severity=high&severity=low", Question(filters=Filters(severities=("high", "low")))),
    (
        "q=%22opt+out%22&clause=arbitration&sort=severity",
        Question(words='"opt out"', filters=Filters(clause_types=("arbitration",)), sort=Sort.SEVERITY),
    ),
    ("document=CA-D-000007", Question(filters=Filters(documents=(7,)))),
    ("status=ended&from=2026-03-01&last-until=2026-04-01", None),
    ("platform=harbourline&sector=ai&type=privacy-policy&regulation=gdpr&category=ai&stance=permits", None),
]


def lists(query: str) -> dict[str, list[str]]:
    return parse_qs(query, keep_blank_values=True)


@pytest.mark.parametrize(("query", "question"), QUESTIONS)
def test_an_address_and_its_question_lead_to_each_other(query: str, question: Question | None) -> None:
    understood = asked(lists(query))
    assert question is None or understood == question
    assert asked(lists(query_of(understood))) == understood


@pytest.mark.parametrize(
    ("query", "same", "accident"),
    [
        ("severity=high,low", "severity=high&severity=low", "commas are not understood"),
        ("severity=&q=&sort=&from=", "", "empty fields of a form narrow"),
        ("status=in-force", "", "the usual status makes another address"),
        ("q=++train%0A+models+", "q=train+models", "blanks make another address"),
        ("sort=nonsense&utm_source=x&after=0-7", "", "what is not known narrows or orders"),
        ("severity=high&severity=high", "severity=high", "a value counts twice"),
    ],
)
def test_one_question_has_one_address(query: str, same: str, accident: str) -> None:
    assert query_of(asked(lists(query))) == query_of(asked(lists(same))), accident


@pytest.mark.parametrize("query", ["from=yesterday", "until=2026-02-30", "document=7", "document=CA-P-000007", "document=CA-D-²"])
def test_what_is_no_day_or_record_id_is_refused(query: str) -> None:
    with pytest.raises(BadInput):
        asked(lists(query))


def test_every_value_that_narrows_can_be_taken_away() -> None:
    filters = Filters(severities=("high", "low"), documents=(7,), first_seen_from=date(2026, 3, 1))
    while filters.any:
        field, value = next(iter(chosen(filters)))
        left = without(filters, field, value)
        assert len(list(chosen(left))) == len(list(chosen(filters))) - 1
        filters = left
    assert filters == Filters()


def test_words_and_values_have_an_end() -> None:
    question = asked({"q": ["x " * 5_000], "clause": [",".join(f"c{number}" for number in range(500))], "stance": ["y" * 5_000]})
    assert len(question.words) <= 300
    assert len(question.filters.clause_types) <= 50
    assert len(question.filters.stances[0]) <= 100
