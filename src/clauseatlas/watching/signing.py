"""Signatures of webhooks after Standard Webhooks 1.0: HMAC-SHA-256 over id, time and body, with a secret that the receiver has too."""

import base64
import binascii
import hashlib
import hmac
import secrets

from clauseatlas.errors import BadInput

SECRET_PREFIX = "whsec_"  # noqa: S105 - the prefix of every such secret
SECRET_BYTES = 32


def new_secret() -> str:
    """A signing secret, as receivers' libraries take it."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def signature(secret: str, *, key: str, timestamp: int, body: bytes) -> str:
    """The value of the webhook-signature header."""
    try:
        raw = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise BadInput("signing secret", "is not whsec_ and base64") from None
    digest = hmac.digest(raw, f"{key}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode('ascii')}"
