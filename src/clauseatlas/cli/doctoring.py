"""`doctor`: what is configured, reachable, failing, and what to do."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauseatlas import __version__
from clauseatlas.cli.options import format_option, home_option, print_json, print_lines
from clauseatlas.errors import AtlasError

if TYPE_CHECKING:
    from clauseatlas.pipeline.workshop import Workshop

OK, WARNING, FAILING = "ok", "warning", "failing"
LEAST_FREE_BYTES = 1024**3  # a day of a thousand documents takes about 100 MB
QUARANTINE_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: its state, what was found, and what to do about it."""

    name: str
    state: str
    found: str
    remedy: str = ""


@click.command(short_help="What is configured, reachable, failing, and what to do.")
@home_option
@format_option
def doctor(*, home: Path | None, form: str) -> None:
    """Say what is configured, reachable and failing, and what to do; exit 1 where something fails.

    \b
    clauseatlas doctor --home ~/atlas
    """
    checks = [*_parts(), *_atlas(home)]
    healthy = all(check.state != FAILING for check in checks)
    if form == "json":
        print_json({"clauseatlas": __version__, "healthy": healthy, "checks": [asdict(check) for check in checks]})
    else:
        width = max(len(check.name) for check in checks)
        print_lines(*(f"{check.state:8} {check.name:{width}}  {check.found}" + (f"  → {check.remedy}" if check.remedy else "") for check in checks))
    sys.exit(0 if healthy else 1)


def _parts() -> Iterator[Check]:
    """What is installed."""
    yield Check(name="python", state=OK, found=sys.version.split()[0])
    yield _catalogue()
    yield _browser()
    yield _module("typst", name="pdf writer", extra="pdf")
    yield _module("psycopg", name="postgresql driver", extra="postgres")


def _catalogue() -> Check:
    from clauseatlas.catalogue.loading import load_catalogue

    try:
        catalogue = load_catalogue()
    except AtlasError as error:
        return Check(name="catalogue", state=FAILING, found=str(error), remedy="mend the file that is named")
    found = f"{len(catalogue.clauses)} clause types, {len(catalogue.regulations)} regulations, {len(catalogue.agencies)} agencies ({catalogue.stamp})"
    return Check(name="catalogue", state=OK, found=found)


def _browser() -> Check:
    import os

    from clauseatlas.capture.rendering import find_browser
    from clauseatlas.capture.settings import BROWSER_PATH
    from clauseatlas.errors import PartMissing

    try:
        return Check(name="browser", state=OK, found=str(find_browser(os.environ.get(BROWSER_PATH, ""))))
    except PartMissing as error:
        return Check(name="browser", state=WARNING, found=f"{error.part} was not found", remedy=f"{error.remedy}, for pages that need one")


def _module(module: str, *, name: str, extra: str) -> Check:
    import importlib.util

    if importlib.util.find_spec(module) is None:
        return Check(name=name, state=WARNING, found="is not installed", remedy=f"install clauseatlas[{extra}] if it is needed")
    return Check(name=name, state=OK, found=f"{module} is installed")


def _atlas(home: Path | None) -> Iterator[Check]:
    """What is configured and how the atlas is doing."""
    from clauseatlas.pipeline.workshop import open_atlas

    try:
        workshop = open_atlas(home)
    except AtlasError as error:
        yield Check(name="atlas", state=FAILING, found=str(error))
        return
    yield Check(name="atlas", state=OK, found=str(workshop.configuration.home))
    yield from _storage(workshop)
    yield from _settings(workshop)
    yield from _documents(workshop)


def _storage(workshop: "Workshop") -> Iterator[Check]:
    import shutil

    from django.db import connection

    from clauseatlas.records.queries.ledger import appended

    settings = workshop.configuration
    yield Check(name="database", state=OK, found=f"{connection.vendor}, up to date, {appended()} ledger leaves")
    free = shutil.disk_usage(settings.home).free
    low = free < LEAST_FREE_BYTES
    yield Check(
        name="disk", state=WARNING if low else OK, found=f"{free // 1024**2} MB free under {settings.home}", remedy="make room" if low else ""
    )


def _settings(workshop: "Workshop") -> Iterator[Check]:
    settings = workshop.configuration
    if settings.contact:
        yield Check(name="contact", state=OK, found=settings.contact)
    else:
        remedy = "set CLAUSEATLAS_CONTACT to an address or e-mail, so that sites can reach you"
        yield Check(name="contact", state=WARNING, found="the user agent names nobody", remedy=remedy)
    if settings.allow_origins:
        found = f"{', '.join(settings.allow_origins)} are exempt from address guard and pacing"
        yield Check(name="allowed origins", state=WARNING, found=found, remedy="empty CLAUSEATLAS_ALLOW_ORIGINS outside of tests and demos")
    if settings.debug:
        yield Check(name="debug", state=WARNING, found="is on", remedy="switch CLAUSEATLAS_DEBUG off on a public machine")


def _documents(workshop: "Workshop") -> Iterator[Check]:
    from datetime import timedelta

    from clauseatlas.records.queries import health

    now = workshop.clock()
    state = health.state(now)
    if not state.documents:
        yield Check(name="documents", state=WARNING, found="none is declared", remedy="declare some: `clauseatlas add`, `clauseatlas load`")
        return
    found = f"{state.documents} declared, {state.never_archived} not archived yet, {state.withdrawn} withdrawn"
    yield Check(name="documents", state=OK, found=found)
    if state.overdue:
        remedy = "run `clauseatlas track` regularly"
        yield Check(name="cadence", state=WARNING, found=f"{state.overdue} documents are overdue by two days or more", remedy=remedy)
    quarantined = health.quarantined_since(now - timedelta(days=QUARANTINE_DAYS))
    if quarantined:
        yield Check(name="quarantine", state=WARNING, found=f"{quarantined} captures in {QUARANTINE_DAYS} days were not the policy")
    for document, capture in health.failing_documents():
        because = ", ".join(capture.gate_reasons) or capture.detail
        found = f"{document.platform.name}: {document.title}: {document.failures} visits without success, last {capture.outcome}"
        yield Check(name=document.record_id, state=WARNING, found=f"{found} ({because})" if because else found, remedy=f"look at {document.url}")
