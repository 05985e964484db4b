"""Periods follow from sightings; a change keeps the period it began."""

from datetime import datetime, timedelta

from clauseatlas.records.models import Change, Document, Period
from clauseatlas.records.queries.history import Stretch, extend_last_period, periods, sightings, store_periods, store_sighting

from .conftest import NOW, Publish

DAY = timedelta(days=1)


def stretch(version: int, first: datetime, last: datetime, count: int = 2) -> Stretch:
    return Stretch(version_id=version, first=first, last=last, sightings=count)


def test_sighting_is_stored_once(document: Document, publish: Publish) -> None:
    version = publish("One.")
    assert store_sighting(document, version, NOW, capture=None)
    assert not store_sighting(document, version, NOW, capture=None)
    assert sightings(document) == [(NOW, version.pk)]


def test_last_period_is_extended_by_its_own_version_only(document: Document, publish: Publish) -> None:
    one, two = publish("One."), publish("Two.", seen=NOW + DAY)
    store_periods(document, [stretch(one.pk, NOW, NOW)])
    assert [row.last for row in extend_last_period(document, one, NOW + DAY)] == [NOW + DAY]
    assert not extend_last_period(document, two, NOW + 2 * DAY)
    assert not extend_last_period(document, one, NOW - DAY), "an older sighting does not move the end back"
    assert Period.objects.get().last == NOW + DAY


def test_change_keeps_its_period_when_an_older_one_is_put_before_it(document: Document, publish: Publish) -> None:
    one, two, older = publish("One."), publish("Two.", seen=NOW + DAY), publish("Older.", seen=NOW - DAY)
    begun = store_periods(document, [stretch(one.pk, NOW, NOW), stretch(two.pk, NOW + DAY, NOW + DAY)])[1]
    change = _change(document, begun)
    store_periods(document, [stretch(older.pk, NOW - DAY, NOW - DAY), stretch(one.pk, NOW, NOW), stretch(two.pk, NOW + DAY, NOW + 2 * DAY)])
    change.refresh_from_db()
    assert change.period == periods(document)[2]


def test_change_whose_period_turns_out_not_to_be_one_is_retracted(document: Document, publish: Publish) -> None:
    one, two = publish("One."), publish("Two.", seen=NOW + DAY)
    begun = store_periods(document, [stretch(one.pk, NOW, NOW), stretch(two.pk, NOW + DAY, NOW + DAY)])[1]
    change = _change(document, begun)
    store_periods(document, [stretch(one.pk, NOW, NOW + DAY)])
    change.refresh_from_db()
    assert (change.kind, change.period, change.significance, change.reasons) == ("retracted", None, "cosmetic", ["extraction-artefact"])


def test_same_periods_again_write_nothing(document: Document, publish: Publish, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    one = publish("One.")
    store_periods(document, [stretch(one.pk, NOW, NOW)])
    before = list(Period.objects.values_list())
    store_periods(document, [stretch(one.pk, NOW, NOW)])
    assert list(Period.objects.values_list()) == before


def _change(document: Document, period: Period) -> Change:
    return Change.objects.create(
        id=1,
        document=document,
        kind="new",
        period=period,
        from_version=document.versions.order_by("number")[0],
        to_version=period.version,
        significance="substantive",
        direction="worse",
        captured=NOW,
        detected=NOW,
    )
