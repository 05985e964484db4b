"""Words as they are searched."""

import random
import string

import pytest
from django.db import connection

from clauseatlas.records.queries.searching_index import GAP, MOST_REPEATS, Stream, vector_of
from clauseatlas.records.queries.searching_terms import LONGEST_QUERY, MOST_TERMS, terms_of
from clauseatlas.records.queries.searching_words import spans_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("training", "trains"),
        ("policies", "Policy"),
        ("shared", "sharing"),
        ("sell", "selling"),
        ("processed", "processing"),
        ("organisation", "ORGANIZATION"),
        ("licences", "license"),
        ("used", "using"),
        ("agreed", "agree"),
        ("café", "Cafe"),
        ("don’t", "don't"),
        ("Harbourline’s", "harbourline"),
        ("addresses", "address"),
    ],
)
def test_two_forms_of_a_word_are_searched_as_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(("one", "other"), [("us", "use"), ("being", "be"), ("business", "busy"), ("30", "3"), ("thing", "the")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert words_of(one) != words_of(other)


def test_letters_beyond_ascii_are_searched_by_their_numbers() -> None:
    words = words_of("жук 東京 straße ½")
    assert len(words) == 6
    assert all(word.isascii() and word.isalnum() for word in words)


def test_spans_lead_back_to_the_text() -> None:
    text = "We won’t train on ‘customer content’."
    assert [text[start:end] for start, end, _ in spans_of(text)] == ["We", "won’t", "train", "on", "customer", "content"]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("train ai", [(("train",), "", False), (("ai",), "", False)]),
        ('"training our models"', [(("train", "our", "model"), "", False)]),
        ("-arbitration", [(("arbitration",), "", True)]),
        ('-"class action"', [(("clas", "action"), "", True)]),
        ("arbitr*", [((), "arbitr", False)]),
        ("ab*", [(("ab",), "", False)]),
        ("opt-out", [(("opt", "out"), "", False)]),
        ('NEAR(a b) "unclosed', [(("near", "a"), "", False), (("b",), "", False), (("unclos",), "", False)]),
        ("' OR 1=1 -- ; DROP", [(("or",), "", False), (("1", "1"), "", False), (("drop",), "", False)]),
        ('*** - "" ((((', []),
        ("data data", [(("data",), "", False)]),
    ],
)
def test_query_is_understood(typed: str, understood: list[tuple[tuple[str, ...], str, bool]]) -> None:
    assert [(term.words, term.prefix, term.negated) for term in terms_of(typed)] == understood


def test_long_query_is_bounded() -> None:
    assert len(terms_of(" ".join(f"word{number}" for number in range(500)))) == MOST_TERMS
    assert [len(term.words[0]) for term in terms_of("b" * LONGEST_QUERY + " hidden")] == [39]  # 40 letters, the double one at the end once


def test_repeated_words_and_gaps_hold_their_places() -> None:
    stream = Stream(title=("one",), words=["again"] * (MOST_REPEATS + 5) + ["last"], marks=("live",))
    tokens = stream.tokens()
    assert tokens[:4] == ["one", GAP, "^one", GAP]
    assert (tokens.count("again"), tokens[-1]) == (MOST_REPEATS, "=live")
    places = dict(part.rsplit(":", 1) for part in vector_of(stream).split() if not part.startswith("'="))
    assert places["'last'"] == str(tokens.index("last") + 1)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="vectors are of PostgreSQL")
def test_every_word_survives_in_a_vector() -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices(string.ascii_lowercase + string.digits, k=chance.randint(1, 40))) for _ in range(2000)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [vector_of(Stream(title=(), words=words))])
        assert cursor.fetchone()[0] == len(set(words))
