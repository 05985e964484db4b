"""The whole atlas in one file: every row, blob, setting and key, each with its digest; written aside and renamed, so it is whole or not there."""

import contextlib
import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from clauseatlas import __version__
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records import dumping

FORMAT = "clauseatlas-backup/1"
MANIFEST = "manifest.json"
MODE = 0o600  # a backup holds the secret key
COMPRESSION = 3  # texts shrink to a quarter; higher levels cost more than the disk they save
IN_MEMORY_BYTES = 16 * 1024**2  # a larger table is compressed by way of a temporary file
PIECE_BYTES = 1024**2

# What a home holds beside the database and the blobs and must not be lost: settings, secret, signing keys.
NOT_KEPT = ("atlas.sqlite3", "blobs", "mail", "jobs.sqlite3", "lost+found")


@dataclass(slots=True, kw_only=True)
class Written:
    """What a backup holds: rows per table, blobs, files of the home, bytes."""

    rows: dict[str, int] = field(default_factory=dict)
    blobs: int = 0
    files: int = 0
    bytes: int = 0
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """As `backup --format json` prints it."""
        return {"rows": sum(self.rows.values()), "tables": len(self.rows), "blobs": self.blobs, "files": self.files, "bytes": self.bytes}


def back_up(workshop: Workshop, to: Path, *, told: Callable[[str], None] = lambda word: None) -> Written:
    """Write a backup to a file that is not there yet. Rows are those of one moment; work on the atlas may go on meanwhile."""
    if to.exists():
        raise BadInput(str(to), "is there already", "choose another name; a backup is never written over")
    if not to.parent.is_dir():
        raise BadInput(str(to.parent), "is no folder")
    aside = to.with_name(f".{to.name}.unfinished")
    written = Written()
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                _write(workshop, archive, written, told)
            file.flush()
            os.fsync(file.fileno())
        written.bytes = aside.stat().st_size
        aside.rename(to)
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()
    return written


def _write(workshop: Workshop, archive: tarfile.TarFile, written: Written, told: Callable[[str], None]) -> None:
    with _one_moment():
        edition = dumping.edition()
        columns: dict[str, list[str]] = {}
        for table in dumping.tables():
            told(table.name)
            columns[table.name] = list(table.columns)
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as packed:
                written.rows[table.name] = _compress(table.rows(), packed)
                _add(archive, written, f"rows/{table.name}.jsonl.gz", packed)
    for digest in sorted(workshop.blobs.digests()):
        _add(archive, written, f"blobs/{digest}", io.BytesIO(gzip.compress(workshop.blobs.read(digest), COMPRESSION, mtime=0)))
        written.blobs += 1
        told(f"{written.blobs} blobs")
    for path in _home_files(workshop.configuration.home):
        _add(archive, written, f"home/{path.relative_to(workshop.configuration.home).as_posix()}", io.BytesIO(path.read_bytes()))
        written.files += 1
    manifest = {
        "format": FORMAT,
        "clauseatlas": __version__,
        "made": workshop.clock().isoformat(),
        "edition": edition,
        "rows": written.rows,
        "columns": columns,
        "members": written.members,
    }
    content = json.dumps(manifest, indent=1).encode()
    _put(archive, MANIFEST, io.BytesIO(content), size=len(content))


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction in which every query sees the same rows; inside one that is open already, its own rules hold."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _compress(lines: Iterable[str], into: IO[bytes]) -> int:
    """Write lines packed; how many there were."""
    count = 0
    with gzip.GzipFile(fileobj=into, mode="wb", compresslevel=COMPRESSION, mtime=0) as packed:
        for line in lines:
            packed.write(line.encode() + b"\n")
            count += 1
    return count


def _home_files(home: Path) -> list[Path]:
    """Regular files of the home that a backup keeps; links are left, they lead elsewhere."""
    kept = (path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in kept if not path.relative_to(home).parts[0].startswith(NOT_KEPT))


def _add(archive: tarfile.TarFile, written: Written, name: str, content: IO[bytes]) -> None:
    """Put a member in, and its size and digest into the manifest."""
    size, digest = content.seek(0, os.SEEK_END), hashlib.sha256()
    content.seek(0)
    while piece := content.read(PIECE_BYTES):
        digest.update(piece)
    content.seek(0)
    written.members[name] = {"bytes": size, "sha256": digest.hexdigest()}
    _put(archive, name, content, size=size)


def _put(archive: tarfile.TarFile, name: str, content: IO[bytes], *, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, MODE
    archive.addfile(member, content)
