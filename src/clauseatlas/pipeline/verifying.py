"""Whether the archive still proves what it says: blobs, texts, quotes, ledger."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clauseatlas.archive.checkpoints import Checkpoint
from clauseatlas.archive.ledger import CompactRange, leaf_hash
from clauseatlas.errors import EvidenceError
from clauseatlas.pipeline.sealed import checkpoint_problems, clock_problems
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Version
from clauseatlas.records.queries import ledger, proving, withheld


@dataclass(slots=True, kw_only=True)
class Verified:
    """What was checked, and what did not hold (one line each)."""

    blobs: int = 0
    texts: int = 0
    quotes: int = 0
    captures: int = 0
    leaves: int = 0
    root: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything that was checked is as it must be."""
        return not self.problems

    def report(self) -> dict[str, Any]:
        """The result as `verify --format json` prints it."""
        return {
            "verified": self.holds,
            "checked": {"blobs": self.blobs, "texts": self.texts, "quotes": self.quotes, "captures": self.captures, "leaves": self.leaves},
            "ledger": {"size": self.leaves, "root": self.root},
            "problems": self.problems,
        }


def verify(
    workshop: Workshop, *, document: int | None = None, told: Callable[[str], None] = lambda part: None, against: Checkpoint | None = None
) -> Verified:
    """Check the whole archive, or the bytes, texts and quotes of one document; the ledger is always checked whole, as it is one chain."""
    result = Verified()
    told("blobs")
    for problem in _blob_problems(workshop, result, document):
        result.problems.append(problem)
    told("texts and quotes")
    for version in proving.versions(document):
        result.problems.extend(_text_problems(version, result))
    told("ledger")
    result.problems.extend(_ledger_problems(result))
    result.problems.extend(proving.missing_leaves())
    result.problems.extend(checkpoint_problems(against))
    result.problems.extend(clock_problems())
    return result


def _blob_problems(workshop: Workshop, result: Verified, document: int | None) -> Iterator[str]:
    erased = withheld.erased()
    for digest in proving.digests(document):
        if digest in erased:
            continue
        result.blobs += 1
        try:
            workshop.blobs.verify(digest)
        except EvidenceError as error:
            yield str(error)


def _text_problems(version: Version, result: Verified) -> Iterator[str]:
    """The text has its digest, and every quote stands where the record says."""
    name = f"{version.document.record_id} version {version.number}"
    if withheld.withholding_of(version) is not None:
        return
    result.texts += 1
    text = proving.text_of(version)
    if hashlib.sha256(text.encode()).hexdigest() != version.text_sha256:
        yield f"{name}: the text has another digest than its record"
    for revision in proving.begun_in(version):
        if hashlib.sha256(revision.record.encode()).hexdigest() != revision.digest:
            yield f"{name}: the record of {revision.provision.record_id} has another digest than the ledger"
    for revision, places in proving.placed_quotes(version):
        for quote, (start, end, _) in zip(revision.quotes, places, strict=False):
            result.quotes += 1
            if text[start:end] != quote["exact"]:
                yield f"{name}: a quote of {revision.provision.record_id} does not stand at {start}"


def _ledger_problems(result: Verified) -> Iterator[str]:
    """Leaves are numbered without a gap, each hashes to what it says, and each says what the rows say."""
    tree = CompactRange()
    for leaf in ledger.leaves():
        if leaf.position != result.leaves:
            yield f"ledger: leaf {result.leaves} is missing"
            result.leaves = leaf.position
        result.leaves += 1
        digest = leaf_hash(leaf.manifest)
        if digest.hex() != leaf.leaf_hash:
            yield f"ledger: leaf {leaf.position} does not hash to what was recorded"
        if not proving.tells_the_truth(leaf):
            yield f"ledger: leaf {leaf.position} says something else than the record it tells of"
        result.captures += leaf.kind == "capture"
        tree = tree.append(bytes.fromhex(leaf.leaf_hash))
    result.root = tree.root().hex()
    appended = ledger.appended()
    if appended != result.leaves:
        yield f"ledger: {appended} leaves were appended, {result.leaves} are there"
