"""Series in several processes: every series is done, however many there are, and processes are renewed by rounds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from clauseatlas.pipeline import open_terms_importing
from clauseatlas.pipeline.open_terms_importing import Imported, import_all
from tests.pipeline.test_open_terms_sources import folder_of, row


class Pools:
    """Pools of threads in the place of pools of processes, counted."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, workers: int, **_: Any) -> ThreadPoolExecutor:
        self.made += 1
        return ThreadPoolExecutor(workers)


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> Pools:
    pools = Pools()
    monkeypatch.setattr(open_terms_importing, "ProcessPoolExecutor", pools)
    monkeypatch.setattr(open_terms_importing, "SERIES_A_PROCESS", 2)
    monkeypatch.setattr(open_terms_importing, "declare_all", lambda *_: None)
    monkeypatch.setattr(open_terms_importing, "import_series", _one)
    return pools


def _one(*_: object) -> Imported:
    done = Imported(series=1)
    done.sightings["recorded"] += 1
    return done


@pytest.mark.parametrize(("series", "rounds"), [(1, 1), (4, 1), (5, 2), (13, 4)])
def test_every_series_is_done_in_rounds_of_fresh_processes(pools: Pools, tmp_path: Path, series: int, rounds: int) -> None:
    # A pool that renewed its processes by itself was left without any after the first round, and the import never ended.
    folder = folder_of(tmp_path, [row(f"{number}/a.md", "2025-03-01T08:00:00Z", service=f"Fernwick {number}") for number in range(series)])
    heard: list[str] = []
    told: Callable[[str, int], None] = lambda name, _: heard.append(name)  # noqa: E731
    done = import_all(tmp_path, folder, processes=2, told=told)
    assert (done.series, done.sightings.total(), pools.made) == (series, series, rounds)
    assert len(set(heard)) == series
