"""Today's method over old bytes: record ids stay, and nothing looks like a change of the platform."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from clauseatlas.model.policytext import PolicyText
from clauseatlas.pipeline import drafting, receiving, rereading
from clauseatlas.pipeline.rebuilding import Stage, rebuild
from clauseatlas.records.models import Change, Leaf, Period, Provision, Revision, Version
from clauseatlas.records.queries.provisions import placed_in
from clauseatlas.records.queries.versions import plain_text

from .conftest import House
from .conftest import Snapshot as Rows
from .editions import FIRST, SHORTER_WINDOW, WITH_TRAINING, page

OLD, NEW = "html/old", "html/new"


class Readers:
    """A reader of yesterday, which left a line of navigation in the text, and today's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._read = receiving.read
        self.stamp = OLD
        for module in (receiving, rereading):
            monkeypatch.setattr(module, "read", self.read)
            monkeypatch.setattr(module, "reader_stamp", lambda media_type: self.stamp)

    def read(self, body: bytes, **given: Any) -> PolicyText:
        policy = replace(self._read(body, **given), reader=self.stamp)
        if self.stamp == NEW:
            return policy
        leftover = "\n\nPrinted for visitor " + ("B" if b'nonce="b"' in body else "A") + "."
        text = policy.text + leftover
        return replace(policy, text=text, sha256=_digest(text))


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Readers:
    return Readers(monkeypatch)


def test_new_reader_makes_method_changed_versions_and_no_change(house: House, readers: Readers) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    numbers = set(Provision.objects.exclude(status="ended").values_list("pk", flat=True))
    readers.stamp = NEW
    done = rebuild(house.workshop, [house.document], stages=[Stage.TEXT])
    assert done.texts_read_differently == 2
    causes = list(Version.objects.order_by("number").values_list("cause", "superseded"))
    assert causes == [("first", True), ("document_changed", True), ("method_changed", False), ("method_changed", False)]
    assert (Period.objects.count(), Change.objects.count()) == (2, 1)
    assert house.document.current.rereads.number == 2
    assert set(Provision.objects.exclude(status="ended").values_list("pk", flat=True)) == numbers
    assert set(Provision.objects.exclude(status="ended").values_list("status", flat=True)) <= {"standing", "revised"}


def test_page_seen_again_after_the_new_reader_is_the_same(house: House, readers: Readers) -> None:
    house.receive(FIRST)
    readers.stamp = NEW
    settled = house.receive(page(nonce="other"))
    assert settled.capture.outcome == "same"
    assert [version.cause for version in Version.objects.order_by("number")] == ["first", "method_changed"]
    assert not Change.objects.exists()


def test_page_that_changed_meanwhile_is_compared_with_the_new_reading(house: House, readers: Readers) -> None:
    house.receive(FIRST)
    readers.stamp = NEW
    settled = house.receive(SHORTER_WINDOW)
    change = Change.objects.get()
    assert settled.capture.outcome == "recorded"
    assert (change.from_version.cause, change.to_version.cause) == ("method_changed", "document_changed")
    assert "Printed for visitor" not in str(change.edits)


def test_texts_that_only_the_old_reader_told_apart_become_one_and_their_change_is_retracted(house: House, readers: Readers) -> None:
    house.receive(FIRST)
    house.receive(page(nonce="b"))
    assert Change.objects.get().kind == "new"
    readers.stamp = NEW
    rebuild(house.workshop, [house.document])
    assert (Period.objects.count(), Change.objects.get().kind) == (1, "retracted")
    assert house.document.current == Version.objects.get(superseded=False)


@pytest.mark.parametrize("stages", [(Stage.TEXT,), (Stage.PROVISIONS,), (Stage.CHANGES,), tuple(Stage)])
def test_rebuilding_with_the_same_method_changes_nothing(house: House, rows: Rows, stages: tuple[Stage, ...]) -> None:
    for body in (FIRST, SHORTER_WINDOW, FIRST, WITH_TRAINING):
        house.receive(body)
    before = rows()
    rebuild(house.workshop, [house.document], stages=stages)
    after = rows()
    assert _without_turn(after) == _without_turn(before)


def test_clause_found_only_now_has_one_record_over_all_versions(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    find = drafting.analyse

    def blind(*given: Any, **more: Any) -> Any:
        return tuple(each for each in find(*given, **more) if each.finding.clause_type != "class-action-waiver")

    monkeypatch.setattr(drafting, "analyse", blind)
    for body in (FIRST, SHORTER_WINDOW, WITH_TRAINING):
        house.receive(body)
    assert not Provision.objects.filter(clause_type="class-action-waiver").exists()
    monkeypatch.setattr(drafting, "analyse", find)
    monkeypatch.setattr(drafting, "method_of", lambda catalogue, model="": {"catalogue": "better", "classifier": "better"})
    rebuild(house.workshop, [house.document])
    found = list(Provision.objects.filter(clause_type="class-action-waiver"))
    assert found
    assert {(each.first_version.number, each.last_version.number, each.revisions.count()) for each in found} == {(1, 3, 1)}


def test_clause_graded_differently_keeps_its_record_and_counts_as_standing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    numbers = set(Provision.objects.filter(clause_type="class-action-waiver").values_list("pk", flat=True))
    find = drafting.analyse

    def retitled(*given: Any, **more: Any) -> Any:
        return tuple(replace(each, title=f"{each.title}, retold") for each in find(*given, **more))

    monkeypatch.setattr(drafting, "analyse", retitled)
    rebuild(house.workshop, [house.document], stages=[Stage.PROVISIONS])
    assert set(Provision.objects.filter(clause_type="class-action-waiver", status="standing").values_list("pk", flat=True)) == numbers
    clause = Provision.objects.filter(clause_type="class-action-waiver")[0]
    assert list(Revision.objects.filter(provision=clause).order_by("number").values_list("superseded", flat=True)) == [True, False]
    assert clause.current.first_version.number == 1
    for version in Version.objects.all():
        text = plain_text(version)
        assert all(text[quote.start : quote.end] == quote.exact for each in placed_in(version) for quote in each.provision.finding.quotes)
    assert Leaf.objects.filter(kind="analysis").count() == 4


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _without_turn(tables: list[list[tuple[Any, ...]]]) -> list[list[tuple[Any, ...]]]:
    """The rows without the turn of documents, which counts transactions."""
    return [[row[:-1] if len(row) > 20 and isinstance(row[-1], int) else row for row in table] for table in tables]
