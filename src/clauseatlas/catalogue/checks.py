"""What makes a catalogue file complete and free of contradiction, as far as it can be seen without reading any text.

`problems(clause, regulations)` yields one CatalogueError for each fault; whether signals, stances and attributes fit the examples is checked
where sentences can be read (`clauseatlas.provisions.checking`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from clauseatlas.catalogue import templates
from clauseatlas.catalogue.clause_files import CLOSED_KINDS, PARTS, PLAIN_PARTS
from clauseatlas.catalogue.kinds import Agency, Catalogue, ClauseType, Condition, Regulation
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.errors import CatalogueError

MIN_EXAMPLES: Final = 8  # of each polarity; fewer do not cover neighbours and traps
MIN_QUESTIONS: Final = 3  # a record page shows three
MAX_PLAIN_WORDS: Final = 25  # a sentence, for a reading level of about fourteen years
LIMIT: Final = "limit"  # what a stricter neighbouring provision of the same type contributes: `limit`, `limit_<attribute>`
ANY, UNREAD = "*", "-"
_FILLER: Final = re.compile(r"!|\bplease\b|\bnote that\b|\bimportant to note\b|\bit should be noted\b", re.IGNORECASE)
_REGULATION_PARTS: Final = ("regulatory_landscape", "jurisdiction_flags", "contract_implications", "compliance_considerations")


def refuse_broken(catalogue: Catalogue) -> None:
    """Raise the first problem of a catalogue, if there is one."""
    for clause in catalogue.clauses.values():
        for problem in problems(clause, catalogue.regulations):
            raise problem
    for regulation in catalogue.regulations.values():
        for problem in regulation_problems(regulation, catalogue.agencies, catalogue.clauses):
            raise problem
    for agency in catalogue.agencies.values():
        for name in agency.regulations:
            if name not in catalogue.regulations:
                raise CatalogueError(f"agencies/{agency.id}.toml", f"regulations.{name}", "there is no such regulation")


def problems(clause: ClauseType, regulations: Mapping[str, Regulation]) -> Iterator[CatalogueError]:
    """Every fault of a clause type that can be seen without reading text."""
    file = f"clauses/{clause.id}.toml"
    for check in (_amounts, _stances, _attributes, _conditions, _templates, _wording):
        for key, problem in check(clause):
            yield CatalogueError(file, key, problem)
    for key, problem in _parts(clause, regulations):
        yield CatalogueError(file, key, problem)
    for key, say in _sayings(clause):
        yield from (CatalogueError(file, key, problem) for problem in _law_problems(say, regulations, clause.id))


def regulation_problems(regulation: Regulation, agencies: Mapping[str, Agency], clauses: Mapping[str, ClauseType]) -> Iterator[CatalogueError]:
    """Every fault of a regulation: unknown agencies, articles or clause types. Touches of types that are not there yet are refused too."""
    file = f"regulations/{regulation.id}.toml"
    numbers = {article.number for article in regulation.articles}
    for name in regulation.agencies:
        if name not in agencies:
            yield CatalogueError(file, "agencies", f"there is no agency {name!r}")
        elif regulation.id not in agencies[name].regulations:
            yield CatalogueError(file, "agencies", f"agency {name!r} does not say why it is competent for {regulation.id}")
    for index, touch in enumerate(regulation.touches, start=1):
        key = f"touches[{index}]"
        if clauses and touch.clause_type in clauses:
            yield from (CatalogueError(file, f"{key}.when", problem) for problem in _condition_problems(clauses[touch.clause_type], touch.when))
        yield from (CatalogueError(file, f"{key}.say", problem) for problem in _malformed(touch.say))
        own = [law for law in _laws(touch.say) if law.regulation == regulation.id]
        named = {article for law in own for article in law.articles}
        if named != set(touch.articles):
            yield CatalogueError(file, f"{key}.articles", f"are {sorted(touch.articles)}, but the sentence names {sorted(named)}")
        for article in sorted(set(touch.articles) - numbers):
            yield CatalogueError(file, f"{key}.articles", f"there is no article {article!r} above")


def pattern_problems(clause: ClauseType) -> Iterator[CatalogueError]:
    """Every pattern of a type that is malformed, and those that should find something but match the empty text, and so everything.

    Compiling all patterns takes time, so loading leaves this out.
    """
    finding = set(_finding_patterns(clause))
    for pattern in {*finding, *_shunning_patterns(clause)}:
        try:
            if pattern.compiled.search("") and pattern in finding:
                yield CatalogueError(*pattern.place, f"matches the empty text, so it would match everything: {pattern.pattern!r}")
        except CatalogueError as error:
            yield error


def _finding_patterns(clause: ClauseType) -> Iterator[Pattern]:
    for signal in clause.signals:
        yield from (*signal.all, *signal.any, *filter(None, [signal.heading]))
    for attribute in clause.attributes:
        yield from (*(pattern for patterns in attribute.values.values() for pattern in patterns), *filter(None, [attribute.near]))


def _shunning_patterns(clause: ClauseType) -> Iterator[Pattern]:
    """Patterns that may speak of what is not there, so that they match the empty text."""
    for signal in clause.signals:
        yield from signal.none
    for rule in clause.stance_rules:
        yield from filter(None, [rule.when, rule.unless])
    for _, condition in _conditions_of(clause):
        yield from filter(None, [condition.words, condition.without])


def _amounts(clause: ClauseType) -> Iterator[tuple[str, str]]:
    for key, have, need in (
        ("positive", len(clause.positive), MIN_EXAMPLES),
        ("negative", len(clause.negative), MIN_EXAMPLES),
        ("questions", len(clause.questions), MIN_QUESTIONS),
        ("titles", len(clause.titles), 1),
        ("signals", len(clause.signals), 1),
        ("rubric", len(clause.rubric), 1),
        ("actions", len(clause.actions), 1),
        ("documents", len(clause.documents), 1),
    ):
        if have < need:
            yield key, f"has {have}, needs at least {need}"
    if clause.titles and clause.titles[-1].when != Condition():
        yield "titles", "the last title must have no condition, so that one always applies"


def _stances(clause: ClauseType) -> Iterator[tuple[str, str]]:
    allowed = set(clause.stances)
    if clause.stance_default not in allowed:
        yield "stance.default", f"{clause.stance_default} is not among the stances of the type"
    if sorted(clause.better) != sorted(clause.stances):
        yield "better", "must hold exactly the stances of the type, best for the person first"
    for index, rule in enumerate(clause.stance_rules, start=1):
        if rule.stance not in allowed:
            yield f"stance.rules[{index}].is", f"{rule.stance} is not among the stances of the type"
    for index, example in enumerate(clause.positive, start=1):
        if example.stance not in allowed:
            yield f"positive[{index}].stance", "must be one of the stances of the type"


def _attributes(clause: ClauseType) -> Iterator[tuple[str, str]]:
    rules = {rule.name: rule for rule in clause.attributes}
    for index, example in enumerate(clause.positive, start=1):
        for name in example.attributes or {}:
            if name not in rules:
                yield f"positive[{index}].attributes.{name}", "is no attribute of the type"
    for index, direction in enumerate(clause.directions, start=1):
        if direction.attribute not in rules:
            yield f"directions[{index}].attribute", f"{direction.attribute!r} is no attribute of the type"
    for index, action in enumerate(clause.actions, start=1):
        if action.deadline and action.deadline not in rules:
            yield f"actions[{index}].deadline", f"{action.deadline!r} is no attribute of the type"


def _conditions(clause: ClauseType) -> Iterator[tuple[str, str]]:
    for key, condition in _conditions_of(clause):
        yield from ((f"{key}.when", problem) for problem in _condition_problems(clause, condition))


def _conditions_of(clause: ClauseType) -> Iterator[tuple[str, Condition]]:
    for part, written in clause.statements.items():
        yield from ((f"statements.{part}[{n}]", template.when) for n, template in enumerate(written, start=1))
    yield from ((f"titles[{n}]", template.when) for n, template in enumerate(clause.titles, start=1))
    yield from ((f"rubric[{n}]", step.when) for n, step in enumerate(clause.rubric, start=1))
    yield from ((f"actions[{n}]", action.when) for n, action in enumerate(clause.actions, start=1))
    for index, question in enumerate(clause.questions, start=1):
        yield from ((f"questions[{index}].answers[{n}]", answer.when) for n, answer in enumerate(question.answers, start=1))


def _condition_problems(clause: ClauseType, condition: Condition) -> Iterator[str]:
    for stance in sorted(condition.stance - set(clause.stances)):
        yield f"{stance} is not among the stances of the type"
    rules = {rule.name: rule for rule in clause.attributes}
    for name, wanted in (condition.attributes or {}).items():
        if name == LIMIT:
            continue
        rule = rules.get(name.removeprefix(f"{LIMIT}_"))
        if rule is None:
            yield f"{name!r} is no attribute of the type"
        elif rule.kind in CLOSED_KINDS:
            for value in sorted(wanted - {ANY, UNREAD, rule.default} - set(rule.values)):
                yield f"{value!r} is no value of {name!r}"


def _sayings(clause: ClauseType) -> Iterator[tuple[str, str]]:
    """Every catalogue sentence of the type with its key."""
    for part, written in clause.statements.items():
        yield from ((f"statements.{part}[{n}].say", template.say) for n, template in enumerate(written, start=1))
    yield from ((f"titles[{n}].say", template.say) for n, template in enumerate(clause.titles, start=1))
    yield from ((f"rubric[{n}].because", step.because) for n, step in enumerate(clause.rubric, start=1))
    yield from ((f"actions[{n}].how", action.how) for n, action in enumerate(clause.actions, start=1))
    for index, question in enumerate(clause.questions, start=1):
        yield f"questions[{index}].question", question.question
        yield from ((f"questions[{index}].answers[{n}].say", answer.say) for n, answer in enumerate(question.answers, start=1))


def _templates(clause: ClauseType) -> Iterator[tuple[str, str]]:
    known = {rule.name for rule in clause.attributes}
    allowed = known | {f"{LIMIT}_{name}" for name in known} | {LIMIT}
    for key, say in _sayings(clause):
        try:
            named = templates.names(say)
        except ValueError as error:
            yield key, str(error)
            continue
        for name in sorted(named - allowed):
            yield key, f"{{{name}}} is no attribute of the type"


def _wording(clause: ClauseType) -> Iterator[tuple[str, str]]:
    for key, say in _sayings(clause):
        if found := _FILLER.search(say):
            yield key, f"holds {found[0]!r}; say the thing itself"
    for part in PLAIN_PARTS:
        for index, template in enumerate(clause.statements[part], start=1):
            for sentence in re.split(r"(?<=[.?;])\s+", template.say):
                if len(sentence.split()) > MAX_PLAIN_WORDS:
                    yield f"statements.{part}[{index}].say", f"has a sentence of {len(sentence.split())} words, at most {MAX_PLAIN_WORDS} are plain"


def _parts(clause: ClauseType, regulations: Mapping[str, Regulation]) -> Iterator[tuple[str, str]]:
    """Every part needs a template; institutional parts may get theirs from a regulation's touch."""
    touched = {touch.part for law in regulations.values() for touch in law.touches if touch.clause_type == clause.id}
    for part in PARTS:
        if not clause.statements[part] and part not in touched:
            hint = " here or a touch in a regulation" if part in _REGULATION_PARTS else ""
            yield f"statements.{part}", f"needs a template{hint}"


def _law_problems(say: str, regulations: Mapping[str, Regulation], clause: str) -> Iterator[str]:
    for law in _laws(say):
        regulation = regulations.get(law.regulation)
        if regulation is None:
            yield f"there is no regulation {law.regulation!r}"
            continue
        if all(touch.clause_type != clause for touch in regulation.touches):
            yield f"{law.regulation} has no touch for {clause}, so it may not be named here"
        numbers = {article.number for article in regulation.articles}
        yield from (f"{law.regulation} has no article {article!r}" for article in law.articles if article not in numbers)


def _malformed(say: str) -> Iterator[str]:
    """Why the sentence of a touch is no template."""
    try:
        templates.parse(say)
    except ValueError as error:
        yield str(error)


def _laws(say: str) -> tuple[templates.LawReference, ...]:
    try:
        return tuple(templates.laws(say))
    except ValueError:
        return ()  # reported by the check of templates
