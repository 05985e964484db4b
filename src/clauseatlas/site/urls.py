"""The addresses of the web site, put together; the id in an address decides, the words after it are for people."""

from django.urls import URLPattern, URLResolver

from clauseatlas.site.routes import account, evidence, records, registry, watching

urlpatterns: list[URLPattern | URLResolver] = [
    *records.ADDRESSES,
    *account.ADDRESSES,
    *evidence.ADDRESSES,
    *watching.ADDRESSES,
    *registry.ADDRESSES,
]
handler404 = "clauseatlas.site.views.faults.not_found"
