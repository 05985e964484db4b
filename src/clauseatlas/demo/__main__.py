"""`python -m clauseatlas.demo`: run the demo, print its summary, serve the atlas."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauseatlas.cli.main import Refusal
from clauseatlas.cli.options import print_lines
from clauseatlas.cli.serving import serve as serve_command
from clauseatlas.demo.starting import start_demo
from clauseatlas.errors import AtlasError

if TYPE_CHECKING:
    from clauseatlas.demo.running import DemoRun


@click.command()
@click.option("--home", type=click.Path(path_type=Path), default=Path("var/demo"), show_default=True, help="Where the demo atlas is made.")
@click.option("--serve/--no-serve", default=True, help="Serve the atlas on http://127.0.0.1:8000 afterwards.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to serve on.")
def main(*, home: Path, serve: bool, port: int) -> None:
    """Capture three editions of the fictional platforms, print what came, and serve the atlas."""
    try:
        start_demo(home)
        from clauseatlas.demo.running import run  # the tables can be imported only once the atlas is configured

        result = run(home, told=print_lines)
    except AtlasError as error:
        raise Refusal(str(error)) from None
    print_lines(*summary(result))
    if not result.as_forecast:
        raise SystemExit(1)
    if serve:
        os.environ.pop("CLAUSEATLAS_ALLOW_ORIGINS", None)
        serve_command.main(["--home", str(home), "--port", str(port)], standalone_mode=False)
    else:
        print_lines(f"Serve it with: clauseatlas serve --home {home}")


def summary(result: "DemoRun") -> list[str]:
    """What the demo did, line by line."""
    lines = []
    for edition in result.editions:
        report = edition.report
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in report["outcomes"].items())
        changes = ", ".join(f"{count} {kind}" for kind, count in report["changes"].items() if count) or "none"
        lines.append(f"Edition {edition.edition}: {report['documents']} visits ({outcomes}); changes: {changes}; {report['seconds']} s")
        lines.extend(f"  not as predicted: {departure}" for departure in edition.departures)
    totals = result.manifest.totals()
    kept = f"{totals['documents']} documents, {totals['versions_kept']} versions"
    lines.append(f"Kept: {kept}, {result.editions[-1].report['provisions']} provisions standing")
    alerts = result.alerts
    lines.append(f"Told: {alerts.alerts} alerts of {alerts.changes} changes, {alerts.delivered} messages into the inbox and into files below mail/")
    lines.extend(f"  not as predicted: {departure}" for departure in alerts.departures)
    report = result.verified.report()
    checked = ", ".join(f"{count} {what}" for what, count in report["checked"].items())
    lines.append(f"Verified: {checked}; ledger root {report['ledger']['root'][:16]}…")
    lines.extend(f"  does not hold: {problem}" for problem in report["problems"])
    lines.append("Everything came as the demo site's own manifest predicts." if result.as_forecast else "Something came otherwise than predicted.")
    return lines


if __name__ == "__main__":
    main()
