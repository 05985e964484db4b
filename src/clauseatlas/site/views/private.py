"""What every page behind the door has: somebody signed in, in whose name they act, no copy in a cache, refusals in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clauseatlas.accounts.holding import Holder, holder_of
from clauseatlas.accounts.models import Person
from clauseatlas.accounts.words import Role
from clauseatlas.errors import AtlasError
from clauseatlas.site.middleware import CONTENT_SECURITY_POLICY

ACTING = "acting"  # in the session: number of the organisation that the person acts for
SCRIPTED_POLICY = f"{CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'"

View = Callable[..., HttpResponseBase]


def private(view: View, *, methods: tuple[str, ...] = ("GET", "HEAD")) -> View:
    """The view for people who are signed in; a refusal by a rule goes back to where the person came from, in words."""

    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        try:
            return view(request, **arguments)
        except AtlasError as refusal:
            if request.method != "POST":
                raise
            messages.error(request, str(refusal))
            return HttpResponseRedirect(_room(request))

    return never_cache(login_required(require_http_methods(list(methods))(guarded)))


def posted(view: View) -> View:
    """The view for a deed of somebody who is signed in: POST only, so that following a link never does anything."""
    return private(view, methods=("POST",))


def scripted(view: View) -> View:
    """The view of a page that needs scripts of this site (passkeys); every other page has none."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        response = view(request, *arguments, **named)
        response["Content-Security-Policy"] = SCRIPTED_POLICY
        return response

    return answered


def person_of(request: HttpRequest) -> Person:
    """Who is signed in."""
    assert isinstance(request.user, Person)
    return request.user


def holder_for(request: HttpRequest) -> Holder:
    """In whose name the person acts; a membership that has ended ends the acting too."""
    person = person_of(request)
    chosen = request.session.get(ACTING)
    found = holder_of(person, chosen) if isinstance(chosen, int) else None
    return found or Holder(person=person)


def member_of(request: HttpRequest, organisation: int, *, least: Role = Role.READER) -> Holder:
    """The person as member of the organisation in an address; 404 for others, so that numbers can be guessed without learning anything."""
    found = holder_of(person_of(request), organisation)
    if found is None or not found.may(least):
        raise Http404("No page has this address.")
    return found


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the account."""
    return render(request, f"account/{template}.html", context, status=status, using="jinja2")


def done(request: HttpRequest, words: str, path: str) -> HttpResponseRedirect:
    """Say what was done, on the page that comes next."""
    messages.success(request, words)
    return HttpResponseRedirect(path)


def _room(request: HttpRequest) -> str:
    """The page a form stood on: its address without what names the deed, known from the route and never from the visitor."""
    match = request.resolver_match
    room = match.kwargs.get("room") if match else None
    return str(room or "/account/")
