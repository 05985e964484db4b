"""The door for the payment provider: signed messages only."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from clauseatlas.accounts.subscriptions import MessageRefused, obey, verified
from clauseatlas.pipeline.configuration import configuration

MOST_BYTES = 64 * 1024  # a message that sets a plan takes a few hundred


@csrf_exempt  # the signature is what proves where it comes from; no cookie is read
@require_POST
def message(request: HttpRequest) -> HttpResponse:
    """204 for a message that was obeyed or had been before, 400 in words for one that was refused, 404 where no provider is attached."""
    secret = configuration().payment_secret
    if not secret:
        return JsonResponse({"error": "no payment provider is attached to this atlas"}, status=404)
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return JsonResponse({"error": "the message is too large"}, status=413)
    try:
        obey(verified(request.body, {name.lower(): value for name, value in request.headers.items()}, secret=secret))
    except MessageRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    return HttpResponse(status=204)
