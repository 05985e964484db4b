"""From the TOML of a clause type to `ClauseType`."""

from collections.abc import Mapping
from typing import Any, Final

from clauseatlas.catalogue.kinds import (
    ActionRule,
    AttributeKind,
    AttributeRule,
    ClauseType,
    Condition,
    DirectionRule,
    Example,
    Neighbour,
    QuestionRule,
    RubricStep,
    Signal,
    StanceRule,
    Template,
)
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.catalogue.tables import Table
from clauseatlas.model.words import Category, DocumentType, Level, Stance

PLAIN_PARTS: Final = ("what_it_is", "why_it_matters", "for_you", "interpretive_note")
INSTITUTIONAL_PARTS: Final = (
    "regulatory_landscape",
    "governance_exposure",
    "jurisdiction_flags",
    "contract_implications",
    "compliance_considerations",
)
PARTS: Final = PLAIN_PARTS + INSTITUTIONAL_PARTS
EFFECTS: Final = ("raises", "lowers", "keeps")
CLOSED_KINDS: Final = frozenset({AttributeKind.CHOICE, AttributeKind.CHOICES})
STATED_UNIT: Final = "as stated"
UNITS: Final = frozenset({"hours", "days", "weeks", "months", "years", STATED_UNIT})


def clause_type(table: Table, name: str) -> ClauseType:
    """The clause type of one file; `name` is the file name without suffix, which must be the id."""
    if table.text("id") != name:
        raise table.error("id", f"must be {name!r}, the name of the file")
    read = ClauseType(
        id=name,
        title=table.text("title"),
        category=table.member("category", Category),
        version=table.whole("version"),
        question=table.text("question"),
        definition=table.text("definition"),
        usual=table.member("usual", Level),
        stances=table.members("stances", Stance),
        documents=frozenset(table.members("documents", DocumentType)),
        expected_in=frozenset(table.members("expected_in", DocumentType)),
        neighbours=tuple(_neighbour(entry) for entry in table.tables("neighbours")),
        titles=tuple(template(entry) for entry in table.tables("titles")),
        signals=tuple(_signal(entry) for entry in table.tables("signals")),
        stance_default=_stance(table),
        stance_rules=_stance_rules(table),
        better=table.members("better", Stance),
        directions=tuple(_direction(entry) for entry in table.tables("directions")),
        attributes=tuple(_attribute(entry) for entry in table.tables("attributes")),
        rubric=tuple(_step(entry) for entry in table.tables("rubric")),
        statements=_statements(table.table("statements")),
        actions=tuple(_action(entry) for entry in table.tables("actions")),
        questions=tuple(_question(entry) for entry in table.tables("questions")),
        positive=tuple(_example(entry) for entry in table.tables("positive")),
        negative=tuple(_example(entry) for entry in table.tables("negative")),
    )
    table.close()
    return read


def condition(table: Table, key: str = "when") -> Condition:
    """The condition under the key; an absent one always holds."""
    entry = table.table(key)
    one = entry.mapping("attributes")
    read = Condition(
        stance=frozenset(Stance(value) for value in _values(entry, "stance", known=frozenset(Stance))),
        attributes={name: frozenset(str(value) for value in (wanted if isinstance(wanted, list) else [wanted])) for name, wanted in one.items()}
        or None,
        words=entry.pattern("words"),
        without=entry.pattern("without"),
    )
    entry.close()
    return read


def template(table: Table) -> Template:
    """A template with its condition and slot."""
    read = Template(say=table.text("say"), when=condition(table), slot=table.text("slot", "") or None)
    table.close()
    return read


def _values(table: Table, key: str, *, known: frozenset[str]) -> tuple[str, ...]:
    """One value or a list of values of a closed list, whichever was written."""
    if not table.has(key):
        return ()
    values = table.one_or_more(key)
    for each in values:
        if each not in known:
            raise table.error(key, f"{each!r} is not one of {', '.join(sorted(known))}")
    return values


