"""The evidence pack: one zip (WACZ-compatible) with all that proves a record, laid out so that standard tools check it.

The same evidence gives the same bytes. `SHA256SUMS` covers every member but itself and `SIGNATURE`; `SIGNATURE` is a signed note over it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import rfc8785

from clauseatlas import __version__
from clauseatlas.archive import pack_words, warc
from clauseatlas.archive.blobs import digest_of
from clauseatlas.archive.checkpoints import Checkpoint
from clauseatlas.archive.notes import PublicKey, SigningKey, sign
from clauseatlas.archive.selectors import selectors
from clauseatlas.archive.zipping import write_zip

SCHEMA = "clauseatlas-pack-1"
SUMS, SIGNATURE, PACKAGE, README = "SHA256SUMS", "SIGNATURE", "datapackage.json", "README"
RECORD, LOG, CHECKPOINT, KEY = "evidence/record.json", "evidence/log.json", "evidence/checkpoint.txt", "evidence/key.txt"
REVISION, PROVISIONS, SELECTORS = "evidence/revision.json", "evidence/provisions.json", "evidence/selectors.json"
CERTIFICATION, ROOTS = "evidence/certification.txt", "timestamps/roots.pem"
INDEX, PAGES = "indexes/index.cdx.gz", "pages/pages.jsonl"

EXTENSIONS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "txt", "text/markdown": "md"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldText:
    """A version in a pack: its text, and the bytes it was read from where they are ours. `prefix` keeps its files apart from another version's."""

    prefix: str
    number: int
    text: str
    reader: str
    captured: str
    url: str
    body: bytes | None
    dom: bytes | None
    warc: bytes | None
    reading: Mapping[str, Any]
    leaves: Mapping[str, int]

    @property
    def body_name(self) -> str:
        """The file of the body, named for what it was served as."""
        return f"evidence/{self.prefix}body.{EXTENSIONS.get(self.reading.get('served_as') or '', 'bin')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that proves one record. `facts` say what the record is; `manifests` and `proofs` are by leaf; `quotes` have exact, start, end, section."""

    record: str
    kind: str
    facts: Mapping[str, Any]
    texts: Sequence[HeldText]
    manifests: Mapping[int, Mapping[str, Any]]
    proofs: Mapping[int, Sequence[bytes]]
    checkpoint: Checkpoint
    key: PublicKey
    quotes: Sequence[Mapping[str, Any]] = ()
    revision: bytes | None = None
    provisions: Sequence[Mapping[str, Any]] | None = None
    timestamps: Sequence[tuple[str, bytes]] = field(default_factory=tuple)
    roots: bytes | None = None


def write(evidence: Evidence, key: SigningKey) -> bytes:
    """The pack."""
    members = _evidence_members(evidence)
    members |= _web_archive_members(evidence)
    members[README] = pack_words.readme(evidence.record, stamped=len(evidence.timestamps), has_roots=evidence.roots is not None).encode()
    members[PACKAGE] = _pretty(_package(evidence, members))
    members[SUMS] = sums(members)
    members[SIGNATURE] = sign(signed_text(evidence.record, members[SUMS]), (key,))
    return write_zip(members)


def sums(members: Mapping[str, bytes]) -> bytes:
    """What `sha256sum -c` reads, in the order of the members."""
    listed = (name for name in members if name not in {SUMS, SIGNATURE})
    return "".join(f"{digest_of(members[name])}  {name}\n" for name in listed).encode()


def signed_text(record: str, listed: bytes) -> str:
    """The text of the note that signs a pack."""
    return f"clauseatlas evidence pack\n{record}\n{digest_of(listed)}\n"


def _evidence_members(evidence: Evidence) -> dict[str, bytes]:
    members: dict[str, bytes] = {RECORD: _pretty(_record(evidence))}
    for text in evidence.texts:
        members[f"evidence/{text.prefix}text.txt"] = text.text.encode()
        if text.body is not None:
            members[text.body_name] = text.body
        if text.dom is not None:
            members[f"evidence/{text.prefix}dom.html"] = text.dom
    if evidence.quotes:
        shown = evidence.texts[0].text
        members[SELECTORS] = _pretty(selector_list(shown, evidence.quotes))
    if evidence.revision is not None:
        members[REVISION] = evidence.revision
    if evidence.provisions is not None:
        members[PROVISIONS] = rfc8785.dumps({"provisions": [dict(each) for each in evidence.provisions]})
    members[LOG] = _pretty(
        [
            {"leaf": leaf, "manifest": dict(evidence.manifests[leaf]), "proof": [each.hex() for each in evidence.proofs[leaf]]}
            for leaf in sorted(evidence.manifests)
        ]
    )
    members[CHECKPOINT] = evidence.checkpoint.note
    members[KEY] = f"{evidence.key.line}\n".encode()
    members[CERTIFICATION] = pack_words.certification(evidence.record, evidence.facts, evidence.texts[0].captured).encode()
    for number, (_, response) in enumerate(evidence.timestamps, 1):
        members[f"timestamps/{number}.tsr"] = response
    if evidence.timestamps and evidence.roots is not None:
        members[ROOTS] = evidence.roots
    return members


