"""Stance on minimal pairs of our own writing over all clause types: who permits, forbids, conditions, requires, bans, grants what.

    python -m evaluation.polarity [--check] [--verbose] [--types ID ...]

Each sentence of `polarity_pairs.toml` is read as a document of its own with the product's own reader and finder. It is right if the first
finding of its type has its stance; a missing finding is wrong, and for "none" any finding is. Prints one JSON line: `stance` over all
sentences, `found` (the share whose type was found), `read` (stance where found), and the same for the two sets `tuned` and `fresh`.
`--check` ends with 1 below the floors of section "polarity".
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.provisions.analysing import default_classifier
from clauseatlas.provisions.classifying import Classifier
from clauseatlas.provisions.finding import find
from clauseatlas.provisions.naming import speaker
from clauseatlas.text.reading import read

PAIRS = Path(__file__).with_name("polarity_pairs.toml")
FLOORS = Path(__file__).with_name("floors.json")
NONE = "none"
PLATFORMS = ("Northlight", "Larkspur", "Fernway", "Alder", "Cedar Docs", "Harbour Mail")
SETS = ("tuned", "fresh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the pairs with the stance a careful reader gives it."""

    clause_type: str
    stance: str
    text: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: `None` where the type was not found."""

    of: Sentence
    stance: str | None

    @property
    def is_right(self) -> bool:
        """Whether the stance is the expected one."""
        return self.stance == (None if self.of.stance == NONE else self.of.stance)


def pairs(path: Path = PAIRS) -> Iterator[Sentence]:
    """Every sentence of the file."""
    for clause_type, groups in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for group in SETS:
            for stance, text in groups.get(group, ()):
                yield Sentence(clause_type=clause_type, stance=stance, text=text, group=group)


def read_pair(sentence: Sentence, catalogue: Catalogue, classifier: Classifier) -> Reading:
    """The stance of the first finding of the type in a document that holds the sentence and nothing else."""
    policy = read(sentence.text.encode(), media_type="text/markdown")
    platform = next((name for name in PLATFORMS if name in sentence.text), PLATFORMS[0])
    found = find(policy, catalogue.clauses, classifier=classifier, voices=speaker(policy, platform=platform).voices)
    stance = next((each.stance.value for each in found if each.clause_type == sentence.clause_type), None)
    return Reading(of=sentence, stance=stance)


def measured(readings: Sequence[Reading]) -> Mapping[str, float]:
    """The figures, rounded to three places."""
    expected = [each for each in readings if each.of.stance != NONE]
    found = [each for each in expected if each.stance is not None]
    figures: dict[str, float] = {
        "sentences": len(readings),
        "types": len({each.of.clause_type for each in readings}),
        "stance": _share(readings),
        "found": round(len(found) / max(len(expected), 1), 3),
        "read": _share(found),
    }
    for group in SETS:
        of_group = [each for each in readings if each.of.group == group]
        figures |= {f"{group}_sentences": len(of_group), f"{group}_stance": _share(of_group)}
    return figures


def _share(readings: Sequence[Reading]) -> float:
    return round(sum(each.is_right for each in readings) / max(len(readings), 1), 3)


def failures(figures: Mapping[str, float]) -> list[str]:
    """The figures below their floors."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["polarity"]["at least"]
    return [f"{name} {figures[name]} is below {floor}" for name, floor in floors.items() if figures[name] < floor]


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="end with 1 where a figure is below its floor")
    parser.add_argument("--verbose", action="store_true", help="show every sentence that is read wrong")
    parser.add_argument("--types", nargs="*", default=[], help="only these clause types")
    chosen = parser.parse_args()
    catalogue = load_catalogue()
    wanted = [each for each in pairs() if not chosen.types or each.clause_type in chosen.types]
    missing = sorted({each.clause_type for each in wanted} - set(catalogue.clauses))
    if missing:
        print("not in the catalogue: " + ", ".join(missing))
    classifier = default_classifier(catalogue)
    readings = [read_pair(each, catalogue, classifier) for each in wanted if each.clause_type in catalogue.clauses]
    if chosen.verbose:
        for each in readings:
            if not each.is_right:
                print(f"  {each.of.group} {each.of.clause_type}: {each.of.stance}, read as {each.stance}: {each.of.text}")
    figures = measured(readings)
    print(json.dumps(figures))
    found = failures(figures) if chosen.check else []
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
