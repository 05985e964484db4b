"""Blobs are whole or not there, and say so when they are not what their name promises."""

import contextlib
import os
import time
import zlib
from pathlib import Path

import pytest

from clauseatlas.archive.blobs import ABANDONED_AFTER_SECONDS, UNFINISHED, LocalBlobs, digest_of
from clauseatlas.errors import EvidenceError

BODY = b"Northwind Notes keeps drafts for thirty days. " * 200


class Killed(BaseException):
    """Stands for the moment at which the machine stops; nothing may catch it."""


@pytest.fixture
def blobs(tmp_path: Path) -> LocalBlobs:
    return LocalBlobs(tmp_path / "blobs")


def path_of(blobs: LocalBlobs, digest: str) -> Path:
    return next(blobs.root.glob(f"*/*/{digest}*"))


@pytest.mark.parametrize("body", [b"", b"\0", BODY, os.urandom(300_000), b"a" * 5_000_000], ids=["empty", "nul", "prose", "random", "long"])
def test_what_is_kept_is_read_back_under_its_digest(blobs: LocalBlobs, body: bytes) -> None:
    digest = blobs.keep(body)
    assert digest == digest_of(body)
    assert blobs.has(digest)
    assert blobs.read(digest) == body
    blobs.verify(digest)
    assert list(blobs.digests()) == [digest]


def test_keeping_twice_changes_nothing(blobs: LocalBlobs) -> None:
    digest = blobs.keep(BODY)
    before = path_of(blobs, digest).stat()
    assert blobs.keep(BODY) == digest
    after = path_of(blobs, digest).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_batch_is_kept_in_its_order_and_once(blobs: LocalBlobs) -> None:
    assert blobs.keep_many([b"one", b"two", b"one"]) == (digest_of(b"one"), digest_of(b"two"), digest_of(b"one"))
    assert sorted(blobs.digests()) == sorted({digest_of(b"one"), digest_of(b"two")})


def test_prose_takes_less_room_than_it_has_bytes(blobs: LocalBlobs) -> None:
    assert path_of(blobs, blobs.keep(BODY)).stat().st_size < len(BODY) / 10


def test_a_missing_blob_is_an_evidence_error(blobs: LocalBlobs) -> None:
    with pytest.raises(EvidenceError, match="missing"):
        blobs.read(digest_of(b"never kept"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zlib.compress(b"other words"), "other bytes"),
        (zlib.compress(BODY)[:-5], "cannot be decompressed"),
        (b"", "cannot be decompressed"),
        (zlib.compress(BODY) + b"x", "bytes after the stream"),
    ],
    ids=["replaced", "cut", "emptied", "appended"],
)
def test_an_altered_blob_is_an_evidence_error(blobs: LocalBlobs, content: bytes, words: str) -> None:
    digest = blobs.keep(BODY)
    path_of(blobs, digest).write_bytes(content)
    with pytest.raises(EvidenceError, match=words):
        blobs.verify(digest)


@pytest.mark.parametrize("name", ["", "../../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n", "zz" * 32])
def test_only_a_digest_becomes_a_path(blobs: LocalBlobs, name: str) -> None:
    for call in (blobs.read, blobs.has, blobs.verify, blobs.discard):
        with pytest.raises(EvidenceError):
            call(name)


def test_a_discarded_blob_is_gone_and_can_be_discarded_again(blobs: LocalBlobs) -> None:
    digest = blobs.keep(BODY)
    blobs.discard(digest)
    blobs.discard(digest)
    assert not blobs.has(digest)


STEPS = ["open", "write", "fsync", "replace", "close", "mkdir"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_killed_at_any_step_a_blob_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, nth: int) -> None:
    blobs = LocalBlobs(tmp_path / "blobs")
    original, calls = getattr(os, step), []

    def stop(*arguments: object, **keywords: object) -> object:
        calls.append(step)
        if len(calls) == nth:
            raise Killed
        return original(*arguments, **keywords)

    with monkeypatch.context() as patch:
        patch.setattr(os, step, stop)
        with contextlib.suppress(Killed):
            blobs.keep(BODY)
    again = LocalBlobs(tmp_path / "blobs")
    for digest in again.digests():
        again.verify(digest)
    assert again.keep(BODY) == digest_of(BODY)
    assert again.read(digest_of(BODY)) == BODY


def test_a_short_write_is_continued(blobs: LocalBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    original = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, view: original(descriptor, view[:7]))
    assert blobs.read(blobs.keep(BODY)) == BODY


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_neither_blob_nor_unfinished_file(blobs: LocalBlobs, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    # The shard exists, so that the first fsync is that of the file itself.
    (blobs.root / digest_of(BODY)[:2] / digest_of(BODY)[2:4]).mkdir(parents=True)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(OSError, match="No space left"):
            blobs.keep(BODY)
    assert not blobs.has(digest_of(BODY))
    assert list((blobs.root / UNFINISHED).iterdir()) == []


def test_abandoned_files_are_removed_and_those_of_running_writers_are_not(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    for name in ("abandoned", "running"):
        (tmp_path / UNFINISHED / name).write_bytes(b"half")
    long_ago = time.time() - ABANDONED_AFTER_SECONDS - 60
    os.utime(tmp_path / UNFINISHED / "abandoned", (long_ago, long_ago))
    LocalBlobs(tmp_path)
    assert [path.name for path in (blobs.root / UNFINISHED).iterdir()] == ["running"]


def test_every_new_directory_is_fsynced_into_its_parent(blobs: LocalBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    original = os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        original(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    digest = blobs.keep(BODY)
    shard = path_of(blobs, digest).parent
    assert [str(blobs.root), str(shard.parent), str(shard)] == [name for name in synced if UNFINISHED not in name]
    assert UNFINISHED in synced[2]
