"""Withholding: content goes, its digest and the reason stay in the log, so that a gap is explained and earlier proofs still verify."""

from dataclasses import dataclass

from django.db import transaction

from clauseatlas.archive import manifests
from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.errors import BadInput
from clauseatlas.pipeline import sealing
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.queries import evidence, ledger, withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What was done: the digests that are withheld, how many blobs were removed, the checkpoint that covers it."""

    digests: tuple[str, ...]
    erased: int
    checkpoint_size: int


def withhold(workshop: Workshop, record: str, *, version: int | None, reason: str, erase: bool) -> Withheld:
    """Withhold a document or one version of it: rows and tombstone leaf in one transaction, then the bytes where `erase` is set, then a checkpoint.

    Bytes that another document holds too are withheld with these and are not erased.
    """
    kind, number = evidence.kind_and_number(record)
    if kind != "CA-D":
        raise BadInput(record, "is no document", "withhold its document, or one version of it")
    if not reason.strip():
        raise BadInput("--reason", "is empty")
    document = evidence.document(number)
    digests = withheld.digests_of(document, version)
    if not digests:
        raise BadInput(record, "has no such content")
    now = workshop.clock()
    erasable = withheld.only_in(document, digests) if erase else frozenset()
    with transaction.atomic():
        withheld.store(digests, record=document.record_id, reason=reason.strip(), at=now, erased=erasable)
        manifest = manifests.of_takedown(record=document.record_id, digests=digests, reason=reason.strip(), withheld=now)
        told = ledger.Event(kind=manifests.Event.TAKEDOWN.value, at=now, manifest=manifest, document=document)
        ledger.append([told], leaf_hash=leaf_hash)
    for digest in erasable:
        workshop.blobs.discard(digest)
    if erase:
        withheld.empty_texts(document, version)
    return Withheld(digests=tuple(digests), erased=len(erasable), checkpoint_size=sealing.seal(workshop).checkpoint.size)
