"""A backup turned into an atlas again: everything checked before anything is made, made aside, verified, and only then put in its place."""

import contextlib
import gzip
import hashlib
import json
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from clauseatlas.errors import BadInput, EvidenceError
from clauseatlas.pipeline.backups import FORMAT, MANIFEST, PIECE_BYTES
from clauseatlas.pipeline.workshop import HOME_MODE, SECRET_MODE, Workshop, connect_atlas

LARGEST_MANIFEST_BYTES = 256 * 1024**2  # a hundred bytes for each of two million blobs
_ROWS = re.compile(r"rows/([a-z0-9_]+)\.jsonl\.gz")
_BLOB = re.compile(r"blobs/([0-9a-f]{64})")
_HOME = re.compile(r"home/((?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back: rows per table as the backup counted them, blobs and files, and what the verification of the new atlas said."""

    rows: Mapping[str, int]
    blobs: int
    files: int
    made: str
    verified: Mapping[str, Any]

    def report(self) -> dict[str, Any]:
        """As `restore --format json` prints it."""
        return {
            "rows": sum(self.rows.values()),
            "tables": len(self.rows),
            "blobs": self.blobs,
            "files": self.files,
            "made": self.made,
            "verification": dict(self.verified),
        }


def check(file: Path) -> Mapping[str, Any]:
    """The manifest of a backup whose every member has the size and digest it says, with none missing and none more. Raises BadInput otherwise."""
    with _opened(file) as archive:
        manifest = _manifest(file, archive)
        members: dict[str, dict[str, Any]] = manifest["members"]
        seen: set[str] = set()
        for member in archive:
            if member.name == MANIFEST:
                continue
            expected = members.get(member.name)
            if expected is None or member.name in seen or not member.isreg():
                raise BadInput(str(file), f"holds {member.name!r}, which its manifest does not name once as a file")
            if not (_ROWS.fullmatch(member.name) or _BLOB.fullmatch(member.name) or _HOME.fullmatch(member.name)):
                raise BadInput(str(file), f"holds {member.name!r}, which has no place in an atlas")
            if member.size != expected["bytes"] or _digest(archive, member) != expected["sha256"]:
                raise BadInput(str(file), f"{member.name} is not what the manifest says", "the file was damaged; take another copy")
            seen.add(member.name)
        missing = sorted(set(members) - seen)
        if missing:
            raise BadInput(str(file), f"{missing[0]} is missing", "the file was cut short; take another copy")
    return manifest


def restore(file: Path, home: Path, *, told: Callable[[str], None] = lambda word: None) -> Restored:
    """Make the atlas of a backup in a home that is not there yet, or empty. Where anything fails, nothing is left behind."""
    home = home.expanduser().resolve()
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BadInput(str(home), "is there already", "restore into a new folder")
    told("checking the file")
    manifest = check(file)
    aside = home.with_name(f".{home.name}.restoring")
    if aside.exists():
        shutil.rmtree(aside)
    try:
        aside.mkdir(mode=HOME_MODE, parents=True)
        restored = _make(file, aside, manifest, told)
        if home.exists():
            home.rmdir()
        aside.rename(home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return restored


def _make(file: Path, aside: Path, manifest: Mapping[str, Any], told: Callable[[str], None]) -> Restored:
    with _opened(file) as archive:
        files = sum(1 for member in _members(archive, _HOME) if _write(archive, member, aside))
        workshop = connect_atlas(aside)
        counts = _fill(archive, manifest, told)
        if counts != {name: count for name, count in manifest["rows"].items() if name in counts} or set(counts) != set(manifest["rows"]):
            raise EvidenceError(str(file), "other numbers of rows came back than the manifest says")
        blobs = 0
        for member in _members(archive, _BLOB):
            _keep(archive, member, workshop)
            blobs += 1
            told(f"{blobs} blobs")
    return Restored(rows=counts, blobs=blobs, files=files, made=manifest["made"], verified=_finish(workshop, told))


def _fill(archive: tarfile.TarFile, manifest: Mapping[str, Any], told: Callable[[str], None]) -> dict[str, int]:
    from clauseatlas.records import dumping
    from clauseatlas.records.models import Document
    from clauseatlas.records.queries import searching_index

    if dumping.edition():
        raise BadInput(
            "the database", "holds an atlas already", "name an empty one with CLAUSEATLAS_DATABASE_URL, or none for SQLite in the new home"
        )

    def contents() -> Iterator[tuple[str, Sequence[str], Iterator[str]]]:
        for member in _members(archive, _ROWS):
            name = _ROWS.fullmatch(member.name)
            assert name is not None, "chosen by this pattern"
            told(name[1])
            yield name[1], manifest["columns"][name[1]], _lines(archive, member)

    counts = dumping.fill(dumping.tables_of(manifest["edition"]), contents())
    dumping.bring_up_to_date()
    for document in Document.objects.select_related("platform", "current").iterator():
        searching_index.rewrite(document)
    return counts


def _finish(workshop: Workshop, told: Callable[[str], None]) -> Mapping[str, Any]:
    """Verify the new atlas; raises EvidenceError where it does not hold."""
    from django.db import connections

    from clauseatlas.pipeline.verifying import verify

    told("verifying")
    verified = verify(workshop)
    connections.close_all()
    if not verified.holds:
        raise EvidenceError("the restored atlas", verified.problems[0])
    report: Mapping[str, Any] = verified.report()
    return report


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, mode="r:") as archive:
            yield archive
    except OSError as error:
        raise BadInput(str(file), f"cannot be read ({error.strerror or error})") from None
    except (tarfile.TarError, EOFError) as error:
        raise BadInput(str(file), f"is no whole backup ({error})") from None


def _manifest(file: Path, archive: tarfile.TarFile) -> dict[str, Any]:
    try:
        member = archive.getmember(MANIFEST)
    except KeyError:
        raise BadInput(str(file), "has no manifest", "it is no backup of an atlas, or was cut short") from None
    if member.size > LARGEST_MANIFEST_BYTES:
        raise BadInput(str(file), "has a manifest that is too large")
    try:
        manifest = json.loads(_content(archive, member))
        good = manifest["format"] == FORMAT and all(isinstance(manifest[name], dict) for name in ("edition", "rows", "columns", "members"))
    except (ValueError, KeyError, TypeError):
        good = False
    if not good:
        raise BadInput(str(file), "has a manifest that cannot be read", f"this edition reads {FORMAT}")
    return dict(manifest)


def _members(archive: tarfile.TarFile, kind: re.Pattern[str]) -> list[tarfile.TarInfo]:
    return [member for member in archive.getmembers() if kind.fullmatch(member.name)]


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    reader = archive.extractfile(member)
    if reader is None:
        raise BadInput(member.name, "is no file")
    return reader.read()


def _digest(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    reader, digest = archive.extractfile(member), hashlib.sha256()
    while reader is not None and (piece := reader.read(PIECE_BYTES)):
        digest.update(piece)
    return digest.hexdigest()


def _lines(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[str]:
    with gzip.GzipFile(fileobj=archive.extractfile(member)) as unpacked:
        for line in unpacked:
            yield line.decode()


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, aside: Path) -> bool:
    path = aside / PurePosixPath(member.name).relative_to("home")
    path.parent.mkdir(mode=HOME_MODE, parents=True, exist_ok=True)
    path.write_bytes(_content(archive, member))
    path.chmod(SECRET_MODE)
    return True


def _keep(archive: tarfile.TarFile, member: tarfile.TarInfo, workshop: Workshop) -> None:
    digest = member.name.removeprefix("blobs/")
    if workshop.blobs.keep(gzip.decompress(_content(archive, member))) != digest:
        raise EvidenceError(member.name, "holds other bytes than its name says")
