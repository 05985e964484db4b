"""The append-only log as pure arithmetic: Merkle trees, inclusion and consistency proofs after RFC 6962.

A leaf is SHA-256 over 0x00 and the event's manifest as canonical JSON (RFC 8785); an inner node SHA-256 over 0x01 and its two children.
Everything here is bytes in, bytes out; where leaves are stored is not its business. Proofs that do not fit verify as False and never raise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

import rfc8785

LEAF = b"\x00"
NODE = b"\x01"
HASH_BYTES = 32

EMPTY_ROOT = sha256(b"").digest()


def canonical(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as canonical JSON (RFC 8785), the bytes a leaf is computed from. Raises `ValueError` for what JSON cannot carry exactly."""
    return rfc8785.dumps(dict(manifest))


def leaf_hash(manifest: Mapping[str, Any]) -> bytes:
    """The leaf of an event's manifest, 32 bytes."""
    return leaf_hash_of(canonical(manifest))


def leaf_hash_of(entry: bytes) -> bytes:
    """The leaf of an entry given as bytes."""
    return sha256(LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The parent of two nodes."""
    return sha256(NODE + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaves in their order; SHA-256 of nothing for none."""
    return CompactRange.over(hashes).root()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The path that proves leaf `index` to be in the tree over `hashes`, from the leaf upwards; `Tree` makes many of them cheaply."""
    return Tree(hashes).inclusion_proof(index)


def consistency_proof(hashes: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """The proof that the tree over the first `earlier` leaves is a prefix of the tree over `hashes`."""
    return Tree(hashes).consistency_proof(earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactRange:
    """What must be remembered of a log to append to it and to know its root: its size and the roots of its perfect subtrees, largest first.

    There are as many nodes as bits set in `size`, so a log of a million leaves needs at most 20, and appending costs at most as many hashes.
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise ValueError(f"{len(self.nodes)} nodes cannot stand for {self.size} leaves")

    @classmethod
    def over(cls, hashes: Iterable[bytes]) -> Self:
        """The range over leaves in their order."""
        return cls().extend(hashes)

    def append(self, leaf: bytes) -> Self:
        """The range with one leaf more."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Self:
        """The range with more leaves."""
        size, nodes = self.size, list(self.nodes)
        for leaf in leaves:
            node, completed = leaf, size
            # Every trailing one bit of the size is a perfect subtree that the new leaf completes to a larger one.
            while completed & 1:
                node, completed = node_hash(nodes.pop(), node), completed >> 1
            nodes.append(node)
            size += 1
        return type(self)(size=size, nodes=tuple(nodes))

    def root(self) -> bytes:
        """The root of the log."""
        if not self.nodes:
            return EMPTY_ROOT
        *others, node = self.nodes
        for left in reversed(others):
            node = node_hash(left, node)
        return node


class Tree:
    """All perfect subtrees over leaves in memory (64 bytes a leaf), for logs of which many proofs are wanted; every proof is O(log² n)."""

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in hashes:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add a leaf."""
        node, level = leaf, 0
        while True:
            if level == len(self._levels):
                self._levels.append([])
            row = self._levels[level]
            row.append(node)
            if len(row) % 2:
                return
            node, level = node_hash(row[-2], row[-1]), level + 1

    def root(self, size: int | None = None) -> bytes:
        """The root when the log had `size` leaves (now, without it)."""
        size = self._checked_size(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, *, size: int | None = None) -> tuple[bytes, ...]:
        """The path from leaf `index` up to the root over the first `size` leaves; `ValueError` for a leaf that is not there."""
        size = self._checked_size(size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not among the first {size}")
        path: list[bytes] = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return tuple(reversed(path))

    def consistency_proof(self, earlier: int, *, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that the first `earlier` leaves are a prefix of the first `size`; empty for 0 and for equal sizes."""
        size = self._checked_size(size)
        if not 0 <= earlier <= size:
            raise ValueError(f"a log of {earlier} leaves cannot come before one of {size}")
        if earlier in {0, size}:
            return ()
        path: list[bytes] = []
        low, high, whole = 0, size, True
        while earlier - low != high - low:
            middle = low + _split(high - low)
            if earlier <= middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low, whole = middle, False
        if not whole:
            path.append(self._range(low, high))
        return tuple(reversed(path))

    def _checked_size(self, size: int | None) -> int:
        size = len(self) if size is None else size
        if not 0 <= size <= len(self):
            raise ValueError(f"the log has {len(self)} leaves, not {size}")
        return size

    def _range(self, low: int, high: int) -> bytes:
        """The hash over leaves `low` to `high`; `low` is always a multiple of the largest subtree inside."""
        width = high - low
        if width.bit_count() == 1:
            level = width.bit_length() - 1
            return self._levels[level][low >> level]
        middle = low + _split(width)
        return node_hash(self._range(low, middle), self._range(middle, high))


def _split(width: int) -> int:
    """The largest power of two smaller than `width`, where RFC 6962 divides a list."""
    return int(1 << ((width - 1).bit_length() - 1))


def verify_inclusion(leaf: bytes, index: int, *, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows `leaf` at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _well_formed((leaf, root, *proof)):
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(earlier: int, size: int, *, earlier_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows the tree of `earlier` leaves to be a prefix of the tree of `size` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 <= earlier <= size or not _well_formed((earlier_root, root, *proof)):
        return False
    if earlier == size:
        return not proof and earlier_root == root
    if earlier == 0:
        return not proof and earlier_root == EMPTY_ROOT
    path = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not path:
        return False
    position, last = earlier - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and before == earlier_root and after == root


def _well_formed(hashes: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in hashes)
