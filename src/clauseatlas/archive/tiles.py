"""The log in tiles of 256 hashes (C2SP tlog-tiles): roots and proofs from a handful of tiles, however long the log is.

A tile at level L holds hashes of complete subtrees of 256^L leaves. Level 0 are the leaves; the hash of every complete tile is stored once when the
tile is full and is what the level above consists of, so a log of a million leaves needs 3,922 stored hashes and no proof reads more than a few tiles.
"""

from collections.abc import Callable, Sequence

from clauseatlas.archive.ledger import EMPTY_ROOT, CompactRange, node_hash

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT

# Level, first hash, count -> that many hashes.
ReadsHashes = Callable[[int, int, int], Sequence[bytes]]


class TiledLog:
    """A log of `size` leaves whose hashes are read through `hashes`; tiles are held once read, so make one per request."""

    def __init__(self, size: int, hashes: ReadsHashes) -> None:
        self.size = size
        self._hashes = hashes
        self._read: dict[tuple[int, int], list[list[bytes]]] = {}

    def tile(self, level: int, index: int, width: int = TILE_WIDTH) -> tuple[bytes, ...]:
        """The first `width` hashes of a tile; `ValueError` where the log does not have them."""
        complete = self.size >> (TILE_HEIGHT * level)
        if level < 0 or index < 0 or not 1 <= width <= TILE_WIDTH or index * TILE_WIDTH + width > complete:
            raise ValueError(f"the log of {self.size} leaves has no such tile")
        return tuple(self._levels(level, index)[0][:width])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (all of them, without it)."""
        size = self.size if size is None else size
        self._check(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The path from leaf `index` up to the root over the first `size` leaves."""
        size = self.size if size is None else size
        self._check(size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not among the first {size}")
        path, low, high = [], 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return tuple(reversed(path))

    def consistency_proof(self, earlier: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that the first `earlier` leaves are a prefix of the first `size`; empty for 0 and for equal sizes."""
        size = self.size if size is None else size
        self._check(size)
        if not 0 <= earlier <= size:
            raise ValueError(f"a log of {earlier} leaves cannot come before one of {size}")
        if earlier in {0, size}:
            return ()
        path, low, high, whole = [], 0, size, True
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

    def _check(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise ValueError(f"the log has {self.size} leaves, not {size}")

    def _range(self, low: int, high: int) -> bytes:
        width = high - low
        if width.bit_count() == 1:
            return self._node(width.bit_length() - 1, low >> (width.bit_length() - 1))
        middle = low + _split(width)
        return node_hash(self._range(low, middle), self._range(middle, high))

    def _node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree of 2^level leaves, out of the tile that holds it."""
        tile_level, inner = divmod(level, TILE_HEIGHT)
        width = TILE_HEIGHT - inner
        return self._levels(tile_level, index >> width)[inner][index & ((1 << width) - 1)]

    def _levels(self, level: int, index: int) -> list[list[bytes]]:
        """The hashes of a tile and of the complete subtrees inside it, by height."""
        if (level, index) not in self._read:
            complete = self.size >> (TILE_HEIGHT * level)
            first = index * TILE_WIDTH
            rows = [list(self._hashes(level, first, min(TILE_WIDTH, complete - first)))]
            for _ in range(TILE_HEIGHT - 1):
                below = rows[-1]
                rows.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
            self._read[level, index] = rows
        return self._read[level, index]


def tile_root(hashes: Sequence[bytes]) -> bytes:
    """The hash of a full tile, one hash of the level above."""
    if len(hashes) != TILE_WIDTH:
        raise ValueError(f"a full tile has {TILE_WIDTH} hashes, not {len(hashes)}")
    return CompactRange.over(hashes).root()


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Where a tile is served below the log's prefix: `tile/0/x001/x234/067`, `tile/1/000.p/12`."""
    suffix = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{number_path(index)}{suffix}"


def number_path(index: int) -> str:
    """A tile's number in groups of three digits, all but the last with an x."""
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.append(f"x{index % 1000:03d}")
    return "/".join(reversed(groups))


def number_in(path: str) -> int:
    """The number in such a path; `ValueError` for any other spelling."""
    number = int("".join(group.removeprefix("x") for group in path.split("/")))
    if number_path(number) != path:
        raise ValueError(f"{path} is no number of a tile")
    return number


def _split(width: int) -> int:
    return int(1 << ((width - 1).bit_length() - 1))
