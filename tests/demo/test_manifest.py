"""The manifest follows from the sources: outcomes sum to documents, versions to changes, and each rule shows in a small case."""

from pathlib import Path

import pytest

from clauseatlas.demo.manifest import forecast
from clauseatlas.demo.sources import EDITIONS, Form, Platform, load_platform
from clauseatlas.model.words import GateReason, Outcome, Significance

from .folders import edition, write_platform

EDIT = ("60 days", "45 days")

HISTORIES = [
    ("nothing happens, with validators", {}, "", ["recorded", "not-modified", "not-modified"], 1),
    ("nothing happens, without validators", {"chrome": "banner"}, "", ["recorded", "same", "same"], 1),
    ("another page around the text", {}, edition(2, "unchanged"), ["recorded", "same", "not-modified"], 1),
    ("a change", {}, edition(2, "substantive", EDIT), ["recorded", "recorded", "not-modified"], 2),
    ("a wall in between; the validators from before it still hold", {}, edition(2, "soft-404"), ["recorded", "quarantined", "not-modified"], 1),
    ("a wall, then a change", {}, edition(2, "login-wall") + edition(3, "cosmetic", EDIT), ["recorded", "quarantined", "recorded"], 2),
    ("a file", {"form": "pdf", "chrome": "banner"}, "", ["recorded", "not-modified", "not-modified"], 1),
    ("a script, with a browser", {"form": "script"}, edition(3, "cosmetic", EDIT), ["recorded", "same", "recorded"], 2),
]


@pytest.mark.parametrize(("settings", "editions", "outcomes", "versions"), [row[1:] for row in HISTORIES], ids=[row[0] for row in HISTORIES])
def test_histories(tmp_path: Path, settings: dict[str, str], editions: str, outcomes: list[str], versions: int) -> None:
    platform = load_platform(write_platform(tmp_path, editions=editions, **settings))
    steps = forecast([platform], browser=True).forecasts
    assert [step.outcome for step in steps] == outcomes
    assert steps[-1].versions == versions


def test_without_a_browser_a_script_page_is_never_read(tmp_path: Path) -> None:
    platform = load_platform(write_platform(tmp_path, form="script", editions=edition(2, "substantive", EDIT)))
    manifest = forecast([platform], browser=False)
    assert {step.outcome for step in manifest.forecasts} == {Outcome.NO_BROWSER}
    assert manifest.totals()["versions_kept"] == 0


def test_a_quarantine_names_its_reason(tmp_path: Path) -> None:
    platform = load_platform(write_platform(tmp_path, editions=edition(2, "soft-404") + edition(3, "login-wall")))
    held = forecast([platform], browser=True).quarantined()
    assert [(step.edition, step.gate_reason) for step in held] == [(2, GateReason.SOFT_404), (3, GateReason.LOGIN_WALL)]


@pytest.mark.parametrize("browser", [True, False])
def test_figures_of_the_shipped_site_add_up(platforms: tuple[Platform, ...], browser: bool) -> None:
    manifest = forecast(platforms, browser=browser)
    count = sum(len(platform.documents) for platform in platforms)
    for number in EDITIONS:
        summary = manifest.summary(number)
        assert summary["documents"] == count == sum(summary["outcomes"].values())
        assert summary["outcomes"].get("recorded", 0) == sum(summary["versions"].values())
        assert summary["versions"]["document_changed"] == sum(summary["changes"].values())
    totals = manifest.totals()
    assert totals["versions_kept"] == sum(totals["versions"].values())
    assert totals["visits"] == len(EDITIONS) * count


def test_the_shipped_site_tells_a_story_of_both_kinds_of_change(platforms: tuple[Platform, ...]) -> None:
    manifest = forecast(platforms, browser=False)
    for number in EDITIONS[1:]:
        kinds = {step.change for step in manifest.edition(number)}
        assert kinds >= {Significance.SUBSTANTIVE, Significance.COSMETIC}
    assert GateReason.SOFT_404 in {step.gate_reason for step in manifest.quarantined()}
    scripts = sum(document.form is Form.SCRIPT for platform in platforms for document in platform.documents)
    outcomes = manifest.totals()["outcomes"]
    assert outcomes["no-browser"] == scripts * len(EDITIONS)
    assert outcomes["not-modified"] > 0 < outcomes["same"]
