"""The stamps of what made an analysis."""

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.provisions.analysing import default_classifier


def method_of(catalogue: Catalogue) -> dict[str, str]:
    """Stamps of catalogue and classifier as stored beside every analysis; the reader's stamp is on the version."""
    return {"catalogue": catalogue.stamp, "classifier": default_classifier(catalogue).stamp}
