"""Bodies kept once, under their SHA-256."""

import contextlib
import hashlib
import os
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from clauseatlas.errors import EvidenceError

DIGEST = re.compile(r"[0-9a-f]{64}")

# Policies shrink to a quarter at level 6; level 9 costs half as much time again for under one per cent.
COMPRESSION_LEVEL = 6

# A writer holds its temporary file for milliseconds; what is older than this (seconds) belongs to a process that died.
ABANDONED_AFTER_SECONDS = 3600.0

SUFFIX = ".z"
UNFINISHED = "unfinished"


class BlobStore(Protocol):
    """Where bodies are kept by digest. Every implementation passes `tests/archive/test_blobs.py`."""

    def keep(self, body: bytes) -> str:
        """The SHA-256 of `body` in lower-case hex, once the body is safely stored; keeping it again changes nothing."""

    def keep_many(self, bodies: Sequence[bytes]) -> tuple[str, ...]:
        """The digests of `bodies` in their order, once all of them are safely stored."""

    def has(self, digest: str) -> bool:
        """Whether a body is stored under `digest`; its bytes are not checked."""

    def read(self, digest: str) -> bytes:
        """The body, checked against its digest; raises `EvidenceError` when it is missing or altered."""

    def verify(self, digest: str) -> None:
        """Nothing, or `EvidenceError` when the body is missing or altered."""

    def discard(self, digest: str) -> None:
        """Remove a body that must not be kept (takedown, erasure); nothing when it is not there."""

    def digests(self) -> Iterator[str]:
        """Every stored digest, in no particular order."""


def digest_of(body: bytes) -> str:
    """SHA-256 of `body` in lower-case hex, the name under which it is kept."""
    return hashlib.sha256(body).hexdigest()


class LocalBlobs:
    """A `BlobStore` in a directory: `ab/cd/abcd….z`, each a zlib stream of the body.

    A body is written under a temporary name, flushed and fsynced, renamed, and its directory fsynced, so that a blob is either whole or not there,
    whatever moment the machine stops at. Safe for several processes. Operating-system errors (disk full, read-only) are raised
    as they come, after the unfinished file is removed.
    """

    def __init__(self, root: Path | str, *, clock: Callable[[], float] = time.time) -> None:
        self.root = Path(root)
        self._unfinished = self.root / UNFINISHED
        self._unfinished.mkdir(parents=True, exist_ok=True)
        self._remove_abandoned(before=clock() - ABANDONED_AFTER_SECONDS)

    def keep(self, body: bytes) -> str:
        """See `BlobStore.keep`."""
        return self.keep_many((body,))[0]

    def keep_many(self, bodies: Sequence[bytes]) -> tuple[str, ...]:
        """See `BlobStore.keep_many`. Directories are fsynced once for all, which is what makes a batch cheaper."""
        digests = tuple(digest_of(body) for body in bodies)
        missing = {digest: body for digest, body in zip(digests, bodies, strict=True) if not self._path(digest).exists()}
        for digest, body in missing.items():
            self._write(digest, body)
        # Also for bodies that were there: another process may have renamed them a moment ago and not yet fsynced the directory.
        _fsync_directories(self._path(digest).parent for digest in digests)
        return digests

    def has(self, digest: str) -> bool:
        """See `BlobStore.has`."""
        return self._path(digest).exists()

    def read(self, digest: str) -> bytes:
        """See `BlobStore.read`."""
        try:
            body = _expand(self._path(digest).read_bytes())
        except FileNotFoundError:
            raise EvidenceError(f"blob {digest}", "is missing") from None
        except zlib.error as error:
            raise EvidenceError(f"blob {digest}", f"cannot be decompressed ({error})") from None
        found = digest_of(body)
        if found != digest:
            raise EvidenceError(f"blob {digest}", f"holds other bytes, with SHA-256 {found}")
        return body

    def verify(self, digest: str) -> None:
        """See `BlobStore.verify`."""
        self.read(digest)

    def discard(self, digest: str) -> None:
        """See `BlobStore.discard`."""
        path = self._path(digest)
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            _fsync_directories((path.parent,))

    def digests(self) -> Iterator[str]:
        """See `BlobStore.digests`."""
        for path in self.root.glob(f"??/??/*{SUFFIX}"):
            if DIGEST.fullmatch(path.stem):
                yield path.stem

    def _path(self, digest: str) -> Path:
        # A digest comes from databases and packs; anything else must never become a path.
        if not DIGEST.fullmatch(digest):
            raise EvidenceError(f"blob {digest!r}", "is not a lower-case SHA-256 in hex")
        return self.root / digest[:2] / digest[2:4] / (digest + SUFFIX)

    def _write(self, digest: str, body: bytes) -> None:
        path = self._path(digest)
        _make_durable_directory(path.parent, root=self.root)
        unfinished = self._unfinished / f"{digest}.{uuid4().hex}"
        try:
            _write_durably(unfinished, zlib.compress(body, COMPRESSION_LEVEL))
            os.replace(unfinished, path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def _remove_abandoned(self, *, before: float) -> None:
        for path in self._unfinished.iterdir():
            # Another process may sweep at the same time.
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()


def _expand(stored: bytes) -> bytes:
    """The body of one whole zlib stream; unlike `zlib.decompress` this refuses what was appended to it."""
    stream = zlib.decompressobj()
    body = stream.decompress(stored)
    if not stream.eof or stream.unused_data:
        raise zlib.error("stream cut short" if not stream.eof else "bytes after the stream")
    return body


def _write_durably(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_durable_directory(path: Path, *, root: Path) -> None:
    """Create `path` under `root`; each new level is fsynced into its parent, or a power cut could take the whole shard with it."""
    if path.is_dir():
        return
    if path.parent != root:
        _make_durable_directory(path.parent, root=root)
    path.mkdir(exist_ok=True)
    _fsync_directories((path.parent,))


def _fsync_directories(paths: Iterable[Path]) -> None:
    for path in dict.fromkeys(paths):
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
