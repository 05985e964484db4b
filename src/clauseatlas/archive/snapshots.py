"""The stored bytes of one capture."""

import json
from dataclasses import dataclass

import rfc8785

from clauseatlas.archive.blobs import BlobStore, digest_of
from clauseatlas.model.capture import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Digests of what a capture brought back, each None where it brought nothing of the kind.

    `headers_sha256` is the digest of `header_bytes`, stored beside a body and otherwise only computed.
    """

    body_sha256: str | None = None
    body_bytes: int | None = None
    dom_sha256: str | None = None
    screenshot_sha256: str | None = None
    headers_sha256: str | None = None

    @property
    def source_sha256(self) -> str | None:
        """The digest of the bytes the text is read from: the rendered document where there is one, else the body."""
        return self.dom_sha256 or self.body_sha256


def keep(capture: Capture, blobs: BlobStore) -> Snapshot:
    """The snapshot of `capture`, all its parts safely stored in one batch; a capture without a body stores nothing."""
    headers = header_bytes(capture.headers)
    parts = {"body": capture.body, "dom": capture.dom, "screenshot": capture.screenshot}
    present = {name: part for name, part in parts.items() if part is not None}
    if present and headers is not None:
        present["headers"] = headers
    kept = dict(zip(present, blobs.keep_many(tuple(present.values())), strict=True)) if present else {}
    return Snapshot(
        body_sha256=kept.get("body"),
        body_bytes=None if capture.body is None else len(capture.body),
        dom_sha256=kept.get("dom"),
        screenshot_sha256=kept.get("screenshot"),
        headers_sha256=None if headers is None else digest_of(headers),
    )


def header_bytes(headers: tuple[tuple[str, str], ...]) -> bytes | None:
    """Response headers as canonical JSON, a list of [name, value] in the order in which they came; None for none."""
    return rfc8785.dumps([[name, value] for name, value in headers]) if headers else None


def read_headers(digest: str, blobs: BlobStore) -> tuple[tuple[str, str], ...]:
    """The headers kept under `digest`; raises `EvidenceError` like `BlobStore.read`."""
    return tuple((name, value) for name, value in json.loads(blobs.read(digest)))
