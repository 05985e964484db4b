"""Questions to a language model about a version, with its raw answers and what became of each proposal."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.versions import Version


class Consultation(models.Model):
    """One question and its answer. `prompt_sha256` is the digest of everything sent; `failure` says why there is no answer.

    `number` counts the questions about one version; `proposals` holds, in the row of the first question of each purpose, the verdict on every
    proposal of that purpose: clause type, proposed words, and the reason of a refusal.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="consultations")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=10)
    model = models.CharField(max_length=200)
    prompt_sha256 = models.CharField(max_length=64)
    answer = models.TextField(blank=True, default="")
    failure = models.TextField(blank=True, default="")
    proposals = models.JSONField(default=list)
    asked = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "number"), name="consultation_numbered_once"),)
        ordering = ("version", "number")
