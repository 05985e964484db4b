"""API keys: listed, made, shown once, revoked."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponseBase

from clauseatlas.accounts.keys import keys, keys_in_use, make_key, revoke_key
from clauseatlas.accounts.plans import allowance
from clauseatlas.accounts.words import SCOPES, Measure, Role, Scope
from clauseatlas.pipeline.workshop import utc_now
from clauseatlas.site.views.account_forms import KeyForm
from clauseatlas.site.views.private import done, holder_for, show


def listing(request: HttpRequest) -> HttpResponseBase:
    """The keys of whoever the person acts for, and the form for a new one."""
    return _page(request, KeyForm())


def make(request: HttpRequest, room: str) -> HttpResponseBase:
    """A new key with its secret: in this answer and nowhere else."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    days = form.cleaned_data["days"]
    made, secret = make_key(
        holder_for(request),
        name=form.cleaned_data["name"],
        scopes=[Scope(value) for value in form.cleaned_data["scopes"]],
        expires=utc_now() + timedelta(days=int(days)) if days else None,
        request=request,
    )
    return show(request, "key_made", key=made, secret=secret, scopes=SCOPES)


def revoke(request: HttpRequest, number: int, room: str) -> HttpResponseBase:
    """Revoke a key."""
    found = revoke_key(holder_for(request), number, request=request)
    if found is None:
        raise Http404("No page has this address.")
    return done(request, f"The key “{found.name}” is revoked.", room)


def _page(request: HttpRequest, form: KeyForm) -> HttpResponseBase:
    holder = holder_for(request)
    return show(
        request,
        "keys",
        holder=holder,
        keys=tuple(keys(holder)),
        in_use=keys_in_use(holder),
        limit=allowance(holder).limit(Measure.KEYS),
        owner=holder.may(Role.OWNER),
        scopes=SCOPES,
        form=form,
        now=utc_now(),
    )
