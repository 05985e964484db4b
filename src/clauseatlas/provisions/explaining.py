"""Explaining a finding: statements, actions and questions from the templates of its type and the laws that touch it.

A law is mentioned only by a sentence that was used; the regulations listed are exactly those mentioned, and the agencies those competent for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from clauseatlas.catalogue.clause_files import INSTITUTIONAL_PARTS, PLAIN_PARTS
from clauseatlas.catalogue.kinds import Catalogue, Regulation, Template, Touch
from clauseatlas.model.provision import Action, AgencyTouch, Question, RegulationTouch, Statements, Withheld
from clauseatlas.model.words import Level
from clauseatlas.provisions import doubting
from clauseatlas.provisions.cases import Case, holds
from clauseatlas.provisions.composing import Composed, Naming, compose
from clauseatlas.provisions.grounding import Grounds

LawTouch: TypeAlias = tuple[str, Touch]  # regulation id and how it touches a type
MAX_QUESTIONS: Final = 3  # as many as a record page shows
_RETELLING: Final = frozenset({"what_it_is", "for_you", "questions"})  # parts that say again what the clause says


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything said about a finding, and what was withheld."""

    title: str
    statements: Statements
    actions: tuple[Action, ...]
    regulations: tuple[RegulationTouch, ...]
    agencies: tuple[AgencyTouch, ...]
    questions: tuple[Question, ...]
    withheld: tuple[Withheld, ...]


@dataclass(slots=True)
class _Draft:
    """An explanation being written: which articles were mentioned and why, and which sentences fell."""

    of: Case
    names: Naming
    catalogue: Catalogue
    grounds: Grounds
    touches: Sequence[LawTouch]
    articles: dict[str, dict[str, None]] = field(default_factory=dict)
    reasons: dict[str, dict[str, None]] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)

    def sentence(self, part: str, say: str) -> Composed | None:
        """The composed sentence where it has all its values and the quotes carry it; what is not carried is withheld."""
        composed = compose(say, self.of, self.names, self.catalogue.regulations)
        if composed is None:
            return None
        failed = self.grounds.unsupported(composed.bare, is_reading=part in _RETELLING)
        if failed:
            self.withheld.append(Withheld(part=part, sentence=composed.text, failed=failed))
            return None
        for regulation, article in composed.laws:
            self.articles.setdefault(regulation, {}).setdefault(article)
        return composed

    def chosen(self, part: str, written: Sequence[Template]) -> Iterator[str]:
        """The sentences of templates that apply; of one slot the first that applies and stands."""
        filled: set[str] = set()
        for template in written:
            if template.slot in filled or not holds(template.when, self.of):
                continue
            composed = self.sentence(part, template.say)
            if composed is not None:
                filled |= {template.slot} if template.slot else set()
                yield composed.text


def touches_by_type(catalogue: Catalogue) -> Mapping[str, Sequence[LawTouch]]:
    """For each clause type the touches of all regulations, in order of the catalogue."""
    found: dict[str, list[LawTouch]] = {}
    for regulation in catalogue.regulations.values():
        for touch in regulation.touches:
            found.setdefault(touch.clause_type, []).append((regulation.id, touch))
    return found


def explain(of: Case, names: Naming, catalogue: Catalogue, *, touches: Sequence[LawTouch], exposure: Level) -> Explanation:
    """The explanation of a case; `touches` are those of its type, `exposure` grades its governance exposure."""
    draft = _Draft(of=of, names=names, catalogue=catalogue, touches=touches, grounds=Grounds(of, platform=names.platform))
    statements = _statements(draft, exposure)
    return Explanation(
        title=next(iter(draft.chosen("title", of.clause.titles)), of.clause.title),
        statements=statements,
        actions=tuple(_actions(draft)),
        questions=tuple(_questions(draft)),
        regulations=tuple(_regulations(draft)),
        agencies=tuple(_agencies(draft)),
        withheld=tuple(dict.fromkeys(draft.withheld)),
    )


