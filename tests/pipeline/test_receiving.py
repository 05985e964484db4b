"""What a visit means for its document."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome, VersionCause
from clauseatlas.pipeline.holding import CONFIRMED_AFTER, REMEMBERED, SHRUNK_CONFIRMED_AFTER
from clauseatlas.pipeline.receiving import NeedsBrowser, receive
from clauseatlas.pipeline.settling import OvertakenError, Settled, settle_visit
from clauseatlas.records.models import Capture as CaptureRow
from clauseatlas.records.models import Change, Leaf, Period, Provision, Sighting, Snapshot, Version
from clauseatlas.records.queries.captures import Finish
from clauseatlas.records.queries.provisions import placed_in
from clauseatlas.records.queries.versions import plain_text

from .conftest import DAY, URL, House
from .conftest import Snapshot as Rows
from .editions import FIRST, LOGIN_WALL, REWRITTEN, REWRITTEN_AND_EDITED, SHORTER_WINDOW, TRAINING, WITH_TRAINING, page

SHELL = (
    b"<!doctype html><html lang=en><title>Terms</title><body><div id=app></div><script src=/app.js></script>"
    b"<noscript>Please enable JavaScript.</noscript></body></html>"
)

LONG = page(
    extra={
        f"Shelf {number}": f"On shelf {number} of the reading room members may leave letters of year {number} for others, who bring them back within "
        f"{number} days and write their names into book {number}, so that we know under these terms who has which letter."
        for number in range(100, 150)
    }
)


def test_first_text_becomes_version_one_with_provisions_whose_quotes_are_exact(house: House) -> None:
    settled = house.receive(FIRST, etag='"a"')
    version = Version.objects.get()
    text = plain_text(version)
    assert (settled.capture.outcome, version.number, version.cause) == (Outcome.RECORDED, 1, VersionCause.FIRST)
    assert not Change.objects.exists()
    placed = placed_in(version)
    assert {"arbitration", "class-action-waiver", "terms-change"} <= {each.provision.finding.clause_type for each in placed}
    assert all(text[quote.start : quote.end] == quote.exact for each in placed for quote in each.provision.finding.quotes)
    assert house.document.current == version
    assert house.document.etag == '"a"'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (FIRST, "the very same bytes"),
        (page(nonce="other"), "bytes differ in a nonce only"),
        (page(replace={"from time to": "from  time to"}), "a blank more"),
    ],
)
def test_same_text_is_no_version(house: House, body: bytes, why: str) -> None:
    house.receive(FIRST)
    assert house.receive(body).capture.outcome == Outcome.SAME, why
    assert Version.objects.count() == 1
    assert Period.objects.get().sightings == 2


def test_changed_text_is_a_version_with_a_change_and_carries_record_ids(house: House) -> None:
    house.receive(FIRST)
    before = _standing()
    settled = house.receive(SHORTER_WINDOW)
    assert (settled.capture.outcome, settled.cause) == (Outcome.RECORDED, VersionCause.DOCUMENT_CHANGED)
    change = Change.objects.get()
    assert (change.from_version.number, change.to_version.number, change.significance) == (1, 2, "substantive")
    after = _standing()
    assert set(after) == set(before), "every clause kept its record"
    revised = [number for number in after if after[number] != before[number]]
    assert [Provision.objects.get(pk=number).clause_type for number in revised] == ["arbitration"]
    effect = change.effects.get(provision=revised[0])
    assert effect.attributes["opt_out_days"] == {"before": 30, "after": 10}


def test_unchanged_provision_has_one_revision_over_both_versions(house: House) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    waiver = Provision.objects.get(clause_type="class-action-waiver")
    revision = waiver.revisions.get()
    assert (revision.first_version.number, revision.last_version.number, waiver.status) == (1, 2, "standing")


def test_new_and_ended_clauses_are_minted_and_ended(house: House) -> None:
    house.receive(FIRST)
    house.receive(WITH_TRAINING)
    training = Provision.objects.get(clause_type="ai-training")
    assert training.first_version.number == 2
    house.receive(page(without=("Law",)))
    training.refresh_from_db()
    assert training.status == "ended"
    assert Provision.objects.get(clause_type="governing-law").status == "ended"


def test_clause_that_returns_in_a_third_text_keeps_its_record(house: House) -> None:
    house.receive(WITH_TRAINING)
    house.receive(FIRST)
    house.receive(page(extra={"Better replies": TRAINING}, without=("Law",)))
    training = Provision.objects.get(clause_type="ai-training")
    assert training.status != "ended"


def test_return_to_an_earlier_text_is_reverted_and_no_version(house: House) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    settled = house.receive(FIRST)
    assert settled.capture.outcome == Outcome.REVERTED
    assert (Version.objects.count(), Period.objects.count(), Change.objects.count()) == (2, 3, 1)
    assert house.document.current.number == 1
    assert {row.current.first_version.number for row in Provision.objects.exclude(status="ended")} == {1}


def test_return_that_lasts_is_told_once(house: House) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    for _ in range(10):
        house.receive(FIRST)
        house.clock.pass_(DAY)
    assert [change.kind for change in Change.objects.order_by("id")] == ["new", "returned"]


def test_variants_that_alternate_are_never_told_as_returns(house: House) -> None:
    house.receive(FIRST)
    for _ in range(3):
        house.receive(SHORTER_WINDOW)
        house.clock.pass_(DAY)
        house.receive(FIRST)
        house.clock.pass_(DAY)
    for _ in range(10):
        house.receive(FIRST)
        house.clock.pass_(DAY)
    assert [change.kind for change in Change.objects.all()] == ["new"]
    assert Period.objects.filter(variant=True).exists()


def test_not_modified_verifies_the_current_version(house: House) -> None:
    house.receive(FIRST, etag='"a"')
    settled = house.receive(None, outcome=Outcome.NOT_MODIFIED, status=304)
    assert settled.capture.version == house.document.current
    assert house.document.verified == settled.capture.started
    assert house.document.etag == '"a"'
    assert Sighting.objects.count() == 2


FAILED = (Outcome.BLOCKED, Outcome.TIMEOUT, Outcome.DNS_ERROR, Outcome.ADDRESS_REFUSED, Outcome.ROBOTS, Outcome.TOO_LARGE)


@pytest.mark.parametrize("outcome", FAILED)
def test_failed_visit_is_recorded_and_in_the_ledger(house: House, outcome: Outcome) -> None:
    house.receive(FIRST)
    house.receive(None, outcome=outcome, status=None, detail="as the test says")
    row = CaptureRow.objects.order_by("-started")[0]
    assert (row.outcome, row.version, row.detail) == (outcome, None, "as the test says")
    assert Leaf.objects.filter(capture=row).count() == 1
    assert house.document.failures == 1
    assert house.document.current is not None


def test_quarantined_page_is_kept_with_reasons_and_never_a_version(house: House) -> None:
    house.receive(FIRST, etag='"a"')
    settled = house.receive(LOGIN_WALL, etag='"wall"')
    assert settled.capture.outcome == Outcome.QUARANTINED
    assert settled.capture.gate_reasons
    assert house.workshop.blobs.read(settled.capture.snapshot.body_sha256) == LOGIN_WALL
    assert Version.objects.count() == 1
    assert house.document.etag == '"a"', "a 304 against the wall's ETag would verify a page that is not the policy"


def test_rewritten_text_is_held_back_fetched_again_and_recorded_when_it_is_seen_again(house: House) -> None:
    house.receive(FIRST)
    held = house.receive(REWRITTEN)
    assert (held.capture.outcome, held.capture.gate_reasons, held.capture.verdict) == (Outcome.QUARANTINED, ["unlike-before"], "unsure")
    assert house.document.next_due == held.capture.started + CONFIRMED_AFTER
    house.clock.pass_(CONFIRMED_AFTER)
    settled = house.receive(REWRITTEN)
    assert (settled.capture.outcome, settled.cause) == (Outcome.RECORDED, VersionCause.DOCUMENT_CHANGED)
    assert "held back until now" in settled.capture.detail
    assert Change.objects.count() == 1
    version = house.document.current
    assert version.first_seen == held.capture.started, "the platform showed it from then on"
    assert [(row.first, row.sightings) for row in Period.objects.order_by("first")][1] == (held.capture.started, 2)


def test_second_look_at_once_confirms_nothing(house: House) -> None:
    house.receive(FIRST)
    for _ in range(3):
        assert house.receive(REWRITTEN).capture.outcome == Outcome.QUARANTINED
    assert Version.objects.count() == 1
    assert house.document.next_due == house.document.visited + DAY, "what is not confirmed is not fetched sooner for ever"


def test_another_wording_of_the_rewritten_text_confirms_it(house: House) -> None:
    house.receive(FIRST)
    house.receive(REWRITTEN)
    house.clock.pass_(DAY)
    settled = house.receive(REWRITTEN_AND_EDITED)
    assert settled.capture.outcome == Outcome.RECORDED
    assert house.document.current.first_seen == settled.capture.started, "this very text was not seen before"


def test_old_text_seen_in_between_moves_the_beginning(house: House) -> None:
    house.receive(FIRST)
    house.receive(REWRITTEN)
    house.receive(FIRST)
    house.clock.pass_(DAY)
    settled = house.receive(REWRITTEN)
    assert settled.capture.outcome == Outcome.RECORDED
    assert house.document.current.first_seen == settled.capture.started
    assert Period.objects.count() == 2


def test_what_was_held_back_long_ago_confirms_nothing(house: House) -> None:
    house.receive(FIRST)
    house.receive(REWRITTEN)
    house.clock.pass_(REMEMBERED)
    assert house.receive(REWRITTEN).capture.outcome == Outcome.QUARANTINED


def test_text_shrunk_to_a_fifth_must_stand_for_a_week(house: House) -> None:
    house.receive(LONG)
    assert house.receive(FIRST).capture.gate_reasons == ["shrunk"]
    house.clock.pass_(CONFIRMED_AFTER)
    assert house.receive(FIRST).capture.outcome == Outcome.QUARANTINED
    house.clock.pass_(SHRUNK_CONFIRMED_AFTER)
    assert house.receive(FIRST).capture.outcome == Outcome.RECORDED


def test_wall_is_never_confirmed(house: House) -> None:
    house.receive(FIRST)
    house.receive(LOGIN_WALL)
    house.clock.pass_(SHRUNK_CONFIRMED_AFTER)
    assert house.receive(LOGIN_WALL).capture.outcome == Outcome.QUARANTINED


def test_bytes_that_cannot_become_text_are_kept_and_unreadable(house: House) -> None:
    settled = house.receive(bytes(range(256)) * 40, media_type="application/octet-stream", charset=None)
    assert settled.capture.outcome in {Outcome.UNREADABLE, Outcome.QUARANTINED}
    assert settled.capture.snapshot is not None
    assert not Version.objects.exists()


def test_third_missing_page_in_a_row_is_a_withdrawal_and_a_good_one_ends_it(house: House) -> None:
    house.receive(FIRST)
    missing = {"outcome": Outcome.NOT_FOUND, "status": 404}
    assert [house.receive(None, **missing).capture.outcome for _ in range(4)] == ["not-found", "not-found", "withdrawn", "withdrawn"]
    assert house.document.withdrawn is not None
    house.receive(FIRST)
    assert (house.document.withdrawn, house.document.missing) == (None, 0)


def test_failure_between_missing_pages_does_not_hide_the_withdrawal(house: House) -> None:
    missing = {"outcome": Outcome.NOT_FOUND, "status": 410}
    house.receive(None, **missing)
    house.receive(None, **missing)
    house.receive(None, outcome=Outcome.TIMEOUT)
    assert house.receive(None, **missing).capture.outcome == Outcome.WITHDRAWN


def test_same_visit_settled_twice_gives_the_same_rows(house: House, rows: Rows) -> None:
    visit = house.capture(FIRST)
    receive(house.workshop, house.document, visit)
    before = rows()
    receive(house.workshop, house.document, visit)
    assert rows() == before


def test_script_shell_asks_for_a_browser_and_its_document_is_read(house: House) -> None:
    asked = receive(house.workshop, house.document, house.capture(SHELL))
    assert isinstance(asked, NeedsBrowser)
    assert not CaptureRow.objects.exists(), "one visit, one row"
    rendered = replace(house.capture(SHELL), fetcher="browser", dom=FIRST, screenshot=b"picture")
    settled = receive(house.workshop, house.document, rendered, asked=asked)
    assert isinstance(settled, Settled)
    snapshot = Snapshot.objects.get()
    assert (settled.capture.outcome, len(snapshot.digests)) == (Outcome.RECORDED, 3)


@pytest.mark.parametrize(("outcome", "recorded"), [(Outcome.NO_BROWSER, Outcome.NO_BROWSER), (Outcome.CONNECTION_ERROR, Outcome.QUARANTINED)])
def test_without_what_a_browser_brings_the_shell_is_kept_and_not_the_policy(house: House, outcome: Outcome, recorded: Outcome) -> None:
    asked = receive(house.workshop, house.document, house.capture(SHELL))
    assert isinstance(asked, NeedsBrowser)
    settled = receive(house.workshop, house.document, house.capture(None, outcome=outcome), asked=asked)
    assert isinstance(settled, Settled)
    assert settled.capture.outcome == recorded
    assert settled.capture.snapshot is not None
    assert not Version.objects.exists()


def test_result_worked_out_over_an_older_turn_is_refused(house: House) -> None:
    stale = house.document
    house.receive(FIRST)
    visit = Capture(url=URL, fetcher="http", started=house.clock.now + timedelta(minutes=1), seconds=0.1, outcome=Outcome.TIMEOUT)
    with pytest.raises(OvertakenError):
        settle_visit(house.workshop, stale, visit, Finish(outcome=Outcome.TIMEOUT))


def test_overtaken_visit_is_worked_out_again(house: House) -> None:
    stale = house.document
    house.receive(FIRST)
    settled = receive(house.workshop, stale, house.capture(SHORTER_WINDOW))
    assert isinstance(settled, Settled)
    assert [version.number for version in Version.objects.all()] == [1, 2]
    assert Change.objects.count() == 1


def test_every_capture_and_version_has_its_leaf(house: House) -> None:
    for body in (FIRST, FIRST, SHORTER_WINDOW, LOGIN_WALL):
        house.receive(body)
    kinds = list(Leaf.objects.order_by("position").values_list("kind", flat=True))
    assert kinds == ["capture", "version", "analysis", "capture", "capture", "version", "analysis", "capture"]
    assert list(Leaf.objects.order_by("position").values_list("position", flat=True)) == list(range(8))


def _standing() -> dict[int, int]:
    """Record number and current revision of every provision that stands."""
    return dict(Provision.objects.exclude(status="ended").values_list("pk", "current"))
