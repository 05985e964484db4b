"""Checkpoints: signed statements of the log's size and root (C2SP tlog-checkpoint). A copy held elsewhere makes a rollback visible."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from clauseatlas.archive.ledger import HASH_BYTES
from clauseatlas.archive.notes import Note, PublicKey, SigningKey, read_note, sign
from clauseatlas.errors import EvidenceError

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The log at one moment: `size` leaves with `root`. `note` is the signed note that says so, byte for byte as published."""

    origin: str
    size: int
    root: bytes
    note: bytes

    def signers(self, keys: Sequence[PublicKey]) -> tuple[PublicKey, ...]:
        """Those of `keys` that signed it; raises `EvidenceError` for a signature that claims one of them and does not fit."""
        return self.read().signers(keys)

    def read(self) -> Note:
        """The note in its parts."""
        return read_note(self.note)


def make(origin: str, *, size: int, root: bytes, keys: Sequence[SigningKey]) -> Checkpoint:
    """A checkpoint signed by all of `keys`: one of them in daily work, old and new on the day of a rotation."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    return Checkpoint(origin=origin, size=size, root=root, note=sign(text, keys))


def read_checkpoint(note: bytes) -> Checkpoint:
    """What a note says of a log; raises `EvidenceError` for one that is no checkpoint. Signatures are checked by `Checkpoint.signers`."""
    lines = read_note(note).text.split("\n")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (IndexError, binascii.Error, ValueError):
        raise EvidenceError("checkpoint", "names no root") from None
    if len(lines) != 4 or not lines[0] or not _SIZE.fullmatch(lines[1]) or len(root) != HASH_BYTES:
        raise EvidenceError("checkpoint", "does not say origin, size and root")
    if base64.b64encode(root).decode() != lines[2]:
        raise EvidenceError("checkpoint", "spells its root in another way than it would be written")
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=root, note=note)
