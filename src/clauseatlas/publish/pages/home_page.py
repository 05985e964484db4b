"""The home page: figures, latest changes, most severe provisions, platforms."""

from dataclasses import dataclass

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.publish.pages.parts import ChangeCard, Head, ProvisionCard, change_card, provision_card
from clauseatlas.publish.pages.platform_page import PlatformRow, platform_rows
from clauseatlas.records.queries import publishing
from clauseatlas.records.queries.publishing import Figures

LATEST_CHANGES = 6
PLATFORMS_SHOWN = 24
PROVISIONS_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Everything the home page shows."""

    head: Head
    figures: Figures
    changes: tuple[ChangeCard, ...]
    provisions: tuple[ProvisionCard, ...]
    platforms: tuple[PlatformRow, ...]


def home_page(catalogue: Catalogue) -> HomePage:
    """The home page as it stands now."""
    latest = list(publishing.told_changes()[:LATEST_CHANGES])
    fates = publishing.effect_counts(latest)
    return HomePage(
        head=Head(
            title="Clause Atlas",
            description="An open, verifiable record of what the policies of digital platforms say, when they changed and what each clause means.",
            path="/",
        ),
        figures=publishing.figures(),
        changes=tuple(change_card(each, fates.get(each.pk, {})) for each in latest),
        provisions=tuple(provision_card(each, catalogue) for each in publishing.newest_severe(PROVISIONS_SHOWN)),
        platforms=platform_rows(list(publishing.platforms()[:PLATFORMS_SHOWN])),
    )
