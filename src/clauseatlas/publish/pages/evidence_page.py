"""What the archive proves, how anyone checks it, and the state of its log."""

from dataclasses import dataclass
from datetime import datetime

from clauseatlas.pipeline import keyring
from clauseatlas.publish.pages.parts import Crumb, Head
from clauseatlas.records.queries import log


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The public explanation, with the log as it stands."""

    head: Head
    size: int
    root: str
    signed: datetime | None
    stamped: datetime | None
    keys: tuple[str, ...]


def evidence_page() -> EvidencePage:
    """The page, with the newest checkpoint and the keys that signed."""
    newest = log.newest_checkpoint()
    stamps = log.stamps(newest) if newest else []
    return EvidencePage(
        head=Head(
            title="Evidence",
            description="What this archive proves, what it does not, and how anyone can check it without trusting it.",
            path="/evidence/",
            crumbs=(Crumb(label="Evidence"),),
        ),
        size=newest.size if newest else 0,
        root=newest.root if newest else "",
        signed=newest.signed if newest else None,
        stamped=stamps[0].at if stamps else None,
        keys=tuple(key.line for key in keyring.known_keys()),
    )
