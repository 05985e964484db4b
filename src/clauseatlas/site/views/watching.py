"""Watches: begun by one click, adjusted, stopped; messages ended by a link."""

from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware

from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Person
from clauseatlas.errors import AtlasError, BadInput
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.pipeline.workshop import utc_now
from clauseatlas.site.views.answering import catalogue
from clauseatlas.site.views.private import done, holder_for, show
from clauseatlas.site.views.watching_forms import WatchForm
from clauseatlas.watching import subscribing, unsubscribing
from clauseatlas.watching.models import Watch
from clauseatlas.watching.subscribing import Wish
from clauseatlas.watching.targets import Target, target_of
from clauseatlas.watching.words import CADENCES, CHANGE_KINDS, FOLLOWINGS, Following

LONGEST_WORD = 1100


def watch(request: HttpRequest) -> HttpResponseBase:
    """One click: watches what a page is about. Somebody who is not signed in is told what happens next; a click from elsewhere is asked again."""
    word = (request.POST.get("follow") or request.GET.get("follow") or "")[:LONGEST_WORD]
    if not word:
        return HttpResponseRedirect("/account/watches/")
    try:
        target = target_of(word, catalogue())
    except BadInput as error:
        raise Http404(str(error)) from None
    if not isinstance(request.user, Person):
        return show(request, "watch_door", target=target, kind=FOLLOWINGS[target.following], following=urlencode({"next": _address(target)}))
    holder = holder_for(request)
    if request.method == "POST" and _meant(request):
        try:
            begun = subscribing.begin(holder, target, Wish(), now=utc_now())
        except AtlasError as refusal:
            return _ask(request, target, holder, problem=str(refusal))
        return done(request, f"You watch {target.label}. Here you can say what you want to hear.", f"/account/watches/{begun.pk}/")
    return _ask(request, target, holder)


def _ask(request: HttpRequest, target: Target, holder: Holder, problem: str = "") -> HttpResponseBase:
    return show(
        request, "watch_ask", status=403 if problem else 200,
        target=target, kind=FOLLOWINGS[target.following], holder=holder, problem=problem, room=subscribing.room(holder),
    )  # fmt: skip


def _address(target: Target) -> str:
    return f"/watch/?{urlencode({'follow': target.key})}"


def _meant(request: HttpRequest) -> bool:
    """Whether the click came from a page of this site: with Django's token, or, from a page that may have lain in a cache, by what the browser says.

    Browsers send Sec-Fetch-Site and Origin with every form and let no page forge them; whoever sends neither is asked again.
    """
    if request.POST.get("csrfmiddlewaretoken"):
        return CsrfViewMiddleware(lambda inner: None).process_view(request, lambda *given: None, (), {}) is None  # type: ignore[arg-type]
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "")
    if site is not None and site != "same-origin":
        return False
    own = {request.get_host(), urlsplit(configuration().public_url).netloc}
    return urlsplit(origin).netloc in own if origin else site == "same-origin"


def unsubscribe(request: HttpRequest, *, value: str) -> HttpResponseBase:
    """End the messages that a link stands for: POST only, from a mail program or from the page that GET shows."""
    ending = unsubscribing.ending_of(value)
    if ending is None:
        raise Http404("This link ends nothing: it is not one of ours, or its channel was removed.")
    ended = request.method == "POST"
    if ended:
        unsubscribing.end(ending)
    return show(request, "unsubscribe", ending=ending, ended=ended)


def watches(request: HttpRequest) -> HttpResponseBase:
    """Everything that is watched in the name in which one acts."""
    holder = holder_for(request)
    subscriber = subscribing.found(holder)
    rows = subscribing.active(subscriber) if subscriber else []
    return show(
        request, "watches", holder=holder, watches=rows, room=subscribing.room(holder),
        followings={key.value: words for key, words in FOLLOWINGS.items()},
        cadences={key.value: words for key, words in CADENCES.items()}, kinds=CHANGE_KINDS,
    )  # fmt: skip


def one(request: HttpRequest, *, number: int, room: str) -> HttpResponseBase:
    """One watch: what it tells of, when, where."""
    holder = holder_for(request)
    row = _own(holder, number)
    form = WatchForm(request.POST or None, watch=row, initial=WatchForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        subscribing.adjust(holder, row, form.wish(), now=utc_now())
        return done(request, f"Saved: {row.label}.", room)
    return show(request, "watch", form=form, watch=row, holder=holder, kind=FOLLOWINGS[Following(row.following)])


def stop_one(request: HttpRequest, *, number: int, room: str) -> HttpResponseBase:
    """Stop watching."""
    holder = holder_for(request)
    row = _own(holder, number)
    subscribing.stop(holder, row, now=utc_now())
    return done(request, f"You no longer watch {row.label}.", room)


def _own(holder: Holder, number: int) -> Watch:
    """The watch of this number if it is the holder's; 404 otherwise, so that numbers can be guessed without learning anything."""
    subscriber = subscribing.found(holder)
    row = Watch.objects.filter(pk=number, subscriber=subscriber, stopped__isnull=True).first() if subscriber else None
    if row is None:
        raise Http404("No watch of yours has this address.")
    return row
