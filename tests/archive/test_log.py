"""Notes, checkpoints and tiles agree with their specifications, read here from the recursive definition of RFC 6962."""

from hashlib import sha256

import pytest

from clauseatlas.archive import checkpoints, notes, tiles
from clauseatlas.archive.ledger import verify_consistency, verify_inclusion
from clauseatlas.archive.notes import SigningKey
from clauseatlas.errors import BadInput, EvidenceError

KEY = SigningKey(name="atlas.example/log", seed=bytes(range(32)))
OTHER = SigningKey(name="atlas.example/log", seed=bytes(32))


def defined_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\0" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\1" + defined_root(entries[:split]) + defined_root(entries[split:])).digest()


def tiled(size: int) -> tuple[tiles.TiledLog, list[bytes]]:
    """A log of numbers whose tiles are stored the way the tables store them, and its entries."""
    entries = [str(number).encode() for number in range(size)]
    levels = [[sha256(b"\0" + entry).digest() for entry in entries]]
    while len(levels[-1]) >= tiles.TILE_WIDTH:
        below = levels[-1]
        levels.append([tiles.tile_root(below[at : at + 256]) for at in range(0, len(below) // 256 * 256, 256)])
    return tiles.TiledLog(size, lambda level, first, count: levels[level][first : first + count]), entries


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 600, 1024, 66_000])
def test_tiles_give_the_root_of_the_definition(size: int) -> None:
    log, entries = tiled(size)
    assert log.root() == defined_root(entries)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 257), (256, 257), (599, 600), (65_999, 66_000), (12_345, 66_000)])
def test_inclusion_is_proved_from_tiles(index: int, size: int) -> None:
    log, entries = tiled(size)
    leaf = sha256(b"\0" + entries[index]).digest()
    proof = log.inclusion_proof(index)
    assert verify_inclusion(leaf, index, size=size, proof=proof, root=defined_root(entries))
    assert not verify_inclusion(leaf, index, size=size, proof=proof[:-1], root=defined_root(entries)) or not proof


@pytest.mark.parametrize(("earlier", "size"), [(1, 2), (255, 256), (256, 600), (257, 66_000), (65_536, 66_000)])
def test_consistency_is_proved_from_tiles(earlier: int, size: int) -> None:
    log, entries = tiled(size)
    proof = log.consistency_proof(earlier)
    assert verify_consistency(earlier, size, earlier_root=defined_root(entries[:earlier]), root=defined_root(entries), proof=proof)


def test_a_proof_in_a_log_of_a_million_reads_a_few_tiles() -> None:
    read: list[tuple[int, int]] = []

    def hashes(level: int, first: int, count: int) -> list[bytes]:
        read.append((level, count))
        return [bytes(32)] * count

    tiles.TiledLog(1_000_000, hashes).inclusion_proof(123_456)
    assert len(read) <= 8
    assert sum(count for _, count in read) <= 8 * 256


@pytest.mark.parametrize(("number", "path"), [(0, "000"), (67, "067"), (1234067, "x001/x234/067")])
def test_tile_numbers_are_spelled_as_specified(number: int, path: str) -> None:
    assert tiles.number_path(number) == path
    assert tiles.number_in(path) == number


@pytest.mark.parametrize("path", ["67", "x067", "001/234", "x000/067", "", "-01"])
def test_other_spellings_of_tile_numbers_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        tiles.number_in(path)


def test_a_checkpoint_is_read_back_and_signed_by_its_key_only() -> None:
    made = checkpoints.make("atlas.example/log", size=7, root=bytes(32), keys=(KEY,))
    read = checkpoints.read_checkpoint(made.note)
    assert (read.size, read.root, read.origin) == (7, bytes(32), "atlas.example/log")
    assert read.signers([KEY.public]) == (KEY.public,)
    assert read.signers([OTHER.public]) == ()


def test_a_changed_checkpoint_does_not_fit_its_signature() -> None:
    made = checkpoints.make("atlas.example/log", size=7, root=bytes(32), keys=(KEY,))
    with pytest.raises(EvidenceError, match="does not fit"):
        checkpoints.read_checkpoint(made.note.replace(b"\n7\n", b"\n8\n")).signers([KEY.public])


def test_keys_are_read_back_and_a_broken_one_is_refused() -> None:
    assert notes.read_key(KEY.public.line) == KEY.public
    assert SigningKey.from_line(KEY.line) == KEY
    with pytest.raises(BadInput):
        notes.read_key(KEY.public.line.replace("atlas", "other"))
