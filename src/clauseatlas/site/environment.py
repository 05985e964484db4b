"""The Jinja2 environment of the public pages: everything is escaped, undefined names are errors, filters say dates and numbers."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from clauseatlas.records.addresses import twin_path


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for."""
    options.pop("autoescape", None)  # never switched off, whatever the settings say
    jinja = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}, autoescape=True)
    jinja.filters.update(day=day, moment=moment, count=count, plural=plural, short=short, twin=twin_path, query=query, sentence=sentence)
    jinja.globals.update(static=static)
    return jinja


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
