"""Where trusted time attaches: the shape it must have, no implementation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampToken:
    """An authority's statement that a digest existed at `at`. `response` is the whole RFC 3161 response as it came, for `openssl ts -verify`."""

    authority: str
    digest: str
    at: datetime
    response: bytes


class TimestampAuthority(Protocol):
    """One RFC 3161 authority, reached through the guarded client that the caller passes in when it is made."""

    def stamp(self, digest: str) -> TimestampToken | None:
        """A token over a SHA-256 digest (of a checkpoint's note); None while the authority does not answer, to be asked again later."""
