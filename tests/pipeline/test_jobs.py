"""Jobs: queued once, held by one worker, taken up again after a crash; two clocks and two workers fetch each page once."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from clauseatlas.demo.server import DemoSite
from clauseatlas.demo.sources import Form, load_platforms
from clauseatlas.pipeline.jobs import BATCH, DELIVER, LEASE, MOST_ATTEMPTS, RETRY, VISIT, TableJobs, Wanted
from clauseatlas.records.models import Job
from tests.pipeline.conftest import DAY, House
from tests.pipeline.editions import FIRST


def visits(count: int) -> list[Wanted]:
    return [Wanted(key=f"visit {number} 0", kind=VISIT, subject=str(number)) for number in range(count)]


def test_a_key_is_queued_once(house: House) -> None:
    jobs, now = TableJobs(), house.clock.now
    assert jobs.enqueue(visits(3), now=now) == 3
    assert jobs.enqueue(visits(4), now=now) == 1
    assert jobs.status(now=now).waiting == 4


def test_jobs_are_done_in_batches_and_once(house: House) -> None:
    jobs, came = TableJobs(), []
    jobs.enqueue(visits(BATCH + 2), now=house.clock.now)

    def visit(subjects: Sequence[str]) -> None:
        came.append(list(subjects))

    assert jobs.run({VISIT: visit}, clock=house.clock) == BATCH + 2
    assert [len(each) for each in came] == [BATCH, 2]
    assert jobs.run({VISIT: visit}, clock=house.clock) == 0


def test_what_a_dead_worker_held_is_taken_up_when_its_time_is_over(house: House) -> None:
    jobs, came = TableJobs(), []
    jobs.enqueue(visits(1), now=house.clock.now)
    jobs._claim("dead", VISIT, now=house.clock.now)
    assert jobs.run({VISIT: came.append}, clock=house.clock) == 0
    assert jobs.status(now=house.clock.now).held == 1
    house.clock.pass_(LEASE)
    assert jobs.run({VISIT: came.append}, clock=house.clock) == 1


def test_a_job_that_fails_is_tried_again_and_then_stays_visible(house: House) -> None:
    jobs = TableJobs()
    jobs.enqueue(visits(1), now=house.clock.now)

    def broken(subjects: Sequence[str]) -> None:
        raise LookupError("a bug")

    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(LookupError):
            jobs.run({VISIT: broken}, clock=house.clock)
        house.clock.pass_(RETRY)
    assert jobs.run({VISIT: broken}, clock=house.clock) == 0
    assert jobs.status(now=house.clock.now).failed == 1
    assert Job.objects.get().error == "LookupError: a bug"


def test_the_clock_queues_a_turn_of_a_document_once(house: House) -> None:
    jobs = TableJobs()
    jobs.schedule(now=house.clock.now)
    jobs.schedule(now=house.clock.now)
    assert Job.objects.filter(kind=VISIT).count() == Job.objects.filter(kind=DELIVER).count() == 1
    house.receive(FIRST)
    jobs.schedule(now=house.clock.now)
    assert Job.objects.filter(kind=VISIT).count() == 1
    house.clock.pass_(DAY)
    jobs.schedule(now=house.clock.now)
    assert Job.objects.filter(kind=VISIT).count() == 2


def test_done_jobs_are_forgotten_after_a_while(house: House) -> None:
    jobs = TableJobs()
    jobs.enqueue(visits(1), now=house.clock.now)
    jobs.run({VISIT: lambda subjects: None}, clock=house.clock)
    house.clock.pass_(timedelta(days=8))
    jobs.schedule(now=house.clock.now)
    assert not Job.objects.filter(key="visit 0 0").exists()


def test_two_clocks_and_two_workers_fetch_each_page_once(tmp_path: Path) -> None:
    platforms = load_platforms()[:2]
    home = tmp_path / "atlas"
    with DemoSite(platforms) as site:
        environment = os.environ | {"CLAUSEATLAS_ALLOW_ORIGINS": site.authority, "CLAUSEATLAS_HOME": str(home), "CLAUSEATLAS_BROWSER": "/no/browser"}

        def start(*words: str) -> "subprocess.Popen[bytes]":
            return subprocess.Popen([sys.executable, "-m", "clauseatlas.cli.main", *words], env=environment, stdout=subprocess.DEVNULL)

        assert start("init").wait() == 0
        pages = [each for each in site.declarations() if each.fetcher == "auto"]
        table = tmp_path / "documents.toml"
        table.write_text(
            "".join(f'[[documents]]\nplatform = "{each.platform}"\ntype = "{each.type.value}"\nurl = "{each.url}"\n' for each in pages),
            encoding="utf-8",
        )
        assert start("load", str(table)).wait() == 0
        assert [clock.wait() for clock in [start("schedule", "--once"), start("schedule", "--once")]] == [0, 0]
        assert [hand.wait() for hand in [start("worker", "--once"), start("worker", "--once")]] == [0, 0]
        fetched = {each.url: site.requests[each.url.removeprefix(site.origin)] for each in pages}
    assert set(fetched.values()) == {1}
    assert len(fetched) == sum(document.form is not Form.SCRIPT for platform in platforms for document in platform.documents)
