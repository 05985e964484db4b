"""The log's signing key: made with the atlas, kept in one file that only its owner reads, rotated with an entry in the log."""

import base64
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from clauseatlas.archive import manifests
from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.archive.notes import KEY_BYTES, PublicKey, SigningKey
from clauseatlas.errors import EvidenceError
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.queries import ledger, log

KEY_FILE = "log.key"
KEY_MODE = 0o600


def key_path(workshop: Workshop) -> Path:
    """Where the signing key is: by setting, else in the home."""
    return workshop.configuration.log_key or workshop.configuration.home / KEY_FILE


def signing_key(workshop: Workshop) -> SigningKey:
    """The key that signs checkpoints; made on first use, with a leaf that says so.

    Raises `EvidenceError` where the log knows a key and the file is gone.
    """
    path = key_path(workshop)
    if path.exists():
        return SigningKey.from_line(path.read_text(encoding="utf-8"))
    if log.key_leaves():
        raise EvidenceError(str(path), "the log's signing key is missing; put it back, or begin a new one with `clauseatlas keys rotate --lost`")
    return introduce(workshop, SigningKey(name=name_of(workshop), seed=secrets.token_bytes(KEY_BYTES)))


def name_of(workshop: Workshop) -> str:
    """The name of the log and of its keys: the public address without scheme, so that no two logs share one."""
    parts = urlsplit(workshop.configuration.public_url)
    return f"{parts.netloc or 'clauseatlas'}{parts.path.rstrip('/')}/log".replace("+", "-")


def introduce(workshop: Workshop, key: SigningKey, *, retired: PublicKey | None = None, revoked: bool = False) -> SigningKey:
    """The key, once its leaf and that of the one it takes over from are in the log and its file is written.

    The file is written inside the transaction: there is no key that signs and that the log does not know.
    """
    told = [_event(workshop, key.public, manifests.KeyAction.INTRODUCED)]
    if retired is not None:
        told.append(_event(workshop, retired, manifests.KeyAction.REVOKED if revoked else manifests.KeyAction.RETIRED))
    from django.db import transaction  # noqa: PLC0415 - known once an atlas is open

    with transaction.atomic():
        ledger.append(told, leaf_hash=leaf_hash)
        _write(key_path(workshop), key.line)
    return key


def known_keys() -> list[PublicKey]:
    """Every key that the log introduced and did not revoke, newest first: old checkpoints stay verifiable."""
    keys: dict[str, PublicKey] = {}
    for leaf in log.key_leaves():
        told = leaf.manifest
        if told["action"] == manifests.KeyAction.INTRODUCED:
            keys[told["public_key"]] = PublicKey(name=told["name"], raw=base64.b64decode(told["public_key"]))
        elif told["action"] == manifests.KeyAction.REVOKED:
            keys.pop(told["public_key"], None)
    return list(reversed(keys.values()))


def _event(workshop: Workshop, key: PublicKey, action: manifests.KeyAction) -> ledger.Event:
    now = workshop.clock()
    encoded = base64.b64encode(key.raw).decode()
    manifest = manifests.of_key(name=key.name, algorithm="ed25519", public_key=encoded, action=action, at=now)
    return ledger.Event(kind=manifests.Event.KEY.value, at=now, manifest=manifest)


def _write(path: Path, line: str) -> None:
    """The file as a whole or not at all, never readable by others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)
