"""What capturing the demo site's editions must give, computed from the sources and from nothing else.

The forecast assumes that every edition is captured once, in order, by a tracker that sends the validators of its last good
capture, and that the walls are seen through. It is what the demo's summary is held against.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from clauseatlas.demo.freshness import Validators, validators
from clauseatlas.demo.sources import EDITIONS, Document, Expected, Form, Platform
from clauseatlas.model.words import GateReason, Outcome, Significance

_WALL_REASONS = {Expected.SOFT_404: GateReason.SOFT_404, Expected.LOGIN_WALL: GateReason.LOGIN_WALL}
_CHANGES = {Expected.SUBSTANTIVE: Significance.SUBSTANTIVE, Expected.COSMETIC: Significance.COSMETIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the visit of one document in one edition must give.

    `gate_reason` must be among the reasons of a quarantined capture (there may be others). `change` is the verdict on the
    change that the visit brings to light. `versions` counts the versions the document has after the visit.
    """

    platform: str
    document: str
    address: str
    edition: int
    outcome: Outcome
    gate_reason: GateReason | None = None
    change: Significance | None = None
    because: str = ""
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All forecasts: edition by edition, documents in the order of the sources."""

    forecasts: tuple[Forecast, ...]

    def edition(self, edition: int) -> tuple[Forecast, ...]:
        """The forecasts of one edition."""
        return tuple(forecast for forecast in self.forecasts if forecast.edition == edition)

    def summary(self, edition: int) -> dict[str, Any]:
        """What `track --format json` must say after this edition, as far as the sources can know it."""
        return _summary(self.edition(edition))

    def totals(self) -> dict[str, Any]:
        """The same over all editions, with `documents` counted once and the versions there are in the end."""
        last = self.edition(EDITIONS[-1])
        summed = _summary(self.forecasts)
        return summed | {"documents": len(last), "visits": len(self.forecasts), "versions_kept": sum(f.versions for f in last)}

    def quarantined(self) -> tuple[Forecast, ...]:
        """The captures that must be held back, each with its reason."""
        return tuple(forecast for forecast in self.forecasts if forecast.outcome is Outcome.QUARANTINED)


def forecast(platforms: Iterable[Platform], *, browser: bool) -> Manifest:
    """The manifest of these platforms, for a tracker with or without a browser."""
    histories = [tuple(_history(platform, document, browser=browser)) for platform in platforms for document in platform.documents]
    return Manifest(forecasts=tuple(step for steps in zip(*histories, strict=True) for step in steps))


def _history(platform: Platform, document: Document, *, browser: bool) -> Iterator[Forecast]:
    """One forecast per edition, carrying what a tracker carries: its versions and the validators of its last good capture."""
    versions, known = 0, Validators()
    for edition in EDITIONS:
        revision = document.revision(edition)
        expected = revision.expected if revision is not None else None
        outcome, reason, change = Outcome.SAME, None, None
        if document.form is Form.SCRIPT and not browser:
            outcome = Outcome.NO_BROWSER
        elif expected is not None and expected.is_wall:
            outcome, reason = Outcome.QUARANTINED, _WALL_REASONS[expected]
        elif versions == 0:
            outcome, versions = Outcome.RECORDED, 1
        elif expected is not None and expected.is_edit:
            outcome, versions, change = Outcome.RECORDED, versions + 1, _CHANGES[expected]
        elif known and known == validators(platform, document, edition):
            outcome = Outcome.NOT_MODIFIED
        if outcome in {Outcome.RECORDED, Outcome.SAME}:
            known = validators(platform, document, edition)
        yield Forecast(
            platform=platform.name,
            document=document.title,
            address=document.address,
            edition=edition,
            outcome=outcome,
            gate_reason=reason,
            change=change,
            because=revision.because if revision is not None else "",
            versions=versions,
        )


def _summary(forecasts: tuple[Forecast, ...]) -> dict[str, Any]:
    outcomes = Counter(forecast.outcome.value for forecast in forecasts)
    changes = Counter(forecast.change for forecast in forecasts if forecast.change is not None)
    recorded = outcomes[Outcome.RECORDED.value]
    return {
        "documents": len(forecasts),
        "outcomes": dict(sorted(outcomes.items())),
        "versions": {"first": recorded - changes.total(), "document_changed": changes.total(), "method_changed": 0},
        "changes": {
            "substantive": changes[Significance.SUBSTANTIVE],
            "cosmetic": changes[Significance.COSMETIC],
            "unclear": 0,
            "reverted": 0,
            "variant": 0,
        },
    }
