"""The letters that the patterns of the catalogue need, worked out once and kept beside it.

    python -m training.letters

Writes `clauseatlas/catalogue/letters.json`, one pattern a line. A pattern that is edited afterwards is not found there and worked out when it is
used, so the file is never wrong, only incomplete; the suite asks for a new one when much of it is missing.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from clauseatlas.catalogue.letters import METHOD, SHIPPED, Letters, key_of, worked_out
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.catalogue.patterns import Pattern


def patterns(of: object) -> Iterator[str]:
    """Every pattern in a value of the catalogue, however deep."""
    if isinstance(of, Pattern):
        yield of.pattern
    elif is_dataclass(of) and not isinstance(of, type):
        for field in fields(of):
            yield from patterns(getattr(of, field.name))
    elif isinstance(of, dict):
        for value in of.values():
            yield from patterns(value)
    elif isinstance(of, list | tuple | frozenset):
        for value in of:
            yield from patterns(value)


def row(letters: Letters) -> tuple[list[str], str]:
    """Letters as the file has them: keys hold no blanks."""
    return [" ".join(group) for group in letters.groups], " ".join(letters.leads)


def written() -> str:
    """The whole file."""
    rows = {key_of(pattern): row(worked_out(pattern)) for pattern in patterns(load_catalogue())}
    lines = (f"{json.dumps(key)}:{json.dumps(rows[key], ensure_ascii=False, separators=(',', ':'))}" for key in sorted(rows))
    return f"{{{json.dumps(METHOD)}:{{\n" + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    SHIPPED.write_text(written(), encoding="utf-8")
