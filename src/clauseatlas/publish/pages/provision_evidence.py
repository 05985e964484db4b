"""What proves a record: where it stands, which digests say so, and checks that are made while the page is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from clauseatlas.archive import timestamps
from clauseatlas.archive.blobs import BlobStore
from clauseatlas.archive.ledger import leaf_hash, verify_inclusion
from clauseatlas.archive.tiles import TiledLog
from clauseatlas.errors import EvidenceError, PartMissing
from clauseatlas.model.policytext import PolicyText
from clauseatlas.publish.pages.parts import Reference, version_reference
from clauseatlas.publish.pages.provision_reading import QuotePart
from clauseatlas.records.models import Leaf, Provision, Revision, Snapshot, Version
from clauseatlas.records.queries import log
from clauseatlas.records.queries.publishing import Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check made now: what was checked, whether it held, and what was compared."""

    id: str
    label: str
    held: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the clause stands and what proves it; every digest says what it is of."""

    source_url: str
    archive_url: str | None
    version: Reference
    origin: str
    first_tracked: datetime
    captured: datetime
    last_verified: datetime | None
    captures: int
    verified: int
    document_updated: date | None
    document_effective: date | None
    analysed: datetime
    body_sha256: str
    dom_sha256: str
    text_sha256: str
    reader: str
    catalogue: str
    classifier: str
    ledger_position: int | None
    leaf_hash: str


def evidence(provision: Provision, revision: Revision, version: Version, *, leaf: Leaf | None, health: Health) -> Evidence:
    """The facts behind a revision as it stands in a version."""
    document = provision.document
    snapshot = version.snapshot
    return Evidence(
        source_url=document.url,
        archive_url=f"https://web.archive.org/web/{version.first_seen:%Y%m%d%H%M%S}/{document.url}" if _is_public(document.url) else None,
        version=version_reference(document, version),
        origin=version.origin,
        first_tracked=provision.first_version.first_seen,
        captured=version.first_seen,
        last_verified=document.verified if document.current_id == version.pk else health.last_good,
        captures=health.captures,
        verified=health.verified,
        document_updated=version.stated_updated,
        document_effective=version.stated_effective,
        analysed=revision.analysed,
        body_sha256=snapshot.body_sha256 if snapshot else "",
        dom_sha256=snapshot.dom_sha256 if snapshot else "",
        text_sha256=version.text_sha256,
        reader=version.reader,
        catalogue=str(revision.method.get("catalogue", "")),
        classifier=str(revision.method.get("classifier", "")),
        ledger_position=leaf.position if leaf else None,
        leaf_hash=leaf.leaf_hash if leaf else "",
    )


def live_checks(policy: PolicyText, quotes: Sequence[QuotePart], snapshot: Snapshot | None, blobs: BlobStore) -> tuple[Check, ...]:
    """What is checked whenever the page is made: quotations, text digest, bytes. Whoever proves more appends to this."""
    held = all(policy.text[quote.start : quote.end] == quote.exact for quote in quotes)
    digest = sha256(policy.text.encode()).hexdigest()
    checks = [
        Check(id="quote", label="Quotation found in the stored text", held=held, detail=f"{len(quotes)} compared, character by character"),
        Check(id="text", label="Text digest verified", held=digest == policy.sha256, detail=f"SHA-256 computed now: {digest}"),
    ]
    if snapshot is not None:
        there = all(blobs.has(each) for each in snapshot.digests)
        checks.append(Check(id="snapshot", label="Snapshot stored", held=there, detail=f"{len(snapshot.digests)} of its files looked for by digest"))
    return tuple(checks)


def log_checks(leaf: Leaf | None) -> tuple[Check, ...]:
    """What is checked now of the log: the entry hashes to its leaf, the leaf is proved to be under a signed checkpoint, and when that was stamped."""
    covering = log.checkpoint_over(leaf.position) if leaf is not None else None
    if leaf is None or covering is None:
        return ()
    proof = TiledLog(covering.size, log.hashes).inclusion_proof(leaf.position)
    entry = leaf_hash(leaf.manifest)
    held = verify_inclusion(entry, leaf.position, size=covering.size, proof=proof, root=bytes.fromhex(covering.root))
    detail = f"leaf {leaf.position} proved to be among the {covering.size} of a signed checkpoint, over {len(proof)} hashes"
    checks = [Check(id="log", label="Log proof", held=held, detail=detail)]
    stamps = log.stamps(covering)
    if stamps and stamps[0].at is not None:
        held = _is_stamped(bytes(stamps[0].response or b""), covering.note.encode())
        said = f"{stamps[0].authority} says that the checkpoint existed by {stamps[0].at:%Y-%m-%d %H:%M:%S} UTC"
        checks.append(Check(id="timestamp", label="Timestamp", held=held, detail=said))
    return tuple(checks)


def _is_stamped(response: bytes, note: bytes) -> bool:
    """Whether a timestamp is over this checkpoint; whose signature it carries is checked by `verify`."""
    try:
        timestamps.read(response, note)
    except (EvidenceError, PartMissing):
        return False
    return True


def _is_public(url: str) -> bool:
    """Whether an outside archive could have the page: not one served by the operator's own machine."""
    return url.startswith(("http://", "https://")) and not any(part in url.split("/")[2] for part in ("127.0.0.1", "localhost", "[::1]"))
