"""Changes: from one version of a document to the next, and what they did to its provisions."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.documents import Document
from clauseatlas.records.models.provisions import Provision, Revision
from clauseatlas.records.models.versions import Period, Version

CHANGE_KIND = "CA-C"


class Change(models.Model):
    """What changed when a period began. The primary key is the number of the record id (CA-C-002783).

    There is one for every new text (`kind` is `new`) and one for a return that lasts (`returned`); texts that alternate leave none. One of `links`
    tells of links that lead elsewhere while no word changed: both its versions are the same, and it has no period. One that a better
    reader proves never to have been on the page is `retracted`: it keeps its record id and has no period.
    `captured` is when the later text was first seen, `detected` when the change was worked out, `stated_*` what the later text says about itself.
    """

    id = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10)
    period = models.OneToOneField(Period, on_delete=models.SET_NULL, null=True, related_name="change")
    from_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    significance = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    direction = models.CharField(max_length=8)
    sentences_added = models.PositiveIntegerField(default=0)
    sentences_removed = models.PositiveIntegerField(default=0)
    sentences_reworded = models.PositiveIntegerField(default=0)
    blocks_moved = models.PositiveIntegerField(default=0)
    edits = models.JSONField(default=list)
    summary = models.TextField(blank=True, default="")
    captured = models.DateTimeField()
    detected = models.DateTimeField()
    stated_updated = models.DateField(null=True)
    stated_effective = models.DateField(null=True)
    method = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=("document", "-captured"), name="change_by_document"),
            models.Index(fields=("significance", "-captured"), name="change_by_significance"),
        )
        ordering = ("-captured", "-id")

    def __str__(self) -> str:
        return self.record_id

    @property
    def record_id(self) -> str:
        """The record id, as in CA-C-002783."""
        return f"{CHANGE_KIND}-{self.pk:06d}"


class Effect(models.Model):
    """What a change did to one provision; `attributes` has before and after of every attribute that differs."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="effects")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="effects")
    clause_type = models.CharField(max_length=60)
    fate = models.CharField(max_length=10)
    direction = models.CharField(max_length=8)
    because = models.TextField(blank=True, default="")
    attributes = models.JSONField(default=dict)
    before = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("change", "provision"), name="effect_stored_once"),)
        indexes = (models.Index(fields=("clause_type", "direction"), name="effect_by_type"),)
