"""What is done with organisations: made, joined by invitation, led, left. Every rule about who may do what stands here, not in the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.holding import Holder, held_by
from clauseatlas.accounts.models import Invitation, Membership, Organisation, Person
from clauseatlas.accounts.plans import Need, check
from clauseatlas.accounts.words import Deed, Measure, Role
from clauseatlas.errors import AtlasError
from clauseatlas.pipeline.workshop import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest

INVITATION_DAYS = 7
INVITATION_SALT = "clauseatlas.invitation"


class NotAllowed(AtlasError):
    """The rules of organisations do not allow it; its text can be shown."""


def make_organisation(person: Person, name: str, *, request: HttpRequest | None = None) -> Membership:
    """A new organisation with the person as its owner."""
    with transaction.atomic():
        made = Organisation.objects.create(name=_name(name))
        membership = Membership.objects.create(organisation=made, person=person, role=Role.OWNER.value)
        record(Deed.ORGANISATION_MADE, actor=person, organisation=made, subject=made, request=request)
    return membership


def rename_organisation(holder: Holder, name: str, *, request: HttpRequest | None = None) -> None:
    """Give the organisation another name."""
    organisation = _led(holder)
    with transaction.atomic():
        organisation.name = _name(name)
        organisation.save(update_fields=["name"])
        record(Deed.ORGANISATION_RENAMED, actor=holder, subject=organisation, request=request)


def delete_organisation(holder: Holder, *, request: HttpRequest | None = None) -> None:
    """Delete the organisation with everything it holds; the audit trail stays."""
    organisation = _led(holder)
    with transaction.atomic():
        record(Deed.ORGANISATION_DELETED, actor=holder, subject=organisation, request=request)
        organisation.delete()


def invite(holder: Holder, email: str, role: Role, *, request: HttpRequest | None = None) -> Invitation:
    """An invitation to be sent to an address; an open one to the same address is replaced. Raises PlanLimit and NotAllowed."""
    organisation = _led(holder)
    address = email.strip().lower()
    if organisation.memberships.filter(person__email=address).exists():
        raise NotAllowed(f"{address} is a member already.")
    now = utc_now()
    with transaction.atomic():
        waiting = organisation.invitations.filter(accepted=None, withdrawn=None, expires__gt=now)
        waiting.filter(email=address).update(withdrawn=now)
        check(holder, Need(measure=Measure.MEMBERS, total=organisation.memberships.count() + waiting.count() + 1))
        made = Invitation.objects.create(
            organisation=organisation,
            email=address,
            role=role.value,
            inviter=holder.person,
            created=now,
            expires=now + timedelta(days=INVITATION_DAYS),
        )
        record(Deed.MEMBER_INVITED, actor=holder, subject=made, details={"role": role.value}, request=request)
    return made


def withdraw(holder: Holder, number: int, *, request: HttpRequest | None = None) -> bool:
    """Whether an open invitation of this number was there and is withdrawn now."""
    organisation = _led(holder)
    with transaction.atomic():
        found = organisation.invitations.filter(pk=number, accepted=None, withdrawn=None).first()
        if found is None:
            return False
        found.withdrawn = utc_now()
        found.save(update_fields=["withdrawn"])
        record(Deed.INVITATION_WITHDRAWN, actor=holder, subject=found, request=request)
    return True


def token(invitation: Invitation) -> str:
    """What the link of an invitation carries: its number, signed."""
    return signing.dumps(invitation.pk, salt=INVITATION_SALT)


def invitation_of(value: str) -> Invitation | None:
    """The invitation that a link carries, if it still serves; None for one that was forged, used, withdrawn or is over."""
    try:
        number = signing.loads(value, salt=INVITATION_SALT, max_age=timedelta(days=INVITATION_DAYS))
    except signing.BadSignature:
        return None
    serving = Invitation.objects.select_related("organisation", "inviter")
    return serving.filter(pk=number, accepted=None, withdrawn=None, expires__gt=utc_now()).first()


def accept(invitation: Invitation, person: Person, *, request: HttpRequest | None = None) -> Membership:
    """The membership of the person that the link was sent to. Raises NotAllowed for another person, and where it was used meanwhile."""
    if person.email.lower() != invitation.email:
        raise NotAllowed(f"This invitation was sent to {invitation.email}. Sign in with that address to accept it.")
    now = utc_now()
    with transaction.atomic():
        serving = Invitation.objects.filter(pk=invitation.pk, accepted=None, withdrawn=None, expires__gt=now)
        if not serving.update(accepted=now):  # one statement decides: two clicks at once make one member
            raise NotAllowed("This invitation was used already or is no longer open.")
        membership, new = Membership.objects.get_or_create(
            organisation=invitation.organisation, person=person, defaults={"role": invitation.role, "joined": now}
        )
        if new:
            details = {"role": invitation.role}
            record(Deed.MEMBER_JOINED, actor=person, organisation=invitation.organisation, subject=person, details=details, request=request)
    return membership


def set_role(holder: Holder, number: int, role: Role, *, request: HttpRequest | None = None) -> Membership | None:
    """The member of this number in another role; None where there is no such member. Raises NotAllowed for the last owner."""
    organisation = _led(holder)
    with transaction.atomic():
        found = _member(organisation, number)
        if found is None or found.role == role.value:
            return found
        if role is not Role.OWNER:
            _keep_an_owner(found)
        before, found.role = found.role, role.value
        found.save(update_fields=["role"])
        record(Deed.ROLE_CHANGED, actor=holder, subject=found.person, details={"before": before, "after": role.value}, request=request)
    return found


def remove(holder: Holder, number: int, *, request: HttpRequest | None = None) -> bool:
    """Whether a member of this number was there and is none now. Raises NotAllowed for the last owner."""
    organisation = _led(holder)
    with transaction.atomic():
        found = _member(organisation, number)
        if found is None:
            return False
        _keep_an_owner(found)
        record(Deed.MEMBER_REMOVED, actor=holder, subject=found.person, request=request)
        found.delete()
    return True


def leave(holder: Holder, *, request: HttpRequest | None = None) -> None:
    """End the holder's own membership. Raises NotAllowed for the last owner."""
    if holder.organisation is None:
        raise NotAllowed("There is no organisation to leave.")
    with transaction.atomic():
        own = Membership.objects.select_for_update().get(organisation=holder.organisation, person=holder.person)
        _keep_an_owner(own)
        record(Deed.MEMBER_LEFT, actor=holder, subject=holder.person, request=request)
        own.delete()


