"""Attribute values as pages and alerts say them."""

from collections.abc import Mapping, Sequence
from typing import Any

from clauseatlas.catalogue.kinds import AttributeRule


def label_of(name: str, rules: Mapping[str, AttributeRule]) -> str:
    """The words for an attribute; one that left the catalogue keeps its name, in words."""
    return rules[name].label if name in rules else name.replace("_", " ").capitalize()


def differences_in_words(moved: Mapping[str, Mapping[str, Any]], rules: Sequence[AttributeRule]) -> tuple[tuple[str, str, str], ...]:
    """Label, value before and value after of every attribute that differs."""
    known = {rule.name: rule for rule in rules}
    return tuple(
        (label_of(name, known), in_words(values["before"], known.get(name)), in_words(values["after"], known.get(name)))
        for name, values in moved.items()
    )


def in_words(value: Any, rule: AttributeRule | None) -> str:
    """An attribute value as a page says it: with its unit, or by its name inside sentences."""
    if value is None:
        return "not stated"
    if isinstance(value, list | tuple):
        return ", ".join(in_words(each, rule) for each in value)
    if rule is None:
        return str(value)
    if rule.unit and isinstance(value, int | float):
        unit = rule.unit[:-1] if value == 1 and rule.unit.endswith("s") else rule.unit
        return f"{value:g} {unit}"
    return rule.names.get(str(value), str(value))
