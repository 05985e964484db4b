"""A backup holds everything and comes back verified; what was damaged, cut or built by a stranger is refused and leaves nothing behind."""

import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.backups import MANIFEST, back_up
from clauseatlas.pipeline.restoring import check, restore
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records import dumping
from clauseatlas.records.models import Document
from clauseatlas.records.queries.documents import declare_document

from .conftest import Clock, House, fernwick
from .editions import FIRST, SHORTER_WINDOW, WITH_TRAINING


def contents() -> dict[str, list[str]]:
    """Every row of every table as the backup has it."""
    return {table.name: list(table.rows()) for table in dumping.tables()}


@pytest.fixture
def filled(house: House) -> House:
    for body in (FIRST, SHORTER_WINDOW, WITH_TRAINING):
        house.receive(body)
    (house.workshop.configuration.home / "settings.toml").write_text("# mine\n", encoding="utf-8")
    return house


@pytest.fixture
def backup(filled: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "atlas.tar"
    back_up(filled.workshop, path)
    return path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "clauseatlas.cli.main", *arguments], capture_output=True, text=True, check=False)


def test_restored_atlas_has_every_row_and_byte_and_holds(backup: Path, filled: House, tmp_path: Path) -> None:
    home = tmp_path / "again"
    done = run("restore", str(backup), "--home", str(home), "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    rows = contents()
    assert report["rows"] == sum(len(lines) for lines in rows.values())
    assert report["verification"]["verified"]
    assert report["blobs"] == len(list(filled.workshop.blobs.digests())) > 0
    assert (home / "settings.toml").read_text(encoding="utf-8") == "# mine\n"
    second = tmp_path / "second.tar"
    again = run("backup", str(second), "--home", str(home))
    assert again.returncode == 0, again.stderr
    assert _rows_of(second) == _rows_of(backup)


def _rows_of(path: Path) -> dict[str, str]:
    members = check(path)["members"]
    return {name: member["sha256"] for name, member in members.items() if name.startswith(("rows/", "blobs/"))}


def test_backup_is_never_written_over_and_never_half_there(filled: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there.tar"
    there.write_bytes(b"mine")
    with pytest.raises(BadInput, match="is there already"):
        back_up(filled.workshop, there)
    assert there.read_bytes() == b"mine"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clauseatlas.pipeline.backups._home_files", fail)
    with pytest.raises(OSError, match="No space"):
        back_up(filled.workshop, tmp_path / "full.tar")
    assert [path.name for path in tmp_path.glob("*full*")] == []


def _rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with tarfile.open(backup) as archive:
        members = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    change(members)
    path = backup.with_name("altered.tar")
    with tarfile.open(path, "w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def _flip(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("blobs/"))
    members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])


def _drop(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("blobs/"))]


def _add(members: dict[str, bytes]) -> None:
    members["home/more.txt"] = b"more"


def _escape(members: dict[str, bytes]) -> None:
    manifest = json.loads(members[MANIFEST])
    manifest["members"]["home/../../outside"] = {"bytes": 1, "sha256": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}
    members[MANIFEST] = json.dumps(manifest).encode()
    members["home/../../outside"] = b"a"


def _newer(members: dict[str, bytes]) -> None:
    manifest = json.loads(members[MANIFEST])
    manifest["edition"]["records"] = "9999_from_the_future"
    members[MANIFEST] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_flip, "is not what the manifest says"),
        (_drop, "is missing"),
        (_add, "does not name once"),
        (_escape, "no place in an atlas"),
        (lambda members: members.pop(MANIFEST), "has no manifest"),
        (lambda members: members.update({MANIFEST: b"{}"}), "cannot be read"),
    ],
)
def test_altered_backup_is_refused_before_anything_is_made(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        restore(_rewritten(backup, change), tmp_path / "again")
    assert list(tmp_path.glob("*again*")) == []


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\0" * 10_240])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.tar"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"odd\.tar"):
        restore(file, tmp_path / "again")


def test_backup_of_a_newer_edition_says_so_and_leaves_nothing(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEATLAS_DATABASE_URL", "")  # a home of its own, whatever server the suite runs on
    done = run("restore", str(_rewritten(backup, _newer)), "--home", str(tmp_path / "again"))
    assert done.returncode == 2
    assert "newer edition" in done.stderr
    assert list(tmp_path.glob("*again*")) == []


def test_home_that_is_there_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(BadInput, match="is there already"):
        restore(backup, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"


def _earlier_editions() -> list[str]:
    folder = Path(dumping.__file__).parent / "migrations"
    return sorted(path.stem for path in folder.glob("0*.py"))[:-1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("edition", _earlier_editions())
def test_every_earlier_edition_comes_up_to_date_with_its_rows(edition: str, workshop: Workshop, clock: Clock) -> None:
    house = _house(workshop, clock)
    house.receive(FIRST)
    house.receive(SHORTER_WINDOW)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = MigrationExecutor(connection).migrate([("records", edition)])
        names = {table.name for table in dumping.tables(old.apps) if table.name.startswith("records_")}
        before = {table.name: _as_dicts(table) for table in dumping.tables(old.apps) if table.name in names}
    finally:
        MigrationExecutor(connection).migrate(newest)
    after = {table.name: _as_dicts(table) for table in dumping.tables()}
    assert before["records_version"]
    for name, rows in before.items():
        kept = [{column: row[column] for column in earlier if column in row} for earlier, row in zip(rows, after[name], strict=True)]
        assert kept == [{column: value for column, value in row.items() if column in after[name][0]} for row in rows], name
    assert Document.objects.count() == 1


def _as_dicts(table: dumping.Table) -> list[dict[str, object]]:
    return [dict(zip(table.columns, json.loads(line), strict=True)) for line in table.rows()]


def _house(workshop: Workshop, clock: Clock) -> House:
    made, _ = declare_document(fernwick(), now=clock.now)
    return House(workshop=workshop, clock=clock, record_id=made.record_id)
