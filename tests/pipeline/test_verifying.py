"""Whoever alters bytes, texts, quotes, rows or leaves is noticed."""

import zlib
from collections.abc import Callable

import pytest

from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.pipeline.verifying import verify
from clauseatlas.records.models import Capture, Leaf, Revision, Snapshot, Version, VersionText
from clauseatlas.records.queries.versions import plain_text

from .conftest import House
from .editions import FIRST, LOGIN_WALL, SHORTER_WINDOW


@pytest.fixture
def filled(house: House) -> House:
    for body in (FIRST, SHORTER_WINDOW, LOGIN_WALL, FIRST):
        house.receive(body)
    return house


def test_untouched_archive_holds(filled: House) -> None:
    result = verify(filled.workshop)
    assert result.holds, result.problems
    assert (result.texts, result.captures, result.blobs) == (2, 4, 7)
    assert result.leaves == Leaf.objects.count()
    assert result.quotes > 0


def test_one_document_is_checked_alone_with_the_whole_ledger(filled: House) -> None:
    result = verify(filled.workshop, document=filled.document.pk + 1)
    assert (result.texts, result.leaves) == (0, Leaf.objects.count())


def _remove_blob(house: House) -> None:
    house.workshop.blobs.discard(Snapshot.objects.order_by("pk")[0].body_sha256)


def _alter_text(house: House) -> None:
    text = plain_text(Version.objects.get(number=1)).replace("30 days", "90 days")
    VersionText.objects.filter(version__number=1).update(text=zlib.compress(text.encode()))


def _shift_place(house: House) -> None:
    packed = VersionText.objects.get(version__number=2)
    packed.places[0][1][0][0] += 1
    packed.save()


def _alter_quote(house: House) -> None:
    row = Revision.objects.order_by("pk")[0]
    row.quotes[0]["exact"] = row.quotes[0]["exact"].upper()
    row.save()


def _alter_record(house: House) -> None:
    row = Revision.objects.order_by("pk")[0]
    row.record = row.record.replace('"severity":"', '"severity":"very ')
    row.save()


def _alter_manifest(house: House) -> None:
    leaf = Leaf.objects.get(position=0)
    leaf.manifest["outcome"] = "same"
    leaf.save()


def _alter_leaf_and_hash(house: House) -> None:
    leaf = Leaf.objects.get(position=0)
    leaf.manifest["outcome"] = "same"
    leaf.leaf_hash = leaf_hash(leaf.manifest).hex()
    leaf.save()


def _alter_capture(house: House) -> None:
    Capture.objects.filter(outcome="quarantined").update(outcome="same")


def _drop_last_leaf(house: House) -> None:
    Leaf.objects.order_by("-position")[0].delete()


def _drop_middle_leaf(house: House) -> None:
    Leaf.objects.get(position=3).delete()


TAMPERINGS: list[Callable[[House], None]] = [
    _remove_blob,
    _alter_text,
    _shift_place,
    _alter_quote,
    _alter_record,
    _alter_manifest,
    _alter_leaf_and_hash,
    _alter_capture,
    _drop_last_leaf,
    _drop_middle_leaf,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__.strip("_"))
def test_tampering_is_noticed(filled: House, tamper: Callable[[House], None]) -> None:
    tamper(filled)
    assert not verify(filled.workshop).holds
