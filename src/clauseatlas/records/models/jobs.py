"""Jobs: work that is queued once under a key and done by one worker at a time."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """A piece of work. `key` names the occasion (this document, this turn), so that two clocks queue it once.

    A worker that holds the job writes its name into `held_by`; when `held_until` is over another may take it up.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=80, blank=True, default="")
    due = models.DateTimeField()
    queued = models.DateTimeField()
    held_by = models.CharField(max_length=40, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes = (models.Index(fields=("done", "due"), name="job_by_due"),)

    def __str__(self) -> str:
        return self.key
