"""Help is fast, because a command imports what it needs only when it runs."""

import os
import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from clauseatlas.cli.main import COMMANDS, main

HEAVY = ("numpy", "httpx2", "django", "dbos", "rich", "pydantic", "selectolax")
CPU_SECONDS = 0.3

COUNTING = f"""
import resource, sys
sys.argv = ["clauseatlas", "--help"]
from clauseatlas.cli.main import main
try:
    main()
except SystemExit as end:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(end.code, used.ru_utime + used.ru_stime, sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)
"""


def test_help_takes_little_and_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", COUNTING], capture_output=True, text=True, check=True)
    code, seconds, heavy = done.stderr.split(maxsplit=2)
    assert (code, heavy.strip()) == ("0", "[]")
    assert float(seconds) < CPU_SECONDS
    assert all(name in done.stdout for name in COMMANDS)


def _paths() -> list[tuple[str, ...]]:
    """Every command, those of a group one by one."""
    paths: list[tuple[str, ...]] = []
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        paths += [(name, each) for each in command.commands] if isinstance(command, click.Group) else [(name,)]
    return paths


@pytest.mark.parametrize("path", _paths(), ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "--help"])
    assert result.exit_code == 0
    assert re.search(rf"^\s+clauseatlas {' '.join(path)}\b", result.output, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "says"), [(["tracc"], "No such command"), (["track", "--nonsense"], "No such option"), (["add"], "Missing argument")]
)
def test_wrong_usage_ends_with_2(arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_output_that_nobody_reads_is_no_error() -> None:
    command = f"{sys.executable} -m clauseatlas.cli.main platforms | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=dict(os.environ), check=False)
    assert "Traceback" not in done.stderr
