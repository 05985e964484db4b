"""What an evidence pack is put together from."""

import re
from collections.abc import Sequence
from typing import Any

from clauseatlas.errors import BadInput
from clauseatlas.records.models import Capture, Change, Document, Leaf, Provision, Revision, Version, VersionText, Withholding

RECORD = re.compile(r"(CA-[DPC])-(\d{6,18})", re.IGNORECASE)


def kind_and_number(record: str) -> tuple[str, int]:
    """CA-P and 11088 of CA-P-011088."""
    match = RECORD.fullmatch(record.strip())
    if match is None:
        raise BadInput(record, "is no record id such as CA-P-000001")
    return match[1].upper(), int(match[2])


def document(number: int) -> Document:
    """The document of this number with platform and current version."""
    found = Document.objects.select_related("platform", "current__snapshot", "current__document").filter(pk=number).first()
    return found or _absent("CA-D", number)


def provision(number: int) -> Provision:
    """The provision of this number with its document, its revision, and the version it was last in."""
    names = ("document__platform", "current", "last_version__snapshot", "last_version__document")
    return Provision.objects.select_related(*names).filter(pk=number).first() or _absent("CA-P", number)


def change(number: int) -> Change:
    """The change of this number with both its versions."""
    names = ("document__platform", "from_version__snapshot", "from_version__document", "to_version__snapshot", "to_version__document")
    return Change.objects.select_related(*names).filter(pk=number).first() or _absent("CA-C", number)


def quotes_in(version: Version, revision: Revision) -> list[dict[str, Any]]:
    """The quotations of a revision with their places in a version."""
    places = dict(VersionText.objects.values_list("places", flat=True).get(version=version)).get(revision.pk)
    if places is None:
        return [{name: quote[name] for name in ("exact", "start", "end", "section")} for quote in revision.quotes]
    return [
        {"exact": quote["exact"], "start": start, "end": end, "section": section}
        for quote, (start, end, section) in zip(revision.quotes, places, strict=True)
    ]


def listed_provisions(version: Version) -> list[dict[str, Any]]:
    """The provisions of a version as its analysis told the ledger: number and digest, in text order."""
    keys = [key for key, _ in VersionText.objects.values_list("places", flat=True).get(version=version)]
    rows = Revision.objects.in_bulk(keys)
    return [{"provision": rows[key].provision_id, "revision_sha256": rows[key].digest} for key in keys if key in rows]


def capture_of(version: Version) -> Capture | None:
    """The capture that a version's bytes came in first, one whose WARC holds them whole where there is one."""
    if version.snapshot_id is None:
        return None
    rows = Capture.objects.filter(document=version.document_id, snapshot=version.snapshot_id).order_by("started")
    return rows.filter(facts__warc_body="whole").first() or rows.first()


def capture_leaf(capture: Capture | None) -> Leaf | None:
    """The leaf that tells of a capture."""
    return Leaf.objects.filter(capture=capture, kind="capture").first() if capture is not None else None


def version_leaf(version: Version) -> Leaf | None:
    """The leaf that tells of a version."""
    return Leaf.objects.filter(version=version, kind="version").order_by("position").first()


def analysis_leaf(version: Version) -> Leaf | None:
    """The leaf that tells of the newest analysis of a version."""
    return Leaf.objects.filter(version=version, kind="analysis").order_by("-position").first()


def refuse_withheld(digests: Sequence[str], record: str) -> None:
    """Raise `BadInput` where content of these digests is withheld."""
    row = Withholding.objects.filter(digest__in=[digest for digest in digests if digest]).first()
    if row is not None:
        raise BadInput(record, f"its content is withheld since {row.at:%Y-%m-%d}: {row.reason}")


def _absent(kind: str, number: int) -> Any:
    raise BadInput(f"{kind}-{number:06d}", "is not in this atlas")
