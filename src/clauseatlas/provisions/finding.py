"""From a text to findings: scores, passages, stance, attributes, doubts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Finding, Quote
from clauseatlas.model.words import Basis, Stance
from clauseatlas.provisions.acts import Voices
from clauseatlas.provisions.classifying import Classifier
from clauseatlas.provisions.doubting import PROPOSED, doubts
from clauseatlas.provisions.nominating import NOBODY, Nominated
from clauseatlas.provisions.readings import read_attributes
from clauseatlas.provisions.selecting import THRESHOLD, Passage, select
from clauseatlas.provisions.sentences import Sentence, sentences
from clauseatlas.provisions.stances import only_refused

_DENYING: Final = frozenset({Stance.FORBIDS, Stance.BANS})  # what is denied has no consent or criterion that could be unstated
DEFAULT_LANGUAGE: Final = "en"  # of a text whose language is unknown: the signals then decide by finding something or nothing


def find(
    policy: PolicyText,
    clauses: Mapping[str, ClauseType],
    *,
    classifier: Classifier,
    voices: Voices | None = None,
    nominated: Nominated = NOBODY,
) -> tuple[Finding, ...]:
    """Findings in text order. In a language other than English only types with signals of that language can be found.

    Sentences that `nominated` names for a type are read as if they were as likely as not of it; their findings say so among their doubts.
    """
    language = policy.language or DEFAULT_LANGUAGE
    read = sentences(policy)
    spoken = [clause for clause in clauses.values() if any(signal.language == language for signal in clause.signals)]
    if not read or not spoken:
        return ()
    scores = classifier.score(read, language=language)
    heard = voices or Voices()
    column = {name: number for number, name in enumerate(classifier.types)}
    found: list[Finding] = []
    for clause in spoken:
        if clause.id in column:
            lifted = [index for index in nominated.get(clause.id, ()) if scores[index, column[clause.id]] < THRESHOLD]
            scores[lifted, column[clause.id]] = THRESHOLD
            passages = select(clause, scores[:, column[clause.id]].tolist(), read, heard, language=language)
            found.extend(_finding(clause, passage, read, policy, voices=heard, lifted=lifted) for passage in passages)
    return tuple(sorted(found, key=lambda finding: (finding.quotes[0].start, finding.clause_type)))


def _finding(
    clause: ClauseType, passage: Passage, read: Sequence[Sentence], policy: PolicyText, *, voices: Voices, lifted: Sequence[int] = ()
) -> Finding:
    quoted = [read[index] for index in passage.quoted]
    return Finding(
        clause_type=clause.id,
        stance=passage.stance,
        quotes=tuple(_quotes(quoted, policy)),
        readings=tuple(reading for reading in read_attributes(clause, quoted) if reading.raw or passage.stance not in _DENYING),
        presence=round(passage.presence, 3),
        doubts=(*doubts(quoted, policy), *((PROPOSED,) if set(passage.operative) <= set(lifted) else ())),
        basis=Basis.INFERRED if _is_inferred(clause, passage, read, voices) else Basis.EXPLICIT,
    )


def _is_inferred(clause: ClauseType, passage: Passage, read: Sequence[Sentence], voices: Voices) -> bool:
    """Whether a permission is nowhere said, and follows only from the person's way to refuse it."""
    return passage.stance is Stance.PERMITS and all(only_refused(clause, read[index], voices) for index in passage.operative)


def _quotes(quoted: Sequence[Sentence], policy: PolicyText) -> Iterator[Quote]:
    """Quotes of the sentences; those that follow each other in one block are one quote."""
    runs: list[list[Sentence]] = []
    for sentence in quoted:
        if runs and runs[-1][-1].block == sentence.block and runs[-1][-1].index + 1 == sentence.index:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    for run in runs:
        start, end = run[0].start, run[-1].end
        yield Quote(exact=policy.text[start:end], start=start, end=end, section=run[0].headings)
