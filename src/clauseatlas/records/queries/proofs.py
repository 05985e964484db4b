"""What a record page rests on: the stored text with its blocks and places, and the other documents that its words may point to."""

from collections.abc import Sequence
from typing import Any

from clauseatlas.model.policytext import PolicyText
from clauseatlas.records.models import Capture, Document, Platform, Version, VersionText
from clauseatlas.records.packing import unpack
from clauseatlas.records.queries.captures import GOOD_OUTCOMES


def stored(version: Version) -> tuple[PolicyText, dict[int, list[list[Any]]]]:
    """The stored text of a version, and for every revision key the places of its quotes there."""
    packed = VersionText.objects.get(version=version)
    policy = unpack(bytes(packed.text), bytes(packed.structure), sha256=version.text_sha256)
    return policy, {place[0]: place[1] for place in packed.places}


def archived_documents(platform: Platform) -> Sequence[Document]:
    """The documents of a platform that have an archived text, by type and record id."""
    return list(Document.objects.filter(platform=platform, current__isnull=False).select_related("platform").order_by("type", "id"))


def verifications(document: Document, most: int) -> Sequence[Capture]:
    """The newest visits that saw the policy."""
    good = [outcome.value for outcome in GOOD_OUTCOMES]
    return list(Capture.objects.filter(document=document, outcome__in=good).order_by("-started", "-id")[:most])


def versions_since(document: Document, version: Version) -> int:
    """How many texts of a document are known since this one, itself included; readings that were replaced are left out."""
    return Version.objects.filter(document=document, superseded=False, first_seen__gte=version.first_seen).count()
