"""Every clause type is complete, and reads its own examples right with the whole mechanism."""

import re
from pathlib import Path

import pytest

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.catalogue.loading import FOLDER, load_catalogue, read_clause, read_regulations
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.checking import clause_problems, example_text

FILES = sorted((FOLDER / "clauses").glob("*.toml"))
PLATFORM = "Larkspur"
TYPES = 86  # of both editions
whole_only = pytest.mark.skipif(len(FILES) < TYPES, reason="not every clause type is written yet")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def clause(request: pytest.FixtureRequest) -> ClauseType:
    path = request.param
    assert isinstance(path, Path)
    return read_clause(path)


def test_the_file_is_complete_and_reads_its_examples_right(clause: ClauseType) -> None:
    assert [str(problem) for problem in clause_problems(clause, read_regulations(FOLDER))] == []


@whole_only
def test_every_neighbour_exists(clause: ClauseType) -> None:
    assert {neighbour.type for neighbour in clause.neighbours} <= {path.stem for path in FILES}


def test_every_positive_is_explained_and_nothing_of_it_is_withheld(clause: ClauseType) -> None:
    catalogue = load_catalogue()
    for example in clause.positive:
        found = [each for each in analyse(example_text(example.text), catalogue, platform=PLATFORM) if each.finding.clause_type == clause.id]
        assert found, example.text
        assert [withheld for each in found for withheld in each.withheld] == []
        assert all(each.statements.what_it_is and each.statements.for_you and each.statements.why_it_matters for each in found), example.text


def test_every_stance_says_something_else(clause: ClauseType) -> None:
    catalogue = load_catalogue()
    told: dict[str, set[str]] = {}
    for example in clause.positive:
        for each in analyse(example_text(example.text), catalogue, platform=PLATFORM):
            if each.finding.clause_type == clause.id:
                told.setdefault(each.finding.stance, set()).add(each.statements.what_it_is or "")
    for stance, sentences in told.items():
        for other, others in told.items():
            assert stance == other or not sentences & others


def test_examples_are_about_fictional_platforms(clause: ClauseType) -> None:
    real = (
        r"\b(?:Google|Meta|Facebook|Amazon|Apple|Microsoft|TikTok|Zoom|Netflix|Spotify|OpenAI|LinkedIn|Twitter|Reddit|Discord|Uber|Airbnb|PayPal)\b"
    )
    assert not [example.text for example in (*clause.positive, *clause.negative) if re.search(real, example.text)]
