"""Files of declarations: TOML of ours, CSV, JSON of Open Terms Archive."""

import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clauseatlas.errors import BadInput
from clauseatlas.model.capture import Declaration
from clauseatlas.model.words import DocumentType
from clauseatlas.pipeline.declaring import AUTO, BROWSER, Declared
from clauseatlas.pipeline.open_terms import document_type
from clauseatlas.records.queries.documents import Variant
from clauseatlas.records.queries.platforms import PlatformFacts

LARGEST_FILE_BYTES = 50_000_000  # a file of 100,000 declarations has 20 MB
SEVERAL = "|"  # separates the members of a list in one CSV cell

KNOWN_KEYS = frozenset(
    {"platform", "type", "url", "title", "fetcher", "select", "remove", "language", "region", "audience", "family", "cadence_hours"}
    | {"aliases", "sector", "owner", "home"}
)


def read_declarations(path: Path) -> list[Declared]:
    """The declarations of a file by its ending (.toml, .csv, .json), or of all JSON files in a folder; raises BadInput naming file and entry."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*.json") if not file.name.endswith((".history.json", ".filters.json")))
        if not files:
            raise BadInput(str(path), "holds no declarations", "expected Open Terms Archive JSON files")
        return [declared for file in files for declared in read_declarations(file)]
    readers = {".toml": _from_toml, ".csv": _from_csv, ".json": _from_json}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadInput(str(path), "has an unknown ending", "expected .toml, .csv or .json")
    declared = list(reader(_text(path), str(path)))
    if not declared:
        raise BadInput(str(path), "declares nothing")
    return declared


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise BadInput(str(path), "is too large for a file of declarations")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInput(str(path), "does not exist") from None
    except OSError as error:
        raise BadInput(str(path), f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise BadInput(str(path), "is not text in UTF-8") from None


def _from_toml(text: str, name: str) -> Iterator[Declared]:
    """`[[documents]]` tables with the keys of a declaration; `[[platforms]]` tables with name, aliases, sector, owner, home."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(name, f"is not TOML ({error})") from None
    facts = {str(platform.get("name", "")): platform for platform in table.get("platforms", ())}
    for number, entry in enumerate(table.get("documents", ()), start=1):
        known = facts.get(str(entry.get("platform", "")), {})
        yield _declared({**{key: value for key, value in known.items() if key != "name"}, **entry}, f"{name}: document {number}")


def _from_csv(text: str, name: str) -> Iterator[Declared]:
    """One declaration a row under a heading row; several members of a list are separated by a vertical bar."""
    rows = csv.DictReader(io.StringIO(text))
    if not {"platform", "type", "url"} <= set(rows.fieldnames or ()):
        raise BadInput(name, "needs the columns platform, type and url")
    for number, row in enumerate(rows, start=2):
        entry: dict[str, Any] = {key: value.strip() for key, value in row.items() if key and isinstance(value, str) and value.strip()}
        for key in ("select", "remove", "aliases"):
            if key in entry:
                entry[key] = [member.strip() for member in entry[key].split(SEVERAL)]
        yield _declared(entry, f"{name}: row {number}")


def _from_json(text: str, name: str) -> Iterator[Declared]:
    """A declaration of Open Terms Archive: `name` and `terms` (in older files `documents`) by type."""
    try:
        service = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(name, f"is not JSON ({error})") from None
    terms = service.get("terms", service.get("documents")) if isinstance(service, dict) else None
    if not isinstance(terms, dict) or not isinstance(service.get("name"), str):
        raise BadInput(name, "is no Open Terms Archive declaration", "expected an object with name and terms")
    for kind, term in terms.items():
        for part in term.get("combine", [term]):
            merged = {**term, **part}
            if "fetch" not in merged:
                raise BadInput(name, f"{kind}: has no address to fetch")
            yield Declared(
                declaration=Declaration(
                    platform=service["name"],
                    title=kind,
                    type=document_type(kind),
                    url=str(merged["fetch"]),
                    fetcher=BROWSER if merged.get("executeClientScripts") else AUTO,
                    select=_selectors(merged.get("select")),
                    remove=_selectors(merged.get("remove")),
                )
            )


def _selectors(value: Any) -> tuple[str, ...]:
    """The CSS selectors among Open Terms Archive's; ranges between two elements have no counterpart here and are left out."""
    members = value if isinstance(value, list) else [value]
    return tuple(member for member in members if isinstance(member, str))


def _declared(entry: Mapping[str, Any], name: str) -> Declared:
    missing = [key for key in ("platform", "type", "url") if not str(entry.get(key, "")).strip()]
    if missing:
        raise BadInput(name, f"lacks {', '.join(missing)}")
    unknown = sorted(set(entry) - KNOWN_KEYS)
    if unknown:
        raise BadInput(name, f"has the unknown key {unknown[0]}", f"known are {', '.join(sorted(KNOWN_KEYS))}")
    kind = type_named(str(entry["type"]), name)
    declaration = Declaration(
        platform=str(entry["platform"]).strip(),
        title=str(entry.get("title") or title_of(kind)),
        type=kind,
        url=str(entry["url"]).strip(),
        fetcher=str(entry.get("fetcher") or AUTO),
        select=_texts(entry, "select", name),
        remove=_texts(entry, "remove", name),
        language=entry.get("language"),
        region=entry.get("region"),
        cadence_hours=_hours(entry.get("cadence_hours", Declaration.__dataclass_fields__["cadence_hours"].default), name),
    )
    facts = PlatformFacts(aliases=_texts(entry, "aliases", name), **{key: str(entry.get(key, "")) for key in ("sector", "owner", "home")})
    return Declared(
        declaration=declaration, facts=facts, variant=Variant(family=str(entry.get("family", "")), audience=str(entry.get("audience", "")))
    )


def type_named(word: str, name: str) -> DocumentType:
    """The document type of this id; raises BadInput naming what is known."""
    try:
        return DocumentType(word.strip().lower())
    except ValueError:
        raise BadInput(name, f"{word!r} is no document type", f"known are {', '.join(DocumentType)}") from None


def title_of(kind: DocumentType) -> str:
    """A title for a document that was declared without one: "Terms of service"."""
    return kind.value.replace("-", " ").replace("ai ", "AI ").replace("childrens", "children's").capitalize().replace("Ai ", "AI ")


def _texts(entry: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    value = entry.get(key, ())
    members: Sequence[Any] = [value] if isinstance(value, str) else value
    if not all(isinstance(member, str) for member in members):
        raise BadInput(name, f"{key} must be text or a list of texts")
    return tuple(members)


def _hours(value: Any, name: str) -> int:
    try:
        hours = int(value)
    except (TypeError, ValueError):
        hours = 0
    if hours < 1:
        raise BadInput(name, f"cadence_hours must be a whole number of hours from 1, not {value!r}")
    return hours
