"""The public addresses of records, as paths below the site's root. The id decides; the words after it are for people."""

from django.utils.text import slugify

from clauseatlas.records.models import Change, Document, Platform, Provision, Version

LONGEST_SLUG = 60  # characters; longer ones are cut at a word


def slug_of(title: str) -> str:
    """Words of a title for an address; "record" where nothing is left of it."""
    slug = slugify(title)
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug or "record"


def platform_path(platform: Platform) -> str:
    """/platforms/zoom/"""
    return f"/platforms/{platform.slug}/"


def document_path(document: Document) -> str:
    """/documents/CA-D-000190/zoom-privacy-statement/"""
    return f"/documents/{document.record_id}/{slug_of(document.title)}/"


def versions_path(document: Document) -> str:
    """/documents/CA-D-000190/versions/"""
    return f"/documents/{document.record_id}/versions/"


def version_path(document: Document, version: Version) -> str:
    """/documents/CA-D-000190/versions/7/"""
    return f"{versions_path(document)}{version.number}/"


def difference_path(document: Document, before: int, after: int) -> str:
    """/documents/CA-D-000190/diff/6..7/"""
    return f"/documents/{document.record_id}/diff/{before}..{after}/"


def provision_path(provision: Provision) -> str:
    """/provisions/CA-P-011088/title-in-words/"""
    return titled_provision_path(provision, provision.current.title if provision.current else provision.clause_type)


def titled_provision_path(provision: Provision, title: str) -> str:
    """The address of a provision under the title of one of its revisions; an old one leads to the current one."""
    return f"/provisions/{provision.record_id}/{slug_of(title)}/"


def change_path(change: Change) -> str:
    """/changes/CA-C-002783/"""
    return f"/changes/{change.record_id}/"


def twin_path(path: str) -> str:
    """Where the JSON twin of a page is: /platforms/zoom/ has /platforms/zoom.json, the home page /index.json."""
    return "/index.json" if path == "/" else f"{path.rstrip('/')}.json"
