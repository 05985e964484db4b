"""The ledger: one leaf per event, in the order in which they were committed."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.captures import Capture
from clauseatlas.records.models.documents import Document
from clauseatlas.records.models.minting import Counter
from clauseatlas.records.models.versions import Version


class Leaf(models.Model):
    """An event of the archive. `position` counts from 0 without a gap; `manifest` is hashed as canonical JSON into `leaf_hash`.

    A leaf is written in the transaction of what it tells of: there is no event without a leaf and no leaf without an event.
    """

    position = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    manifest = models.JSONField()
    leaf_hash = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="leaves")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, null=True, related_name="leaves")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="leaves")

    class Meta:
        ordering = ("position",)

    @classmethod
    def next_positions(cls, count: int) -> range:
        """Positions for `count` leaves, inside the transaction that writes them."""
        numbers = Counter.mint("leaf", count)
        return range(numbers.start - 1, numbers.stop - 1)
