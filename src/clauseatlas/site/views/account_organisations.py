"""Organisations: made, entered by invitation, led, left. The rules stand in `accounts.organisations`."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from clauseatlas.accounts import organisations as rules
from clauseatlas.accounts.door import INVITED, public, sent
from clauseatlas.accounts.models import Invitation, Person
from clauseatlas.accounts.organisations import NotAllowed
from clauseatlas.accounts.plans import allowance
from clauseatlas.accounts.words import ROLE_DUTIES, ROLES, Measure, Role
from clauseatlas.pipeline.workshop import utc_now
from clauseatlas.site.views.account_forms import InvitationForm, OrganisationForm, RoleForm
from clauseatlas.site.views.private import ACTING, done, member_of, person_of, show

ORGANISATIONS = "/account/organisations/"


def listing(request: HttpRequest) -> HttpResponseBase:
    """The organisations of the person, and the form for a new one."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = rules.make_organisation(person_of(request), form.cleaned_data["name"], request=request)
        request.session[ACTING] = made.organisation_id
        return done(request, f"{made.organisation.name} is made, and you act for it now.", _path(made.organisation_id))
    own = [holder for holder in rules.holders(person_of(request)) if holder.organisation]
    return show(request, "organisations", own=own, form=form, roles=ROLES)


def one(request: HttpRequest, number: int) -> HttpResponseBase:
    """Members and open invitations."""
    holder = member_of(request, number)
    assert holder.organisation is not None
    members = tuple(holder.organisation.memberships.select_related("person"))
    waiting = tuple(holder.organisation.invitations.select_related("inviter").filter(accepted=None, withdrawn=None, expires__gt=utc_now()))
    return show(
        request,
        "organisation",
        holder=holder,
        organisation=holder.organisation,
        members=members,
        waiting=waiting,
        limit=allowance(holder).limit(Measure.MEMBERS),
        owner=holder.may(Role.OWNER),
        roles=ROLES,
        duties=ROLE_DUTIES,
        invitation_form=InvitationForm(),
        name_form=OrganisationForm(initial={"name": holder.organisation.name}),
    )


def invite(request: HttpRequest, number: int, room: str) -> HttpResponseBase:
    """Invite somebody by mail."""
    holder = member_of(request, number, least=Role.OWNER)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        raise NotAllowed("Please give an e-mail address and a role.")
    made = rules.invite(holder, form.cleaned_data["email"], Role(form.cleaned_data["role"]), request=request)
    if not _send(made, request):
        messages.error(request, "The invitation is made, but its mail could not be sent. Withdraw it and try again in some minutes.")
    return done(request, f"{made.email} is invited.", _path(number))


def withdraw(request: HttpRequest, number: int, invitation: int, room: str) -> HttpResponseBase:
    """Withdraw an invitation."""
    if not rules.withdraw(member_of(request, number, least=Role.OWNER), invitation, request=request):
        raise Http404("No page has this address.")
    return done(request, "The invitation is withdrawn.", _path(number))


def set_role(request: HttpRequest, number: int, member: int, room: str) -> HttpResponseBase:
    """Give a member another role."""
    holder = member_of(request, number, least=Role.OWNER)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise NotAllowed("There is no such role.")
    found = rules.set_role(holder, member, Role(form.cleaned_data["role"]), request=request)
    if found is None:
        raise Http404("No page has this address.")
    return done(request, f"{found.person.called} is {ROLES[Role(found.role)].lower()} now.", _path(number))


def remove(request: HttpRequest, number: int, member: int, room: str) -> HttpResponseBase:
    """End a membership."""
    if not rules.remove(member_of(request, number, least=Role.OWNER), member, request=request):
        raise Http404("No page has this address.")
    return done(request, "The member is removed.", _path(number))


def transfer(request: HttpRequest, number: int, member: int, room: str) -> HttpResponseBase:
    """Make another member the owner and oneself an editor."""
    heir = rules.transfer(member_of(request, number, least=Role.OWNER), member, request=request)
    if heir is None:
        raise Http404("No page has this address.")
    return done(request, f"{heir.person.called} is the owner now, and you are an editor.", _path(number))


def rename(request: HttpRequest, number: int, room: str) -> HttpResponseBase:
    """Give the organisation another name."""
    rules.rename_organisation(member_of(request, number, least=Role.OWNER), request.POST.get("name", ""), request=request)
    return done(request, "The name is changed.", _path(number))


def leave(request: HttpRequest, number: int, room: str) -> HttpResponseBase:
    """Leave the organisation."""
    rules.leave(member_of(request, number), request=request)
    return done(request, "You have left the organisation.", ORGANISATIONS)


def delete(request: HttpRequest, number: int, room: str) -> HttpResponseBase:
    """Delete the organisation, its name typed once more."""
    holder = member_of(request, number, least=Role.OWNER)
    assert holder.organisation is not None
    if request.POST.get("name", "").strip() != holder.organisation.name:
        raise NotAllowed("Type the name of the organisation as it is written to delete it.")
    rules.delete_organisation(holder, request=request)
    return done(request, "The organisation is deleted.", ORGANISATIONS)


def invitation(request: HttpRequest, value: str) -> HttpResponseBase:
    """What a link of an invitation leads to: accept it, or first sign in or up."""
    found = rules.invitation_of(value)
    if found is None:
        return show(request, "invitation_over", status=404)
    if request.method == "POST":
        if not isinstance(request.user, Person):
            raise Http404("No page has this address.")
        try:
            membership = rules.accept(found, request.user, request=request)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            request.session.pop(INVITED, None)
            request.session[ACTING] = membership.organisation_id
            return done(request, f"Welcome to {found.organisation.name}.", _path(membership.organisation_id))
    if not request.user.is_authenticated:
        request.session[INVITED] = signing.dumps(found.pk, salt=INVITED)
    return show(request, "invitation", invitation=found, role=ROLES[Role(found.role)], duties=ROLE_DUTIES[Role(found.role)])


def _send(made: Invitation, request: HttpRequest) -> bool:
    context = {
        "invitation": made,
        "inviter": person_of(request).called,
        "role": ROLES[Role(made.role)].lower(),
        "link": public(reverse("invitation", args=[rules.token(made)])),
    }
    return sent(get_adapter(request).render_mail("account/email/invitation", made.email, context))


def _path(number: int) -> str:
    return f"{ORGANISATIONS}{number}/"
