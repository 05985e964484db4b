"""`deliver`: alerts and digests that are due are written and sent."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines

if TYPE_CHECKING:
    from clauseatlas.watching.delivering import Delivered


@click.command(short_help="Write and send the alerts and digests that are due.")
@click.option("--dead", is_flag=True, help="List the deliveries that were given up, and send nothing.")
@click.option("--resend", "key", help="Take a delivery that was given up back into the queue by its key, or `all` of them.")
@home_option
@format_option
def deliver(*, dead: bool, key: str | None, home: Path | None, form: str) -> None:
    """Hold new changes against the watches, write the alerts and digests that are due, and send what waits.

    `track` does this at its end, and `worker` as it goes; it can be run at any time, also twice at once.

    \b
    clauseatlas deliver --home ~/atlas
    clauseatlas deliver --dead --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.errors import BadInput
    from clauseatlas.watching import outbox
    from clauseatlas.watching.delivering import deliver as deliver_due

    if dead:
        rows = [{"key": row.key, "channel": row.channel_name, "attempts": row.attempts, "error": row.error} for row in outbox.dead()]
        if form == "json":
            print_json({"dead": rows})
        else:
            print_lines(*(f"{row['key']}  {row['channel']}  {row['attempts']} attempts  {row['error']}" for row in rows), f"{len(rows)} given up")
        return
    if key:
        chosen = [row for row in outbox.dead() if key in {row.key, "all"}]
        if not chosen and key != "all":
            raise BadInput(key, "is no delivery that was given up", "see `clauseatlas deliver --dead`")
        for row in chosen:
            outbox.resend(row, now=workshop.clock())
    done = deliver_due(workshop)
    if form == "json":
        print_json(done.report())
    else:
        print_lines(in_words(done))


def in_words(done: "Delivered") -> str:
    """What a run did, in one line."""
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in sorted(done.outcomes.items())) or "nothing to send"
    return f"alerts: {done.alerts} written, digests: {done.digests} written; deliveries: {outcomes}"
