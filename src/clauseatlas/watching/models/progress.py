"""How far the reading of new changes has come."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models import Change


class Cursor(models.Model):
    """The last change that was held against the watches. Change numbers become visible in order: each is minted under a lock until its commit."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.BigIntegerField(default=0)


class Undecided(models.Model):
    """A change behind the cursor of which it was unclear whether it matters; looked at again, in case a reviewer says that it does."""

    change = models.OneToOneField(Change, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField()
