"""From the TOML of regulations, agencies and document types to their kinds."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from clauseatlas.catalogue.clause_files import INSTITUTIONAL_PARTS, condition
from clauseatlas.catalogue.kinds import Agency, Article, DocumentTypeCues, Regulation, Touch
from clauseatlas.catalogue.tables import Table
from clauseatlas.model.words import DocumentType


def regulation(table: Table, name: str) -> Regulation:
    """The regulation of one file, its id the name of the file."""
    if table.text("id") != name:
        raise table.error("id", f"must be {name!r}, the name of the file")
    read = Regulation(
        id=name,
        title=table.text("title"),
        short=table.text("short"),
        region=table.text("region"),
        in_force=table.day("in_force"),
        applies=table.day("applies"),
        source=_address(table, "source"),
        summary=table.text("summary"),
        cite=table.text("cite"),
        articles=tuple(_article(entry) for entry in table.tables("articles")),
        touches=tuple(_touch(entry) for entry in table.tables("touches")),
        agencies=table.texts("agencies"),
    )
    if "{article}" not in read.cite:
        raise table.error("cite", "must hold {article}")
    table.close()
    return read


def agency(table: Table, name: str) -> Agency:
    """The agency of one file, its id the name of the file."""
    if table.text("id") != name:
        raise table.error("id", f"must be {name!r}, the name of the file")
    read = Agency(
        id=name,
        title=table.text("title"),
        short=table.text("short"),
        region=table.text("region"),
        competence=table.text("competence"),
        home=_address(table, "home"),
        complaint=_address(table, "complaint") if table.has("complaint") else None,
        regulations=_reasons(table),
    )
    table.close()
    return read


def document_types(table: Table) -> Mapping[DocumentType, DocumentTypeCues]:
    """How each document type is recognised, in the order of the file."""
    read = {}
    for entry in table.tables("type"):
        cues = DocumentTypeCues(
            id=entry.member("id", DocumentType),
            title=entry.text("title"),
            patterns=entry.patterns("patterns"),
            words=entry.patterns("words"),
        )
        entry.close()
        read[cues.id] = cues
    table.close()
    for kind in DocumentType:
        if kind not in read:
            raise table.error("type", f"{kind} is missing")
    return read


def _reasons(table: Table) -> Mapping[str, str]:
    entry = table.table("regulations")
    return {name: entry.text(name) for name in table.mapping("regulations")}


def _article(table: Table) -> Article:
    read = Article(
        number=table.text("number"),
        heading=table.text("heading"),
        source=_address(table, "source"),
        in_force=table.optional_day("in_force"),
        applies=table.optional_day("applies"),
    )
    table.close()
    return read


def _touch(table: Table) -> Touch:
    read = Touch(
        clause_type=table.text("clause_type"),
        when=condition(table),
        part=table.text("part"),
        say=table.text("say"),
        articles=table.texts("articles"),
        because=table.text("because"),
    )
    if read.part not in INSTITUTIONAL_PARTS:
        raise table.error("part", f"must be one of {', '.join(INSTITUTIONAL_PARTS)}")
    table.close()
    return read


def _address(table: Table, key: str) -> str:
    address = table.text(key)
    parts = urlsplit(address)
    if parts.scheme != "https" or "." not in parts.netloc or " " in address:
        raise table.error(key, f"{address!r} is not a complete https address")
    return address
