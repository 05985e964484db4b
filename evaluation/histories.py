"""What real history looks like in an atlas: noise told apart, alerts avoided, record ids kept.

    clauseatlas init --home var/histories
    clauseatlas import ota var/data/ota --home var/histories
    python -m evaluation.histories --home var/histories [--sample 20] [--seed 1] [--check]

Figures: sightings whose text differs from the one before (what a service would alert that compares text hashes), told changes (what this one
alerts), returns and variants. Identity: for every step from one text to the next, of the provisions whose quotations stand unchanged in a
provision of the same type after it, the share that keeps its record id; provisions that cosmetic steps add or end; splits and merges; a sample of
carried ones to read.

`--check` ends with 1 where an unchanged provision lost its id or a cosmetic step added or ended one.
"""

import argparse
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import django

QUOTE_SHOWN = 110  # characters of a quotation in the sample


@dataclass(frozen=True)
class Clause:
    """A provision as it stands in one version."""

    provision: int
    clause_type: str
    words: tuple[str, ...]


def clauses_by_version(document: Any) -> dict[int, list[Clause]]:
    """The provisions of every version of a document, by the key of the version."""
    from clauseatlas.records.models import Revision, VersionText

    packed = dict(VersionText.objects.filter(version__document=document).values_list("version_id", "places"))
    keys = {place[0] for places in packed.values() for place in places}
    known = {
        row.pk: Clause(row.provision_id, row.provision.clause_type, tuple(quote["exact"] for quote in row.quotes))
        for row in Revision.objects.filter(pk__in=keys).select_related("provision")
    }
    return {version: [known[place[0]] for place in places] for version, places in packed.items()}


def steps(document: Any) -> Iterator[tuple[Any, Any]]:
    """The periods of a document in pairs of one and the next."""
    from clauseatlas.records.queries import history

    yield from pairwise(history.periods(document))


def measure(sample_size: int, seed: int) -> tuple[dict[str, Any], list[str]]:
    """The figures, and sampled carries in words."""
    from clauseatlas.records.models import Change, Document, Provision, Sighting

    figures: Counter[str] = Counter()
    lost: list[str] = []
    carried: list[str] = []
    for document in Document.objects.order_by("id"):
        at = list(Sighting.objects.filter(document=document).order_by("at").values_list("version_id", flat=True))
        figures["sightings"] += len(at)
        figures["text_differs"] += sum(one != two for one, two in pairwise(at))
        found = clauses_by_version(document)
        for earlier, later in steps(document):
            before, after = found.get(earlier.version_id, []), found.get(later.version_id, [])
            keeping, losing, sampled = _identity(before, after)
            figures["unchanged_provisions"] += keeping + len(losing)
            figures["unchanged_kept"] += keeping
            lost.extend(f"{document} {earlier.version_id} to {later.version_id}: {each}" for each in losing)
            carried.extend(f"{document}: {each}" for each in sampled)
    for row in Change.objects.all():
        figures[f"changes_{row.significance}"] += row.kind == "new"
        figures["changes_returned"] += row.kind == "returned"
    told = Change.objects.filter(significance__in=("substantive", "unclear"), kind__in=("new", "returned"))
    cosmetic = Change.objects.filter(significance="cosmetic", effects__fate__in=("added", "ended")).values_list("pk", flat=True)
    report = {
        "documents": Document.objects.count(),
        **dict(figures),
        "alerts_by_text_hash": figures["text_differs"],
        "alerts_told": told.count(),
        "identity": round(figures["unchanged_kept"] / max(1, figures["unchanged_provisions"]), 6),
        "cosmetic_steps_that_add_or_end": len(set(cosmetic)),
        "splits": Provision.objects.filter(split_from__isnull=False).count(),
        "merges": Provision.objects.filter(merged_into__isnull=False).count(),
        "lost": lost[:20],
    }
    return report, random.Random(seed).sample(carried, min(sample_size, len(carried)))


def _identity(before: list[Clause], after: list[Clause]) -> tuple[int, list[str], list[str]]:
    """Unchanged provisions that keep their id, those that lose it, and reworded ones that were carried, in words."""
    earlier, later = _by_words(before), _by_words(after)
    keeping, losing = 0, []
    for (clause_type, words_), ids in earlier.items():
        others = later.get((clause_type, words_), set())
        kept = len(ids & others)
        keeping += kept
        # A sentence that stood twice and stands once keeps one record and ends the other.
        losing.extend(f"{clause_type}: {' '.join(words_)[:QUOTE_SHOWN]}" for _ in range(min(len(ids), len(others)) - kept))
    words = {clause.provision: clause for clause in before}
    sampled = [
        f"CA-P-{clause.provision:06d} {clause.clause_type}\n    before: {' '.join(words[clause.provision].words)[:QUOTE_SHOWN]}\n"
        f"    after:  {' '.join(clause.words)[:QUOTE_SHOWN]}"
        for clause in after
        if clause.provision in words and words[clause.provision].words != clause.words
    ]
    return keeping, losing, sampled


def _by_words(clauses: list[Clause]) -> dict[tuple[str, tuple[str, ...]], set[int]]:
    """Record numbers by clause type and words."""
    found: dict[tuple[str, tuple[str, ...]], set[int]] = defaultdict(set)
    for clause in clauses:
        found[(clause.clause_type, clause.words)].add(clause.provision)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    os.environ["CLAUSEATLAS_HOME"] = str(options.home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clauseatlas.site.settings")
    django.setup()
    report, sampled = measure(options.sample, options.seed)
    print(json.dumps(report, indent=1))
    for each in sampled:
        print(each)
    if options.check and (report["identity"] < 1 or report["cosmetic_steps_that_add_or_end"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
