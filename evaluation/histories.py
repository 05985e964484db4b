"""What real history looks like in an atlas: noise told apart, alerts avoided, record ids kept.

    clauseatlas init --home var/histories
    clauseatlas import ota var/data/ota --home var/histories
    python -m evaluation.histories --home var/histories [--sample 20] [--seed 1] [--splits] [--check]

Figures: sightings whose text differs from the one before (what a service would alert that compares text hashes), told changes (what this one
alerts), returns and variants. Identity: for every step from one text to the next, of the provisions whose quotations stand unchanged in a
provision of the same type after it, the share that keeps its record id; provisions that cosmetic steps add or end; provisions that are told as
added or ended although every word of theirs stands in both texts; splits and merges, each by record ids with `--splits`; a sample of carried
ones to read.

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

from clauseatlas.changes.effects import MERGED_INTO, SPLIT_OFF

QUOTE_SHOWN = 240  # characters of a quotation in the sample, around where the two wordings part


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
    from clauseatlas.records.models import Change, Document, Period, Provision, Sighting, Version

    figures: Counter[str] = Counter()
    lost: list[str] = []
    carried: list[list[str]] = []
    for document in Document.objects.order_by("id"):
        at = list(Sighting.objects.filter(document=document).order_by("at").values_list("version_id", flat=True))
        figures["sightings"] += len(at)
        figures["text_differs"] += sum(one != two for one, two in pairwise(at))
        found = clauses_by_version(document)
        reworded: list[str] = []
        for earlier, later in steps(document):
            before, after = found.get(earlier.version_id, []), found.get(later.version_id, [])
            keeping, losing, sampled = _identity(before, after)
            figures["unchanged_provisions"] += keeping + len(losing)
            figures["unchanged_kept"] += keeping
            lost.extend(f"{document} {earlier.version_id} to {later.version_id}: {each}" for each in losing)
            reworded.extend(f"{document}: {each}" for each in sampled)
        carried.append(reworded)
    for row in Change.objects.all():
        figures[f"changes_{row.significance}"] += row.kind == "new"
        figures["changes_returned"] += row.kind == "returned"
    told = Change.objects.filter(significance__in=("substantive", "unclear"), kind__in=("new", "returned"))
    cosmetic = Change.objects.filter(significance="cosmetic", effects__fate__in=("added", "ended"))
    report = {
        "documents": Document.objects.count(),
        "versions": Version.objects.count(),
        "periods": Period.objects.count(),
        "periods_returned": Period.objects.filter(returned=True).count(),
        "periods_of_variants": Period.objects.filter(variant=True).count(),
        **dict(figures),
        "alerts_by_text_hash": figures["text_differs"],
        "alerts_told": told.count(),
        "identity": round(figures["unchanged_kept"] / max(1, figures["unchanged_provisions"]), 6),
        "cosmetic_steps_that_add_or_end": sorted({row.record_id for row in cosmetic}),
        **standing_though_told(),
        "splits": Provision.objects.filter(split_from__isnull=False).count(),
        "merges": Provision.objects.filter(merged_into__isnull=False).count(),
        "lost": lost[:20],
    }
    return report, _sample([each for each in carried if each], sample_size, random.Random(seed))


def _sample(by_document: list[list[str]], size: int, chance: random.Random) -> list[str]:
    """Carries of as many documents, one of each, so that one that is reworded often does not crowd out the others."""
    return [chance.choice(each) for each in chance.sample(by_document, min(size, len(by_document)))]


def standing_though_told() -> dict[str, int]:
    """How many provisions are told as ended or added, and of how many of them all words stand in both texts."""
    from clauseatlas.records.models import Change
    from clauseatlas.records.queries.versions import policy_text

    found: Counter[str] = Counter({"ended": 0, "added": 0, "ended_though_standing": 0, "added_though_standing": 0})
    for change in Change.objects.filter(kind="new").select_related("from_version", "to_version").iterator():
        touched = list(change.effects.filter(fate__in=("added", "ended")).select_related("before", "after"))
        before, after = (policy_text(version).text if touched else "" for version in (change.from_version, change.to_version))
        for effect in touched:
            found[effect.fate] += 1
            quotes = (effect.before or effect.after).quotes
            here, there = (before, after) if effect.fate == "ended" else (after, before)
            # A passage that stood twice and stands once has ended once.
            stands = all(there.count(quote["exact"]) >= here.count(quote["exact"]) for quote in quotes)
            if quotes and effect.because not in (SPLIT_OFF, MERGED_INTO):
                found[f"{effect.fate}_though_standing"] += stands
    return dict(found)


def splits_and_merges() -> Iterator[str]:
    """Every split and merge in the order of record ids: what came of what, the clause type, the document, the day."""
    from clauseatlas.records.models import Effect, Provision

    days: dict[tuple[str, int], str] = {}
    for effect in Effect.objects.filter(fate__in=("added", "ended")).select_related("change__to_version").order_by("-change__captured"):
        days[(effect.fate, effect.provision_id)] = effect.change.to_version.first_seen.date().isoformat()
    parts = Provision.objects.select_related("document").order_by("pk")
    for part in parts.filter(split_from__isnull=False):
        day = days.get(("added", part.pk), "unknown")
        yield f"{day} {part.document.record_id} {part.clause_type}: {part.record_id} split from {_record(part.split_from_id)}"
    for part in parts.filter(merged_into__isnull=False):
        day = days.get(("ended", part.pk), "unknown")
        yield f"{day} {part.document.record_id} {part.clause_type}: {part.record_id} merged into {_record(part.merged_into_id)}"


def _record(number: int) -> str:
    return f"CA-P-{number:06d}"


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
        f"{_record(clause.provision)} {clause.clause_type}{_parting(' '.join(words[clause.provision].words), ' '.join(clause.words))}"
        for clause in after
        if clause.provision in words and words[clause.provision].words != clause.words
    ]
    return keeping, losing, sampled


def _parting(before: str, after: str) -> str:
    """Two wordings one below the other, from shortly before the place where they part."""
    alike = next((place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))
    start = max(0, alike - QUOTE_SHOWN // 4)
    return f"\n    before: {before[start : start + QUOTE_SHOWN]}\n    after:  {after[start : start + QUOTE_SHOWN]}"


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
    parser.add_argument("--splits", action="store_true", help="list every split and merge")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    os.environ["CLAUSEATLAS_HOME"] = str(options.home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clauseatlas.site.settings")
    django.setup()
    report, sampled = measure(options.sample, options.seed)
    print(json.dumps(report, indent=1))
    for each in (*sampled, *(splits_and_merges() if options.splits else ())):
        print(each)
    if options.check and (report["identity"] < 1 or report["cosmetic_steps_that_add_or_end"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
