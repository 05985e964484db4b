"""Watching: the button of every page, ending messages by a link, and the rooms of the account where watches, messages and channels are."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clauseatlas.site.views import watching, watching_channels, watching_messages
from clauseatlas.site.views.private import posted, private

GET_AND_POST = ("GET", "HEAD", "POST")
WATCHES = {"room": "/account/watches/"}
CHANNELS = {"room": "/account/channels/"}
DELIVERIES = {"room": "/account/deliveries/"}

ADDRESSES: list[URLPattern | URLResolver] = [
    # Without Django's token: a page in a cache cannot carry one. The view takes one click from this very site only, and asks again otherwise.
    path("watch/", csrf_exempt(never_cache(require_http_methods(list(GET_AND_POST))(watching.watch))), name="watch"),
    # Without a token because the mail program posts it (RFC 8058); the address itself is signed.
    path("unsubscribe/<str:value>/", csrf_exempt(never_cache(require_http_methods(list(GET_AND_POST))(watching.unsubscribe))), name="unsubscribe"),
    path("account/watches/", private(watching.watches), name="watches"),
    path("account/watches/<int:number>/", private(watching.one, methods=GET_AND_POST), WATCHES, name="watch-one"),
    path("account/watches/<int:number>/stop/", posted(watching.stop_one), WATCHES, name="watch-stop"),
    path("account/inbox/", private(watching_messages.inbox), name="inbox"),
    path("account/inbox/<str:key>/", private(watching_messages.message), name="inbox-message"),
    path("account/digests/", private(watching_messages.digests, methods=GET_AND_POST), {"room": "/account/digests/"}, name="digests"),
    path("account/digests/<int:number>/", private(watching_messages.digest), name="digest"),
    path("account/deliveries/", private(watching_messages.deliveries), name="deliveries"),
    path("account/deliveries/<str:key>/resend/", posted(watching_messages.send_again), DELIVERIES, name="delivery-resend"),
    path("account/channels/", private(watching_channels.listing), name="channels"),
    path("account/channels/new/<slug:kind>/", private(watching_channels.new, methods=GET_AND_POST), CHANNELS, name="channel-new"),
    path("account/channels/<int:number>/test/", posted(watching_channels.test), CHANNELS, name="channel-test"),
    path("account/channels/<int:number>/remove/", posted(watching_channels.remove), CHANNELS, name="channel-remove"),
    path(
        "account/channels/confirm/<str:value>/",
        never_cache(require_http_methods(list(GET_AND_POST))(watching_channels.confirm)),
        name="channel-confirm",
    ),
]
