"""Settings of channels at rest: sealed with a key derived from the atlas's secret key, opened only to send."""

import base64
import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from clauseatlas.errors import BadInput

KEY_BYTES = 32
PURPOSE = b"clauseatlas.watching.channels"


def seal(values: Mapping[str, str]) -> str:
    """The values, encrypted and authenticated, as text for a column."""
    return _box(settings.SECRET_KEY).encrypt(json.dumps(dict(values), sort_keys=True).encode()).decode("ascii")


def unseal(sealed: str) -> dict[str, str]:
    """The values again. Raises BadInput where they were sealed under another secret key, or altered."""
    try:
        opened = _box(settings.SECRET_KEY).decrypt(sealed.encode("ascii"))
    except InvalidToken:
        raise BadInput("channel", "its settings were sealed under another secret key", "add the channel again") from None
    return {str(name): str(value) for name, value in json.loads(opened).items()}


@lru_cache(maxsize=2)
def _box(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
