"""Documents that lie on this machine: for trying things out, and for atlases fed by other programs.

Only a declaration whose fetcher is "file" gets here; no redirect and no "auto" ever does.
"""

import mimetypes
import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clauseatlas.capture.fetching import Equipment, Order
from clauseatlas.model.capture import Capture
from clauseatlas.model.words import Outcome

NAME = "file"


class FileFetcher:
    """Reads a path or `file:` URL, within the size limit."""

    def __init__(self, equipment: Equipment) -> None:
        self._limit = equipment.settings.largest_body

    def fetch(self, order: Order) -> Capture:
        """See `Fetcher.fetch`."""
        path = path_of(order.url)
        if path is None:
            return order.capture(fetcher=NAME, outcome=Outcome.ADDRESS_REFUSED, detail=f"{order.url!r} is not a file on this machine")
        try:
            return self._read(order, path)
        except (FileNotFoundError, NotADirectoryError):
            return order.capture(fetcher=NAME, outcome=Outcome.NOT_FOUND, detail=f"{path} does not exist")
        except PermissionError:
            return order.capture(fetcher=NAME, outcome=Outcome.BLOCKED, detail=f"{path} may not be read")
        except (OSError, ValueError) as error:
            return order.capture(fetcher=NAME, outcome=Outcome.UNREADABLE, detail=f"{path}: {error}")

    def close(self) -> None:
        """See `Fetcher.close`; nothing is held."""

    def _read(self, order: Order, path: Path) -> Capture:
        # Not blocking: a named pipe without a writer would hold the worker for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return order.capture(fetcher=NAME, outcome=Outcome.UNREADABLE, detail=f"{path} is not a regular file")
            body = file.read(self._limit + 1)
        if len(body) > self._limit:
            return order.capture(fetcher=NAME, outcome=Outcome.TOO_LARGE, detail=f"{path} has more than {self._limit} bytes")
        media_type, _ = mimetypes.guess_type(path.name)
        return order.capture(fetcher=NAME, body=body, final_url=path.absolute().as_uri(), media_type=media_type)


def path_of(url: str) -> Path | None:
    """The path that a `file:` URL or a plain path names; None for other schemes and for files of other hosts."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(unquote(parts.path)) if parts.netloc in {"", "localhost"} and parts.path else None
    return None if "://" in url or not url else Path(url)
