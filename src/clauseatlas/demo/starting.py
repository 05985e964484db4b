"""A new atlas for the demo, in place of an earlier one."""

import shutil
from pathlib import Path

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.configuration import SETTINGS_FILE
from clauseatlas.pipeline.workshop import start_atlas


def start_demo(home: Path) -> None:
    """Make an empty atlas in `home`. Raises BadInput, and removes nothing, where something else than an atlas is there."""
    if home.exists() and any(home.iterdir()) and not (home / SETTINGS_FILE).exists():
        raise BadInput(str(home), "holds something that is no atlas", "give a folder of its own with --home")
    if home.exists():
        shutil.rmtree(home)
    start_atlas(home)
