"""Where signed statements about the ledger attach: the shape they must have, no implementation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The ledger at one moment: `size` leaves with `root`. `note` is the signed note (C2SP) that says so, byte for byte as published."""

    origin: str
    size: int
    root: bytes
    at: datetime
    note: bytes


class SignsCheckpoints(Protocol):
    """Holds the signing key. Called after the transaction that appended the last leaf, never inside it: a signature cannot be rolled back."""

    def sign(self, *, size: int, root: bytes, at: datetime) -> Checkpoint:
        """A signed checkpoint. Refuses, with `EvidenceError`, a size smaller than one it has signed before."""


class KeepsCheckpoints(Protocol):
    """Where checkpoints are published: the own site, a git remote. A copy elsewhere is what makes a rollback of the database visible."""

    def keep(self, checkpoint: Checkpoint) -> None:
        """Publish it; the same checkpoint twice is one."""

    def newest(self) -> Checkpoint | None:
        """The newest one kept here, None before the first."""
