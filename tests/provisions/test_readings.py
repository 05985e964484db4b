"""Attributes of every kind, with the words they were read from."""

from typing import Any

import pytest

from clauseatlas.catalogue.clause_files import clause_type
from clauseatlas.catalogue.tables import Table
from clauseatlas.model.provision import Reading
from clauseatlas.provisions.readings import read_attributes
from clauseatlas.provisions.sentences import sentences

from .texts import policy_of


def read(text: str, **rule: Any) -> tuple[Reading, ...]:
    clause = clause_type(
        Table(
            {
                "id": "t",
                "title": "t",
                "category": "ai",
                "version": 1,
                "question": "?",
                "definition": "d",
                "usual": "low",
                "stances": ["states"],
                "stance": {"default": "states"},
                "attributes": [{"name": "a", "label": "A", **rule}],
            },
            file="t",
        ),
        "t",
    )
    policy = policy_of(text)
    found = read_attributes(clause, sentences(policy))
    assert all(policy.text[each.start : each.end] == each.raw for each in found)
    return found


def values(text: str, **rule: Any) -> list[object]:
    return [each.value for each in read(text, **rule)]


NOTICE = {"prior": [r"\bprior notice\b"], "email": [r"\be-?mail\b"], "none": [r"\bwithout notice\b"]}

CASES: list[tuple[str, str, dict[str, Any], list[object]]] = [
    ("several of a closed list, in text order", "By e-mail, with prior notice.", {"kind": "choices", "values": NOTICE}, ["email", "prior"]),
    (
        "one of a closed list: the special one",
        "With prior notice, by e-mail.",
        {"kind": "choice", "values": {"email": NOTICE["email"], "prior": NOTICE["prior"]}},
        ["email"],
    ),
    (
        "the longest of overlapping matches",
        "Public posts here.",
        {"kind": "choices", "values": {"posts": [r"\bposts"], "public": [r"\bpublic posts"]}},
        ["public"],
    ),
    ("days", "Within two weeks.", {"kind": "duration", "unit": "days"}, [14]),
    ("as stated", "Within one (1) year.", {"kind": "duration", "unit": "as stated"}, ["1 year"]),
    ("months", "For 2 years.", {"kind": "duration", "unit": "months"}, [24.33]),
    ("the period next to its words", "Talk for 60 days; opt out within 30 days.", {"kind": "duration", "near": r"\bopt out\b"}, [30]),
    ("no period where its words are missing", "Talk for 60 days.", {"kind": "duration", "near": r"\bopt out\b"}, []),
    ("words in the sentence before", "You can opt out. Do it within 30 days.", {"kind": "duration", "near": r"\bopt out\b"}, [30]),
    ("an age", "You must be 13 years old.", {"kind": "age"}, [13]),
    ("money", "No more than US$100.", {"kind": "money"}, [100]),
    ("a percentage", "Creators get 70 %.", {"kind": "percent"}, [70]),
    ("a law", "It is governed by the laws of the State of Oregon.", {"kind": "law"}, ["Oregon"]),
    ("an address", "Write to out@larkspur.example.", {"kind": "contact"}, ["out@larkspur.example"]),
    (
        "things as listed",
        "We share it with hosts, our payment firms and certain researchers.",
        {"kind": "names", "near": r"\bshare it with\b"},
        ["hosts", "payment firms", "researchers"],
    ),
    ("a schedule", "Chats: 3 months; bans: 1 year.", {"kind": "duration", "unit": "as stated"}, ["3 months", "1 year"]),
    ("what runs from it", "For 3 months, then 1 year.", {"kind": "duration", "unit": "as stated"}, ["3 months"]),
    ("nothing", "Hello there.", {"kind": "choices", "values": NOTICE}, []),
]


@pytest.mark.parametrize(("text", "rule", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_values(text: str, rule: dict[str, Any], expected: list[object]) -> None:
    assert values(text, **rule) == expected


def test_periods_of_several_items_are_all_read() -> None:
    assert values("We keep:\n- chats for 3 months;\n- bans for 1 year.", kind="duration", unit="as stated") == ["3 months", "1 year"]


def test_a_default_is_published_without_words_where_it_is_a_value_of_its_list() -> None:
    listed = {"kind": "choice", "values": {"opt-in": [r"\bconsent\b"], "unstated": []}, "default": "unstated"}
    assert [(each.value, each.raw) for each in read("We may.", **listed)] == [("unstated", "")]
    assert [(each.value, each.raw) for each in read("With consent.", **listed)] == [("opt-in", "consent")]
    assert read("We may.", kind="choice", values={"opt-in": [r"\bconsent\b"]}, default="unstated") == ()
