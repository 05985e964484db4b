"""The catalogue from its TOML files: `load_catalogue()` for everything, `read_clause` and its sisters for one file."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from clauseatlas.catalogue import checks, clause_files, law_files
from clauseatlas.catalogue.kinds import Agency, Catalogue, ClauseType, DocumentTypeCues, Regulation
from clauseatlas.catalogue.tables import Table
from clauseatlas.errors import CatalogueError
from clauseatlas.model.words import DocumentType

FOLDER: Final = Path(__file__).parent
EDITION: Final = "1.0"
STAMP_DIGITS: Final = 12
REGIONS: Final = {"European Economic Area": 0, "European Union": 0, "United Kingdom": 1, "United States": 2}  # others follow by name
PARTS: Final = ("clauses", "regulations", "agencies")  # folders of the catalogue that an analysis rests on

Kind = TypeVar("Kind")


@cache
def load_catalogue() -> Catalogue:
    """Everything the bundled catalogue knows, checked. Raises CatalogueError (file, key, problem) at the first thing that is wrong."""
    return read_catalogue(FOLDER)


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder with `clauses/`, `regulations/`, `agencies/` and `document_types.toml`, checked as a whole."""
    catalogue = Catalogue(
        clauses=_each(folder / "clauses", clause_files.clause_type),
        regulations=read_regulations(folder),
        agencies=_each(folder / "agencies", law_files.agency),
        document_types=read_document_types(folder),
        stamp=f"{EDITION}+{_digest(folder)}",
    )
    checks.refuse_broken(catalogue)
    return catalogue


def read_clause(path: Path) -> ClauseType:
    """The clause type of one file, read but not checked against the rest."""
    return clause_files.clause_type(_table(path), path.stem)


def read_regulations(folder: Path) -> Mapping[str, Regulation]:
    """The regulations of a catalogue folder by id, in the order in which a reader of an analysis meets them: by region, federal law first."""
    read = _each(folder / "regulations", law_files.regulation)
    return dict(sorted(read.items(), key=lambda each: (REGIONS.get(each[1].region, len(REGIONS)), each[1].region, each[0])))


def read_agencies(folder: Path) -> Mapping[str, Agency]:
    """The agencies of a catalogue folder by id."""
    return _each(folder / "agencies", law_files.agency)


def read_document_types(folder: Path) -> Mapping[DocumentType, DocumentTypeCues]:
    """The document types of a catalogue folder."""
    return law_files.document_types(_table(folder / "document_types.toml"))


def _each(folder: Path, reader: Callable[[Table, str], Kind]) -> Mapping[str, Kind]:
    return {path.stem: reader(_table(path), path.stem) for path in sorted(folder.glob("*.toml"))}


def _table(path: Path) -> Table:
    name = f"{path.parent.name}/{path.name}"
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), file=name)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(name, "file", f"is not TOML: {error}") from None


def _digest(folder: Path) -> str:
    """Digest over names and bytes of the files an analysis rests on, so that any edit gives another stamp."""
    digest = hashlib.sha256()
    for path in sorted([folder / "document_types.toml", *(path for name in PARTS for path in (folder / name).glob("*.toml"))]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:STAMP_DIGITS]
