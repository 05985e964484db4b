"""Pages of records, their history and their feeds."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from clauseatlas.site.views import feeds, history, lists, records
from clauseatlas.site.views.answering import routes

ADDRESSES: list[URLPattern | URLResolver] = [
    *routes("", lists.home, "home"),
    *routes("about/", lists.about, "about"),
    *routes("platforms/", lists.platforms, "platforms"),
    *routes("platforms/<slug:slug>/", records.platform, "platform"),
    *routes("documents/<str:record>/", records.document, "document-by-id"),
    *routes("documents/<str:record>/versions/", history.versions, "versions"),
    *routes("documents/<str:record>/versions/<int:number>/", history.version, "version"),
    path("documents/<str:record>/diff/", require_safe(history.choose_difference), name="choose-difference"),
    *routes("documents/<str:record>/diff/<int:before>..<int:after>/", history.difference, "difference"),
    *routes("documents/<str:record>/<slug:words>/", records.document, "document"),
    path("feeds/changes.atom", require_safe(feeds.changes), name="feed"),
    path("feeds/platforms/<slug:slug>.atom", require_safe(feeds.platform), name="platform-feed"),
    path("feeds/documents/<str:record>.atom", require_safe(feeds.document), name="document-feed"),
    *routes("changes/", history.changes, "changes"),
    *routes("changes/<str:record>/", history.change, "change"),
    *routes("provisions/<str:record>/", records.provision, "provision-by-id"),
    *routes("provisions/<str:record>/<slug:words>/", records.provision, "provision"),
]
