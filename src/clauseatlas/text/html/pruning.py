"""Furniture: what of a page is not the document."""

from clauseatlas.text.html.tree import Element

_LANDMARK_TAGS = frozenset({"nav", "noscript", "dialog"})


def is_furniture(element: Element) -> bool:
    return (
        element.tag in _LANDMARK_TAGS
        or element.tag in ("footer", "button")
        or element.attribute("role") in ("navigation", "dialog", "contentinfo", "banner")
    )
