"""The formats in which a record can be taken along: one file each beside this one, found without a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from clauseatlas.errors import BadInput
from clauseatlas.plugins import Parts
from clauseatlas.publish import formats
from clauseatlas.publish.sheets import Sheet

GROUP = "clauseatlas.formats"  # entry point under which a guest package adds one


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of a record: the ending of its address, its media type, its words on a page, and what writes it.

    The same sheet must give the same bytes, and the digest of the text and the record id must be in them. `needs` is the module of an optional
    dependency, `extra` what installs it.
    """

    suffix: str
    media_type: str
    label: str
    write: Callable[[Sheet], bytes]
    needs: str = ""
    extra: str = ""

    @property
    def available(self) -> bool:
        """Whether what it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None


@cache
def offered() -> Mapping[str, Format]:
    """All formats by suffix, in alphabetical order."""
    modules = [f"{formats.__name__}.{module.name}" for module in iter_modules(formats.__path__)]
    own = {name.rpartition(".")[2]: f"{name}:FORMAT" for name in modules if name != __name__ and hasattr(import_module(name), "FORMAT")}
    parts = Parts("format", group=GROUP, built_in=own)
    found = [part for name in parts.names() if isinstance(part := parts.find(name), Format)]
    return {each.suffix: each for each in sorted(found, key=lambda each: each.suffix)}


def format_called(suffix: str) -> Format:
    """The format with this suffix; raises BadInput for one that nobody offers."""
    found = offered().get(suffix)
    if found is None:
        raise BadInput(f"format {suffix!r}", "is unknown", f"known are {', '.join(offered())}")
    return found
