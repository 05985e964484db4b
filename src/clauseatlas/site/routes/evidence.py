"""Evidence: packs, the log, mementos, and the page that explains them."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from clauseatlas.site.views import evidence
from clauseatlas.site.views.answering import routes

ADDRESSES: list[URLPattern | URLResolver] = [
    *routes("evidence/", evidence.evidence, "evidence"),
    path("evidence/<str:record>.wacz", require_safe(evidence.pack), name="evidence-pack"),
    path("log/checkpoint", require_safe(evidence.checkpoint), name="log-checkpoint"),
    path("log/key", require_safe(evidence.key), name="log-key"),
    path("log/tile/entries/<path:rest>", require_safe(evidence.entries), name="log-entries"),
    path("log/tile/<int:level>/<path:rest>", require_safe(evidence.tile), name="log-tile"),
    path("log/consistency/<int:before>..<int:after>", require_safe(evidence.consistency), name="log-consistency"),
    path("memento/<str:record>/timemap/", require_safe(evidence.timemap), name="timemap"),
    path("memento/<str:record>/timegate/", require_safe(evidence.timegate), name="timegate"),
    path("documents/<str:record>/versions/<int:number>/raw", require_safe(evidence.raw), name="version-raw"),
]
