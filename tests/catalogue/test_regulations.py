"""Every law and agency is complete, dated, sourced officially, and touches what exists for a reason."""

import re
from urllib.parse import urlsplit

import pytest

from clauseatlas.catalogue.checks import regulation_problems
from clauseatlas.catalogue.kinds import Agency, Regulation
from clauseatlas.catalogue.loading import FOLDER, load_catalogue, read_agencies, read_regulations

REGULATIONS = read_regulations(FOLDER)
AGENCIES = read_agencies(FOLDER)
TYPES = 86  # of both editions
WRITTEN = len(list((FOLDER / "clauses").glob("*.toml")))


@pytest.fixture(params=REGULATIONS.values(), ids=lambda law: law.id)
def regulation(request: pytest.FixtureRequest) -> Regulation:
    law = request.param
    assert isinstance(law, Regulation)
    return law


@pytest.fixture(params=AGENCIES.values(), ids=lambda agency: agency.id)
def agency(request: pytest.FixtureRequest) -> Agency:
    body = request.param
    assert isinstance(body, Agency)
    return body


def test_a_regulation_is_free_of_faults(regulation: Regulation) -> None:
    assert [str(problem) for problem in regulation_problems(regulation, AGENCIES, load_catalogue().clauses)] == []


def test_a_law_applies_no_earlier_than_it_is_in_force(regulation: Regulation) -> None:
    assert regulation.in_force <= regulation.applies
    for article in regulation.articles:
        assert (article.in_force or regulation.in_force) <= (article.applies or regulation.applies)


def test_a_law_has_articles_a_reason_for_each_touch_and_a_summary(regulation: Regulation) -> None:
    assert regulation.articles
    assert len({article.number for article in regulation.articles}) == len(regulation.articles)
    assert all(touch.because.endswith(".") and touch.say.rstrip().endswith((".", ")")) for touch in regulation.touches)
    assert 1 <= len(re.findall(r"[.](?:\s|$)", regulation.summary)) <= 4


@pytest.mark.skipif(WRITTEN < TYPES, reason="not every clause type is written yet")
def test_a_law_touches_only_types_that_exist(regulation: Regulation) -> None:
    assert {touch.clause_type for touch in regulation.touches} <= set(load_catalogue().clauses)


def test_an_agency_is_named_by_the_regulations_it_is_competent_for(agency: Agency) -> None:
    assert agency.regulations
    assert {name for name in agency.regulations if agency.id in REGULATIONS[name].agencies}
    assert all(reason.endswith(".") for reason in agency.regulations.values())


def test_addresses_of_an_agency_are_its_own(agency: Agency) -> None:
    for address in filter(None, (agency.home, agency.complaint)):
        assert urlsplit(address).scheme == "https"
