"""The ledger against a naive reading of RFC 6962, written from its recursive definitions and sharing no code with the ledger."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseatlas.archive.ledger import (
    EMPTY_ROOT,
    CompactRange,
    Tree,
    canonical,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hash_of,
    root,
    verify_consistency,
    verify_inclusion,
)

# The eight entries that implementations of RFC 6962 have used since its first one; their hashes are computed below, not copied.
ENTRIES = [bytes.fromhex(entry) for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]


def naive_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = naive_split(len(entries))
    return hashlib.sha256(b"\x01" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def naive_split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def naive_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(entries) == 1:
        return []
    k = naive_split(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_root(entries[:k])]


def naive_subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(entries):
        return [] if whole else [naive_root(entries)]
    k = naive_split(len(entries))
    if m <= k:
        return [*naive_subproof(m, entries[:k], whole), naive_root(entries[k:])]
    return [*naive_subproof(m - k, entries[k:], False), naive_root(entries[:k])]


def leaves(entries: list[bytes]) -> list[bytes]:
    return [leaf_hash_of(entry) for entry in entries]


def numbered(count: int) -> list[bytes]:
    return [str(number).encode() for number in range(count)]


def test_an_empty_log_has_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY_ROOT == CompactRange().root() == Tree().root()
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_eight_entries(size: int) -> None:
    assert root(leaves(ENTRIES[:size])) == naive_root(ENTRIES[:size])


def test_every_proof_up_to_forty_leaves_is_that_of_the_definition_and_verifies() -> None:
    for size in range(1, 41):
        entries = numbered(size)
        hashes = leaves(entries)
        tree, expected = Tree(hashes), naive_root(entries)
        assert tree.root() == expected
        for index in range(size):
            proof = tree.inclusion_proof(index)
            assert list(proof) == naive_path(index, entries)
            assert verify_inclusion(hashes[index], index, size=size, proof=proof, root=expected)
        for earlier in range(1, size + 1):
            proof = tree.consistency_proof(earlier)
            assert list(proof) == naive_subproof(earlier, entries, True)
            assert verify_consistency(earlier, size, earlier_root=naive_root(entries[:earlier]), root=expected, proof=proof)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=80), st.data())
def test_proofs_of_earlier_sizes_come_from_the_same_tree(entries: list[bytes], data: st.DataObject) -> None:
    tree = Tree(leaves(entries))
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    earlier = data.draw(st.integers(0, size))
    assert tree.root(size) == naive_root(entries[:size])
    assert list(tree.inclusion_proof(index, size=size)) == naive_path(index, entries[:size])
    proof = tree.consistency_proof(earlier, size=size)
    assert verify_consistency(earlier, size, earlier_root=tree.root(earlier), root=tree.root(size), proof=proof)


@given(st.lists(st.binary(max_size=8), max_size=70), st.lists(st.binary(max_size=8), max_size=70))
def test_a_compact_range_needs_no_more_than_itself_to_go_on(first: list[bytes], second: list[bytes]) -> None:
    remembered = CompactRange.over(leaves(first))
    restored = CompactRange(size=remembered.size, nodes=remembered.nodes)
    assert restored.extend(leaves(second)).root() == naive_root(first + second)
    assert len(remembered.nodes) <= max(1, len(first).bit_length())


@given(st.integers(2, 60), st.data())
def test_a_changed_proof_root_leaf_index_or_size_is_refused(size: int, data: st.DataObject) -> None:
    entries = numbered(size)
    hashes = leaves(entries)
    index = data.draw(st.integers(0, size - 1))
    proof, top = inclusion_proof(hashes, index), root(hashes)
    other = hashlib.sha256(b"other").digest()
    place = data.draw(st.integers(0, len(proof) - 1))
    assert not verify_inclusion(other, index, size=size, proof=proof, root=top)
    assert not verify_inclusion(hashes[index], index, size=size, proof=proof, root=other)
    assert not verify_inclusion(hashes[index], index, size=size, proof=(*proof[:place], other, *proof[place + 1 :]), root=top)
    assert not verify_inclusion(hashes[index], index, size=size, proof=(*proof, other), root=top)
    assert not verify_inclusion(hashes[index], index, size=size, proof=proof[:-1], root=top)
    wrong = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    assert not verify_inclusion(hashes[index], wrong, size=size, proof=proof, root=top)


@given(st.integers(2, 60), st.data())
def test_a_changed_history_is_refused(size: int, data: st.DataObject) -> None:
    hashes = leaves(numbered(size))
    earlier = data.draw(st.integers(1, size - 1))
    proof, top, before = consistency_proof(hashes, earlier), root(hashes), root(hashes[:earlier])
    other = hashlib.sha256(b"other").digest()
    assert verify_consistency(earlier, size, earlier_root=before, root=top, proof=proof)
    assert not verify_consistency(earlier, size, earlier_root=other, root=top, proof=proof)
    assert not verify_consistency(earlier, size, earlier_root=before, root=other, proof=proof)
    assert not verify_consistency(earlier, size, earlier_root=before, root=top, proof=(*proof, other))
    assert not verify_consistency(earlier, size, earlier_root=before, root=top, proof=proof[:-1])
    rewritten = [other, *hashes[1:]]
    assert not verify_consistency(earlier, size, earlier_root=before, root=root(rewritten), proof=consistency_proof(rewritten, earlier))


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [(-1, 1, ()), (1, 1, ()), (0, 0, ()), (0, -3, ()), (0, 2, (b"short",)), (5, 3, (b"\0" * 32,))],
    ids=["negative", "beyond", "empty log", "negative size", "short hash", "index over size"],
)
def test_nonsense_is_false_and_no_error(index: int, size: int, proof: tuple[bytes, ...]) -> None:
    assert not verify_inclusion(b"\0" * 32, index, size=size, proof=proof, root=b"\0" * 32)
    assert not verify_consistency(index, size, earlier_root=b"\0" * 32, root=b"\1" * 32, proof=proof)


@pytest.mark.parametrize("call", [lambda tree: tree.inclusion_proof(3), lambda tree: tree.consistency_proof(4), lambda tree: tree.root(9)])
def test_a_proof_of_what_is_not_there_cannot_be_asked_for(call: object) -> None:
    with pytest.raises(ValueError, match="lea"):
        call(Tree(leaves(numbered(3))))  # type: ignore[operator]


@pytest.mark.parametrize(("size", "nodes"), [(3, ()), (0, (b"\0" * 32,)), (-1, ())])
def test_a_compact_range_that_does_not_add_up_is_refused(size: int, nodes: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="cannot stand for"):
        CompactRange(size=size, nodes=nodes)


def test_a_leaf_is_the_same_whatever_the_order_of_keys_and_whoever_wrote_the_json() -> None:
    manifest = {"b": 1, "a": {"z": None, "é": "ü"}, "list": [1, "2", True]}
    turned = json.loads(json.dumps(dict(reversed(manifest.items()))))
    assert leaf_hash(manifest) == leaf_hash(turned)
    assert canonical(manifest) == '{"a":{"z":null,"é":"ü"},"b":1,"list":[1,"2",true]}'.encode()
    assert leaf_hash(manifest) == hashlib.sha256(b"\x00" + canonical(manifest)).digest()


def test_a_leaf_is_never_a_node() -> None:
    left, right = leaves(numbered(2))
    assert leaf_hash_of(left + right) != root([left, right])
