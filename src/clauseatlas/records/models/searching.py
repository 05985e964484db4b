"""What is searched: one entry per provision, and the parts of current texts. The words are in the index of the database (migration 0002)."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.documents import Document
from clauseatlas.records.models.platforms import Platform
from clauseatlas.records.models.provisions import Provision, Revision


class Entry(models.Model):
    """A provision as it is found: the values that lists are narrowed and counted by, copied from its current revision.

    Its words are in the full-text index under the same number. `last_seen` is set once the provision has ended; until then it was last seen when
    its document was. Everything here can be made again from the records.
    """

    provision = models.OneToOneField(Provision, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="entries")
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="entries", db_index=False)
    document_type = models.CharField(max_length=40)
    clause_type = models.CharField(max_length=60)
    category = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    stance = models.CharField(max_length=12)
    status = models.CharField(max_length=10)
    regulations = models.TextField(blank=True, default="")  # ids, a blank between them
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"entry of {self.provision_id}"


class Part(models.Model):
    """A stretch of the current text of a document, whose words are in the full-text index under the same number; long texts have several."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="parts")
    version = models.ForeignKey("records.Version", on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="part_numbered_once"),)

    def __str__(self) -> str:
        return f"part {self.number} of {self.document_id}"
