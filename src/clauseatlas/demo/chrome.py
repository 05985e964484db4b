"""Whole pages of the fictional sites: a policy in its platform's dressing, and what real sites show instead of one."""

import hashlib
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from clauseatlas.demo.rendering import article
from clauseatlas.demo.scenery import Visit, scenery
from clauseatlas.demo.sources import EDITION_DATES, Document, Platform


def policy_page(platform: Platform, document: Document, visit: Visit) -> str:
    """The policy in the dressing of its platform. Two visits never give the same bytes; the policy's words are the same."""
    return _page(f"{platform.dressing}.html", platform, document, visit)


def shell_page(platform: Platform, document: Document, visit: Visit) -> str:
    """The page of a document whose text a script fetches; without the script it says hardly a word."""
    return _page("shell.html", platform, document, visit)


def missing_page(platform: Platform, document: Document, visit: Visit) -> str:
    """An error page, as sites serve it with status 200 where a page was moved and nobody told the router."""
    return _page("missing.html", platform, document, visit)


def login_page(platform: Platform, document: Document, visit: Visit) -> str:
    """A log-in form in place of the policy."""
    return _page("login.html", platform, document, visit)


def index_page(platforms: tuple[Platform, ...], edition: int) -> str:
    """The list of all platforms and documents, for a person who looks at the demo site."""
    published = EDITION_DATES[edition]
    return _templates().get_template("index.html").render(platforms=platforms, edition=edition, published=published)


def article_html(platform: Platform, document: Document, edition: int) -> str:
    """The bare policy as HTML, as the script of a `shell_page` fetches it."""
    return article(document.markdown(edition), f"/{platform.slug}").html


def _page(template: str, platform: Platform, document: Document, visit: Visit) -> str:
    policy = article(document.markdown(visit.edition), f"/{platform.slug}")
    return (
        _templates()
        .get_template(template)
        .render(
            platform=platform,
            document=document,
            visit=visit,
            scene=scenery(platform, visit),
            policy=policy,
            sections=[heading for heading in policy.headings if heading.level == 2],
            hashed=lambda name: _hashed(name, visit.edition),
        )
    )


def _hashed(name: str, edition: int) -> str:
    """A class name as build tools make it: meaningless, and another one in every edition."""
    return "c" + hashlib.sha256(f"{name}{edition}".encode()).hexdigest()[:7]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("clauseatlas.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
