"""How a page is answered: HTML by default, its JSON twin by address or `Accept`, redirects for old words, one page for what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.publish.pages.parts import Head
from clauseatlas.publish.twin import twin

JSON_TYPE = "application/json"
FRESH_SECONDS = 60  # for how long a public page may be shown again without asking; captures come in by the hour
View = Callable[..., HttpResponseBase]


class MissingRecordError(Exception):
    """The record asked for is not here; its text is shown to the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """What stands where a record is not."""

    head: Head
    explanation: str


def catalogue() -> Catalogue:
    """The catalogue that pages take their words from; read once per process."""
    return load_catalogue()


def site() -> str:
    """The public root address, without a slash at its end."""
    return configuration().public_url.rstrip("/")


def routes(route: str, view: View, name: str) -> list[URLPattern]:
    """The address of a page (ending in "/") and that of its JSON twin."""
    guarded = require_safe(view)
    twin_route = f"{route.rstrip('/')}.json" if route else "index.json"
    return [path(route, guarded, name=name), path(twin_route, guarded, {"as_json": True}, name=f"{name}-json")]


def wants_json(request: HttpRequest, *, as_json: bool) -> bool:
    """Whether the twin is asked for, by its address or by preferring JSON to HTML."""
    return as_json or request.get_preferred_type(["text/html", JSON_TYPE]) == JSON_TYPE


def answer(request: HttpRequest, page: Any, template: str, *, as_json: bool = False, extra: Mapping[str, Any] | None = None) -> HttpResponseBase:
    """The page as HTML or JSON; an address with old words leads to the canonical one, its query string kept."""
    if wants_json(request, as_json=as_json):
        response: HttpResponse = HttpResponse(twin(page), content_type=JSON_TYPE)
        response["Link"] = f'<{site()}{page.head.path}>; rel="canonical"'
    elif request.path != page.head.path:
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(page.head.path + (f"?{query}" if query else ""))
    else:
        response = render(request, f"atlas/{template}.html", {"page": page, "site": site(), **(extra or {})}, using="jinja2")
    patch_vary_headers(response, ("Accept",))
    return cacheable(request, response)


def cacheable(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The answer with what caches need: for how long it is fresh, and its digest; 304 where the reader has these very bytes, no body for HEAD.

    A page that looked into a session is one person's own, and no shared cache may keep it.
    """
    session = getattr(request, "session", None)
    personal = session is not None and session.accessed
    response.setdefault("Cache-Control", "private, no-cache" if personal else f"public, max-age={FRESH_SECONDS}")
    response.setdefault("ETag", f'"{sha256(response.content).hexdigest()[:32]}"')
    answered = get_conditional_response(request, etag=response["ETag"], response=response)
    if request.method == "HEAD" and answered is response:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return answered if answered is not None else response


def unavailable(request: HttpRequest, explanation: str) -> HttpResponse:
    """501 with words that say what is lacking."""
    return _absent(request, "Not available here", explanation, status=501)


def missing(request: HttpRequest, explanation: str) -> HttpResponse:
    """404 with words that say what to do."""
    return _absent(request, "Not here", explanation, status=404)


def _absent(request: HttpRequest, title: str, explanation: str, *, status: int) -> HttpResponse:
    page = MissingPage(head=Head(title=title, description=explanation, path=request.path, listed=False), explanation=explanation)
    return render(request, "atlas/missing.html", {"page": page, "site": site()}, status=status, using="jinja2")


def or_missing(view: View) -> View:
    """The view, answering 404 in words where it raises MissingRecordError."""

    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        try:
            return view(request, **arguments)
        except MissingRecordError as absence:
            if wants_json(request, as_json=arguments.get("as_json", False)):
                return HttpResponse(twin({"error": str(absence)}), content_type=JSON_TYPE, status=404)
            return missing(request, str(absence))

    return guarded
