"""Links that lead elsewhere while no word of the text changed."""

from clauseatlas.model.words import Outcome
from clauseatlas.pipeline.importing import Sighted, enter
from clauseatlas.pipeline.rebuilding import Stage, rebuild
from clauseatlas.records.models import Change, Version
from clauseatlas.records.queries import publishing
from clauseatlas.text.reading import read

from .conftest import DAY, START, House
from .conftest import Snapshot as Rows
from .editions import FIRST

OURS, THEIRS = "https://privacy.fernwick.example/opt-out", "https://brokers.example/opt-out-form"


def page(target: str, *, more: str = "") -> bytes:
    """The first edition with a sentence on opting out whose link leads to this address."""
    assert b"</main>" in FIRST or b"</body>" in FIRST
    end = b"</main>" if b"</main>" in FIRST else b"</body>"
    sentence = f'<p>You can opt out of the sale of your data <a href="{target}">on this page</a> at any time.{more}</p>'
    return FIRST.replace(end, sentence.encode() + end)


def changes() -> list[tuple[str, str]]:
    return list(Change.objects.order_by("pk").values_list("kind", "significance"))


def test_an_opt_out_link_that_leads_to_somebody_else_is_told(house: House) -> None:
    house.receive(page(OURS))
    settled = house.receive(page(THEIRS))
    assert settled.capture.outcome == Outcome.SAME
    assert changes() == [("links", "substantive")]
    change = publishing.told_changes().get()
    assert settled.change == change
    assert (change.from_version, change.to_version, change.captured) == (Version.objects.get(), Version.objects.get(), settled.capture.started)
    assert [edit["targets"] for edit in change.edits] == [[OURS, THEIRS]]
    assert "“on this page” (from privacy.fernwick.example/opt-out to brokers.example/opt-out-form)" in change.summary
    assert change.reasons == ["link-target"]


def test_parameters_locales_and_hosts_of_one_holder_are_no_change_of_a_link(house: House) -> None:
    """Links carry sessions and campaigns that differ with every visit."""
    for target in (OURS, f"{OURS}?utm_source=a&sid=8f1c", f"{OURS}#top", "http://www.fernwick.example/en-us/opt-out", OURS):
        house.receive(page(target))
    assert changes() == []


def test_links_that_alternate_are_told_once(house: House) -> None:
    for target in (OURS, THEIRS, OURS, THEIRS):
        house.receive(page(target) + b"<!-- a visit of its own -->" * house.visits)
    assert changes() == [("links", "substantive")]


def test_a_later_change_of_words_does_not_tell_of_the_link_again(house: House) -> None:
    house.receive(page(OURS))
    house.receive(page(THEIRS))
    house.receive(page(THEIRS, more=" We answer within 30 days."))
    change = Change.objects.get(kind="new")
    assert [edit["targets"] for edit in change.edits] == [None]


def test_rebuilding_gives_the_same_changes_of_links_under_the_same_ids(house: House) -> None:
    house.receive(page(OURS))
    house.receive(page(THEIRS))
    house.receive(page(THEIRS, more=" We answer within 30 days."))
    before = list(Change.objects.order_by("pk").values())
    rebuild(house.workshop, [house.document], stages=[Stage.CHANGES])
    assert list(Change.objects.order_by("pk").values()) == before


def test_a_history_that_is_entered_tells_of_links_and_tells_nothing_twice(house: House, rows: Rows) -> None:
    history = [
        Sighted(at=START + days * DAY, policy=read(page(target), media_type="text/html", charset="utf-8"), origin=f"archive@{days}")
        for days, target in ((-300, OURS), (-200, THEIRS), (-100, THEIRS))
    ]
    for each in history:
        enter(house.workshop, house.document, each)
    assert changes() == [("links", "substantive")]
    held = [len(table) for table in rows()]
    for each in history:
        enter(house.workshop, house.document, each)
    assert [len(table) for table in rows()] == held
