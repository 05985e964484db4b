"""The addresses of the web site; the id in an address decides, the words after it are for people."""

from django.urls import URLPattern, URLResolver

from clauseatlas.site.views import lists, records
from clauseatlas.site.views.answering import routes

urlpatterns: list[URLPattern | URLResolver] = [
    *routes("", lists.home, "home"),
    *routes("about/", lists.about, "about"),
    *routes("platforms/", lists.platforms, "platforms"),
    *routes("platforms/<slug:slug>/", records.platform, "platform"),
    *routes("documents/<str:record>/", records.document, "document-by-id"),
    *routes("documents/<str:record>/<slug:words>/", records.document, "document"),
    *routes("provisions/<str:record>/", records.provision, "provision-by-id"),
    *routes("provisions/<str:record>/<slug:words>/", records.provision, "provision"),
]
handler404 = "clauseatlas.site.views.faults.not_found"
