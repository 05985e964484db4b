"""Texts of another archive: dates, texts, no bytes of ours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clauseatlas.model.words import Outcome
from clauseatlas.pipeline.importing import Entered, Sighted, enter
from clauseatlas.pipeline.rebuilding import Stage, rebuild
from clauseatlas.pipeline.verifying import verify
from clauseatlas.records.models import Change, Period, Provision, Version
from clauseatlas.text.reading import read

from .conftest import DAY, START, House
from .conftest import Snapshot as Rows
from .editions import FIRST, LOGIN_WALL, REWRITTEN, SHORTER_WINDOW, WITH_TRAINING


def sighted(body: bytes, days: int) -> Sighted:
    policy = read(body, media_type="text/html", charset="utf-8")
    return Sighted(at=START + days * DAY, policy=policy, origin=f"archive@{days}")


def enter_all(house: House, *sightings: Sighted) -> list[Entered]:
    return [enter(house.workshop, house.document, each) for each in sightings]


HISTORY = (sighted(FIRST, -400), sighted(SHORTER_WINDOW, -200), sighted(FIRST, -100), sighted(FIRST, -80), sighted(WITH_TRAINING, -10))


def test_history_is_entered_with_its_dates_changes_and_returns(house: House) -> None:
    outcomes = [each.outcome for each in enter_all(house, *HISTORY)]
    assert outcomes == [Outcome.RECORDED, Outcome.RECORDED, Outcome.REVERTED, Outcome.SAME, Outcome.RECORDED]
    assert [version.first_seen for version in Version.objects.order_by("number")] == [START + days * DAY for days in (-400, -200, -10)]
    assert [change.kind for change in Change.objects.order_by("captured")] == ["new", "returned", "new"]
    assert Version.objects.get(number=1).origin == "archive@-400"
    assert house.document.current.number == 3
    assert verify(house.workshop).holds


def test_history_entered_twice_adds_nothing(house: House, rows: Rows) -> None:
    enter_all(house, *HISTORY)
    before = rows()
    enter_all(house, *HISTORY)
    assert [table for table, old in zip(rows(), before, strict=True) if len(table) != len(old)] == []


def test_our_own_visit_goes_on_where_the_archive_ends(house: House) -> None:
    enter_all(house, *HISTORY)
    assert house.receive(WITH_TRAINING).capture.outcome == Outcome.SAME
    assert Period.objects.order_by("-first")[0].sightings == 2


def test_older_text_goes_to_its_place_and_leaves_the_current_one_standing(house: House) -> None:
    house.receive(SHORTER_WINDOW)
    standing = set(Provision.objects.exclude(status="ended").values_list("pk", flat=True))
    entered = enter(house.workshop, house.document, sighted(FIRST, -400))
    assert (entered.outcome, entered.change) == (Outcome.RECORDED, None)
    assert house.document.current.number == 1
    assert set(Provision.objects.exclude(status="ended").values_list("pk", flat=True)) == standing
    rebuild(house.workshop, [house.document], stages=[Stage.CHANGES])
    change = Change.objects.get()
    assert (change.from_version.number, change.to_version.number) == (2, 1)


def test_what_is_no_policy_is_refused_without_a_row(house: House, rows: Rows) -> None:
    enter_all(house, HISTORY[0])
    before = rows()
    entered = enter(house.workshop, house.document, sighted(LOGIN_WALL, -300))
    assert entered.outcome == Outcome.QUARANTINED
    assert entered.verdict is not None
    assert entered.verdict.reasons
    assert rows() == before


@pytest.mark.parametrize(
    ("stood", "outcome"),
    [(timedelta(hours=1), Outcome.QUARANTINED), (timedelta(hours=6), Outcome.RECORDED), (timedelta(days=40), Outcome.RECORDED)],
)
def test_rewritten_text_is_entered_only_if_it_stood_for_some_hours(house: House, stood: timedelta, outcome: Outcome) -> None:
    enter_all(house, HISTORY[0])
    entered = enter(house.workshop, house.document, replace(sighted(REWRITTEN, -200), stood=stood))
    assert (entered.outcome, entered.is_held_back) == (outcome, outcome is Outcome.QUARANTINED)


@pytest.mark.parametrize("hours", [0, 1])
def test_sighting_at_the_time_of_another_is_no_second_one(house: House, hours: int) -> None:
    enter_all(house, HISTORY[0])
    enter(house.workshop, house.document, Sighted(at=HISTORY[0].at + timedelta(hours=hours), policy=HISTORY[0].policy, origin=""))
    assert Period.objects.get().sightings == 1 + hours
