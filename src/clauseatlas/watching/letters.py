"""A message as HTML for mail: one column, styles inside, nothing loaded from anywhere, readable in light and dark."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from clauseatlas.watching import wording
from clauseatlas.watching.messages import Message
from clauseatlas.watching.plain import FULL_IN_A_DIGEST


def letter(message: Message) -> str:
    """The message as a whole HTML page; everything from documents is escaped."""
    return _template().render(message=message, wording=wording, full=FULL_IN_A_DIGEST)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("clauseatlas.watching"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("letter.html")
