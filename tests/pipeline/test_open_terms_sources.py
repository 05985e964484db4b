"""Versions of Open Terms Archive from folders and from clones; what lies there is hostile until read."""

import json
import os
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.open_terms_sources import GitSource, open_source

FIRST = datetime(2025, 3, 1, 8, tzinfo=UTC)
SECOND = datetime(2025, 4, 1, 8, tzinfo=UTC)


def folder_of(root: Path, rows: list[dict[str, str]]) -> Path:
    for row in rows:
        path = root / row["path"]
        if path.resolve().is_relative_to(root.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# Terms\n\nText of {row['datetime']}.\n", encoding="utf-8")
    (root / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return root


def row(path: str, moment: str, *, service: str = "Fernwick Post", kind: str = "Terms of Service") -> dict[str, str]:
    return {"service": service, "terms_type": kind, "datetime": moment, "path": path}


def commit(repository: Path, path: str, text: str, at: datetime) -> None:
    target = repository / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    stamp = at.isoformat()
    environment = os.environ | {
        "GIT_AUTHOR_DATE": stamp,
        "GIT_COMMITTER_DATE": stamp,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    identity = ("-c", "user.name=Archive", "-c", "user.email=archive@fernwick.example")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", f"Record new changes of {path}")):
        subprocess.run(["git", *identity, *command], cwd=repository, check=True, env=environment, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    repository = tmp_path / "fernwick-versions"
    repository.mkdir()
    commit(repository, "README.md", "What this is.", FIRST)
    commit(repository, "Fernwick Post/Terms of Service.md", "# Terms\n\nFirst text.\n", FIRST)
    commit(repository, "Fernwick Post/Privacy Policy.md", "# Privacy\n\nOnly text.\n", FIRST)
    commit(repository, "Fernwick Post/Terms of Service.md", "# Terms\n\nSecond text.\n", SECOND)
    return repository


def test_folders_give_series_oldest_first(tmp_path: Path) -> None:
    rows = [row("b.md", "2025-04-01T08:00:00Z"), row("a.md", "2025-03-01T08:00:00Z"), row("p.md", "2025-03-02T08:00:00Z", kind="Privacy Policy")]
    source = open_source(folder_of(tmp_path, rows))
    found = source.series()
    assert [(each.service, each.terms_type, [version.at for version in each.versions]) for each in found] == [
        ("Fernwick Post", "Privacy Policy", [datetime(2025, 3, 2, 8, tzinfo=UTC)]),
        ("Fernwick Post", "Terms of Service", [FIRST, SECOND]),
    ]
    assert source.read(found[1].versions[0]) == b"# Terms\n\nText of 2025-03-01T08:00:00Z.\n"


def test_one_service_in_two_collections_is_two_series(tmp_path: Path) -> None:
    rows = [row("a.md", "2025-03-01T08:00:00Z") | {"repo": name} for name in ("one/versions", "two/versions")]
    assert len({series.origin for series in open_source(folder_of(tmp_path, rows)).series()}) == 2


def test_clone_gives_a_version_for_every_commit_of_a_file(clone: Path) -> None:
    source = open_source(clone)
    assert isinstance(source, GitSource)
    found = {series.terms_type: series for series in source.series()}
    assert sorted(found) == ["Privacy Policy", "Terms of Service"]
    assert [version.at for version in found["Terms of Service"].versions] == [FIRST, SECOND]
    assert [source.read(version) for version in found["Terms of Service"].versions] == [b"# Terms\n\nFirst text.\n", b"# Terms\n\nSecond text.\n"]
    source.close()


def test_programs_that_a_clone_configures_are_not_run(clone: Path, tmp_path: Path) -> None:
    """A repository of others can name programs for hooks, monitors, pagers and filters."""
    trap = tmp_path / "sprung"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n", encoding="utf-8")
    script.chmod(0o755)
    traps = f"[core]\n fsmonitor = {script}\n pager = {script}\n hooksPath = {tmp_path}\n[gpg]\n program = {script}\n"
    traps += f'[diff "x"]\n textconv = {script}\n[log]\n showSignature = true\n'
    with (clone / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(traps)
    (clone / ".git" / "info").mkdir(exist_ok=True)
    (clone / ".git" / "info" / "attributes").write_text("*.md diff=x\n", encoding="utf-8")
    with closing(open_source(clone)) as source:
        for series in source.series():
            for version in series.versions:
                source.read(version)
    assert not trap.exists()


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row("../outside.md", "2025-03-01T08:00:00Z")], "leads out of the folder"),
        ([row("missing/../../../etc/hostname", "2025-03-01T08:00:00Z")], "leads out of the folder"),
    ],
)
def test_paths_out_of_the_folder_are_refused(tmp_path: Path, rows: list[dict[str, str]], problem: str) -> None:
    source = open_source(folder_of(tmp_path, rows))
    with pytest.raises(BadInput, match=problem):
        source.read(source.series()[0].versions[0])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "is not JSON"),
        ("[]", "lacks service, terms_type, datetime, path"),
        ('{"service": "A", "terms_type": "B", "path": "c.md"}', "lacks datetime"),
        ('{"service": "A", "terms_type": "B", "path": "c.md", "datetime": "yesterday"}', "is no date"),
    ],
)
def test_a_broken_index_names_its_line(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "index.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=rf"index\.jsonl:2: .*{problem}"):
        open_source(tmp_path).series()


def test_a_folder_without_versions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no versions"):
        open_source(tmp_path)
    with pytest.raises(BadInput, match="is not a folder"):
        open_source(tmp_path / "nowhere")
    (tmp_path / ".git").mkdir()
    with pytest.raises(BadInput, match="no git repository"):
        open_source(tmp_path)
