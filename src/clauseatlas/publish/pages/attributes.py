"""Attribute values as pages say them; the words themselves are made where the catalogue is, because alerts say them too."""

from clauseatlas.catalogue.values import differences_in_words, in_words, label_of

__all__ = ["differences_in_words", "in_words", "label_of"]
