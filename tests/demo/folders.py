"""Platform folders made for a test."""

from pathlib import Path

DOCUMENT = """
[[documents]]
file = "terms.md"
title = "Quillstone Terms"
type = "terms-of-service"
path = "/terms"
format = "{form}"
"""


def write_platform(root: Path, *, editions: str = "", form: str = "html", slug: str = "quillstone", chrome: str = "plain", extra: str = "") -> Path:
    """A folder with one short policy, and the editions given as TOML."""
    folder = root / slug
    folder.mkdir(parents=True)
    (folder / "terms.md").write_text("# Quillstone Terms\n\nYou may leave within 60 days. We keep logs for 30 days.\n", encoding="utf-8")
    head = f'name = "Quillstone"\nslug = "{slug}"\nsector = "ai"\nchrome = "{chrome}"\n{extra}'
    (folder / "platform.toml").write_text(head + DOCUMENT.format(form=form) + editions, encoding="utf-8")
    return folder


def edition(number: int, expect: str, *edits: tuple[str, str]) -> str:
    """One edition as TOML."""
    listed = ", ".join(f'{{ find = "{find}", replace = "{replace}" }}' for find, replace in edits)
    return f'[[documents.editions]]\nedition = {number}\nexpect = "{expect}"\nedits = [{listed}]\n'
