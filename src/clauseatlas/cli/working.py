"""`schedule` and `worker`: the clock that queues what is due, and the hands that do it."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines

TICK_SECONDS = 15.0  # a page is due to the hour; alerts leave within a minute
IDLE_SECONDS = 5.0


@click.command(short_help="Queue what is due, again and again.")
@click.option("--once", is_flag=True, help="One tick, then stop.")
@home_option
@format_option
def schedule(*, once: bool, home: Path | None, form: str) -> None:
    """The clock: queues visits, deliveries and digests that are due. Several clocks at once queue everything once.

    \b
    clauseatlas schedule --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline.jobs import TableJobs

    jobs = TableJobs()
    while True:
        queued = jobs.schedule(now=workshop.clock())
        standing = asdict(jobs.status(now=workshop.clock()))
        if form == "json":
            print_json({"queued": queued, **standing})
        elif queued or once:
            print_lines(f"queued {queued}; waiting {standing['waiting']}, held {standing['held']}, given up {standing['failed']}")
        if once:
            return
        time.sleep(TICK_SECONDS)


@click.command(short_help="Do what is queued, again and again.")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@home_option
@format_option
def worker(*, once: bool, home: Path | None, form: str) -> None:
    """The hands: fetch and analyse the pages that are queued, write and send alerts and digests. Any number can work at once.

    \b
    clauseatlas worker --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.capture.visiting import Visitor
    from clauseatlas.pipeline import tracking
    from clauseatlas.pipeline.jobs import CHECKPOINT, DELIVER, VISIT, TableJobs
    from clauseatlas.pipeline.sealing import seal
    from clauseatlas.records.queries import documents
    from clauseatlas.watching.delivering import deliver

    jobs = TableJobs()
    with Visitor(tracking.visit_settings(workshop.configuration), clock=workshop.clock) as visitor:

        def visit(subjects: Sequence[str]) -> None:
            chosen = documents.to_visit(documents.chosen()).filter(pk__in=[int(subject) for subject in subjects])
            tracking.track(workshop, documents.each(chosen), visitor=visitor, concurrency=workshop.configuration.concurrency)

        def send(subjects: Sequence[str]) -> None:
            deliver(workshop)

        def keep(subjects: Sequence[str]) -> None:
            seal(workshop)

        while True:
            done = jobs.run({VISIT: visit, DELIVER: send, CHECKPOINT: keep}, clock=workshop.clock)
            if form == "json":
                print_json({"done": done, **asdict(jobs.status(now=workshop.clock()))})
            elif done or once:
                print_lines(f"done {done}")
            if once:
                return
            time.sleep(IDLE_SECONDS)
