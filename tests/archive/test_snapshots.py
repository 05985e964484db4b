"""A snapshot names by digest everything a capture brought back, and its manifest says the same every time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from clauseatlas.archive import manifests, snapshots
from clauseatlas.archive.blobs import LocalBlobs, digest_of
from clauseatlas.archive.ledger import canonical, leaf_hash
from clauseatlas.model.capture import Capture, Hop
from clauseatlas.model.words import Outcome, VersionCause

STARTED = datetime(2026, 3, 4, 5, 6, 7, 80, tzinfo=UTC)
CAPTURE = Capture(
    url="https://northwind.example/terms",
    fetcher="http",
    started=STARTED,
    seconds=0.2503,
    status=200,
    final_url="https://northwind.example/legal/terms",
    headers=(("Content-Type", "text/html"), ("X-Note", "übrig"), ("X-Note", "again")),
    hops=(Hop(url="https://northwind.example/terms", status=301, address="198.51.100.7"),),
    body=b"<p>Terms of Northwind Notes</p>",
    facts={"http_version": "HTTP/1.1"},
)


@pytest.fixture
def blobs(tmp_path: Path) -> LocalBlobs:
    return LocalBlobs(tmp_path)


def test_body_and_headers_are_kept_and_read_back(blobs: LocalBlobs) -> None:
    snapshot = snapshots.keep(CAPTURE, blobs)
    assert snapshot.body_sha256 == digest_of(CAPTURE.body or b"")
    assert snapshot.body_bytes == 31
    assert snapshot.dom_sha256 is None
    assert snapshot.source_sha256 == snapshot.body_sha256
    assert snapshot.headers_sha256 is not None
    assert snapshots.read_headers(snapshot.headers_sha256, blobs) == CAPTURE.headers


def test_a_browser_capture_is_read_from_its_rendered_document(blobs: LocalBlobs) -> None:
    snapshot = snapshots.keep(replace(CAPTURE, dom=b"<p>rendered</p>", screenshot=b"\x89PNG"), blobs)
    assert snapshot.source_sha256 == digest_of(b"<p>rendered</p>")
    assert len(list(blobs.digests())) == 4


def test_a_visit_without_body_stores_nothing_but_is_described(blobs: LocalBlobs) -> None:
    snapshot = snapshots.keep(replace(CAPTURE, body=None, status=304), blobs)
    assert list(blobs.digests()) == []
    assert snapshot.source_sha256 is None
    assert snapshot.headers_sha256 is not None


def test_an_empty_body_is_a_body(blobs: LocalBlobs) -> None:
    assert snapshots.keep(replace(CAPTURE, body=b""), blobs).body_sha256 == digest_of(b"")


def all_manifests(blobs: LocalBlobs) -> list[manifests.Manifest]:
    snapshot = snapshots.keep(CAPTURE, blobs)
    text, source = digest_of(b"text"), digest_of(b"source")
    return [
        manifests.of_capture(CAPTURE, snapshot, document="CA-D-000001", outcome=Outcome.QUARANTINED, reasons=("too-short",)),
        manifests.of_version(
            document="CA-D-000001", number=2, cause=VersionCause.FIRST, text_sha256=text, source_sha256=source, reader="html 1", detected=STARTED
        ),
        manifests.of_analysis(document="CA-D-000001", text_sha256=text, method={"catalogue": "1"}, provisions=[{"a": 1}], analysed=STARTED),
        manifests.of_correction(record="CA-P-000001", field="stance", before="permits", after="forbids", reason="misread", corrected=STARTED),
        manifests.of_takedown(record="CA-D-000001", digests=[text, source], reason="court order", withheld=STARTED),
        manifests.of_key(name="atlas", algorithm="ed25519", public_key="AAAA", action=manifests.KeyAction.INTRODUCED, at=STARTED),
    ]


def test_every_kind_of_event_has_a_manifest_that_can_be_a_leaf(blobs: LocalBlobs) -> None:
    made = all_manifests(blobs)
    assert {manifest["event"] for manifest in made} == set(manifests.Event)
    assert len({leaf_hash(manifest) for manifest in made}) == len(made)
    for manifest in made:
        assert manifest["schema"] == manifests.SCHEMA
        assert manifest["at"] == "2026-03-04T05:06:07.000080Z"
        assert b"." not in canonical({key: value for key, value in manifest.items() if isinstance(value, int)})


def test_a_failed_visit_has_the_same_fields_as_a_good_one(blobs: LocalBlobs) -> None:
    failed = Capture(url="https://northwind.example/terms", fetcher="http", started=STARTED, seconds=0.1, outcome=Outcome.TIMEOUT)
    lean = manifests.of_capture(failed, snapshots.keep(failed, blobs), document="CA-D-000001", outcome=Outcome.TIMEOUT)
    assert lean.keys() == all_manifests(blobs)[0].keys()


def test_times_are_utc_whatever_zone_they_came_in() -> None:
    assert manifests.rfc3339(STARTED.astimezone(timezone(timedelta(hours=5)))) == "2026-03-04T05:06:07.000080Z"
    with pytest.raises(ValueError, match="no time zone"):
        manifests.rfc3339(STARTED.replace(tzinfo=None))
