"""Platforms: found under any of their names, declared once."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from clauseatlas.records.models import Platform, PlatformName


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """What is known of a platform beside its name; empty strings for what is not known."""

    aliases: tuple[str, ...] = ()
    sector: str = ""
    owner: str = ""
    home: str = ""


NOTHING_KNOWN = PlatformFacts()


def folded(name: str) -> str:
    """A name without case, accents, punctuation and blanks: what two spellings of one name share."""
    spoken = name.casefold().replace("&", "and").replace("+", "plus")
    plain = unicodedata.normalize("NFKD", spoken)
    return "".join(letter for letter in plain if letter.isalnum()) or plain.strip()


def find_platform(name: str) -> Platform | None:
    """The platform with this name, alias or slug in whatever spelling, or None."""
    return Platform.objects.filter(Q(names__key=folded(name)) | Q(slug=name)).distinct().first()


def declare_platform(name: str, facts: PlatformFacts = NOTHING_KNOWN, *, now: datetime) -> Platform:
    """The platform of this name, made if it is new; facts that are given fill what was empty, aliases are added."""
    with transaction.atomic():
        platform = find_platform(name)
        if platform is None:
            platform = Platform.objects.create(slug=_free_slug(name), name=name, added=now)
        for field in ("sector", "owner", "home"):
            if getattr(facts, field) and not getattr(platform, field):
                setattr(platform, field, getattr(facts, field))
        platform.save()
        _add_names(platform, (name, *facts.aliases))
    return platform


def _add_names(platform: Platform, names: Iterable[str]) -> None:
    """Record names; one that another platform already has stays there."""
    keyed = {folded(name): name for name in names}
    known = set(PlatformName.objects.filter(key__in=keyed).values_list("key", flat=True))
    PlatformName.objects.bulk_create(PlatformName(platform=platform, name=name, key=key) for key, name in keyed.items() if key not in known)


def _free_slug(name: str) -> str:
    base = slugify(name)[:90] or "platform"
    taken = set(Platform.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
