"""Signed notes (C2SP signed-note) with Ed25519: the form in which the log says its size and root, and in which a pack is signed.

A key has a name, a public half that anyone may have as one line (`name+hash+base64`, the "vkey"), and a private half that stays in one file.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from clauseatlas.errors import BadInput, EvidenceError, PartMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = b"\x01"
HASH_BYTES = 4
KEY_BYTES = 32
SIGNATURE_BYTES = 64
DASH = "\u2014"
NAME = re.compile(r"[^\s+]{1,200}")
PRIVATE_PREFIX = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """What a verifier needs: the key's name and its 32 bytes."""

    name: str
    raw: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:HASH_BYTES]

    @property
    def line(self) -> str:
        """The vkey, one line."""
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether the signature is this key's over the text."""
        try:
            from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - commands that verify nothing stay quick
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
        except ImportError:
            raise PartMissing("checking signatures", "install it with `pip install clauseatlas[evidence]`") from None
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """The private half. Its text form never leaves the file it is kept in."""

    name: str
    seed: bytes

    @classmethod
    def from_line(cls, line: str) -> "SigningKey":
        """The key in the form of `line`; raises `EvidenceError` for anything else, without repeating it."""
        name, _, rest = line.strip().removeprefix(PRIVATE_PREFIX).partition("+")
        _, _, encoded = rest.partition("+")
        raw = _decoded(encoded)
        if not line.startswith(PRIVATE_PREFIX) or raw is None or len(raw) != 1 + KEY_BYTES or raw[:1] != ED25519 or not NAME.fullmatch(name):
            raise EvidenceError("the log's key file", "does not hold a key")
        return cls(name=name, seed=raw[1:])

    @property
    def line(self) -> str:
        """The private key as one line, as its file holds it."""
        return f"{PRIVATE_PREFIX}{self.name}+{self.public.hash.hex()}+{base64.b64encode(ED25519 + self.seed).decode()}"

    @property
    def public(self) -> PublicKey:
        """The half that may be told."""
        return PublicKey(name=self.name, raw=self._private().public_key().public_bytes_raw())

    def signature_line(self, text: str) -> str:
        """The line that signs a text; the same text always gives the same line."""
        public = self.public
        return f"{DASH} {self.name} {base64.b64encode(public.hash + self._private().sign(text.encode())).decode()}\n"

    def _private(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see above

        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as it was read: its text, and (name, key hash, signature) of every line under it."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signers(self, keys: Sequence[PublicKey]) -> tuple[PublicKey, ...]:
        """Those of `keys` that signed; raises `EvidenceError` where a line claims one of them and does not fit."""
        found = []
        for name, key_hash, signature in self.signatures:
            for key in keys:
                if key.name == name and key.hash == key_hash:
                    if not key.accepts(self.text, signature):
                        raise EvidenceError("signature", f"of {name} does not fit the note")
                    found.append(key)
        return tuple(found)


def sign(text: str, keys: Sequence[SigningKey]) -> bytes:
    """The note: the text (which must end its last line), an empty line, one signature a key."""
    if not text.endswith("\n"):
        raise ValueError("the text of a note ends with a newline")
    return (text + "\n" + "".join(key.signature_line(text) for key in keys)).encode()


def read_note(content: bytes) -> Note:
    """The parts of a note; raises `EvidenceError` for what is none, also for a signature in another spelling than `sign` writes."""
    try:
        whole = content.decode()
    except UnicodeDecodeError:
        raise EvidenceError("note", "is not UTF-8") from None
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise EvidenceError("note", "carries no signature")
    signatures = []
    for line in lines[:-1].split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        raw = _decoded(encoded)
        if dash != DASH or not NAME.fullmatch(name) or raw is None or len(raw) != HASH_BYTES + SIGNATURE_BYTES:
            raise EvidenceError("note", "has a signature line that is none")
        signatures.append((name, raw[:HASH_BYTES], raw[HASH_BYTES:]))
    return Note(text=text + "\n", signatures=tuple(signatures))


def read_key(line: str) -> PublicKey:
    """The public key in a vkey; raises `BadInput` for what is none."""
    name, _, rest = line.strip().partition("+")
    key_hash, _, encoded = rest.partition("+")
    raw = _decoded(encoded)
    if not NAME.fullmatch(name) or raw is None or len(raw) != 1 + KEY_BYTES or raw[:1] != ED25519:
        raise BadInput("key", "is no Ed25519 key of the form name+hash+base64")
    key = PublicKey(name=name, raw=raw[1:])
    if key.hash.hex() != key_hash:
        raise BadInput("key", "does not have the hash that it names")
    return key


def _decoded(encoded: str) -> bytes | None:
    """The bytes of strict base64, None for anything that is not spelled exactly as it would be written."""
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == encoded else None