def _statements(draft: _Draft, exposure: Level) -> Statements:
    parts: dict[str, str | None] = {}
    for part in (*PLAIN_PARTS, *INSTITUTIONAL_PARTS):
        sentences = [*draft.chosen(part, draft.of.clause.statements[part]), *_from_laws(draft, part)]
        if part == "interpretive_note":
            sentences = [*_undefined(draft.of), *sentences]
        if part == "what_it_is" and not sentences:
            sentences = [f"This passage is about the subject “{draft.of.clause.title}”."]
        parts[part] = " ".join(dict.fromkeys(sentences)) or None
    return Statements(exposure=exposure, **parts)


def _undefined(of: Case) -> Iterator[str]:
    """A sentence for each term of the quotes that the document does not define."""
    for doubt in of.finding.doubts:
        kind, words = doubting.parted(doubt)
        if kind == doubting.UNDEFINED:
            yield f"The text does not define “{words}”."


def _from_laws(draft: _Draft, part: str) -> Iterator[str]:
    """The sentences of every regulation that touches the case in this part, in order of the catalogue."""
    for regulation, touch in draft.touches:
        if touch.part != part or not holds(touch.when, draft.of):
            continue
        composed = draft.sentence(part, touch.say)
        if composed is not None:
            draft.reasons.setdefault(regulation, {}).setdefault(touch.because)
            yield composed.text


def _actions(draft: _Draft) -> Iterator[Action]:
    for rule in draft.of.clause.actions:
        if not holds(rule.when, draft.of):
            continue
        composed = draft.sentence("actions", rule.how)
        if composed is not None:
            yield Action(
                kind=rule.kind,
                label=rule.label,
                who=rule.who,
                how=composed.text,
                url=_link(draft.of),
                deadline_days=_deadline(draft.of, rule.deadline),
            )


def _link(of: Case) -> str | None:
    """The first web address that was read as a contact of the clause."""
    found = (str(value) for values in of.values.values() for value in values if str(value).startswith("https://"))
    return next(found, None)


def _deadline(of: Case, name: str | None) -> int | None:
    values = of.read(name) if name else ()
    return int(values[0]) if values and not isinstance(values[0], str) else None


def _questions(draft: _Draft) -> Iterator[Question]:
    """Questions that this case answers; an answer given once is not given again."""
    given: set[str] = set()
    for rule in draft.of.clause.questions:
        asked = compose(rule.question, draft.of, draft.names, draft.catalogue.regulations)
        answer = _answer(draft, rule.answers) if asked else None
        if asked and answer and answer not in given and len(given) < MAX_QUESTIONS:
            given.add(answer)
            yield Question(question=asked.text, answer=answer)


def _answer(draft: _Draft, answers: Sequence[Template]) -> str | None:
    for template in answers:
        if holds(template.when, draft.of):
            composed = draft.sentence("questions", template.say)
            if composed is not None:
                return composed.text
    return None


def _regulations(draft: _Draft) -> Iterator[RegulationTouch]:
    for name, articles in draft.articles.items():
        regulation = draft.catalogue.regulations[name]
        order = {article.number: place for place, article in enumerate(regulation.articles)}
        reasons = draft.reasons.get(name) or dict.fromkeys(_first_reason(regulation, draft.of.clause.id))
        yield RegulationTouch(id=name, articles=tuple(sorted(articles, key=order.__getitem__)), because=" ".join(reasons))


def _first_reason(regulation: Regulation, clause: str) -> Iterator[str]:
    """The reason of the first touch of a type, for a law that only a sentence of the clause file mentions."""
    yield from [touch.because for touch in regulation.touches if touch.clause_type == clause][:1]


def _agencies(draft: _Draft) -> Iterator[AgencyTouch]:
    reasons: dict[str, dict[str, None]] = {}
    for name in draft.articles:
        for agency in draft.catalogue.regulations[name].agencies:
            reasons.setdefault(agency, {}).setdefault(draft.catalogue.agencies[agency].regulations[name])
    for name, because in reasons.items():
        yield AgencyTouch(id=name, because=" ".join(because), complaint_url=draft.catalogue.agencies[name].complaint)
