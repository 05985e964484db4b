"""Leaves are numbered from 0 without a gap, whoever fails in between."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from clauseatlas.records.queries.ledger import Event, append, appended, leaves

from .conftest import NOW


def digest(manifest: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(repr(sorted(manifest.items())).encode()).digest()


def event(number: int) -> Event:
    return Event(kind="capture", at=NOW, manifest={"event": "capture", "number": number})


def _append_and_fail(told: Event) -> None:
    with transaction.atomic():
        append([told], leaf_hash=digest)
        raise RuntimeError("the power went")


def test_leaves_follow_each_other_and_a_failed_transaction_leaves_none(db: None) -> None:
    with transaction.atomic():
        append([event(0), event(1)], leaf_hash=digest)
    with pytest.raises(RuntimeError):
        _append_and_fail(event(2))
    with transaction.atomic():
        append([event(3)], leaf_hash=digest)
    assert [(leaf.position, leaf.manifest["number"]) for leaf in leaves()] == [(0, 0), (1, 1), (2, 3)]
    assert appended() == 3
    assert all(leaf.leaf_hash == digest(leaf.manifest).hex() for leaf in leaves())
