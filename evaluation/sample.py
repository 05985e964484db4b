"""A sample of provisions to read in full, from documents nobody annotated: `python -m evaluation.sample --seed N [--documents 20] [--each 10]`.

The documents are those of the audit whose text is in no annotation; a seed deals them over the recognised document types, draws the documents,
and from each of them provisions of different clause types first. Prints each provision with quotes, reading, statements, actions and laws; a
sentence of the institutional parts is printed once, then only its beginning. `--after N ...` leaves out the documents that the samples of earlier
seeds drew; `--names` prints the documents alone. What is printed holds text of policies and is for reading, never for the repository.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

from training.build import scorer
from training.corpus import gold
from training.sources import own

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model.provision import Provision, Statements
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.recognising import recognise
from clauseatlas.provisions.sentences import fold, sentences
from evaluation.audit import Document, documents

SHARED_SENTENCES: Final = 0.2  # of a document in annotated ones; more is another version of an annotated document, or the same family of texts
LEAST_SENTENCES: Final = 25  # of a document worth ten provisions
PLAIN: Final = ("what_it_is", "why_it_matters", "for_you", "interpretive_note")
BEGINNING: Final = 50  # code points printed of a sentence that was printed before


def unseen(catalogue: Catalogue) -> list[Document]:
    """The current documents that share few sentences with annotated ones, one for each text, by name."""
    words = scorer().words
    annotated = [*gold(words, frozenset(catalogue.clauses)), *own(words)]
    seen = {fold(sentence.text) for each in annotated for sentence in each.sentences}
    found: list[Document] = []
    for document in sorted(documents(), key=lambda each: each.name):
        mine = [fold(sentence.text) for sentence in sentences(document.policy)]
        if len(mine) >= LEAST_SENTENCES and sum(each in seen for each in mine) <= SHARED_SENTENCES * len(mine):
            found.append(document)
            seen.update(mine)
    return found


def drawn(of: Sequence[Document], catalogue: Catalogue, *, number: int, seed: int) -> list[Document]:
    """So many documents, dealt in turn from every document type."""
    dice = random.Random(seed)
    piles: dict[str, list[Document]] = defaultdict(list)
    for each in of:
        piles[recognise(each.policy, catalogue).value].append(each)
    for pile in piles.values():
        dice.shuffle(pile)
    order = sorted(piles)
    dice.shuffle(order)
    dealt = [piles[kind][turn] for turn in range(len(of)) for kind in order if turn < len(piles[kind])]
    return dealt[:number]


def provisions(of: Sequence[Provision], *, number: int, seed: int) -> list[Provision]:
    """So many provisions in text order, one of each type before a second of any."""
    dice = random.Random(seed)
    shuffled = dice.sample(list(of), len(of))
    turns: dict[str, int] = defaultdict(int)
    ranked: list[tuple[int, int]] = []
    for place, each in enumerate(shuffled):
        ranked.append((turns[each.finding.clause_type], place))
        turns[each.finding.clause_type] += 1
    chosen = [shuffled[place] for _, place in sorted(ranked)[:number]]
    return sorted(chosen, key=lambda each: each.finding.quotes[0].start)


def told(each: Provision, printed: set[str]) -> Iterator[str]:
    """The lines of one provision; `printed` are the institutional sentences shown so far."""
    finding = each.finding
    read = f"{finding.clause_type} | {finding.stance.value} | {each.severity.level.value} | {finding.presence}"
    yield f"{read} | {dict(finding.attributes)} | {each.title}"
    yield f"   under {' > '.join(finding.quotes[0].section[-2:])}"
    yield from (f"   « {quote.exact}" for quote in finding.quotes)
    yield "   severity: " + " ".join(f"{factor.effect}: {factor.because}" for factor in each.severity.factors)
    yield f"   reading {each.confidence.reading.value}: {'; '.join(each.confidence.reasons)} {finding.basis.value}"
    for part in (field.name for field in fields(Statements) if field.name != "exposure"):
        text = getattr(each.statements, part)
        if text and (part in PLAIN or text not in printed):
            yield f"   {part}: {text}"
        elif text:
            yield f"   {part}: {text[:BEGINNING]}…"
        printed.add(text)
    yield from (f"   do ({action.who}) {action.label}: {action.how} {action.deadline_days or ''}" for action in each.actions)
    yield f"   laws: {', '.join(touch.id + ' ' + '/'.join(touch.articles) for touch in each.regulations)}"
    yield from (f"   ? {asked.question} {asked.answer}" for asked in each.questions)


def left(catalogue: Catalogue, earlier: Iterable[int], number: int) -> list[Document]:
    """The unseen documents without those that earlier seeds drew."""
    pool = unseen(catalogue)
    for seed in earlier:
        gone = {each.name for each in drawn(pool, catalogue, number=number, seed=seed)}
        pool = [each for each in pool if each.name not in gone]
    return pool


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True, help="number that decides the draw")
    parser.add_argument("--documents", type=int, default=20, help="how many documents")
    parser.add_argument("--each", type=int, default=10, help="provisions of each")
    parser.add_argument("--after", type=int, nargs="*", default=[], help="seeds of earlier samples, drawn with --documents 20")
    parser.add_argument("--names", action="store_true", help="print the names of the documents alone")
    options: Any = parser.parse_args()
    catalogue = load_catalogue()
    printed: set[str] = set()
    for document in drawn(left(catalogue, options.after, 20), catalogue, number=options.documents, seed=options.seed):
        kind = recognise(document.policy, catalogue).value
        print(f"\n######## {document.name} ({kind}, {len(document.policy.text.split())} words)")
        if options.names:
            continue
        for number, each in enumerate(provisions(analyse(document.policy, catalogue), number=options.each, seed=options.seed), start=1):
            print(f"\n{number}. " + "\n".join(told(each, printed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
