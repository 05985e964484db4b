"""`track`: capture what is due and run every stage."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress

if TYPE_CHECKING:
    from clauseatlas.pipeline.settling import Settled
    from clauseatlas.pipeline.tracking import Tally


@click.command(short_help="Capture what is due and run every stage.")
@click.option("--document", "record_id", help="Only this document (CA-D-...), due or not.")
@click.option("--platform", help="Only the documents of this platform, due or not.")
@click.option("--all", "everything", is_flag=True, help="All documents, due or not.")
@click.option("--concurrency", type=click.IntRange(1, 64), help="Pages fetched at the same time; 8 if not set.")
@click.option("--verbose", is_flag=True, help="Tell of every document.")
@home_option
@format_option
def track(
    *, record_id: str | None, platform: str | None, everything: bool, concurrency: int | None, verbose: bool, home: Path | None, form: str
) -> None:
    """Capture what is due: fetch, keep, read, compare, find, grade, store.

    A document is due when its cadence has passed. Files, and origins in CLAUSEATLAS_ALLOW_ORIGINS, are always due.

    \b
    clauseatlas track --home ~/atlas
    clauseatlas track --platform zoom --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.capture.visiting import Visitor
    from clauseatlas.cli.delivering import in_words
    from clauseatlas.pipeline import sealing, tracking
    from clauseatlas.pipeline.scheduling import exempt_prefixes
    from clauseatlas.records.queries import documents
    from clauseatlas.watching.delivering import deliver

    chosen = documents.to_visit(documents.chosen(record_id=record_id, platform=platform))
    if not (record_id or platform or everything):
        chosen = documents.due_or_exempt(chosen, now=workshop.clock(), exempt_prefixes=exempt_prefixes(workshop.configuration))
    rows: list[dict[str, Any]] = []
    with progress("Tracking", chosen.count()) as step, Visitor(tracking.visit_settings(workshop.configuration), clock=workshop.clock) as visitor:

        def told(settled: "Settled") -> None:
            step(f"{settled.document.record_id} {settled.capture.outcome}")
            if verbose:
                rows.append(_row(settled))

        tally = tracking.track(
            workshop, documents.each(chosen), visitor=visitor, concurrency=concurrency or workshop.configuration.concurrency, told=told
        )
    for problem in sealing.seal(workshop).problems:
        click.echo(problem, err=True)
    delivered = deliver(workshop)
    if form == "json":
        print_json(tally.report() | {"delivered": delivered.report()} | ({"by_document": rows} if verbose else {}))
        return
    for row in rows:
        print_lines(f"{row['document']}  {row['outcome']:14}  {row['platform']}: {row['title']}  {row['detail']}".rstrip())
    _print_tally(tally)
    if delivered.alerts or delivered.digests or delivered.outcomes:
        print_lines(in_words(delivered))


def _row(settled: "Settled") -> dict[str, Any]:
    document, capture = settled.document, settled.capture
    return {
        "document": document.record_id,
        "platform": document.platform.name,
        "title": document.title,
        "url": document.url,
        "outcome": capture.outcome,
        "reasons": capture.gate_reasons,
        "detail": capture.detail or ", ".join(capture.gate_reasons),
        "change": settled.change.record_id if settled.change else None,
    }


def _print_tally(tally: "Tally") -> None:
    report = tally.report()
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in report["outcomes"].items())
    print_lines(f"{report['documents']} documents in {report['seconds']} s" + (f": {outcomes}" if outcomes else "; nothing is due"))
    for label in ("versions", "changes"):
        counted = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in report[label].items() if count)
        if counted:
            print_lines(f"{label}: {counted}")
    print_lines(f"provisions standing in them: {report['provisions']}")
