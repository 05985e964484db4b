"""Zip files that can be written in one way only, so that reading one back leaves no room for anything unseen.

Members are stored, not compressed, in the order given, with one fixed date and fixed flags. `read_zip` takes the members out and writes them again:
a file that differs from that by one bit (a comment, bytes between members or behind the end, a doubled, hidden or renamed member, another date)
is refused.
"""

import io
import zipfile
from collections.abc import Mapping

from clauseatlas.errors import EvidenceError

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; times that matter are inside
MODE = 0o644 << 16
UNIX = 3
LARGEST_BYTES = 512 * 1024 * 1024  # a pack holds one capture several times: 25 MB of body, its WARC, a screenshot


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """The zip of these members in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system, entry.external_attr = UNIX, MODE
            archive.writestr(entry, content)
    return out.getvalue()


def read_zip(content: bytes) -> dict[str, bytes]:
    """The members in their order; raises `EvidenceError` for a file that `write_zip` would not have written."""
    if len(content) > LARGEST_BYTES:
        raise EvidenceError("pack", f"has more than {LARGEST_BYTES} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries):
                raise EvidenceError("pack", "has a compressed or encrypted member")
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names):
                raise EvidenceError("pack", "has two members of one name")
            members = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, OverflowError, MemoryError, UnicodeError) as error:
        raise EvidenceError("pack", f"is no whole zip file ({error})") from None
    if write_zip(members) != content:
        raise EvidenceError("pack", "was written or altered by something else: it holds bytes that belong to no member")
    return members
