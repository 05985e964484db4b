"""Whether the log is the one that was signed, and whether its times can be right."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from clauseatlas.archive.checkpoints import Checkpoint, read_checkpoint
from clauseatlas.archive.ledger import CompactRange
from clauseatlas.archive.notes import PublicKey
from clauseatlas.archive.tiles import TiledLog
from clauseatlas.errors import EvidenceError
from clauseatlas.pipeline import keyring
from clauseatlas.records.models import Checkpoint as Row
from clauseatlas.records.queries import clocks, log

# Servers' clocks are off by minutes now and then, by hours never without someone noticing.
CLOCK_OFF_BY = timedelta(hours=12)


def checkpoint_problems(against: Checkpoint | None = None) -> Iterator[str]:
    """What does not hold about the signed checkpoints, and about one that was kept elsewhere."""
    keys = keyring.known_keys()
    rows = [(f"checkpoint over {row.size}", read_checkpoint(row.note.encode())) for row in Row.objects.order_by("size").iterator()]
    held = [*rows, ("the checkpoint kept elsewhere", against)] if against is not None else rows
    wanted = sorted({each.size for _, each in held if each is not None})
    roots = _roots(wanted)
    for name, checkpoint in held:
        assert checkpoint is not None, "only those that are there"
        yield from _problems(name, checkpoint, keys, roots)


def _problems(name: str, checkpoint: Checkpoint, keys: list[PublicKey], roots: dict[int, bytes]) -> Iterator[str]:
    try:
        if not checkpoint.signers(keys):
            yield f"{name}: signed by no key that the log introduced"
    except EvidenceError as error:
        yield f"{name}: {error}"
    found = roots.get(checkpoint.size)
    if found is None:
        yield f"{name}: the ledger has fewer leaves than the {checkpoint.size} that were signed: it was rolled back"
    elif found != checkpoint.root:
        yield f"{name}: the ledger's first {checkpoint.size} leaves are others than those that were signed"


def _roots(sizes: list[int]) -> dict[int, bytes]:
    """The roots over the first so many leaves, computed from the leaves themselves, not from stored tiles."""
    total, tree, found = log.size(), CompactRange(), {}
    for size in sizes:
        if size > total:
            break
        while tree.size < size:
            tree = tree.extend(log.hashes(0, tree.size, min(2000, size - tree.size)))
        found[size] = tree.root()
    return found


def tiles_problems(tree: TiledLog) -> Iterator[str]:
    """Whether the stored tiles give the root that the leaves give."""
    if tree.size and tree.root() != _roots([tree.size])[tree.size]:
        yield "ledger: the stored tiles give another root than the leaves"


def clock_problems() -> Iterator[str]:
    """Captures whose time cannot be right: behind the time of an authority that stamped them, or half a day from what the server's clock said."""
    for leaf, at, stamped in clocks.after_their_timestamp():
        yield f"clock: leaf {leaf} claims {at.isoformat()}, after an authority saw it at {stamped.isoformat()}"
    for record, started, header in clocks.dated_captures():
        told = _date(header)
        if told is not None and abs(told - started) > CLOCK_OFF_BY:
            yield f"clock: the capture of {record} claims {started.isoformat()}, its server said {told.isoformat()}"


def _date(header: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return told if told.tzinfo is not None else None
