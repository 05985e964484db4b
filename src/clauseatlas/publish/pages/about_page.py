"""What the atlas is, what it is not, and the size of its method."""

from dataclasses import dataclass

from clauseatlas import __version__
from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.publish.pages.parts import Crumb, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """Everything the about page shows."""

    head: Head
    version: str
    catalogue: str
    clause_types: int
    regulations: int
    agencies: int


def about_page(catalogue: Catalogue) -> AboutPage:
    """The about page, with counts from the catalogue in use."""
    return AboutPage(
        head=Head(
            title="About this atlas", description="How a record comes about, and what it is not.", path="/about/", crumbs=(Crumb(label="About"),)
        ),
        version=__version__,
        catalogue=catalogue.stamp,
        clause_types=len(catalogue.clauses),
        regulations=len(catalogue.regulations),
        agencies=len(catalogue.agencies),
    )
