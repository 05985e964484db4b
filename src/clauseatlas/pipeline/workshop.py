"""What every stage works with, and how an atlas is opened."""

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from clauseatlas.archive.blobs import BlobStore, LocalBlobs
from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.configuration import SECRET_FILE, SETTINGS_FILE, Configuration, configuration

HOME_MODE = 0o700  # the home holds the secret key and perhaps a database password
SECRET_MODE = 0o600


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where bytes are kept, what is known of clauses, what time it is; passed to every stage so that tests can pass their own."""

    configuration: Configuration
    blobs: BlobStore
    clock: Callable[[], datetime] = utc_now

    @property
    def catalogue(self) -> Catalogue:
        """Clause types, regulations and agencies; read on first use."""
        return _catalogue_for_good()


@cache
def _catalogue_for_good() -> Catalogue:
    """The catalogue, taken out of the garbage collector's sight: it stays to the end, and walking through it costs every document five per cent."""
    catalogue = load_catalogue()
    gc.collect()
    gc.freeze()
    return catalogue


def start_atlas(home: Path | None = None) -> tuple[Workshop, bool]:
    """The atlas in a home, made if there is none, its tables brought up to date; and whether it is new."""
    settings = _configure(home)
    if settings.home.exists() and not settings.home.is_dir():
        raise BadInput(str(settings.home), "is not a folder")
    try:
        settings.home.mkdir(mode=HOME_MODE, parents=True, exist_ok=True)
        _write_secret(settings)
        new = not (settings.home / SETTINGS_FILE).exists()
        if new:
            (settings.home / SETTINGS_FILE).write_text(
                "# Settings of this atlas; see docs/settings.md. The environment wins over this file.\n", encoding="utf-8"
            )
    except OSError as error:
        raise BadInput(str(settings.home), f"cannot be written ({error.strerror})") from None
    _start_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from clauseatlas.records.queries.searching_index import catch_up

    catch_up()
    return workshop_of(settings), new


def open_atlas(home: Path | None = None) -> Workshop:
    """The atlas in a home; raises BadInput where there is none or its tables are of another edition."""
    settings = _configure(home)
    if not (settings.home / SETTINGS_FILE).exists():
        raise BadInput(str(settings.home), "is no atlas", f"make one with `clauseatlas init --home {settings.home}`")
    _start_django()
    from clauseatlas.records.editions import pending_migrations

    pending = pending_migrations()
    if pending:
        raise BadInput(str(settings.home), f"its tables lack {pending[-1]}", f"bring them up to date with `clauseatlas init --home {settings.home}`")
    return workshop_of(settings)


def connect_atlas(home: Path) -> Workshop:
    """The atlas in a home whose tables may not be there yet; for a restore, which makes them."""
    settings = _configure(home)
    _write_secret(settings)
    _start_django()
    return workshop_of(settings)


def workshop_of(settings: Configuration) -> Workshop:
    """The workshop of an atlas whose tables are open already."""
    return Workshop(configuration=settings, blobs=LocalBlobs(settings.blobs_path))


def _configure(home: Path | None) -> Configuration:
    if home is not None:
        os.environ["CLAUSEATLAS_HOME"] = str(home.expanduser().resolve())
        configuration.cache_clear()
    return configuration()


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clauseatlas.site.settings")
    import django

    django.setup()


def _write_secret(settings: Configuration) -> None:
    path = settings.home / SECRET_FILE
    if not path.exists():
        secret = settings.secret()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SECRET_MODE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret)
