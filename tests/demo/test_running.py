"""The whole main job, end to end: every edition of every fictional platform gives what the site's own manifest predicts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clauseatlas.capture.rendering import find_browser
from clauseatlas.demo.manifest import forecast
from clauseatlas.demo.sources import EDITIONS, load_platforms
from clauseatlas.errors import PartMissing


def browser_installed() -> bool:
    try:
        find_browser(os.environ.get("CLAUSEATLAS_BROWSER", ""))
    except PartMissing:
        return False
    return True


def run_demo(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "clauseatlas.demo", "--home", str(home), "--no-serve"],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        timeout=240,
        check=False,
    )


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize(
    "browser",
    [
        pytest.param(True, marks=[pytest.mark.browser, pytest.mark.skipif(not browser_installed(), reason="no Chromium is installed")]),
        False,
    ],
    ids=["with a browser", "without a browser"],
)
def test_every_visit_gives_what_the_manifest_predicts(tmp_path: Path, browser: bool) -> None:
    environment = {} if browser else {"CLAUSEATLAS_BROWSER": str(tmp_path / "no-such-browser")}
    done = run_demo(tmp_path / "atlas", **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything came as the demo site's own manifest predicts." in done.stdout
    manifest = forecast(load_platforms(), browser=browser)
    for edition in EDITIONS:
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in manifest.summary(edition)["outcomes"].items())
        assert f"Edition {edition}: {len(manifest.edition(edition))} visits ({outcomes})" in done.stdout
    assert f"{manifest.totals()['versions_kept']} versions" in done.stdout
    assert ("No browser is installed" in done.stdout) is not browser


def test_a_folder_that_is_no_atlas_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    done = run_demo(tmp_path)
    assert done.returncode == 2
    assert "holds something that is no atlas" in done.stderr
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "mine"
