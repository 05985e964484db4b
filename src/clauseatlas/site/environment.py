"""The Jinja2 environment of the public pages: everything is escaped, undefined names are errors, filters say dates and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from clauseatlas.pipeline.configuration import configuration
from clauseatlas.publish.pages.parts import Head
from clauseatlas.records.addresses import twin_path
from clauseatlas.watching.targets import word_of_page


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePage:
    """A page that has no twin and no address for others."""

    head: Head


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for."""
    options.pop("autoescape", None)  # never switched off for pages, whatever the settings say
    settings = {**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    jinja = Environment(**settings, autoescape=escaped)  # noqa: S701 - `escaped` says no to plain text only
    jinja.filters.update(day=day, moment=moment, count=count, plural=plural, short=short, twin=twin_path, query=query, sentence=sentence)
    jinja.filters.update(watchable=word_of_page)
    jinja.globals.update(opens=opens, static=static, messages=get_messages, site_root=site_root, private_page=private_page)
    return jinja


def escaped(name: str | None) -> bool:
    """Whether what is put into a template of this name is escaped: everything but plain text, where "&amp;" would be read as it stands."""
    return name is None or not name.endswith(".txt")


def site_root() -> str:
    """The public root address, without a slash at its end."""
    return configuration().public_url.rstrip("/")


def private_page(title: str, path: str) -> PrivatePage:
    """What the frame of every page asks for, for a page that is one person's own."""
    return PrivatePage(head=Head(title=title, description="", path=path, listed=False))


@lru_cache(maxsize=4096)
def opens(path: str) -> bool:
    """Whether this site has a page family for a path: pages of other families are linked once they exist, and not before."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def query(values: Mapping[str, str]) -> str:
    """A query string of the values that are not empty."""
    return urlencode({name: value for name, value in values.items() if value})


def day(value: date | datetime | None) -> Markup | str:
    """A date as "3 March 2026" with the exact time in UTC on hover; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        exact = value.astimezone(UTC)
        return Markup('<time datetime="{}" title="{} UTC">{}</time>').format(
            exact.isoformat().replace("+00:00", "Z"), f"{exact:%Y-%m-%d %H:%M:%S}", f"{exact.day} {exact:%B %Y}"
        )
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), f"{value.day} {value:%B %Y}")


def moment(value: datetime | None) -> Markup | str:
    """A time as "3 March 2026, 14:05 UTC"; a dash where there is none."""
    if value is None:
        return "–"
    exact = value.astimezone(UTC)
    return Markup('<time datetime="{}" title="{} UTC">{}</time>').format(
        exact.isoformat().replace("+00:00", "Z"), f"{exact:%Y-%m-%d %H:%M:%S}", f"{exact.day} {exact:%B %Y}, {exact:%H:%M} UTC"
    )


def count(value: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def sentence(value: str) -> str:
    """A reason as a sentence: a capital at its beginning, a full stop at its end."""
    return value[:1].upper() + value[1:] + ("" if value.endswith((".", "!", "?")) or not value else ".")


def plural(value: int, one: str, many: str) -> str:
    """ "1 document", "3 documents": number and the fitting word."""
    return f"{count(value)} {one if value == 1 else many}"


def short(digest: str) -> Markup:
    """The beginning of a digest, the whole of it on hover; citations and twins carry it whole."""
    return Markup('<span class="digest" title="{}">{}…</span>').format(digest, escape(digest[:12]))
