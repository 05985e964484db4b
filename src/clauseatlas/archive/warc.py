"""WARC 1.1 of one capture: for every hop request and response as they were, what was rendered, and the facts of the connection.

Digests are SHA-256 (`sha256:` and hex); the SHA-1 that public archives index by is told in the metadata. Bodies stand as they were received, before
content decoding; chunks of the transfer are joined, and HTTP/2 is written as HTTP/1.1, which the metadata says. Record names are made from what
the records hold, so the same capture gives the same bytes. A body that the same document sent before is a `revisit` that names its digest.
"""

import base64
import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from clauseatlas import __version__
from clauseatlas.archive.blobs import digest_of
from clauseatlas.model.capture import Capture, Transfer

VERSION = "WARC/1.1"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
COMPRESSION = 6

# Of the transfer only: in an archive the body stands joined and as long as it is.
TRANSFER_HEADERS = frozenset({"transfer-encoding"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One WARC record: named headers in order, and its block."""

    headers: tuple[tuple[str, str], ...]
    block: bytes

    def header(self, name: str) -> str | None:
        """The header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def payload(self) -> bytes:
        """The block without the head of the HTTP message in it."""
        kind = self.header("Content-Type") or ""
        return self.block.partition(b"\r\n\r\n")[2] if kind.startswith("application/http") else self.block

    def written(self) -> bytes:
        """The record as it stands in a file."""
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return f"{VERSION}\r\n{head}\r\n".encode() + self.block + b"\r\n\r\n"


def sha1_base32(payload: bytes) -> str:
    """SHA-1 of a payload as public archives index it."""
    return base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def write(capture: Capture, *, known: bool) -> bytes:
    """The uncompressed WARC of a capture; `known` says that an earlier WARC of the same document holds the final body."""
    return b"".join(record.written() for record in _records(capture, known=known))


def compressed(warc: bytes) -> bytes:
    """A WARC file as it is published: one gzip member a record."""
    return b"".join(gzip_member(record.written()) for record in read(warc))


def gzip_member(content: bytes) -> bytes:
    """A gzip member without time or name, so that the same content is the same bytes."""
    packer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(content) + packer.flush()


def read(warc: bytes) -> Iterator[Record]:
    """The records of an uncompressed WARC; raises `ValueError` where it is none. Other writers' files are read by other programs."""
    stream = io.BytesIO(warc)
    while line := stream.readline():
        if line != f"{VERSION}\r\n".encode():
            raise ValueError("a record begins with something else than its version")
        headers = []
        while (line := stream.readline()) != b"\r\n":
            name, colon, value = line.decode().rstrip("\r\n").partition(": ")
            if not colon:
                raise ValueError("a record has a broken header")
            headers.append((name, value))
        record = Record(headers=tuple(headers), block=b"")
        length = record.header("Content-Length") or ""
        block = stream.read(int(length))
        if len(block) != int(length) or stream.read(4) != b"\r\n\r\n":
            raise ValueError("a record is cut short")
        yield Record(headers=tuple(headers), block=block)


def problems(record: Record) -> Iterator[str]:
    """What does not hold about a record: its block digest, and its payload digest where it carries the payload."""
    name = f"{record.header('WARC-Type')} of {record.header('WARC-Target-URI') or 'the file'}"
    if record.header("WARC-Block-Digest") != f"sha256:{digest_of(record.block)}":
        yield f"{name}: the block has another digest"
    claimed = record.header("WARC-Payload-Digest")
    if claimed is not None and record.header("WARC-Type") != "revisit" and claimed != f"sha256:{digest_of(record.payload)}":
        yield f"{name}: the payload has another digest"


def resource(uri: str, *, date: str, media_type: str, content: bytes) -> Record:
    """Something that was made here, such as a rendered page or a text, under an address of its own."""
    headers = (("WARC-Payload-Digest", f"sha256:{digest_of(content)}"),)
    return _record("resource", uri=uri, date=date, media_type=media_type, block=content, more=headers)


def opening(date: str) -> Record:
    """The record with which a file begins: what wrote it."""
    fields = {"software": f"clauseatlas {__version__}", "format": "WARC File Format 1.1"}
    return _record("warcinfo", uri=None, date=date, media_type="application/warc-fields", block=_fields(fields))


def _records(capture: Capture, *, known: bool) -> Iterator[Record]:
    date = capture.started.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    yield opening(date)
    for number, transfer in enumerate(capture.transfers):
        last = number == len(capture.transfers) - 1
        yield from _exchanged(transfer, date=date, revisit=known and last)
    final = capture.final_url or capture.url
    if capture.dom is not None:
        yield resource(f"urn:view:{final}", date=date, media_type="text/html; charset=utf-8", content=capture.dom)
    if capture.screenshot is not None:
        yield resource(f"urn:fullPage:{final}", date=date, media_type="image/png", content=capture.screenshot)
    if not capture.transfers and capture.body is not None:
        yield resource(final, date=date, media_type=capture.media_type or "application/octet-stream", content=capture.body)
    yield _record("metadata", uri=final, date=date, media_type="application/json", block=_metadata(capture))


def _exchanged(transfer: Transfer, *, date: str, revisit: bool) -> Iterator[Record]:
    payload = transfer.payload or b""
    digests = (("WARC-Payload-Digest", f"sha256:{digest_of(payload)}"),)
    address = (("WARC-IP-Address", transfer.address),) if transfer.address else ()
    head = _head(transfer)
    kind, block = ("revisit", head) if revisit and payload else ("response", head + payload)
    profile = (("WARC-Profile", SAME_PAYLOAD),) if kind == "revisit" else ()
    answer = _record(
        kind, uri=transfer.url, date=date, media_type="application/http; msgtype=response", block=block, more=(*address, *digests, *profile)
    )
    identity = answer.header("WARC-Record-ID") or ""
    yield answer
    concurrent = (("WARC-Concurrent-To", identity), *address)
    yield _record("request", uri=transfer.url, date=date, media_type="application/http; msgtype=request", block=transfer.request, more=concurrent)


def _head(transfer: Transfer) -> bytes:
    """The head of the response as HTTP/1.1; a header that spoke of the transfer is renamed, as its work is done."""
    lines = [f"HTTP/1.1 {transfer.status} {transfer.reason}".rstrip()]
    for name, value in transfer.headers:
        spoken = f"X-Archive-Orig-{name}" if name.lower() in TRANSFER_HEADERS else name
        lines.append(f"{spoken}: {value}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _metadata(capture: Capture) -> bytes:
    told: dict[str, Any] = {
        "software": f"clauseatlas {__version__}",
        "url": capture.url,
        "fetcher": capture.fetcher,
        "body_sha256": digest_of(capture.body) if capture.body is not None else None,
        "body_sha1_base32": sha1_base32(capture.body) if capture.body is not None else None,
        "bodies": "as received before content decoding, chunks joined; body_sha256 and body_sha1_base32 are of the decoded body",
        "hops": [_connection(transfer) for transfer in capture.transfers],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _connection(transfer: Transfer) -> Mapping[str, Any]:
    version = transfer.facts.get("http_version", "")
    return {
        "url": transfer.url,
        "address": transfer.address,
        "payload_sha1_base32": sha1_base32(transfer.payload or b""),
        "represented_as": "HTTP/1.1" if version not in {"", "HTTP/1.1"} else None,
        "certificate_pem": transfer.certificate or None,
        **transfer.facts,
    }


def _record(kind: str, *, uri: str | None, date: str, media_type: str, block: bytes, more: Sequence[tuple[str, str]] = ()) -> Record:
    digest = digest_of(block)
    name = uuid5(NAMESPACE_URL, f"{kind} {uri} {date} {digest}")
    target = (("WARC-Target-URI", uri),) if uri else ()
    headers = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{name}>"),
        *target,
        ("WARC-Date", date),
        *more,
        ("WARC-Block-Digest", f"sha256:{digest}"),
        ("Content-Type", media_type),
        ("Content-Length", str(len(block))),
    )
    return Record(headers=headers, block=block)


def _fields(values: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in values.items()).encode()
