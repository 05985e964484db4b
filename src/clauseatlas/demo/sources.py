"""The demo's platforms and documents, and the text of each document in each edition.

A platform is a folder with `platform.toml` and one Markdown file per document. Edition 1 of a document is its file; a later
edition is listed only where something happens to the document, and builds on the one before.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from clauseatlas.errors import BadInput, CatalogueError
from clauseatlas.model.words import DocumentType

PLATFORMS = Path(__file__).parent / "platforms"

EDITION_DATES: Mapping[int, date] = {1: date(2026, 3, 9), 2: date(2026, 6, 22), 3: date(2026, 10, 5)}
"""The days on which the fictional platforms published their pages, for Last-Modified and the pages' own dates."""

EDITIONS = tuple(EDITION_DATES)

_PLATFORM_KEYS = frozenset({"name", "slug", "sector", "chrome", "documents"})
_DOCUMENT_KEYS = frozenset({"file", "title", "type", "path", "format", "editions"})
_EDITION_KEYS = frozenset({"edition", "expect", "because", "edits"})


class Form(StrEnum):
    """In what form a document reaches the reader."""

    HTML = "html"
    PDF = "pdf"
    SCRIPT = "script"


class Expected(StrEnum):
    """What an edition does to a document."""

    SUBSTANTIVE = "substantive"
    COSMETIC = "cosmetic"
    UNCHANGED = "unchanged"
    SOFT_404 = "soft-404"
    LOGIN_WALL = "login-wall"

    @property
    def is_wall(self) -> bool:
        """Whether something else stands where the policy should."""
        return self in {Expected.SOFT_404, Expected.LOGIN_WALL}

    @property
    def is_edit(self) -> bool:
        """Whether the text itself differs from the edition before."""
        return self in {Expected.SUBSTANTIVE, Expected.COSMETIC}


