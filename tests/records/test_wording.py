"""Provisions as revisions and back; what makes two of them one revision."""

from dataclasses import replace

import pytest

from clauseatlas.model.provision import Provision
from clauseatlas.model.words import Level
from clauseatlas.records.models import Revision
from clauseatlas.records.wording import digest_of, fields_of, provision_of, regulations_of

from .conftest import provision

CLAUSE = provision("Disputes go to arbitration.", 40)


def test_provision_comes_back_as_it_was() -> None:
    assert provision_of(Revision(**fields_of(CLAUSE)), clause_type="arbitration") == CLAUSE


def test_quotes_and_readings_move_with_their_place() -> None:
    moved = provision_of(Revision(**fields_of(CLAUSE)), clause_type="arbitration", places=[[100, 127, ["Terms"]]])
    assert [(quote.start, quote.end, quote.section) for quote in moved.finding.quotes] == [(100, 127, ("Terms",))]
    assert [(reading.start, reading.end) for reading in moved.finding.readings] == [(100, 107)]


def _elsewhere(clause: Provision) -> Provision:
    return provision("Disputes go to arbitration.", 900)


def _trembling(clause: Provision) -> Provision:
    return replace(clause, confidence=replace(clause.confidence, presence=0.9001), finding=replace(clause.finding, presence=0.9001))


def _graded(clause: Provision) -> Provision:
    return replace(clause, severity=replace(clause.severity, level=Level.LOW))


def _explained(clause: Provision) -> Provision:
    return replace(clause, statements=replace(clause.statements, for_you="You cannot go to court."))


def _worded(clause: Provision) -> Provision:
    return provision("Disputes go to binding arbitration.", 40)


@pytest.mark.parametrize(("altered", "same"), [(_elsewhere, True), (_trembling, True), (_graded, False), (_explained, False), (_worded, False)])
def test_place_and_a_trembling_score_make_no_revision(altered, same: bool) -> None:  # type: ignore[no-untyped-def]
    assert (digest_of(altered(CLAUSE)) == digest_of(CLAUSE)) is same


def test_every_law_is_mentioned_once() -> None:
    assert regulations_of(replace(CLAUSE, regulations=CLAUSE.regulations * 2)) == ["faa"]
