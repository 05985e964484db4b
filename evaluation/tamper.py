"""Whether an altered evidence pack is ever taken for a whole one: random bit flips and structural edits, all of which must be refused.

python -m evaluation.tamper --home var/demo [--flips 5000]
"""

import argparse
import json
import random
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from clauseatlas.archive import packs
from clauseatlas.archive.verification import verify_pack
from clauseatlas.archive.zipping import read_zip, write_zip

SEED = 20261125
Members = dict[str, bytes]


def main() -> int:
    """Print what was refused; 1 where anything got through."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--flips", type=int, default=5000)
    chosen = parser.parse_args()
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(chosen.home)
    from clauseatlas.pipeline import keyring
    from clauseatlas.publish.packs import pack_of

    pack, other = pack_of(workshop, "CA-P-000001"), pack_of(workshop, "CA-P-000500")
    keys = keyring.known_keys()
    assert verify_pack(pack, keys=keys).holds, "a whole pack must hold"
    missed = _flips(pack, chosen.flips, lambda altered: verify_pack(altered, keys=keys).holds)
    edits = structural(pack, other)
    through = [name for name, altered in edits.items() if verify_pack(altered, keys=keys).holds]
    without_key = [name for name, altered in edits.items() if verify_pack(altered).holds]
    print(f"{chosen.flips} bit flips: {chosen.flips - missed} refused; {len(edits)} structural edits: {len(edits) - len(through)} refused")
    print(f"without a trusted key: {len(edits) - len(without_key)} of {len(edits)} structural edits refused")
    print(*(f"NOT refused: {name}" for name in (*through, *without_key)), sep="\n")
    return 1 if missed or through or without_key else 0


def _flips(pack: bytes, count: int, holds: Callable[[bytes], bool]) -> int:
    chance = random.Random(SEED)
    missed = 0
    for _ in range(count):
        altered = bytearray(pack)
        altered[chance.randrange(len(pack))] ^= 1 << chance.randrange(8)
        missed += holds(bytes(altered))
    return missed


def structural(pack: bytes, other: bytes) -> dict[str, bytes]:
    """Twenty edits that a person with tools but without the key could make; lists and digests are made to fit wherever that is possible."""
    own, foreign = read_zip(pack), read_zip(other)
    record = json.loads(own[packs.RECORD])
    log = json.loads(own[packs.LOG])
    shifted = {**record, "quotes": [{**each, "start": each["start"] + 1, "end": each["end"] + 1} for each in record["quotes"]]}
    reworded = own["evidence/text.txt"].replace(b" not ", b" now ", 1)
    edits: dict[str, Members] = {
        "file added": own | {"evidence/more.txt": b"more"},
        "file removed": {name: content for name, content in own.items() if name != packs.CERTIFICATION},
        "body removed": {name: content for name, content in own.items() if not name.startswith("evidence/body.")},
        "text replaced": own | {"evidence/text.txt": reworded},
        "body of another record": own | {name: foreign[name] for name in own if name.startswith("evidence/body.") and name in foreign},
        "WARC of another record": own | {"archive/capture.warc.gz": foreign["archive/capture.warc.gz"]},
        "revision of another record": own | {packs.REVISION: foreign[packs.REVISION]},
        "provisions list shortened": own | {packs.PROVISIONS: b'{"provisions":[]}'},
        "leaf dropped": own | {packs.LOG: _json(log[1:])},
        "leaf altered": own | {packs.LOG: _json([{**log[0], "manifest": {**log[0]["manifest"], "at": "2020-01-01T00:00:00.000000Z"}}, *log[1:]])},
        "leaf moved": own | {packs.LOG: _json([{**log[0], "leaf": log[0]["leaf"] + 1}, *log[1:]])},
        "checkpoint replaced": own | {packs.CHECKPOINT: own[packs.CHECKPOINT].replace(b"\n", b"\n1", 1)},
        "key replaced": own | {packs.KEY: _other_key()},
        "quotation shifted by one character": own | {packs.RECORD: _json(shifted)},
        "record renamed": own | {packs.RECORD: _json({**record, "record": "CA-P-000002"})},
        "selectors emptied": own | {packs.SELECTORS: b"[]\n"},
        "signature of another pack": own | {packs.SIGNATURE: foreign[packs.SIGNATURE]},
        "token of another root": own | {"timestamps/1.tsr": foreign.get("timestamps/1.tsr", b"0\x03\x02\x01\x00")},
    }
    written = {name: write_zip(_fitted(members)) for name, members in edits.items()}
    commented = BytesIO(pack)
    with zipfile.ZipFile(commented, "a") as archive:
        archive.comment = b"see page two"
    return written | {"zip comment": commented.getvalue(), "bytes behind the end": pack + b"PK"}


def _fitted(members: Members) -> Members:
    """The members with the lists of files made to fit again; only the signature cannot be."""
    fitted = dict(members)
    package = json.loads(fitted[packs.PACKAGE])
    package["resources"] = packs.package_resources(fitted)
    fitted[packs.PACKAGE] = _json(package)
    fitted[packs.SUMS] = packs.sums(fitted)
    return fitted


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _other_key() -> bytes:
    from clauseatlas.archive.notes import SigningKey

    return f"{SigningKey(name='elsewhere.example/log', seed=bytes(32)).public.line}\n".encode()


if __name__ == "__main__":
    sys.exit(main())