def selector_list(text: str, quotes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The selectors of every quotation, and the section it stands in."""
    return [{"section": list(each["section"]), "selector": selectors(text, start=each["start"], end=each["end"])} for each in quotes]


def _record(evidence: Evidence) -> dict[str, Any]:
    texts = [
        {
            "prefix": text.prefix,
            "version": text.number,
            "captured": text.captured,
            "url": text.url,
            "text_sha256": digest_of(text.text.encode()),
            "body_sha256": digest_of(text.body) if text.body is not None else None,
            "dom_sha256": digest_of(text.dom) if text.dom is not None else None,
            "body_file": text.body_name if text.body is not None else None,
            "reader": text.reader,
            "reading": dict(text.reading),
            "leaves": dict(text.leaves),
        }
        for text in evidence.texts
    ]
    return {
        "schema": SCHEMA,
        "record": evidence.record,
        "kind": evidence.kind,
        **evidence.facts,
        "texts": texts,
        "quotes": [dict(each) for each in evidence.quotes],
        "checkpoint": {"origin": evidence.checkpoint.origin, "size": evidence.checkpoint.size, "root": evidence.checkpoint.root.hex()},
        "timestamps": [{"authority": authority, "file": f"timestamps/{at}.tsr"} for at, (authority, _) in enumerate(evidence.timestamps, 1)],
    }


def _web_archive_members(evidence: Evidence) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    lines: list[str] = []
    pages = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    for text in evidence.texts:
        name = f"{text.prefix}capture.warc.gz"
        records = list(warc.read(text.warc)) if text.warc is not None else _of_text(text)
        members[f"archive/{name}"] = b"".join(warc.gzip_member(record.written()) for record in records)
        lines += _index_lines(records, name)
        title = f"{evidence.facts.get('document_title', '')}, version {text.number}"
        pages.append({"id": f"{text.prefix}version-{text.number}", "url": text.url, "ts": text.captured, "title": title})
    members[INDEX] = warc.gzip_member("".join(sorted(lines)).encode())
    members[PAGES] = "".join(json.dumps(page, ensure_ascii=False, sort_keys=True) + "\n" for page in pages).encode()
    return members


def _of_text(text: HeldText) -> list[warc.Record]:
    """Records for a text without a WARC of ours: its body where it was kept, else the text alone."""
    content, kind = (text.body, str(text.reading.get("served_as") or "application/octet-stream")) if text.body is not None else (None, "")
    if content is None:
        content, kind = text.text.encode(), "text/plain; charset=utf-8"
    return [warc.opening(text.captured), warc.resource(text.url, date=text.captured, media_type=kind, content=content)]


def _index_lines(records: Sequence[warc.Record], name: str) -> list[str]:
    lines, offset = [], 0
    for record in records:
        length = len(warc.gzip_member(record.written()))
        url, kind = record.header("WARC-Target-URI"), record.header("WARC-Type")
        if url is not None and kind in {"response", "resource", "revisit"}:
            status = record.block.split(b" ", 2)[1][:3].decode("ascii", "replace") if kind != "resource" else "200"
            told = {
                "url": url,
                "mime": "warc/revisit" if kind == "revisit" else (record.header("Content-Type") or "").partition(";")[0],
                "status": status,
                "digest": record.header("WARC-Payload-Digest"),
                "length": str(length),
                "offset": str(offset),
                "filename": name,
            }
            lines.append(f"{_sortable(url)} {_stamp(record)} {json.dumps(told, ensure_ascii=True)}\n")
        offset += length
    return lines


def _stamp(record: warc.Record) -> str:
    return "".join(each for each in (record.header("WARC-Date") or "") if each.isdigit())[:14]


def _sortable(url: str) -> str:
    """An address with its host turned round, by which indexes of web archives are sorted."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url
    host = ",".join(reversed(parts.hostname.split("."))) + (f":{parts.port}" if parts.port else "")
    return f"{host}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _package(evidence: Evidence, members: Mapping[str, bytes]) -> dict[str, Any]:
    first = evidence.texts[0]
    return {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": f"Evidence of {evidence.record}",
        "description": "README says how to check it.",
        "software": f"clauseatlas {__version__}",
        "created": first.captured,
        "mainPageUrl": first.url,
        "mainPageDate": first.captured,
        "resources": package_resources(members),
    }


def package_resources(members: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Every member that a data package lists, with size and digest."""
    return [
        {
            "name": name.rpartition("/")[2].lower(),
            "path": name,
            "hash": f"sha256:{digest_of(content)}",
            "bytes": len(content),
        }
        for name, content in members.items()
        if name not in {PACKAGE, SUMS, SIGNATURE}
    ]


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
