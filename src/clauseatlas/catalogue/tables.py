"""Reading one TOML table strictly: keys are asked for by kind; what is missing, wrong or left over is a CatalogueError naming file and key."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.errors import CatalogueError

Member = TypeVar("Member", bound=StrEnum)


class Table:
    """A TOML table with its place (`file`, key path); the getters check kinds, `close` refuses keys nobody asked for."""

    def __init__(self, values: Mapping[str, Any], *, file: str, path: str = "") -> None:
        self._values, self.file, self.path = values, file, path
        self._asked: set[str] = set()

    def error(self, key: str, problem: str) -> CatalogueError:
        """The error for a key of this table; the caller raises it."""
        return CatalogueError(self.file, self.place(key), problem)

    def place(self, key: str) -> str:
        """The key with the path to it."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key was written."""
        return key in self._values

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string; without a default the key must be there."""
        value = self._take(key)
        if value is None:
            if default is None:
                raise self.error(key, "is missing")
            return default
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.error(key, "must be a text that is not empty")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A number."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "must be a number")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.number(key, default)
        if not isinstance(value, int):
            raise self.error(key, "must be a whole number")
        return value

    def day(self, key: str) -> date:
        """A date, written without quotation marks."""
        value = self._take(key)
        if type(value) is not date:
            raise self.error(key, "must be a date such as 2018-05-25, without quotation marks")
        return value

    def optional_day(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        return self.day(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty where the key is absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(key, "must be a list of texts")
        return tuple(value)

    def one_or_more(self, key: str) -> tuple[str, ...]:
        """One string or a list of strings; empty where the key is absent."""
        value = self._values.get(key)
        if isinstance(value, str):
            self._asked.add(key)
            return (value,)
        return self.texts(key)

    def member(self, key: str, kind: type[Member]) -> Member:
        """A member of a closed list."""
        return self._as_member(key, self.text(key), kind)

    def members(self, key: str, kind: type[Member]) -> tuple[Member, ...]:
        """Members of a closed list; empty where the key is absent."""
        return tuple(self._as_member(key, value, kind) for value in self.texts(key))

    def _as_member(self, key: str, value: str, kind: type[Member]) -> Member:
        try:
            return kind(value)
        except ValueError:
            raise self.error(key, f"{value!r} is not one of {', '.join(kind)}") from None

    def pattern(self, key: str) -> Pattern | None:
        """A pattern, None where the key is absent or empty."""
        value = self.text(key, "")
        return Pattern(value, (self.file, self.place(key))) if value else None

    def patterns(self, key: str) -> tuple[Pattern, ...]:
        """Patterns; empty where the key is absent."""
        return tuple(Pattern(value, (self.file, self.place(key))) for value in self.texts(key))

    def mapping(self, key: str) -> Mapping[str, Any]:
        """A table as plain mapping, empty where absent; for tables with free keys."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.error(key, "must be a table")
        return value

    def table(self, key: str) -> "Table":
        """The table under the key, empty where absent."""
        return Table(self.mapping(key), file=self.file, path=self.place(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of an array of tables, in order, none where absent."""
        value = self._take(key)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "must be an array of tables")
        for index, item in enumerate(value, start=1):
            yield Table(item, file=self.file, path=f"{self.place(key)}[{index}]")

    def close(self) -> None:
        """Refuse keys that nobody asked for: they are misspelt."""
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            raise self.error(unknown[0], "is not a known key here")
