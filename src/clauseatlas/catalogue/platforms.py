"""The bundled catalogue of real platforms: `bundled_platforms()` for all, `platform_named` for one, `search_platforms` to look around.

Each platform is a TOML file in `platform_files/`, named by its slug; `sectors.toml` is the closed list of sectors. Whatever is missing, misspelt
or doubled raises CatalogueError (file, key, problem). How to add a platform: docs/platforms.md.
"""

import ipaddress
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final
from urllib.parse import urldefrag, urlsplit

from rapidfuzz import fuzz

from clauseatlas.catalogue.tables import Table
from clauseatlas.errors import CatalogueError
from clauseatlas.model.words import DocumentType

FOLDER: Final = files("clauseatlas.catalogue")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE: Final = re.compile(r"[a-z]{2}")  # ISO 639-1
REGION: Final = re.compile(r"[A-Z]{2}|EEA")  # ISO 3166-1 alpha-2, EU, EEA

SAME, BEGINS, HOLDS, OWNED, TITLED = 100.0, 96.0, 91.0, 80.0, 78.0  # likeness from 0 to 100; a typo's is its edit similarity
MIN_LIKENESS: Final = 75.0  # one wrong letter in a word of four stays in ("zom": 86), another name of that length stays out ("zoosk": 67)
MIN_HELD: Final = 3  # letters; fewer occur inside of nearly every name


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A field of business: id, name and one line that says what belongs to it."""

    id: str
    name: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledDocument:
    """A policy of a bundled platform: title, type and address; language and region only where address or title tell."""

    title: str
    type: DocumentType
    url: str
    language: str | None
    region: str | None
    needs_browser: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledPlatform:
    """A real platform with its documents; `home` and `owner` are None where unknown, `aliases` are former and other names."""

    name: str
    slug: str
    sector: str
    home: str | None
    owner: str | None
    aliases: tuple[str, ...]
    documents: tuple[BundledDocument, ...]


@cache
def sectors() -> tuple[Sector, ...]:
    """The closed list of sectors, in the order of `sectors.toml`."""
    return read_sectors(FOLDER)


@cache
def bundled_platforms() -> tuple[BundledPlatform, ...]:
    """All bundled platforms, sorted by slug. Raises CatalogueError at the first thing that is wrong in any file."""
    return read_platforms(FOLDER)


def platform_named(words: str) -> BundledPlatform | None:
    """The platform whose slug, name or alias this is; case, accents and punctuation do not matter. None where there is none.

    >>> platform_named("zoom video communications").slug
    'zoom'
    """
    return _by_name().get(_folded(words))


def search_platforms(words: str, *, sector: str | None = None) -> tuple[BundledPlatform, ...]:
    """Platforms that resemble the words, best first; all of them (by slug) where the words are empty.

    Names, slugs and aliases are compared tolerating typing errors; owners and the beginnings of document titles as written.
    """
    eligible = [platform for platform in bundled_platforms() if sector in (None, platform.sector)]
    wanted = _folded(words)
    if not wanted:
        return () if words.strip() else tuple(eligible)
    ranked = [(_likeness(wanted, platform), platform) for platform in eligible]
    found = [entry for entry in ranked if entry[0] >= MIN_LIKENESS]
    return tuple(platform for _, platform in sorted(found, key=lambda entry: (-entry[0], entry[1].slug)))


def read_sectors(folder: Traversable) -> tuple[Sector, ...]:
    """The sectors of the `sectors.toml` in a folder."""
    table = _table(folder / "sectors.toml", "sectors.toml")
    found = tuple(_sector(entry) for entry in table.tables("sectors"))
    table.close()
    ids = [sector.id for sector in found]
    for index, name in enumerate(ids, start=1):
        if name in ids[: index - 1]:
            raise table.error(f"sectors[{index}].id", f"{name!r} occurs twice")
    return found


def read_platforms(folder: Traversable) -> tuple[BundledPlatform, ...]:
    """The platforms of a folder with `sectors.toml` and `platform_files/`, checked one by one and against each other."""
    known = frozenset(sector.id for sector in read_sectors(folder))
    paths = sorted((path for path in (folder / "platform_files").iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    found = tuple(_platform(_table(path, f"platform_files/{path.name}"), known) for path in paths)
    _refuse_shared_addresses(found)
    _names(found)
    return found


def _table(path: Traversable, name: str) -> Table:
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), file=name)
    except FileNotFoundError:
        raise CatalogueError(name, "file", "is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(name, "file", f"is not TOML: {error}") from None


def _sector(table: Table) -> Sector:
    sector = Sector(id=_shaped(table, "id", SLUG), name=table.text("name"), line=table.text("line"))
    table.close()
    return sector


def _platform(table: Table, known: frozenset[str]) -> BundledPlatform:
    slug = _shaped(table, "slug", SLUG)
    if table.file != f"platform_files/{slug}.toml":
        raise table.error("slug", f"is {slug!r}, so the file must be named {slug}.toml")
    sector = table.text("sector")
    if sector not in known:
        raise table.error("sector", f"{sector!r} is not one of {', '.join(sorted(known))}")
    platform = BundledPlatform(
        name=table.text("name"),
        slug=slug,
        sector=sector,
        home=_address(table, "home") if table.has("home") else None,
        owner=_optional(table, "owner"),
        aliases=table.texts("aliases"),
        documents=tuple(_document(entry) for entry in table.tables("documents")),
    )
    table.close()
    if not platform.documents:
        raise table.error("documents", "needs at least one")
    titles = [document.title for document in platform.documents]
    for index, title in enumerate(titles, start=1):
        if title in titles[: index - 1]:
            raise table.error(f"documents[{index}].title", f"{title!r} occurs twice")
    return platform


def _document(table: Table) -> BundledDocument:
    document = BundledDocument(
        title=table.text("title"),
        type=table.member("type", DocumentType),
        url=_address(table, "url"),
        language=_shaped(table, "language", LANGUAGE) if table.has("language") else None,
        region=_shaped(table, "region", REGION) if table.has("region") else None,
        needs_browser=table.flag("browser"),
    )
    table.close()
    return document


def _optional(table: Table, key: str) -> str | None:
    return table.text(key) if table.has(key) else None


def _shaped(table: Table, key: str, shape: re.Pattern[str]) -> str:
    value = table.text(key)
    if not shape.fullmatch(value):
        raise table.error(key, f"{value!r} does not look like {shape.pattern}")
    return value


def _address(table: Table, key: str) -> str:
    """A public web address: http or https, a host name with a dot, no number as host, nothing that would have to be escaped."""
    value = table.text(key)
    try:
        parts = urlsplit(value)
        named = "." in (parts.hostname or "") and not _is_number(parts.hostname or "")
        fit = parts.scheme in ("http", "https") and named and parts.username is None and parts.port is None
    except ValueError:
        fit = False
    if not fit or not re.fullmatch(r"[!-~]+", value) or re.search(r'[\[\]"<>\\^`{|}]', value):
        raise table.error(key, f"{value!r} is not a public web address")
    return value


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _page(url: str) -> str:
    """What two addresses of one page have in common: no scheme, no `www.`, no closing slash; a fragment only where it is a route."""
    bare, fragment = urldefrag(url)
    route = f"#{fragment}" if fragment.startswith("/") else ""
    return re.sub(r"^https?://(?:www\.)?", "", bare).rstrip("/") + route


def _refuse_shared_addresses(platforms: tuple[BundledPlatform, ...]) -> None:
    """One page, one document: captured twice it would be counted twice in every figure."""
    seen: dict[str, str] = {}
    for platform in platforms:
        for index, document in enumerate(platform.documents, start=1):
            page = _page(document.url)
            if page in seen:
                raise CatalogueError(f"platform_files/{platform.slug}.toml", f"documents[{index}].url", f"is declared by {seen[page]}.toml already")
            seen[page] = platform.slug


@cache
def _by_name() -> Mapping[str, BundledPlatform]:
    return _names(bundled_platforms())


def _names(platforms: tuple[BundledPlatform, ...]) -> Mapping[str, BundledPlatform]:
    """Every folded name of every platform; a name that two platforms claim is refused, since it could not be resolved."""
    names: dict[str, BundledPlatform] = {}
    for platform in platforms:
        for key, name in _called(platform):
            other = names.setdefault(_folded(name), platform)
            if other is not platform:
                raise CatalogueError(f"platform_files/{platform.slug}.toml", key, f"{name!r} is a name of {other.slug}.toml already")
    return names


def _called(platform: BundledPlatform) -> Iterator[tuple[str, str]]:
    yield "slug", platform.slug
    yield "name", platform.name
    yield from (("aliases", alias) for alias in platform.aliases)


def _folded(words: str) -> str:
    """Letters and digits only, without case and accents; "&" and "+" are spoken, so that "H&M" and "H and M" are one name."""
    spoken = words.casefold().replace("&", "and").replace("+", "plus")
    return "".join(letter for letter in unicodedata.normalize("NFKD", spoken) if letter.isalnum())


@cache
def _folded_names() -> Mapping[str, frozenset[str]]:
    return {platform.slug: frozenset(_folded(name) for _, name in _called(platform)) for platform in bundled_platforms()}


def _likeness(wanted: str, platform: BundledPlatform) -> float:
    best = max(_name_likeness(wanted, name) for name in _folded_names()[platform.slug])
    if best >= OWNED or len(wanted) < MIN_HELD:
        return best
    if platform.owner and _folded(platform.owner).startswith(wanted):
        return OWNED
    if any(_folded(document.title).startswith(wanted) for document in platform.documents):
        return max(best, TITLED)
    return best


def _name_likeness(wanted: str, name: str) -> float:
    if name == wanted:
        return SAME
    if name.startswith(wanted):
        return BEGINS
    if len(wanted) >= MIN_HELD and wanted in name:
        return HOLDS
    return fuzz.ratio(wanted, name)
