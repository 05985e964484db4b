"""The demo: capture all editions of the fictional platforms over HTTP into an atlas, and hold what came against the manifest."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauseatlas.capture.rendering import find_browser
from clauseatlas.capture.visiting import Visitor
from clauseatlas.demo.manifest import Forecast, Manifest, forecast
from clauseatlas.demo.server import DemoSite
from clauseatlas.demo.sources import EDITIONS, Platform, load_platforms
from clauseatlas.demo.watching import Told, watch_everything
from clauseatlas.demo.watching import told as told_alerts
from clauseatlas.errors import PartMissing
from clauseatlas.pipeline import tracking
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.pipeline.declaring import Declared, declare
from clauseatlas.pipeline.sealing import seal
from clauseatlas.pipeline.settling import Settled
from clauseatlas.pipeline.verifying import Verified, verify
from clauseatlas.pipeline.workshop import Workshop, open_atlas
from clauseatlas.records.queries import documents
from clauseatlas.records.queries.platforms import PlatformFacts
from clauseatlas.watching.delivering import deliver

SITE_PORT = 8123  # so that addresses in the demo atlas stay the same from run to run; any free port where it is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRun:
    """One edition as captured: what the tracker counted, and where it departs from the manifest."""

    edition: int
    report: dict[str, Any]
    departures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRun:
    """The whole demo: editions, verification, and whether a browser took part."""

    editions: tuple[EditionRun, ...]
    manifest: Manifest
    verified: Verified
    alerts: Told
    browser: bool

    @property
    def as_forecast(self) -> bool:
        """Whether every visit gave what the manifest predicts the alerts with it, and the archive verifies."""
        return self.verified.holds and not self.alerts.departures and not any(run.departures for run in self.editions)


def run(home: Path, *, told: Callable[[str], None] = lambda line: None, root: Path | None = None) -> DemoRun:
    """Capture all editions into the new atlas in `home`; `told` hears of each step."""
    platforms = load_platforms() if root is None else load_platforms(root)
    browser = _browser_there()
    if not browser:
        told("No browser is installed: the page that needs one is visited, recorded as such, and left out.")
    manifest = forecast(platforms, browser=browser)
    with _site(platforms) as site:
        os.environ["CLAUSEATLAS_ALLOW_ORIGINS"] = site.authority
        configuration.cache_clear()
        workshop = open_atlas(home)
        declare(workshop, _declared(site, platforms))
        watch_everything(workshop)
        editions = []
        with Visitor(tracking.visit_settings(workshop.configuration), clock=workshop.clock) as visitor:
            for edition in EDITIONS:
                site.publish(edition)
                told(f"Edition {edition}: capturing {len(site.declarations())} documents of {len(platforms)} platforms from {site.origin}")
                editions.append(_capture(workshop, visitor, site, manifest, edition))
                deliver(workshop)
    seal(workshop)
    return DemoRun(editions=tuple(editions), manifest=manifest, verified=verify(workshop), alerts=told_alerts(manifest), browser=browser)


def _browser_there() -> bool:
    try:
        find_browser(os.environ.get("CLAUSEATLAS_BROWSER", ""))
    except PartMissing:
        return False
    return True


def _site(platforms: Sequence[Platform]) -> DemoSite:
    try:
        return DemoSite(platforms, port=SITE_PORT)
    except OSError:
        return DemoSite(platforms)


def _declared(site: DemoSite, platforms: Sequence[Platform]) -> Iterator[Declared]:
    sectors = {platform.name: PlatformFacts(sector=platform.sector) for platform in platforms}
    for declaration in site.declarations():
        yield Declared(declaration=declaration, facts=sectors[declaration.platform])


def _capture(workshop: Workshop, visitor: Visitor, site: DemoSite, manifest: Manifest, edition: int) -> EditionRun:
    expected = {site.origin + each.address: each for each in manifest.edition(edition)}
    departures: list[str] = []

    def held_against(settled: Settled) -> None:
        departures.extend(_departures(expected[settled.document.url], settled))

    tally = tracking.track(
        workshop,
        documents.each(documents.chosen()),
        visitor=visitor,
        concurrency=workshop.configuration.concurrency,
        told=held_against,
    )
    return EditionRun(edition=edition, report=tally.report(), departures=tuple(departures))


def _departures(expected: Forecast, settled: Settled) -> Iterator[str]:
    """Where a visit gave something else than the manifest predicts, in words."""
    name = f"{expected.platform}, {expected.document}, edition {expected.edition}"
    capture = settled.capture
    if capture.outcome != expected.outcome:
        yield f"{name}: {capture.outcome} where {expected.outcome} was predicted ({capture.detail or ', '.join(capture.gate_reasons)})"
    if expected.gate_reason is not None and expected.gate_reason not in capture.gate_reasons:
        yield f"{name}: quarantined as {', '.join(capture.gate_reasons)} where {expected.gate_reason} was predicted"
    significance = settled.change.significance if settled.change is not None else None
    if significance != expected.change:
        yield f"{name}: change judged {significance} where {expected.change} was predicted ({expected.because})"
