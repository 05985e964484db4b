"""In whose name something is done: a person's own, or that of an organisation the person belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from clauseatlas.accounts.models import Membership, Organisation, Person
from clauseatlas.accounts.words import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds watches, keys and a plan. Without an organisation the person acts for themselves and may do everything."""

    person: Person
    organisation: Organisation | None = None
    role: Role = Role.OWNER

    @property
    def called(self) -> str:
        """The name shown for it."""
        return self.organisation.name if self.organisation else self.person.called

    def may(self, least: Role) -> bool:
        """Whether what `least` may do may be done in this name."""
        return self.role.covers(least)


def held_by(membership: Membership) -> Holder:
    """The holder that a member acts as; expects `person` and `organisation` to be loaded."""
    return Holder(person=membership.person, organisation=membership.organisation, role=Role(membership.role))


def holder_of(person: Person, organisation: int | None) -> Holder | None:
    """The person acting for the organisation of this number, or for themselves; None where they are no member."""
    if organisation is None:
        return Holder(person=person)
    found = Membership.objects.select_related("organisation", "person").filter(person=person, organisation_id=organisation).first()
    return held_by(found) if found else None
