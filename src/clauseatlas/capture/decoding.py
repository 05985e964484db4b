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


class _Inflating:
    """gzip (any number of members) and deflate (with or without its zlib wrapper, as servers disagree)."""

    def __init__(self, coding: str) -> None:
        self._coding = coding

    def feed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The decoded pieces, each at most `PIECE_BYTES`."""
        inflater: zlib._Decompress | None = None
        for piece in pieces:
            rest = piece
            while rest:
                inflater = inflater or self._begin(rest)
                try:
                    decoded = inflater.decompress(rest, PIECE_BYTES)
                except zlib.error as error:
                    raise CodingRefused(f"not a {self._coding} stream ({error})") from None
                if decoded:
                    yield decoded
                if inflater.eof:
                    rest, inflater = self._after(inflater.unused_data), None
                else:
                    rest = inflater.unconsumed_tail
            # The input can be used up while output is still held back.
            while inflater is not None and (decoded := inflater.decompress(b"", PIECE_BYTES)):
                yield decoded
            if inflater is not None and inflater.eof:
                inflater = None
        if inflater is not None:
            raise BodyCut(f"the {self._coding} stream ends early")

    def _begin(self, first: bytes) -> "zlib._Decompress":
        if self._coding == "gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        wrapped = first[0] & 0x0F == 8 and (len(first) < 2 or (first[0] * 256 + first[1]) % 31 == 0)
        return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)

    def _after(self, unused: bytes) -> bytes:
        # Padding after the last gzip member is legal and common; a deflate stream has no second member.
        return unused.lstrip(b"\0") if self._coding == "gzip" else b""


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