def transfer(holder: Holder, number: int, *, request: HttpRequest | None = None) -> Membership | None:
    """The member of this number as owner, and the holder as editor; None where there is no such member."""
    organisation = _led(holder)
    with transaction.atomic():
        heir = _member(organisation, number)
        if heir is None or heir.person_id == holder.person.pk:
            return None
        heir.role = Role.OWNER.value
        heir.save(update_fields=["role"])
        Membership.objects.filter(organisation=organisation, person=holder.person).update(role=Role.EDITOR.value)
        record(Deed.OWNERSHIP_TRANSFERRED, actor=holder, subject=heir.person, request=request)
    return heir


def orphaned_by(person: Person) -> list[Organisation]:
    """Organisations with other members that would lose their last owner if this person went."""
    owned = Membership.objects.select_related("organisation").filter(person=person, role=Role.OWNER.value)
    return [own.organisation for own in owned if _is_last_owner(own) and own.organisation.memberships.exclude(pk=own.pk).exists()]


def member_count(holder: Holder) -> int:
    """How many members the holder's organisation has; one for a person."""
    return holder.organisation.memberships.count() if holder.organisation else 1


def holders(person: Person) -> list[Holder]:
    """Everything a person can act for: themselves, then their organisations by name."""
    memberships = Membership.objects.select_related("organisation", "person").filter(person=person).order_by("organisation__name", "pk")
    return [Holder(person=person), *(held_by(membership) for membership in memberships)]


def _led(holder: Holder) -> Organisation:
    """The organisation that the holder owns."""
    if holder.organisation is None or not holder.may(Role.OWNER):
        raise NotAllowed("Only an owner of the organisation can do this.")
    return holder.organisation


def _member(organisation: Organisation, number: int) -> Membership | None:
    """The member of this number in this organisation and no other, locked so that two owners cannot demote each other at once."""
    return organisation.memberships.select_for_update(of=("self",)).select_related("person").filter(pk=number).first()


def _is_last_owner(membership: Membership) -> bool:
    if membership.role != Role.OWNER.value:
        return False
    owners = Membership.objects.select_for_update() if transaction.get_connection().in_atomic_block else Membership.objects
    return len(owners.filter(organisation_id=membership.organisation_id, role=Role.OWNER.value)) == 1


def _keep_an_owner(membership: Membership) -> None:
    if _is_last_owner(membership):
        raise NotAllowed("An organisation keeps at least one owner. Make somebody else owner first.")


def _name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise NotAllowed("An organisation needs a name.")
    return cleaned[: Organisation._meta.get_field("name").max_length]
