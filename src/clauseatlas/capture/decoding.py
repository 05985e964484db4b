"""Content codings undone while streaming, never past the size limit."""

import zlib
from collections.abc import Iterable, Iterator

from clauseatlas.capture.failures import BodyCut, CodingRefused, SizeExceeded

# What the standard library can undo. Others are not asked for, and refused when they come anyway.
ACCEPT_ENCODING = "gzip, deflate"

# One piece of decoded body; a bomb is noticed after at most this many bytes beyond the limit.
PIECE_BYTES = 256 * 1024

# Servers apply one coding, misconfigured proxies a second; more is an attack.
MOST_CODINGS = 2


GZIP_MAGIC = b"\x1f"


class _Inflating:
    """gzip (any number of members) and deflate (with or without its zlib wrapper, as servers disagree)."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._members = 0
        self._inflater: zlib._Decompress | None = None

    def feed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The decoded pieces, each at most `PIECE_BYTES`."""
        for piece in pieces:
            rest = piece
            while rest and (self._inflater is not None or self._begins(rest)):
                yield from self._inflate(rest)
                rest = self._left()
        if self._inflater is not None:
            raise BodyCut(f"the {self._coding} stream ends early")

    def _begins(self, first: bytes) -> bool:
        """Start a stream with these bytes; False for padding and other rubbish behind the last one, which browsers pass over too."""
        if self._members and (self._coding == "deflate" or first[:1] != GZIP_MAGIC):
            return False
        wrapped = first[0] & 0x0F == zlib.DEFLATED and (len(first) < 2 or (first[0] * 256 + first[1]) % 31 == 0)
        if self._coding == "gzip":
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        else:
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        return True

    def _inflate(self, coded: bytes) -> Iterator[bytes]:
        """One piece of output for `coded`; more as long as output is held back although the input is used up."""
        assert self._inflater is not None
        try:
            decoded = self._inflater.decompress(coded, PIECE_BYTES)
            while decoded:
                yield decoded
                decoded = b"" if self._inflater.unconsumed_tail else self._inflater.decompress(b"", PIECE_BYTES)
        except zlib.error as error:
            raise CodingRefused(f"not a {self._coding} stream ({error})") from None

    def _left(self) -> bytes:
        """The input not used yet; ends the stream when it is complete."""
        assert self._inflater is not None
        if not self._inflater.eof:
            return self._inflater.unconsumed_tail
        rest, self._inflater, self._members = self._inflater.unused_data, None, self._members + 1
        return rest


def codings(header: str) -> tuple[str, ...]:
    """The codings to undo, outermost first, from a Content-Encoding header; raises `CodingRefused`."""
    names = [name.strip().lower().removeprefix("x-") for name in header.split(",")]
    applied = tuple(name for name in reversed(names) if name not in {"", "identity", "utf-8", "none"})
    unknown = [name for name in applied if name not in {"gzip", "deflate"}]
    if unknown or len(applied) > MOST_CODINGS:
        raise CodingRefused(f"content coding {header!r} was not asked for")
    return applied


def decode(pieces: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """The whole body with its content coding undone.

    `limit` holds for the bytes on the wire and for the decoded ones. Raises `SizeExceeded` as soon as one is over it, `BodyCut`,
    `CodingRefused`, and whatever `pieces` raises.
    """
    stream: Iterable[bytes] = _limited(pieces, limit, "on the wire")
    for coding in codings(encoding):
        stream = _limited(_Inflating(coding).feed(stream), limit, "decoded")
    return b"".join(stream)


def _limited(pieces: Iterable[bytes], limit: int, where: str) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise SizeExceeded(f"the body has more than {limit} bytes {where}")
        yield piece
