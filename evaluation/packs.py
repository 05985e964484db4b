"""Whether `verify` agrees with the tools of others on many packs: sha256sum, openssl ts, warcio, fastwarc, wacz, and RFC 6962 by its definition.

python -m evaluation.packs --home var/demo [--packs 200]
"""

import argparse
import base64
import json
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import rfc8785

from clauseatlas.archive.verification import verify_pack

if TYPE_CHECKING:
    from clauseatlas.pipeline.workshop import Workshop

TOOLS = ("verify", "sha256sum", "openssl ts", "warcio", "fastwarc", "wacz", "RFC 6962")


def main() -> int:
    """Print how many packs each tool accepted; 1 where they disagree."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--packs", type=int, default=200)
    chosen = parser.parse_args()
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(chosen.home)
    from clauseatlas.pipeline import keyring

    folder = tempfile.TemporaryDirectory()
    _stamp(workshop, Path(folder.name))
    from clauseatlas.publish.packs import pack_of
    from clauseatlas.records.models import Change, Document, Provision

    everything = [*Document.objects.filter(current__isnull=False).order_by("pk"), *Change.objects.order_by("pk"), *Provision.objects.order_by("pk")]
    step = max(1, len(everything) // chosen.packs)
    records = [each.record_id for each in everything[::step]][: chosen.packs]
    counts = dict.fromkeys(TOOLS, 0)
    stamped = 0
    for record in records:
        pack = pack_of(workshop, record)
        counts["verify"] += verify_pack(pack, keys=keyring.known_keys()).holds
        with tempfile.TemporaryDirectory() as name:
            found = _tools(pack, Path(name))
        stamped += found.pop("stamped")
        for tool, accepted in found.items():
            counts[tool] += accepted
    print(f"{len(records)} packs, {stamped} of them with a timestamp; accepted by " + ", ".join(f"{tool} {count}" for tool, count in counts.items()))
    return 0 if {counts[tool] for tool in TOOLS if tool != "openssl ts"} == {len(records)} and counts["openssl ts"] == stamped else 1


def _stamp(workshop: "Workshop", folder: Path) -> None:
    """Let an authority of our own, served over loopback, stamp the checkpoint of this run."""
    from tests.archive import authority

    from clauseatlas.pipeline import sealing

    settings = workshop.configuration
    settings.timestamp_roots = authority.make_authority(folder)
    with authority.serving(folder) as address:
        settings.timestamp_authorities = (address,)
        settings.allow_origins = (address.removeprefix("http://").rstrip("/"),)
        sealed = sealing.seal(workshop)
    assert sealed.stamped, sealed.problems


def _tools(pack: bytes, folder: Path) -> dict[str, bool]:
    (folder / "pack.wacz").write_bytes(pack)
    inside = folder / "inside"
    subprocess.run(("unzip", "-q", str(folder / "pack.wacz"), "-d", str(inside)), check=True)
    warcs = [str(path) for path in (inside / "archive").iterdir()]
    bin_ = Path(sys.executable).parent
    stamped = (inside / "timestamps" / "1.tsr").exists()
    stamp = ("openssl", "ts", "-verify", "-in", "timestamps/1.tsr", "-data", "evidence/checkpoint.txt", "-CAfile", "timestamps/roots.pem")
    return {
        "stamped": stamped,
        "sha256sum": _ran(("sha256sum", "-c", "SHA256SUMS"), inside),
        "openssl ts": stamped and _ran(stamp, inside),
        "warcio": _ran((str(bin_ / "warcio"), "check", *warcs), inside),
        "fastwarc": all(_fastwarc(Path(each)) for each in warcs),
        "wacz": _ran((str(bin_ / "wacz"), "validate", "-f", str(folder / "pack.wacz")), folder),
        "RFC 6962": _defined(inside),
    }


def _ran(words: tuple[str, ...], folder: Path) -> bool:
    return subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode == 0


def _fastwarc(path: Path) -> bool:
    from fastwarc.warc import ArchiveIterator

    checked = 0
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            if not record.verify_block_digest():
                return False
            checked += 1
    return checked > 0


def _defined(inside: Path) -> bool:
    """Inclusion as RFC 6962 (2.1.1) defines a path, by recursion: the root from leaf, index, size and path."""
    origin, size, root = (inside / "evidence" / "checkpoint.txt").read_text().split("\n")[:3]
    assert origin
    for entry in json.loads((inside / "evidence" / "log.json").read_text()):
        leaf = sha256(b"\0" + rfc8785.dumps(entry["manifest"])).digest()
        path = [bytes.fromhex(each) for each in entry["proof"]]
        if _root(leaf, entry["leaf"], int(size), path) != base64.b64decode(root):
            return False
    return True


def _root(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    if size == 1:
        return leaf if not path else b""
    if not path:
        return b""
    split = 1
    while split * 2 < size:
        split *= 2
    if index < split:
        return sha256(b"\1" + _root(leaf, index, split, path[:-1]) + path[-1]).digest()
    return sha256(b"\1" + path[-1] + _root(leaf, index - split, size - split, path[:-1])).digest()


if __name__ == "__main__":
    sys.exit(main())
