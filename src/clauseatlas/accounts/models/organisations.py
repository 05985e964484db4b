"""Organisations, their members, and invitations to join."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from clauseatlas.accounts.models.people import Person
from clauseatlas.accounts.words import ROLES, Role

ROLE_CHOICES = [(role.value, words) for role, words in ROLES.items()]


class Organisation(models.Model):
    """People who watch, decide and pay together."""

    name = models.CharField(max_length=120)
    created = models.DateTimeField(default=timezone.now)
    members = models.ManyToManyField(Person, through="Membership", related_name="organisations")

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in an organisation, in one role."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=ROLE_CHOICES, default=Role.READER.value)
    joined = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("joined", "id")
        constraints = (models.UniqueConstraint(fields=("organisation", "person"), name="member_once"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.organisation}: {self.role}"

    def may(self, least: Role) -> bool:
        """Whether the member may do what `least` may."""
        return Role(self.role).covers(least)


class Invitation(models.Model):
    """An invitation by mail; its link is signed, ends, and serves once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16, choices=ROLE_CHOICES, default=Role.READER.value)
    inviter = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created", "-id")

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation}"
