"""Evidence packs of records, from tables and archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clauseatlas.archive import packs
from clauseatlas.archive.blobs import digest_of
from clauseatlas.archive.checkpoints import read_checkpoint
from clauseatlas.archive.ledger import canonical
from clauseatlas.archive.manifests import rfc3339
from clauseatlas.archive.packs import Evidence, HeldText
from clauseatlas.archive.tiles import TiledLog
from clauseatlas.errors import BadInput
from clauseatlas.pipeline import keyring, sealing
from clauseatlas.pipeline.filing import WARC
from clauseatlas.pipeline.rereading import DOM_CHARSET, DOM_MEDIA_TYPE
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document, Leaf, Provision, Revision, Version
from clauseatlas.records.queries import evidence as found
from clauseatlas.records.queries import log, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A text for a pack with the leaves that tell of it."""

    text: HeldText
    leaves: tuple[Leaf, ...]


def pack_of(workshop: Workshop, record: str, *, version: int | None = None) -> bytes:
    """The pack of CA-D-…, CA-P-… or CA-C-…, of a document in one `version` or its current one; signs a checkpoint where none covers it yet.

    Raises `BadInput` for a record that is not there, and for one whose content is withheld.
    """
    kind, number = found.kind_and_number(record)
    if kind == "CA-D":
        return _of_document(workshop, found.document(number), version)
    if kind == "CA-P":
        return _of_provision(workshop, found.provision(number))
    change = found.change(number)
    both = (change.to_version, change.from_version) if change.from_version_id != change.to_version_id else (change.to_version,)
    facts = _facts(change.document, change.summary) | {"significance": change.significance, "detected": rfc3339(change.detected)}
    return _write(workshop, change.record_id, "change", facts=facts, versions_=both)


def _of_document(workshop: Workshop, document: Document, number: int | None) -> bytes:
    chosen = versions.version_numbered(document, number) if number is not None else document.current
    if chosen is None:
        raise BadInput(document.record_id, "has no such version" if number is not None else "has no archived text yet")
    return _write(workshop, document.record_id, "document", facts=_facts(document, document.title), versions_=(chosen,))


def _of_provision(workshop: Workshop, provision: Provision) -> bytes:
    version, revision = provision.last_version, provision.current
    if revision is None:
        raise BadInput(provision.record_id, "has no analysis yet")
    document = provision.document
    quotes = found.quotes_in(version, revision)
    facts = _facts(document, revision.title) | {
        "clause_type": provision.clause_type,
        "stance": revision.stance,
        "severity": revision.severity,
        "status": provision.status,
        "method": revision.method,
        "revision_sha256": revision.digest,
    }
    return _write(workshop, provision.record_id, "provision", facts=facts, versions_=(version,), revision=revision, quotes=quotes)


def _facts(document: Document, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "platform": document.platform.name,
        "document": document.record_id,
        "document_title": document.title,
        "source_url": document.url,
    }


def _write(
    workshop: Workshop,
    record: str,
    kind: str,
    *,
    facts: Mapping[str, Any],
    versions_: Sequence[Version],
    revision: Revision | None = None,
    quotes: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    held = [_held(workshop, version, prefix="before-" if at else "") for at, version in enumerate(versions_)]
    key = keyring.signing_key(workshop)
    leaves = {leaf.position: leaf for each in held for leaf in each.leaves}
    covering = log.checkpoint_over(max(leaves, default=0))
    if covering is None:
        sealing.seal(workshop)
        covering = log.checkpoint_over(max(leaves, default=0))
    assert covering is not None, "sealed above"
    checkpoint = read_checkpoint(covering.note.encode())
    tree = TiledLog(checkpoint.size, log.hashes)
    provisions = found.listed_provisions(versions_[0]) if revision is not None else None
    stamps = log.stamps(covering)
    evidence = Evidence(
        record=record,
        kind=kind,
        facts=facts,
        texts=[each.text for each in held],
        manifests={position: leaf.manifest for position, leaf in leaves.items()},
        proofs={position: tree.inclusion_proof(position) for position in leaves},
        checkpoint=checkpoint,
        key=key.public,
        quotes=quotes,
        revision=revision.record.encode() if revision is not None else None,
        provisions=provisions,
        timestamps=[(row.authority, bytes(row.response or b"")) for row in stamps],
        roots=workshop.configuration.timestamp_roots.read_bytes() if stamps and workshop.configuration.timestamp_roots else None,
    )
    return packs.write(evidence, key)


def _held(workshop: Workshop, version: Version, *, prefix: str) -> _Held:
    document = version.document
    snapshot = version.snapshot
    capture = found.capture_of(version)
    leaves = {"version": found.version_leaf(version), "analysis": found.analysis_leaf(version), "capture": found.capture_leaf(capture)}
    listed = digest_of(canonical({"provisions": found.listed_provisions(version)}))
    if leaves["analysis"] is not None and leaves["analysis"].manifest["provisions_sha256"] != listed:
        leaves["analysis"] = None  # a later method has told of this text what the tables no longer say in this form
    found.refuse_withheld((version.text_sha256, *(snapshot.digests if snapshot else ())), document.record_id)
    blobs = workshop.blobs
    rendered = bool(snapshot and snapshot.dom_sha256)
    digest = capture.facts.get(WARC) if capture is not None else None
    text = HeldText(
        prefix=prefix,
        number=version.number,
        text=versions.plain_text(version),
        reader=version.reader,
        captured=rfc3339(capture.started if capture is not None else version.first_seen),
        url=(capture.final_url or capture.url) if capture is not None else document.url,
        body=blobs.read(snapshot.body_sha256) if snapshot else None,
        dom=blobs.read(snapshot.dom_sha256) if snapshot and snapshot.dom_sha256 else None,
        warc=blobs.read(digest) if digest else None,
        reading={
            "served_as": snapshot.media_type if snapshot else None,
            "media_type": DOM_MEDIA_TYPE if rendered else (snapshot.media_type or None if snapshot else version.media_type),
            "charset": DOM_CHARSET if rendered else (snapshot.charset or None if snapshot else None),
            "select": list(document.select),
            "remove": list(document.remove),
        },
        leaves={name: leaf.position for name, leaf in leaves.items() if leaf is not None},
    )
    return _Held(text=text, leaves=tuple(leaf for leaf in leaves.values() if leaf is not None))
