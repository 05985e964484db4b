"""Platforms and every name under which they are found."""

from __future__ import annotations

from django.db import models


class Platform(models.Model):
    """A platform; `slug` is its place in web addresses and never changes, `name` is what it calls itself today."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=60, blank=True, default="")
    owner = models.CharField(max_length=200, blank=True, default="")
    home = models.CharField(max_length=500, blank=True, default="")
    added = models.DateTimeField()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other and former names, in alphabetical order; prefetch `names` before asking many platforms."""
        return tuple(sorted(name.name for name in self.names.all() if name.name != self.name))


class PlatformName(models.Model):
    """A name of a platform; `key` is the name folded, so that a platform is found under any of them and no two share one."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name
