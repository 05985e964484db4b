"""The WARC of a visit, stored before any row speaks of it; row and ledger name it by digest among the facts of the capture."""

from dataclasses import replace

from clauseatlas.archive import warc
from clauseatlas.archive.blobs import digest_of
from clauseatlas.archive.snapshots import Snapshot as Kept
from clauseatlas.model import capture as visits
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document
from clauseatlas.records.queries import captures

WARC, SHA1, REQUEST = "warc_sha256", "body_sha1_base32", "request_sha256"


def file_visit(workshop: Workshop, document: Document, visit: visits.Capture, kept: Kept | None) -> visits.Capture:
    """The visit with the digest of its WARC among its facts; one that met no server has none.

    A body that this document sent before is named in it and not written again.
    """
    if not visit.transfers and visit.body is None:
        return visit
    body = kept.body_sha256 if kept is not None else None
    known = body is not None and captures.has_filed_body(document, body)
    digest = workshop.blobs.keep(warc.write(visit, known=known))
    facts = {**visit.facts, WARC: digest, "warc_body": "named" if known else "whole"}
    if visit.transfers:
        facts[REQUEST] = digest_of(visit.transfers[-1].request)
    if visit.body is not None:
        facts[SHA1] = warc.sha1_base32(visit.body)
    return replace(visit, facts=facts)
