"""What is withheld, and which bytes go with it."""

import zlib
from collections.abc import Collection, Sequence
from datetime import datetime

from clauseatlas.records.models import Capture, Document, Version, VersionText, Withholding


def digests_of(document: Document, version: int | None) -> list[str]:
    """Every digest of the content of a document, or of one version: texts, bodies, rendered pages, pictures, WARC files."""
    rows = Version.objects.filter(document=document)
    captures = Capture.objects.filter(document=document)
    if version is not None:
        rows = rows.filter(number=version)
        captures = captures.filter(snapshot__in=rows.values("snapshot"))
    found = set(rows.values_list("text_sha256", flat=True))
    for capture in captures.select_related("snapshot"):
        if capture.snapshot is not None:
            found.update(capture.snapshot.digests)
        if capture.facts.get("warc_sha256"):
            found.add(capture.facts["warc_sha256"])
    return sorted(found)


def only_in(document: Document, digests: Sequence[str]) -> frozenset[str]:
    """Those digests that no other document has bytes of."""
    others = Capture.objects.exclude(document=document).filter(snapshot__isnull=False)
    shared = set(others.filter(snapshot__body_sha256__in=digests).values_list("snapshot__body_sha256", flat=True))
    shared |= set(others.filter(snapshot__dom_sha256__in=digests).values_list("snapshot__dom_sha256", flat=True))
    return frozenset(digests) - shared


def store(digests: Sequence[str], *, record: str, reason: str, at: datetime, erased: Collection[str]) -> None:
    """One row a digest; one that is withheld already keeps its first reason."""
    for digest in digests:
        row, _ = Withholding.objects.get_or_create(digest=digest, defaults={"record": record, "reason": reason, "at": at})
        if digest in erased and not row.erased:
            row.erased = True
            row.save(update_fields=["erased"])


def withholding_of(version: Version) -> Withholding | None:
    """Why the text of a version is withheld, or None."""
    return Withholding.objects.filter(digest=version.text_sha256).first()


def erased() -> frozenset[str]:
    """Digests whose bytes were removed on purpose: that they are missing is no fault."""
    return frozenset(Withholding.objects.filter(erased=True).values_list("digest", flat=True))


def empty_texts(document: Document, version: int | None) -> None:
    """Remove the stored canonical text of withheld versions; structure and quotations with it."""
    rows = VersionText.objects.filter(version__document=document)
    if version is not None:
        rows = rows.filter(version__number=version)
    for row in rows.select_related("version"):
        row.text, row.places = zlib.compress(b""), []
        row.save(update_fields=["text", "places"])
