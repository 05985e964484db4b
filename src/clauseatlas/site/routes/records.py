"""Pages of records, their history and their feeds."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from clauseatlas.site.views import feeds, finding, history, lists, records
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
    path("feeds/clauses/<slug:clause>.atom", require_safe(feeds.clause), name="clause-feed"),
    path("feeds/search.atom", require_safe(feeds.search), name="search-feed"),
    path("sitemap.xml", require_safe(finding.sitemap_index), name="sitemap-index"),
    path("sitemaps/<slug:kind>-<int:number>.xml", require_safe(finding.sitemap), name="sitemap"),
    path("robots.txt", require_safe(finding.robots), name="robots"),
    path("llms.txt", require_safe(finding.llms), name="llms"),
    *routes("changes/", history.changes, "changes"),
    *routes("changes/<str:record>/", records.change, "change"),
    path("changes/<str:record>/record.<str:suffix>", require_safe(records.change_format), name="change-format"),
    path("provisions/<str:record>/record.<str:suffix>", require_safe(records.provision_format), name="provision-format-by-id"),
    path("provisions/<str:record>/<slug:words>/record.<str:suffix>", require_safe(records.provision_format), name="provision-format"),
    *routes("provisions/<str:record>/", records.provision, "provision-by-id"),
    *routes("provisions/<str:record>/<slug:words>/", records.provision, "provision"),
]
