"""`keys`: the log's keys, and a new one."""

from pathlib import Path

import click

from clauseatlas.cli.options import format_option, home_option, print_json, print_lines


@click.group(short_help="Show the log's public keys, or begin a new one.")
def keys() -> None:
    """The keys that sign checkpoints and packs.

    \b
    clauseatlas keys list --home ~/atlas
    clauseatlas keys rotate --home ~/atlas
    """


@keys.command("list", short_help="Public keys, newest first.")
@home_option
@format_option
def list_(home: Path | None, form: str) -> None:
    """Print the public keys, newest first: what a verifier gives to `verify --key`.

    \b
    clauseatlas keys list --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import keyring

    keyring.signing_key(workshop)
    lines = [key.line for key in keyring.known_keys()]
    if form == "json":
        print_json({"keys": lines})
    else:
        print_lines(*lines)


@keys.command(short_help="Begin a new key.")
@click.option("--lost", is_flag=True, help="The old key is lost or in wrong hands: it is revoked and does not sign the change.")
@home_option
def rotate(*, lost: bool, home: Path | None) -> None:
    """Begin a new key; both sign the first checkpoint, so that who trusts the old one can follow. Old checkpoints stay verifiable.

    \b
    clauseatlas keys rotate --home ~/atlas
    """
    from clauseatlas.pipeline.workshop import open_atlas

    workshop = open_atlas(home)
    from clauseatlas.pipeline import keyring, sealing

    sealed = sealing.rotate(workshop, lost=lost)
    print_lines(f"new key {keyring.known_keys()[0].line}", f"in the log since checkpoint {sealed.checkpoint.size}")
    print_lines(f"keep a copy of {keyring.key_path(workshop)} in a safe place")
