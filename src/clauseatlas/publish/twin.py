"""The JSON twin of a page: the same assembled object, every field of it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from clauseatlas import __version__
from clauseatlas.publish.pages.parts import Term


def plain(value: Any) -> Any:
    """Any part of a page as JSON values: terms as their value, times in RFC 3339 UTC, tuples as lists."""
    if isinstance(value, Term):
        return value.value
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat().replace("+00:00", "Z")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value


def twin(page: Any) -> bytes:
    """The page as UTF-8 JSON, with the version of Clause Atlas that made it; the same page gives the same bytes."""
    return json.dumps({"clauseatlas": __version__, **plain(page)}, ensure_ascii=False, indent=1).encode()
