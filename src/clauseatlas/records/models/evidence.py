"""What is known of the ledger beyond its leaves: hashes of full tiles, signed checkpoints, their timestamps, witnesses, and what is withheld."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.captures import Capture


class Subtree(models.Model):
    """The hash over a full tile of the log: hash `index` of tile level `level` (1 and up), written once its leaves are there."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("level", "index"), name="subtree_stored_once"),)


class Checkpoint(models.Model):
    """A signed note over the first `size` leaves; never altered."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    signed = models.DateTimeField()

    class Meta:
        ordering = ("-size",)


class Timestamp(models.Model):
    """What an authority answered, or is still asked, about a checkpoint: `response` is the whole RFC 3161 answer, `at` the time in it."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="timestamps")
    authority = models.CharField(max_length=500)
    response = models.BinaryField(null=True)
    at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("checkpoint", "authority"), name="timestamp_asked_once"),)


class Testimony(models.Model):
    """What an outside archive says of a capture: `submitted`, `archived` (its digest is ours), `differs`, `absent` or `failed`."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="testimonies")
    witness = models.CharField(max_length=40)
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    url = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    detail = models.TextField(blank=True, default="")


class Withholding(models.Model):
    """A digest whose content is not given out: `erased` where the bytes are gone too. The ledger keeps digest and reason."""

    digest = models.CharField(max_length=64, unique=True)
    record = models.CharField(max_length=20, db_index=True)
    reason = models.TextField()
    at = models.DateTimeField()
    erased = models.BooleanField(default=False)
