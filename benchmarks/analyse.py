"""What the analysis of a text costs: the real policies of var/data/html on one core, with everything that `analyse` does.

    python -m benchmarks.analyse             needs var/data/html (make data)
    python -m benchmarks.analyse --sample 5  every fifth page, for a quick look

Prints documents a second, CPU seconds per 5,000 words (first pass, in which patterns are compiled, and a second one), start-up (the command on a
text of 250 words), peak memory, and the ratio to a baseline in the same run: splitting the same pages into sentences, nothing found.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evaluation.pages import pages

from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.model.policytext import PolicyText
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.sentences import sentences
from clauseatlas.text.reading import read

WORDS = 5_000  # of a usual policy
MEGABYTE = 1024  # kilobytes
AIMS = {"documents_per_second": 8, "cpu_seconds_per_5000_words": 0.08, "start_up_seconds": 1.0, "peak_megabytes": 400}
SHORT_TEXT = "# Terms of Service\n\n" + "".join(
    f"These terms apply between you and Example Harbour when you use our service, section {number}. We may share your data with partners.\n\n"
    for number in range(1, 13)
)  # as little as the gate takes for a policy


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def start_up() -> float:
    """CPU seconds of the command on a text of 250 words, the quickest of three: all that is no analysis."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "terms.md"
        path.write_text(SHORT_TEXT, encoding="utf-8")
        return min(_cpu_of_command([sys.executable, "-m", "clauseatlas.cli.main", "analyse", str(path)]) for _ in range(3))


def _cpu_of_command(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def figures(bodies: Sequence[bytes]) -> dict[str, float]:
    """All figures of the benchmark."""
    catalogue = load_catalogue()
    texts: list[PolicyText] = []
    reading = cpu_of(lambda: texts.extend(read(body, media_type="text/html") for body in bodies))
    splitting = cpu_of(lambda: [sentences(text) for text in texts])
    first, again = (cpu_of(lambda: [analyse(text, catalogue) for text in texts]) for _ in range(2))
    thousands = sum(text.words for text in texts) / WORDS
    return {
        "documents": len(texts),
        "clause_types": len(catalogue.clauses),
        "words_per_document": round(WORDS * thousands / len(texts)),
        "documents_per_second": round(len(texts) / (reading + first), 1),
        "cpu_seconds_per_5000_words": round(first / thousands, 4),
        "cpu_seconds_per_5000_words_again": round(again / thousands, 4),
        "ratio_to_baseline": round((reading + first) / (reading + splitting), 2),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE),
        "start_up_seconds": round(start_up(), 2),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="take every Nth page only")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    measured = figures([page.body for page in pages()][:: given.sample])
    if given.json:
        print(json.dumps(measured, indent=2))
        return 0
    for name, value in measured.items():
        print(f"{name:34} {value:>10}" + (f"  (aim {AIMS[name]})" if name in AIMS else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
