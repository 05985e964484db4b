"""From nothing to a verified atlas, command by command."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from ..pipeline.editions import LOGIN_WALL, SHORTER_WINDOW
from .conftest import Shell, Site


def test_first_real_use(shell: Shell, site: Site) -> None:
    address = f"http://{site.origin}/terms"
    assert shell("init", "--format", "json").report == {"home": str(shell.home), "new": True}
    added = shell("add", address, "--platform", "Fernwick Post", "--type", "terms-of-service", "--format", "json").report
    assert (added["new"], added["documents"][0]["id"]) == (1, "CA-D-000001")
    first = shell("track", "--format", "json").report
    assert (first["documents"], first["outcomes"], first["versions"]["first"]) == (1, {"recorded": 1}, 1)
    assert first["provisions"] > 0
    assert shell("track", "--format", "json").report["outcomes"] == {"same": 1}
    site.pages["/terms"] = SHORTER_WINDOW
    changed = shell("track", "--verbose", "--format", "json").report
    assert (changed["versions"]["document_changed"], changed["changes"]["substantive"]) == (1, 1)
    assert changed["by_document"][0]["change"] == "CA-C-000001"
    site.pages["/terms"] = LOGIN_WALL
    assert shell("track", "--document", "CA-D-000001", "--format", "json").report["outcomes"] == {"quarantined": 1}
    rebuilt = shell("rebuild", "--format", "json").report
    assert (rebuilt["documents"], rebuilt["texts_read_differently"], rebuilt["versions_found_differently"]) == (1, 0, 0)
    verified = shell("verify", "--format", "json")
    assert (verified.code, verified.report["verified"], verified.report["checked"]["captures"]) == (0, True, 4)
    next((shell.home / "blobs").rglob("*.z")).unlink()
    broken = shell("verify")
    assert broken.code == 1
    assert "is missing" in broken.out


def test_bad_pages_are_recorded_captures(shell: Shell, site: Site, tmp_path: Path) -> None:
    shell("init")
    rows = "".join(f"Fernwick Post,terms-of-service,http://{site.origin}/{path}\n" for path in ("loop", "bomb", "huge", "missing", "terms"))
    (tmp_path / "pages.csv").write_text(f"platform,type,url\n{rows}", encoding="utf-8")
    assert shell("load", str(tmp_path / "pages.csv"), "--format", "json").report["new"] == 5
    done = shell("track", "--format", "json")
    outcomes = done.report["outcomes"]
    assert sum(outcomes.values()) == done.report["documents"] == 5
    assert (outcomes["recorded"], outcomes["not-found"], outcomes["too-large"]) == (1, 1, 2)
    assert shell("verify").code == 0


def test_commands_without_an_atlas_say_how_to_make_one(shell: Shell) -> None:
    for arguments in (("track",), ("verify",), ("rebuild",), ("serve",), ("load", "builtin"), ("add", "zoom")):
        done = shell(*arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert "clauseatlas init" in done.err
    assert not shell.home.exists(), "a refused command leaves nothing behind"


def test_unknown_platforms_documents_and_addresses_are_refused(shell: Shell) -> None:
    shell("init")
    refused = (
        ("add", "nosuchplatform"),
        ("add", "http://10.0.0.1/terms", "--platform", "A", "--type", "imprint"),
        ("add", "https://a.example/terms", "--platform", "A", "--type", "terms"),
        ("add", "https://a.example/terms"),
        ("load", "missing.toml"),
        ("track", "--platform", "Nowhere"),
        ("track", "--document", "CA-D-000009"),
        ("verify", "CA-P-000001"),
    )
    for arguments in refused:
        done = shell(*arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), arguments


def test_doctor_says_what_is_wrong_and_what_to_do(shell: Shell) -> None:
    without = shell("doctor", "--format", "json")
    checks = {check["name"]: check for check in without.report["checks"]}
    assert (without.code, without.report["healthy"], checks["atlas"]["state"]) == (1, False, "failing")
    assert "clauseatlas init" in checks["atlas"]["found"]
    shell("init")
    started = shell("doctor", "--format", "json")
    checks = {check["name"]: check for check in started.report["checks"]}
    assert (started.code, started.report["healthy"]) == (0, True)
    assert checks["documents"]["remedy"]
    assert checks["catalogue"]["state"] == "ok"


def test_bundled_platform_is_declared_by_its_name(shell: Shell) -> None:
    shell("init")
    added = shell("add", "zoom", "--format", "json").report
    assert added["new"] == len(added["documents"]) > 0
    assert shell("add", "Zoom Video Communications", "--format", "json").report["new"] == 0


def test_served_atlas_answers(shell: Shell, free_port: int) -> None:
    shell("init")
    environment = {**os.environ, "CLAUSEATLAS_HOME": str(shell.home), "CLAUSEATLAS_DATABASE_URL": ""}
    command = [sys.executable, "-m", "clauseatlas.cli.main", "serve", "--port", str(free_port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        try:
            assert _status(f"http://127.0.0.1:{free_port}/", seconds=20) in {200, 404}
        finally:
            server.terminate()


def _status(url: str, *, seconds: float) -> int:
    """Status of the answer, waiting so long for the server to start."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
