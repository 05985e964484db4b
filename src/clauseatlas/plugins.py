"""How interchangeable parts are found: by name, imported only when used, ours from a table and guests' from entry points."""

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from clauseatlas.errors import BadInput


class Parts:
    """The parts of one kind. `built_in` maps names to `module:attribute`; guests register under the entry point `group`.

    A guest cannot take the name of a built-in part: what the documentation says of a name stays true.
    """

    def __init__(self, kind: str, *, group: str, built_in: Mapping[str, str]) -> None:
        self.kind = kind
        self._group = group
        self._built_in = built_in

    def names(self) -> tuple[str, ...]:
        """The names of all parts, sorted."""
        return tuple(sorted({*self._built_in, *self._guests}))

    def find(self, name: str) -> object:
        """The part called `name`, imported now; raises `BadInput` for an unknown name."""
        if name in self._built_in:
            module, _, attribute = self._built_in[name].partition(":")
            return getattr(import_module(module), attribute)
        if name in self._guests:
            return self._guests[name].load()
        raise BadInput(f"{self.kind} {name!r}", "is unknown", f"known are {', '.join(self.names())}")

    @cached_property
    def _guests(self) -> Mapping[str, EntryPoint]:
        return {point.name: point for point in entry_points(group=self._group)}
