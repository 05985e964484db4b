"""`verify`: whether the archive, or a pack from one, still proves what it says."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines, progress
from clauseatlas.errors import BadInput

if TYPE_CHECKING:
    from clauseatlas.archive.checkpoints import Checkpoint
    from clauseatlas.archive.notes import PublicKey


@click.command(short_help="Check bytes, texts, quotations and ledger, or a downloaded pack.")
@click.argument("what", required=False)
@click.option("--key", "keys", multiple=True, help="With a pack: public key (or a file with it) that is trusted. May be repeated.")
@click.option("--root", "roots", multiple=True, type=click.Path(path_type=Path), help="With a pack: PEM file of a trusted timestamp authority.")
@click.option("--against", type=click.Path(path_type=Path), help="A checkpoint kept elsewhere: the ledger must go on from it.")
@home_option
@format_option
def verify(*, what: str | None, keys: tuple[str, ...], roots: tuple[Path, ...], against: Path | None, home: Path | None, form: str) -> None:
    """Check digests of all bytes and texts, every quotation, ledger and checkpoints; or a pack, offline and without an atlas.

    Exit 1 where something does not hold.

    \b
    clauseatlas verify --home ~/atlas
    clauseatlas verify CA-D-000190 --home ~/atlas
    clauseatlas verify CA-P-000001.wacz --key "atlas.example/log+1a2b3c4d+..."
    clauseatlas verify --against checkpoint --home ~/atlas
    """
    if what is not None and Path(what).is_file():
        _verify_file(Path(what), keys, roots, against=against, form=form)
    else:
        _verify_atlas(what, home, against=against, form=form)


def _verify_file(path: Path, keys: Sequence[str], roots: Sequence[Path], *, against: Path | None, form: str) -> None:
    from clauseatlas.archive.verification import is_pack, verify_pack

    content = path.read_bytes()
    if not is_pack(content):
        raise BadInput(str(path), "is no evidence pack")
    held = _checkpoint(against) if against else None
    verdict = verify_pack(content, keys=[_key(each) for each in keys], roots=[root.read_bytes() for root in roots], against=held)
    if form == "json":
        print_json(verdict.report())
    else:
        print_lines(*(f"proved: {line}" for line in verdict.proved))
        print_lines(*(f"not proved: {line}" for line in verdict.not_proved))
        print_lines(*(f"does not hold: {line}" for line in verdict.problems))
        print_lines(f"{verdict.record or path.name}: " + ("nothing contradicts it" if verdict.holds else "do not rely on it"))
    sys.exit(0 if verdict.holds else 1)


def _verify_atlas(record_id: str | None, home: Path | None, *, against: Path | None, form: str) -> None:
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import verifying
    from clauseatlas.records.queries.documents import document_of

    document = document_of(record_id).pk if record_id else None
    with progress("Verifying") as step:
        result = verifying.verify(workshop, document=document, told=step, against=_checkpoint(against) if against else None)
    if form == "json":
        print_json(result.report())
    else:
        checked = result.report()["checked"]
        print_lines("checked " + ", ".join(f"{count} {name}" for name, count in checked.items()), f"ledger root {result.root}")
        print_lines(*result.problems)
        print_lines("everything holds" if result.holds else f"{len(result.problems)} problems")
    sys.exit(0 if result.holds else 1)


def _key(given: str) -> "PublicKey":
    from clauseatlas.archive.notes import read_key

    path = Path(given)
    return read_key(path.read_text(encoding="utf-8") if len(given) < 200 and path.is_file() else given)  # a key is no longer than a file's name


def _checkpoint(path: Path) -> "Checkpoint":
    from clauseatlas.archive.checkpoints import read_checkpoint

    return read_checkpoint(path.read_bytes())