class Dressing(StrEnum):
    """The kinds of page around a text; each has a template of the same name."""

    PLAIN = "plain"
    BANNER = "banner"
    APP = "app"
    DOCS = "docs"
    SHOP = "shop"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One passage that is replaced by another."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What happens to a document in one edition, and why a reader should care."""

    edition: int
    expected: Expected
    because: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One policy: where it stands, in what form, and its text in every edition."""

    platform: str
    file: str
    title: str
    type: DocumentType
    path: str
    form: Form
    source: str
    revisions: tuple[Revision, ...] = ()

    @property
    def address(self) -> str:
        """The path on the demo site, for instance `/northlight-meet/legal/privacy`."""
        return f"/{self.platform}{self.path}"

    def revision(self, edition: int) -> Revision | None:
        """What is listed for this edition, or None where nothing happens to the document."""
        return next((revision for revision in self.revisions if revision.edition == edition), None)

    def is_wall(self, edition: int) -> bool:
        """Whether an error page or a log-in wall stands in place of the policy in this edition."""
        revision = self.revision(edition)
        return revision is not None and revision.expected.is_wall

    def markdown(self, edition: int) -> str:
        """The text of the policy in this edition; behind a wall, the text that would stand there."""
        text = self.source
        for revision in self.revisions:
            if revision.edition <= edition:
                text = _edited(text, revision.edits)
        return text

    def page_edition(self, edition: int) -> int:
        """The edition in which the policy's own page last changed, text or not; walls do not touch it."""
        touched = (r.edition for r in self.revisions if r.edition <= edition and not r.expected.is_wall)
        return max(touched, default=EDITIONS[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One fictional platform with its documents."""

    name: str
    slug: str
    sector: str
    dressing: Dressing
    documents: tuple[Document, ...]

    @property
    def domain(self) -> str:
        """The platform's fictional domain, below a top-level name that can never resolve."""
        return f"{self.slug}.example"


def load_platforms(root: Path = PLATFORMS) -> tuple[Platform, ...]:
    """All platforms below `root`, sorted by slug; raises `BadInput` where there is none, `CatalogueError` where one is broken."""
    folders = sorted(path.parent for path in root.glob("*/platform.toml"))
    if not folders:
        raise BadInput(str(root), "no platform in this folder", "give a folder that holds SLUG/platform.toml")
    return tuple(load_platform(folder) for folder in folders)


def load_platform(folder: Path) -> Platform:
    """One platform from its folder, with every edit tried; raises `CatalogueError` naming file, key and problem."""
    file = folder / "platform.toml"
    name = f"{folder.name}/platform.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(name, "-", f"cannot be read as TOML: {error}") from error
    _check_keys(table, _PLATFORM_KEYS, file=name, where="platform")
    slug = _word(table, "slug", file=name)
    if slug != folder.name:
        raise CatalogueError(name, "slug", f"is {slug!r} but the folder is {folder.name!r}")
    documents = tuple(_document(entry, folder, file=name) for entry in table.get("documents", ()))
    if not documents:
        raise CatalogueError(name, "documents", "is empty")
    _check_unique(documents, file=name)
    return Platform(
        name=_word(table, "name", file=name),
        slug=slug,
        sector=_word(table, "sector", file=name),
        dressing=_member(Dressing, table, "chrome", file=name),
        documents=documents,
    )


def _document(entry: Mapping[str, Any], folder: Path, *, file: str) -> Document:
    _check_keys(entry, _DOCUMENT_KEYS, file=file, where="documents")
    markdown = folder / _word(entry, "file", file=file)
    if not markdown.is_file():
        raise CatalogueError(file, "file", f"{markdown.name} is not there")
    path = _word(entry, "path", file=file)
    if not path.startswith("/"):
        raise CatalogueError(file, "path", f"{path!r} does not begin with a slash")
    document = Document(
        platform=folder.name,
        file=markdown.name,
        title=_word(entry, "title", file=file),
        type=_member(DocumentType, entry, "type", file=file),
        path=path,
        form=_member(Form, entry, "format", file=file),
        source=markdown.read_text(encoding="utf-8"),
        revisions=tuple(_revision(table, file=file) for table in entry.get("editions", ())),
    )
    _check_story(document, file=file)
    return document


def _revision(table: Mapping[str, Any], *, file: str) -> Revision:
    _check_keys(table, _EDITION_KEYS, file=file, where="editions")
    edition = table.get("edition")
    if edition not in EDITIONS[1:]:
        raise CatalogueError(file, "edition", f"is {edition!r}; later editions are {', '.join(map(str, EDITIONS[1:]))}")
    edits = tuple(Edit(find=_word(edit, "find", file=file), replace=str(edit.get("replace", ""))) for edit in table.get("edits", ()))
    return Revision(
        edition=edition,
        expected=_member(Expected, table, "expect", file=file),
        because=str(table.get("because", "")),
        edits=edits,
    )


def _check_story(document: Document, *, file: str) -> None:
    """Refuse a history whose edits do not apply, do nothing, or come back to a text that stood before."""
    numbers = [revision.edition for revision in document.revisions]
    if numbers != sorted(set(numbers)):
        raise CatalogueError(file, "editions", f"{document.file}: editions are not in rising order: {numbers}")
    text, seen = document.source, {document.source}
    for revision in document.revisions:
        where = f"{document.file}, edition {revision.edition}"
        if revision.expected.is_edit != bool(revision.edits):
            raise CatalogueError(file, "edits", f"{where}: {revision.expected} edition with {len(revision.edits)} edits")
        for edit in revision.edits:
            count = text.count(edit.find)
            if count != 1:
                raise CatalogueError(file, "find", f"{where}: {edit.find[:60]!r} occurs {count} times, not once")
            text = _edited(text, (edit,))
        if revision.edits and text in seen:
            raise CatalogueError(file, "edits", f"{where}: the text is one that stood before")
        seen.add(text)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in edits:
        text = text.replace(edit.find, edit.replace, 1)
    return text


def _check_keys(table: Mapping[str, Any], known: frozenset[str], *, file: str, where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise CatalogueError(file, unknown[0], f"is not a key of {where}; known are {', '.join(sorted(known))}")


def _check_unique(documents: tuple[Document, ...], *, file: str) -> None:
    paths = [document.path for document in documents]
    double = next((path for path in paths if paths.count(path) > 1), None)
    if double is not None:
        raise CatalogueError(file, "path", f"{double} is used twice")


def _word(table: Mapping[str, Any], key: str, *, file: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(file, key, "is missing or empty")
    return value


_Member = TypeVar("_Member", bound=StrEnum)


def _member(kind: type[_Member], table: Mapping[str, Any], key: str, *, file: str) -> _Member:
    value = _word(table, key, file=file)
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(sorted(kind))
        raise CatalogueError(file, key, f"is {value!r}; known are {known}") from None
