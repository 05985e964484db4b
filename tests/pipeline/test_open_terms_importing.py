"""Series in several processes: every series is done, however many there are, and processes are renewed by rounds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from clauseatlas.pipeline import open_terms_importing
from clauseatlas.pipeline.open_terms_importing import Imported, import_all, import_series
from clauseatlas.pipeline.open_terms_sources import open_source
from tests.pipeline.conftest import House
from tests.pipeline.editions import OTHER_ENDING, OTHER_LICENCE, OTHER_RULES, PARAGRAPHS
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


def _markdown(paragraphs: dict[str, str]) -> str:
    return "# Terms of Service\n\n" + "".join(f"## {heading}\n\n{text}\n\n" for heading, text in paragraphs.items())


REWRITTEN = PARAGRAPHS | {"Your letters": OTHER_LICENCE, "What is not allowed": OTHER_RULES, "Ending": OTHER_ENDING}


@pytest.mark.parametrize(
    ("after", "outcomes"),
    [
        ({"2025-03-01T08:00:00Z": REWRITTEN}, {"recorded": 2}),
        ({"2025-03-01T08:00:00Z": REWRITTEN, "2025-03-01T09:00:00Z": PARAGRAPHS}, {"recorded": 1, "quarantined": 1, "same": 1}),
        ({"2025-03-01T08:00:00Z": REWRITTEN, "2025-03-01T09:00:00Z": REWRITTEN | {"Note": "Read it."}}, {"recorded": 3}),
        ({"2025-03-01T08:00:00Z": REWRITTEN, "2025-03-01T15:00:00Z": PARAGRAPHS}, {"recorded": 2, "reverted": 1}),
    ],
    ids=["nothing followed", "gone after an hour", "edited after an hour", "gone after seven hours"],
)
def test_rewritten_text_is_told_from_an_accident_by_how_long_it_stood(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: dict[str, dict[str, str]], outcomes: dict[str, int]
) -> None:
    texts = {"2025-02-01T08:00:00Z": PARAGRAPHS, **after}
    folder = folder_of(tmp_path, [row(f"{moment[:13]}.md", moment) for moment in texts])
    for moment, paragraphs in texts.items():
        (folder / f"{moment[:13]}.md").write_text(_markdown(paragraphs), encoding="utf-8")
    monkeypatch.setattr("clauseatlas.pipeline.workshop.open_atlas", lambda home: house.workshop)
    (series,) = open_source(folder).series()
    assert dict(import_series(tmp_path, folder, series).sightings) == outcomes
