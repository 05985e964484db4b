"""What moves around a policy: menus, languages, promotions, related pages, nonces and tokens.

Some of it changes with every visit and some with every edition, as on real sites; none of it is part of the policy.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeVar

from clauseatlas.demo.sources import EDITION_DATES, Platform

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request: its edition, its running number, and everything a server makes anew for it."""

    edition: int
    serial: int
    nonce: str
    token: str
    moment: datetime

    @classmethod
    def new(cls, edition: int, serial: int) -> "Visit":
        """A visit with fresh secrets, now."""
        return cls(
            edition=edition,
            serial=serial,
            nonce=secrets.token_urlsafe(16),
            token=secrets.token_hex(20),
            moment=datetime.now(UTC),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """The moving parts of a page. Columns are a title and its links; notices are short lines of text."""

    menu: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    languages: tuple[str, ...]
    announcement: str
    promotion: str
    related: tuple[str, ...]
    cookie_text: str
    variant: str
    build: str
    year: int


_MENUS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "communication": ("Products", "Rooms", "Webinars", "Integrations", "Download", "Pricing"),
        "ai": ("Assistant", "Projects", "Developers", "Research", "Teams", "Pricing"),
        "social": ("Explore", "Circles", "Live", "Creators", "Safety", "About"),
        "payments": ("Send", "Receive", "Cards", "Business", "Fees", "Security"),
        "shopping": ("New in", "Home", "Clothing", "Garden", "Outlet", "Gift cards"),
        "travel": ("Stays", "Trains", "Guides", "Deals", "Host", "Trips"),
        "education": ("Classes", "Schools", "Families", "Teachers", "Library", "Help"),
        "dating": ("Discover", "Stories", "Safety", "Events", "Plus", "Help"),
        "games": ("Play", "Worlds", "Leagues", "Store", "News", "Support"),
    }
)
_DEFAULT_MENU = ("Home", "Product", "Solutions", "Customers", "Company", "Contact")

_COLUMNS = (
    ("Company", ("About us", "Careers", "Newsroom", "Investors", "Sustainability", "Brand assets")),
    ("Support", ("Help centre", "Contact support", "System status", "Community", "Report a problem")),
    ("Resources", ("Blog", "Guides", "Events", "Partner directory", "Release notes", "Case studies")),
    ("Legal", ("Terms", "Privacy", "Cookies", "Accessibility", "Your privacy choices", "Imprint")),
    ("Get the app", ("iPhone", "Android", "Windows", "Mac", "Linux")),
)
_LANGUAGES = ("English", "Deutsch", "Français", "Español", "Italiano", "Português", "Nederlands", "Polski", "日本語")
_ANNOUNCEMENTS = (
    "Spring release: see what is new",
    "We have moved our help centre. Update your bookmarks",
    "Autumn conference: early tickets until the end of the month",
    "Scheduled maintenance this Sunday from 02:00 to 03:00 UTC",
)
_PROMOTIONS = (
    "Save 20% on annual plans this week",
    "Invite a friend and you both get a month free",
    "New here? Take the two-minute tour",
    "Try our new mobile app",
    "Join 40 free workshops this season",
)
_RELATED = (
    "How to change your e-mail address",
    "Managing devices and sessions",
    "Turning on two-step verification",
    "What to do if you cannot sign in",
    "Downloading a copy of your information",
    "Understanding notifications",
    "Billing questions answered",
    "Contacting support outside office hours",
)
_COOKIE_TEXTS = (
    "We value your privacy. Choose which cookies you allow on this site.",
    "This site uses cookies to work and, if you agree, to measure visits.",
    "Cookies help us run this site. You decide about the rest.",
)


def scenery(platform: Platform, visit: Visit) -> Scenery:
    """The moving parts of this platform's pages for this visit."""
    menu = _MENUS.get(platform.sector, _DEFAULT_MENU)
    edition = visit.edition
    return Scenery(
        menu=_turned(menu, edition - 1)[: 3 + edition],
        columns=_turned(_COLUMNS, edition - 1)[: 2 + edition],
        languages=_LANGUAGES[: 3 + 2 * edition],
        announcement=_ANNOUNCEMENTS[(edition + visit.serial // 3) % len(_ANNOUNCEMENTS)],
        promotion=_PROMOTIONS[visit.serial % len(_PROMOTIONS)],
        related=_turned(_RELATED, visit.serial * 3)[:4],
        cookie_text=_COOKIE_TEXTS[edition % len(_COOKIE_TEXTS)],
        variant="ab"[visit.serial % 2],
        build=f"{EDITION_DATES[edition]:%Y%m%d}.{edition * 37}",
        year=EDITION_DATES[edition].year,
    )


def _turned(row: tuple[_Part, ...], steps: int) -> tuple[_Part, ...]:
    """The row begun `steps` places later, and closed into a ring."""
    start = steps % len(row)
    return row[start:] + row[:start]
