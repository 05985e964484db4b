"""`serve`: the web site."""

from pathlib import Path

import click

from clauseatlas.cli.options import home_option, print_lines
from clauseatlas.errors import PartMissing


@click.command(short_help="Serve the atlas on the web.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 32), default=1, show_default=True, help="Processes that answer.")
@home_option
def serve(host: str, port: int, workers: int, home: Path | None) -> None:
    """Serve the atlas on the web until stopped.

    \b
    clauseatlas serve --home ~/atlas --port 8000
    """
    from clauseatlas.pipeline.workshop import open_atlas

    open_atlas(home)
    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError:
        raise PartMissing("the web server", "install clauseatlas[server]") from None

    print_lines(f"Clause Atlas on http://{host}:{port} (stop with Ctrl-C)")
    Granian("clauseatlas.site.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers, log_enabled=False).serve()
