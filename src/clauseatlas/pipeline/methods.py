"""The stamps of what made an analysis."""

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.provisions.analysing import default_classifier


def method_of(catalogue: Catalogue, *, model: str = "") -> dict[str, str]:
    """Stamps of catalogue and classifier as stored beside every analysis, and of the language model whose proposals were weighed.

    The reader's stamp is on the version.
    """
    stamps = {"catalogue": catalogue.stamp, "classifier": default_classifier(catalogue).stamp}
    return stamps | ({"language_model": model} if model else {})
