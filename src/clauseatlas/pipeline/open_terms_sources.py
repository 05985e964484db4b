"""Versions of Open Terms Archive as they lie on a disk: folders of dated Markdown with `index.jsonl`, or a clone of a versions repository."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from clauseatlas.errors import BadInput

INDEX = "index.jsonl"
GIT_SECONDS = 600  # the log of the largest public repository takes seconds; a hanging git is ended
LARGEST_VERSION = 25_000_000  # bytes; as for captures

# Git reads a repository that somebody else made: no configuration of this machine, no hooks, no prompts, nothing that runs a program.
GIT_ENVIRONMENT = {
    "PATH": os.environ.get("PATH", os.defpath),
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C.UTF-8",
}
GIT_OPTIONS = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never", "-c", "log.showSignature=false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The versions of one kind of terms of one service in one collection, oldest first."""

    collection: str
    service: str
    terms_type: str
    versions: tuple["Dated", ...]

    @property
    def origin(self) -> str:
        """Where this history comes from, as an address that names it among all archives."""
        return f"ota:{self.collection}/{self.service}/{self.terms_type}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One version: when it was recorded, and where its Markdown is (a path below the folder, or commit and path)."""

    at: datetime
    place: str
    name: str


class VersionSource(Protocol):
    """A place that holds versions."""

    def series(self) -> list[Series]:
        """All series, sorted by service and type."""

    def read(self, version: Dated) -> bytes:
        """The Markdown of a version; raises BadInput where it is not there."""

    def close(self) -> None:
        """Let go of what was opened; reading again opens it again."""


def open_source(folder: Path) -> VersionSource:
    """The versions in a folder; raises BadInput where there are none."""
    if not folder.is_dir():
        raise BadInput(str(folder), "is not a folder", "give a clone of a versions repository, or a folder with index.jsonl")
    if (folder / INDEX).is_file():
        return FolderSource(folder)
    if (folder / ".git").exists() or (folder / "HEAD").is_file():
        return GitSource(folder)
    raise BadInput(str(folder), "holds no versions", f"expected a git repository, or {INDEX} beside folders of dated Markdown")


class FolderSource:
    """Folders of dated Markdown; `index.jsonl` has a row for each: service, terms_type, datetime, path, and where known repo."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()

    def series(self) -> list[Series]:
        """All series of the index, sorted by service and type."""
        found: dict[tuple[str, str, str], list[Dated]] = {}
        with (self._root / INDEX).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = self._row(number, line)
                    key = (str(row.get("repo") or self._root.name), row["service"], row["terms_type"])
                    found.setdefault(key, []).append(Dated(at=_moment(row["datetime"], f"{INDEX}:{number}"), place=row["path"], name=row["path"]))
        return _sorted(found)

    def read(self, version: Dated) -> bytes:
        """The Markdown of a version, from inside the folder only."""
        path = (self._root / version.place).resolve()
        if not path.is_relative_to(self._root):
            raise BadInput(version.place, "leads out of the folder")
        try:
            return path.read_bytes()
        except OSError as error:
            raise BadInput(str(path), f"cannot be read ({error.strerror})") from None

    def close(self) -> None:
        """Nothing is held open."""

    @staticmethod
    def _row(number: int, line: str) -> Mapping[str, str]:
        try:
            row: Any = json.loads(line)
        except ValueError:
            raise BadInput(f"{INDEX}:{number}", "is not JSON") from None
        missing = [name for name in ("service", "terms_type", "datetime", "path") if not isinstance(row, dict) or not isinstance(row.get(name), str)]
        if missing:
            raise BadInput(f"{INDEX}:{number}", f"lacks {', '.join(missing)}")
        return row  # type: ignore[no-any-return]  # checked above


class GitSource:
    """A clone of a versions repository: every commit that touches `Service/Type.md` is a version of it. Read with git's plumbing only."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()
        self._batch: subprocess.Popen[bytes] | None = None
        self._check()

    def series(self) -> list[Series]:
        """All series of the first-parent history, sorted by service and type."""
        found: dict[tuple[str, str, str], list[Dated]] = {}
        log = self._run("log", "--first-parent", "--reverse", "--no-renames", "--diff-filter=AM", "--name-only", "-z", "--format=%x01%H %cI")
        for entry in log.decode("utf-8", "surrogateescape").split("\x01")[1:]:
            head, *paths = entry.split("\0")
            commit, _, moment = head.strip().partition(" ")
            for path in paths:
                place = PurePosixPath(path.strip("\n"))
                if place.suffix != ".md" or len(place.parts) != 2 or "\n" in str(place):
                    continue  # README and the like, and names that git's batch form cannot ask for
                key = (self._root.name, place.parts[0], place.stem)
                name = f"{place}@{commit[:12]}"
                found.setdefault(key, []).append(Dated(at=_moment(moment, commit), place=f"{commit}:{place}", name=name))
        return _sorted(found)

    def read(self, version: Dated) -> bytes:
        """The Markdown of a version, from one `git cat-file` that answers for all of them."""
        batch = self._cat_file()
        if batch.stdin is None or batch.stdout is None:
            raise BadInput(str(self._root), "git does not answer")
        batch.stdin.write(version.place.encode("utf-8", "surrogateescape") + b"\n")
        batch.stdin.flush()
        head = batch.stdout.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            raise BadInput(version.name, "is not in the repository")
        size = int(head[2])
        body = batch.stdout.read(size)
        batch.stdout.read(1)
        if size > LARGEST_VERSION:
            raise BadInput(version.name, "is too large to be a policy")
        return body

    def _check(self) -> None:
        try:
            self._run("rev-parse", "--verify", "--quiet", "HEAD")
        except (subprocess.CalledProcessError, FileNotFoundError):
            raise BadInput(str(self._root), "is no git repository with a history, or git is not installed") from None

    def _command(self, *arguments: str) -> list[str]:
        return ["git", *GIT_OPTIONS, "-c", f"safe.directory={self._root}", "-C", str(self._root), *arguments]

    def _run(self, *arguments: str) -> bytes:
        return subprocess.run(  # noqa: S603 - fixed arguments; the folder is an absolute path behind -C
            self._command(*arguments), check=True, capture_output=True, env=GIT_ENVIRONMENT, timeout=GIT_SECONDS, stdin=subprocess.DEVNULL
        ).stdout

    def _cat_file(self) -> "subprocess.Popen[bytes]":
        if self._batch is None or self._batch.poll() is not None:
            self._batch = subprocess.Popen(  # noqa: S603 - as above
                self._command("cat-file", "--batch"), env=GIT_ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._batch

    def close(self) -> None:
        """End the git process that answers."""
        if self._batch is not None:
            self._batch.kill()
            self._batch.communicate()
            self._batch = None


def _moment(text: str, name: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(name, f"“{text[:40]}” is no date") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _sorted(found: Mapping[tuple[str, str, str], list[Dated]]) -> list[Series]:
    return [
        Series(collection=collection, service=service, terms_type=kind, versions=tuple(sorted(versions, key=lambda each: each.at)))
        for (collection, service, kind), versions in sorted(found.items(), key=lambda each: (each[0][1].casefold(), each[0][2], each[0][0]))
    ]