def _neighbour(table: Table) -> Neighbour:
    read = Neighbour(type=table.text("type"), differs=table.text("differs"))
    table.close()
    return read


def _signal(table: Table) -> Signal:
    read = Signal(
        all=table.patterns("all"),
        any=table.patterns("any"),
        none=table.patterns("none"),
        heading=table.pattern("heading"),
        weight=float(table.number("weight")),
        language=table.text("language", "en"),
    )
    if not 0 < read.weight < 1:
        raise table.error("weight", "must lie between 0 and 1, both excluded")
    if not read.all and not read.any:
        raise table.error("all", "a signal needs at least one pattern in `all` or `any`")
    table.close()
    return read


def _stance(table: Table) -> Stance:
    return table.table("stance").member("default", Stance)


def _stance_rules(table: Table) -> tuple[StanceRule, ...]:
    entry = table.table("stance")
    entry.text("default")
    rules = tuple(_stance_rule(rule) for rule in entry.tables("rules"))
    entry.close()
    return rules


def _stance_rule(table: Table) -> StanceRule:
    when = table.pattern("when")
    if when is None:
        raise table.error("when", "is missing")
    read = StanceRule(stance=table.member("is", Stance), when=when, unless=table.pattern("unless"))
    table.close()
    return read


def _direction(table: Table) -> DirectionRule:
    read = DirectionRule(attribute=table.text("attribute"), better=table.text("better"))
    table.close()
    return read


def _attribute(table: Table) -> AttributeRule:
    read = AttributeRule(
        name=table.text("name"),
        label=table.text("label"),
        kind=table.member("kind", AttributeKind),
        values=_value_patterns(table),
        names=_value_names(table),
        near=table.pattern("near"),
        unit=table.text("unit", ""),
        default=table.text("default", "") or None,
    )
    if read.kind in CLOSED_KINDS and not read.values:
        raise table.error("values", "a closed list needs its values")
    if read.kind is AttributeKind.DURATION and (read.unit or "days") not in UNITS:
        raise table.error("unit", f"must be one of {', '.join(sorted(UNITS))}")
    table.close()
    return read


def _value_patterns(table: Table) -> Mapping[str, tuple[Pattern, ...]]:
    entry = table.table("values")
    return {value: entry.patterns(value) for value in table.mapping("values")}


def _value_names(table: Table) -> Mapping[str, str]:
    entry, known = table.table("names"), table.mapping("values")
    names = {value: entry.text(value) for value in table.mapping("names")}
    for value in names:
        if value not in known:
            raise entry.error(value, "names a value that `values` does not have")
    return names


def _step(table: Table) -> RubricStep:
    read = RubricStep(
        factor=table.text("factor"),
        effect=table.text("effect"),
        steps=table.whole("steps", 1),
        when=condition(table),
        because=table.text("because"),
    )
    if read.effect not in EFFECTS:
        raise table.error("effect", f"must be one of {', '.join(EFFECTS)}")
    table.close()
    return read


def _statements(table: Table) -> Mapping[str, tuple[Template, ...]]:
    read = {part: tuple(template(entry) for entry in table.tables(part)) for part in PARTS}
    table.close()
    return read


def _action(table: Table) -> ActionRule:
    read = ActionRule(
        kind=table.text("kind"),
        label=table.text("label"),
        who=table.text("who"),
        how=table.text("how"),
        when=condition(table),
        deadline=table.text("deadline", "") or None,
    )
    table.close()
    return read


def _question(table: Table) -> QuestionRule:
    read = QuestionRule(question=table.text("question"), answers=tuple(template(entry) for entry in table.tables("answers")))
    table.close()
    return read


def _example(table: Table) -> Example:
    stance = table.member("stance", Stance) if table.has("stance") else None
    read = Example(text=table.text("text"), stance=stance, attributes=_example_attributes(table.mapping("attributes")))
    table.close()
    return read


def _example_attributes(given: Mapping[str, Any]) -> Mapping[str, str | int | float | tuple[str | int | float, ...]]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
