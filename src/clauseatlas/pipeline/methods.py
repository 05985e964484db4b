"""The stamps of what made an analysis."""

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.provisions.analysing import classifier_stamp


def method_of(catalogue: Catalogue) -> dict[str, str]:
    """Stamps of catalogue and classifier as stored beside every analysis; the reader's stamp is on the version."""
    return {"catalogue": catalogue.stamp, "classifier": classifier_stamp(catalogue)}
