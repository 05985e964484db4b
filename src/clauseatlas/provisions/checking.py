"""Check of catalogue files with the whole mechanism: `python -m clauseatlas.provisions.checking [ID ...]` prints one line a problem.

For each clause type: everything `clauseatlas.catalogue.checks` sees; its signals find its positive examples and none of its negative ones; stance and
attributes of the positives are read as the file says; every template renders for some finding. Exit 0 for none, 1 for problems.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence

from clauseatlas.catalogue import checks, templates
from clauseatlas.catalogue.kinds import ClauseType, Example, Regulation
from clauseatlas.catalogue.loading import FOLDER, read_agencies, read_clause, read_regulations
from clauseatlas.errors import CatalogueError
from clauseatlas.model.policytext import Block, BlockKind, PolicyText, Span
from clauseatlas.model.provision import Finding
from clauseatlas.provisions.finding import find
from clauseatlas.provisions.signals import SignalClassifier


def clause_problems(clause: ClauseType, regulations: Mapping[str, Regulation]) -> Iterator[CatalogueError]:
    """Every problem of one clause type, those of its examples included."""
    broken = list(checks.pattern_problems(clause))
    yield from broken
    yield from checks.problems(clause, regulations)
    if not broken:
        yield from (
            CatalogueError(f"clauses/{clause.id}.toml", key, problem) for key, problem in (*_example_problems(clause), *_mute_templates(clause))
        )


def example_text(text: str) -> PolicyText:
    """An example as a document of one paragraph; the lines of an example are paragraphs, those starting with "- " list items."""
    blocks: list[Block] = []
    at = 0
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for line in lines:
        bare = line.removeprefix("- ")
        kind = BlockKind.LIST_ITEM if line.startswith("- ") else BlockKind.PARAGRAPH
        end = at + len(bare)
        blocks.append(Block(kind=kind, start=at, end=end, level=int(kind is BlockKind.LIST_ITEM), sentences=_split(bare, at)))
        at = end + 1
    joined = "\n".join(line.removeprefix("- ") for line in lines)
    return PolicyText(text=joined, sha256="", reader="example", media_type="text/plain", language="en", blocks=tuple(blocks))


def _split(line: str, at: int) -> tuple[Span, ...]:
    from nupunkt import sent_spans  # noqa: PLC0415 - loads its model, which most commands never need

    return tuple(Span(start=at + start, end=at + len(line[:end].rstrip())) for start, end in sent_spans(line))


def _example_problems(clause: ClauseType) -> Iterator[tuple[str, str]]:
    classifier = SignalClassifier({clause.id: clause})
    for index, example in enumerate(clause.positive, start=1):
        findings = find(example_text(example.text), {clause.id: clause}, classifier=classifier)
        yield from ((f"positive[{index}]", problem) for problem in _misread(example, findings))
    for index, example in enumerate(clause.negative, start=1):
        if find(example_text(example.text), {clause.id: clause}, classifier=classifier):
            yield f"negative[{index}]", f"is found as {clause.id}: {example.text!r}"


def _mute_templates(clause: ClauseType) -> Iterator[tuple[str, str]]:
    """Sentences that no finding could ever call up: a value they name is one their own condition says was not read."""
    for part, written in clause.statements.items():
        for index, template in enumerate(written, start=1):
            for name in sorted(_required(template.say)):
                if (template.when.attributes or {}).get(name) == frozenset({checks.UNREAD}):
                    yield f"statements.{part}[{index}]", f"names {{{name}}}, which its condition says was not read"


def _required(say: str) -> frozenset[str]:
    """Attributes without which a sentence cannot be composed."""
    return frozenset(piece.name for piece in templates.parse(say) if isinstance(piece, templates.Slot))


def _misread(example: Example, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield f"is not found: {example.text!r}"
        return
    first = findings[0]
    if first.stance is not example.stance:
        yield f"is read as {first.stance}, not {example.stance}: {example.text!r}"
    for name, wanted in (example.attributes or {}).items():
        read = first.attributes.get(name)
        if _as_set(read) != _as_set(wanted):
            yield f"{name} is read as {read!r}, not {wanted!r}: {example.text!r}"


def _as_set(value: object) -> frozenset[object]:
    if value is None:
        return frozenset()
    return frozenset(value) if isinstance(value, tuple) else frozenset({value})


def _regulation_problems(clauses: Mapping[str, ClauseType], regulations: Mapping[str, Regulation]) -> Iterator[CatalogueError]:
    """Problems of all regulations; touches of types that are not among `clauses` are left alone, they may not be written yet."""
    agencies = read_agencies(FOLDER)
    for regulation in regulations.values():
        yield from checks.regulation_problems(regulation, agencies, clauses)


def problems(names: Sequence[str]) -> Iterator[CatalogueError]:
    """Problems of the clause types named (of all without names) and of all regulations."""
    regulations = read_regulations(FOLDER)
    clauses: dict[str, ClauseType] = {}
    for name in names or sorted(path.stem for path in (FOLDER / "clauses").glob("*.toml")):
        try:
            clauses[name] = read_clause(FOLDER / "clauses" / f"{name}.toml")
            yield from clause_problems(clauses[name], regulations)
        except CatalogueError as error:
            yield error
    yield from _regulation_problems(clauses, regulations)


def main(names: Sequence[str]) -> int:
    """Print one line a problem; 1 if there are any, else 0."""
    found = [str(problem) for problem in problems(names)]
    sys.stdout.write("".join(line + "\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
