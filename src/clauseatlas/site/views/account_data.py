"""A copy of one's own data, and the deletion of the account."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.organisations import orphaned_by
from clauseatlas.accounts.own_data import copy, delete_account, packed
from clauseatlas.accounts.words import Deed
from clauseatlas.site.views.account_forms import DeletionForm
from clauseatlas.site.views.private import done, person_of, show


def rooms(request: HttpRequest) -> HttpResponseBase:
    """What is kept, and what can be done with it."""
    person = person_of(request)
    kept = {name: len(part) if isinstance(part, list) else 1 for name, part in copy(person).items()}
    return show(request, "data", kept=kept)


def take(request: HttpRequest) -> HttpResponseBase:
    """The copy as a ZIP file."""
    person = person_of(request)
    record(Deed.COPY_TAKEN, actor=person, subject=person, request=request)
    response = HttpResponse(packed(person), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="clauseatlas-my-data.zip"'
    return response


def delete(request: HttpRequest) -> HttpResponseBase:
    """Delete the account, the address typed once more."""
    person = person_of(request)
    form = DeletionForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        delete_account(person, request=request)
        request.session.flush()
        logout(request)
        return done(request, "Your account is deleted.", "/account/login/")
    return show(request, "delete", form=form, orphaned=orphaned_by(person))
