"""Where evidence packs attach: the shape they must have, no implementation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from clauseatlas.archive.checkpoints import Checkpoint
from clauseatlas.archive.timestamps import TimestampToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that proves one record: its JSON, the manifests of its events by leaf number, the blobs they name, proofs up to a checkpoint."""

    record: str
    page: Mapping[str, Any]
    manifests: Mapping[int, Mapping[str, Any]]
    blobs: Mapping[str, bytes]
    text: str | None = None
    checkpoint: Checkpoint | None = None
    inclusion: Mapping[int, Sequence[bytes]] = field(default_factory=dict)
    timestamps: Sequence[TimestampToken] = ()


class WritesPacks(Protocol):
    """Makes one file that anyone can verify offline, without our server or database."""

    def write(self, evidence: Evidence, to: Path) -> None:
        """The pack at `to`; the same evidence gives the same bytes. Half a pack is never visible under that name."""
