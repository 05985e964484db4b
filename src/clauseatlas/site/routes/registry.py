"""Addresses of the registry."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from clauseatlas.site.views import registry
from clauseatlas.site.views.answering import routes

ADDRESSES: list[URLPattern | URLResolver] = [
    *routes("registry/", registry.registry, "registry"),
    path("registry.csv", require_safe(registry.registry_csv), name="registry-csv"),
]
