"""From a visit to a pack: what was captured can be proved, and what was altered cannot."""

import subprocess
from pathlib import Path

import pytest

from clauseatlas.archive import timestamps, warc
from clauseatlas.archive.checkpoints import read_checkpoint
from clauseatlas.archive.verification import verify_pack
from clauseatlas.archive.zipping import read_zip
from clauseatlas.errors import BadInput, EvidenceError
from clauseatlas.model.capture import Transfer
from clauseatlas.pipeline import keyring, sealing, verifying
from clauseatlas.pipeline.withholding import withhold
from clauseatlas.publish.packs import pack_of
from clauseatlas.records.models import Leaf, Timestamp
from tests.archive import authority
from tests.pipeline.conftest import URL, House

PAGE = (
    b"<html lang=en><title>Terms of Service</title><h1>Terms of Service</h1>"
    + b"<p>Fernwick Post may change these terms at any time. You agree to binding arbitration of every dispute with Fernwick Post, and you waive"
    b" the right to take part in a class action.</p>"
    + b"".join(b"<p>Part %d of these terms says how letters are delivered, when we pay, and who answers for damage.</p>" % n for n in range(60))
)


def transfer(body: bytes) -> Transfer:
    return Transfer(
        url=URL,
        request=b"GET /terms HTTP/1.1\r\nHost: fernwick.example\r\n\r\n",
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")),
        payload=body,
        address="198.51.100.7",
        facts={"http_version": "HTTP/2"},
    )


@pytest.fixture
def kept(house: House) -> House:
    house.receive(PAGE, transfers=(transfer(PAGE),))
    return house


def test_a_pack_proves_its_record_offline_and_is_the_same_every_time(kept: House) -> None:
    pack = pack_of(kept.workshop, kept.record_id)
    verdict = verify_pack(pack, keys=keyring.known_keys())
    assert verdict.holds, verdict.problems
    assert pack_of(kept.workshop, kept.record_id) == pack
    assert any("reading the bytes" in line for line in verdict.proved)


def test_a_pack_of_another_key_is_refused(kept: House) -> None:
    pack = pack_of(kept.workshop, kept.record_id)
    sealing.rotate(kept.workshop)
    assert verify_pack(pack, keys=keyring.known_keys()).holds, "old checkpoints stay verifiable"
    assert not verify_pack(pack, keys=keyring.known_keys()[:1]).holds


def test_the_warc_holds_request_and_response_and_names_its_digests(kept: House) -> None:
    facts = Leaf.objects.get(kind="capture").manifest["facts"]
    records = list(warc.read(kept.workshop.blobs.read(facts["warc_sha256"])))
    assert [record.header("WARC-Type") for record in records] == ["warcinfo", "response", "request", "metadata"]
    assert records[1].payload == PAGE
    assert not [problem for record in records for problem in warc.problems(record)]
    assert b"X-Archive-Orig-Transfer-Encoding: chunked" in records[1].block


def test_a_body_that_comes_again_is_named_and_not_written_again(kept: House) -> None:
    kept.receive(PAGE, transfers=(transfer(PAGE),))
    facts = Leaf.objects.filter(kind="capture").order_by("-position")[0].manifest["facts"]
    kinds = [record.header("WARC-Type") for record in warc.read(kept.workshop.blobs.read(facts["warc_sha256"]))]
    assert "revisit" in kinds


def test_a_rolled_back_ledger_is_noticed_by_the_checkpoint_kept_outside(kept: House) -> None:
    held = sealing.seal(kept.workshop).checkpoint
    Leaf.objects.order_by("-position")[0].delete()
    result = verifying.verify(kept.workshop, against=read_checkpoint(held.note))
    assert any("rolled back" in problem for problem in result.problems)
    with pytest.raises(EvidenceError, match="rolled back"):
        sealing.seal(kept.workshop)


def test_a_clock_that_is_a_day_off_is_flagged(house: House) -> None:
    house.receive(PAGE, transfers=(transfer(PAGE),), headers=(("Date", "Tue, 03 Mar 2026 12:00:00 GMT"),))
    assert any("clock" in problem for problem in verifying.verify(house.workshop).problems)


def test_withheld_content_leaves_digest_and_reason(kept: House) -> None:
    done = withhold(kept.workshop, kept.record_id, version=None, reason="personal data", erase=True)
    assert done.erased > 0
    assert Leaf.objects.filter(kind="takedown").get().manifest["reason"] == "personal data"
    with pytest.raises(BadInput, match="withheld"):
        pack_of(kept.workshop, kept.record_id)
    assert verifying.verify(kept.workshop).holds


def test_a_timestamp_holds_for_us_and_for_openssl(kept: House, tmp_path: Path) -> None:
    root = authority.make_authority(tmp_path)
    settings = kept.workshop.configuration
    settings.timestamp_roots = root
    with authority.serving(tmp_path) as address:
        settings.timestamp_authorities = (address,)
        settings.allow_origins = (address.removeprefix("http://").rstrip("/"),)
        sealed = sealing.seal(kept.workshop)
    assert sealed.stamped == 1, sealed.problems
    members = read_zip(pack_of(kept.workshop, kept.record_id))
    for name in ("evidence/checkpoint.txt", "timestamps/1.tsr", "timestamps/roots.pem"):
        (tmp_path / Path(name).name).write_bytes(members[name])
    words = ("openssl", "ts", "-verify", "-in", "1.tsr", "-data", "checkpoint.txt", "-CAfile", "roots.pem")
    assert b"OK" in subprocess.run(words, cwd=tmp_path, capture_output=True, check=True).stdout
    assert timestamps.check(members["timestamps/1.tsr"], members["evidence/checkpoint.txt"], roots=[root.read_bytes()]).at
    with pytest.raises(EvidenceError, match="something else"):
        timestamps.check(members["timestamps/1.tsr"], b"another", roots=[root.read_bytes()])


def test_an_authority_that_is_down_is_asked_again(kept: House, tmp_path: Path) -> None:
    authority.make_authority(tmp_path)
    with authority.serving(tmp_path) as address:
        kept.workshop.configuration.timestamp_authorities = (address,)
        refused = sealing.seal(kept.workshop)
        assert refused.stamped == 0
        assert refused.problems, "loopback is refused by the guard unless it is exempt"
        kept.workshop.configuration.allow_origins = (address.removeprefix("http://").rstrip("/"),)
        assert sealing.seal(kept.workshop).stamped == 1
    assert Timestamp.objects.get().attempts == 2
