"""The log beyond its leaves: hashes by tile, checkpoints, their timestamps."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from clauseatlas.records.models import Checkpoint, Leaf, Subtree, Timestamp

TileRoot = Callable[[Sequence[bytes]], bytes]


def hashes(level: int, first: int, count: int) -> list[bytes]:
    """`count` hashes of a level from `first` on: leaves at level 0, else full tiles of the level below. One query."""
    if level == 0:
        rows = Leaf.objects.filter(position__gte=first, position__lt=first + count).order_by("position").values_list("leaf_hash", flat=True)
        return [bytes.fromhex(row) for row in rows]
    found = Subtree.objects.filter(level=level, index__gte=first, index__lt=first + count).order_by("index").values_list("hash", flat=True)
    return [bytes(row) for row in found]


def size() -> int:
    """How many leaves the log has, by the last of them."""
    last = Leaf.objects.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def fill(leaves: int, *, width: int, tile_root: TileRoot) -> None:
    """Store the hash of every tile that `leaves` leaves have filled and that is not stored yet; in the caller's transaction or its own."""
    with transaction.atomic():
        level, complete = 1, leaves // width
        while complete:
            stored = Subtree.objects.filter(level=level).count()
            for index in range(stored, complete):
                Subtree.objects.create(level=level, index=index, hash=tile_root(hashes(level - 1, index * width, width)))
            level, complete = level + 1, complete // width


def newest_checkpoint() -> Checkpoint | None:
    """The checkpoint over most leaves."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoint_over(position: int) -> Checkpoint | None:
    """The first checkpoint that covers a leaf."""
    return Checkpoint.objects.filter(size__gt=position).order_by("size").first()


def store_checkpoint(*, size: int, root: str, note: str, signed: datetime) -> Checkpoint:
    """The row of a checkpoint; the one that is there where that size was signed before."""
    return Checkpoint.objects.get_or_create(size=size, defaults={"root": root, "note": note, "signed": signed})[0]


def unstamped(checkpoint: Checkpoint, authorities: Sequence[str]) -> list[Timestamp]:
    """What is still to be asked about a checkpoint, one row an authority."""
    rows = [Timestamp.objects.get_or_create(checkpoint=checkpoint, authority=authority)[0] for authority in authorities]
    return [row for row in rows if row.response is None]


def waiting() -> list[Timestamp]:
    """Timestamps that could not be got when their checkpoint was signed."""
    return list(Timestamp.objects.select_related("checkpoint").filter(response__isnull=True).order_by("checkpoint", "authority"))


def stamps(checkpoint: Checkpoint) -> list[Timestamp]:
    """The timestamps there are over a checkpoint."""
    return list(Timestamp.objects.filter(checkpoint=checkpoint, response__isnull=False).order_by("authority"))


def key_leaves() -> list[Leaf]:
    """Every leaf that tells of a key, oldest first."""
    return list(Leaf.objects.filter(kind="key").order_by("position"))
