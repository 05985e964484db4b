"""`clauseatlas`: the commands, each in its own module that is imported when it is asked for."""

import sys
from importlib import import_module

import click

from clauseatlas import __version__
from clauseatlas.errors import AtlasError

EXIT_USAGE = 2

COMMANDS = {
    "analyse": "analysing:analyse",
    "diff": "differing:diff",
    "init": "starting:init",
    "add": "starting:add",
    "load": "starting:load",
    "platforms": "listing:platforms",
    "track": "tracking:track",
    "deliver": "delivering:deliver",
    "import": "importing:import_",
    "export": "exporting:export",
    "rebuild": "rebuilding:rebuild",
    "verify": "verifying:verify",
    "evidence": "evidence:evidence",
    "keys": "keys:keys",
    "witness": "witnessing:witness",
    "withhold": "withholding:withhold",
    "backup": "backing:backup",
    "restore": "backing:restore",
    "serve": "serving:serve",
    "worker": "working:worker",
    "schedule": "working:schedule",
    "doctor": "doctoring:doctor",
}


class Refusal(click.ClickException):
    """What could not be done, in one line on standard error."""

    exit_code = EXIT_USAGE

    def show(self, file: object = None) -> None:
        """Print the line."""
        click.echo(f"clauseatlas: {' '.join(self.message.split())}", err=True)


class Commands(click.Group):
    """The commands of `COMMANDS`; errors raised on purpose become one line and exit 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(f"clauseatlas.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            raise Refusal(str(error)) from None
        except BrokenPipeError:
            raise
        except _refusals_of_the_machine() as error:
            raise Refusal(_in_words(error)) from error


def _refusals_of_the_machine() -> tuple[type[Exception], ...]:
    """Errors of disk, system and database (full, read-only, locked, not there); the database's only where it was imported."""
    database = sys.modules.get("django.db.utils")
    return (OSError,) if database is None else (OSError, database.OperationalError)


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or error}"
    return f"the database: {error}"


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="clauseatlas")
def main() -> None:
    """What the policies of digital platforms say, when they changed and what each clause means.

    \b
    Without an atlas:   clauseatlas analyse policy.html --platform "Example"
    With one:           clauseatlas init --home ~/atlas
                        clauseatlas add zoom --home ~/atlas
                        clauseatlas track --home ~/atlas
                        clauseatlas serve --home ~/atlas
    """


if __name__ == "__main__":
    sys.exit(main())
