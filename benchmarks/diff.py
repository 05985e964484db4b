"""How long comparing takes, against difflib on the same words, and how it grows with length.

    python -m benchmarks.diff            prints the table; ends with 1 where the limit or the growth is broken

Texts are made up: clauses of random words, five in a hundred reworded, some moved, added and removed. CPU seconds of this process, best of three.
"""

import difflib
import hashlib
import random
import sys
import time
from collections.abc import Callable

from clauseatlas.changes.comparing import compare
from clauseatlas.changes.units import words
from clauseatlas.model.policytext import Block, BlockKind, PolicyText, Span

WORDS = 20_000
LIMIT_SECONDS = 0.15
# Two texts that share no sentence are two texts to weigh instead of one to align.
LIMIT_REWRITTEN = 0.3
LENGTHS = (20_000, 50_000, 100_000, 200_000)
# Seconds per word at the greatest length may be at most so many times those at the smallest.
GROWTH = 2.5
SENTENCE_WORDS, BLOCK_SENTENCES = 18, 4
VOCABULARY = 6_000

Paragraph = list[str]


def paragraphs(length: int, rng: random.Random) -> list[Paragraph]:
    """Paragraphs of sentences of made-up words, frequent ones more often."""
    vocabulary = ["".join(rng.choices("abcdefghiklmnoprstuvw", k=rng.randint(2, 11))) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    sentences = [" ".join(rng.choices(vocabulary, weights, k=SENTENCE_WORDS)) + "." for _ in range(length // SENTENCE_WORDS)]
    return [sentences[start : start + BLOCK_SENTENCES] for start in range(0, len(sentences), BLOCK_SENTENCES)]


def edited(text: list[Paragraph], rng: random.Random) -> list[Paragraph]:
    """The text after a revision: words changed, paragraphs added, removed and moved."""
    changed = [[_reworded(sentence, rng) if rng.random() < 0.08 else sentence for sentence in paragraph] for paragraph in text if rng.random() > 0.02]
    for _ in range(len(text) // 50):
        changed.insert(rng.randrange(len(changed)), changed.pop(rng.randrange(len(changed))))
        changed.insert(rng.randrange(len(changed)), rng.choice(paragraphs(SENTENCE_WORDS * BLOCK_SENTENCES, rng)))
    return changed


def _reworded(sentence: str, rng: random.Random) -> str:
    parts = sentence.split()
    for _ in range(3):
        parts[rng.randrange(len(parts))] = "".join(rng.choices("abcdefgh", k=6))
    return " ".join(parts)


def policy(text: list[Paragraph]) -> PolicyText:
    """The text as a policy with blocks and sentences."""
    blocks: list[Block] = []
    place = 0
    for paragraph in text:
        spans: list[Span] = []
        start = place
        for sentence in paragraph:
            spans.append(Span(start=place, end=place + len(sentence)))
            place += len(sentence) + 1
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=place - 1, sentences=tuple(spans)))
        place += 1
    whole = "\n\n".join(" ".join(paragraph) for paragraph in text)
    return PolicyText(text=whole, sha256=hashlib.sha256(whole.encode()).hexdigest(), reader="made/1", media_type="text/plain", blocks=tuple(blocks))


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """CPU seconds of the fastest of some runs, each as the first."""
    best = float("inf")
    for _ in range(times):
        words.cache_clear()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def pair(length: int) -> tuple[PolicyText, PolicyText]:
    """Two texts of so many words, the later one revised."""
    rng = random.Random(length)
    text = paragraphs(length, rng)
    return policy(text), policy(edited(text, rng))


def rewritten(length: int) -> tuple[PolicyText, PolicyText]:
    """Two texts of so many words without a sentence in common."""
    return policy(paragraphs(length, random.Random(1))), policy(paragraphs(length, random.Random(2)))


def main() -> int:
    """The exit code."""
    took: dict[int, float] = {}
    for length in LENGTHS:
        before, after = pair(length)
        took[length] = seconds(lambda before=before, after=after: compare(before, after))  # type: ignore[misc]
        print(f"{length:7} words, revised:   {took[length]:.3f} s, {1e6 * took[length] / length:.2f} µs a word")
    before, after = pair(WORDS)
    plain = seconds(lambda: difflib.SequenceMatcher(None, before.text.split(), after.text.split(), autojunk=False).get_opcodes(), times=1)
    print(f"{WORDS:7} words, difflib:   {plain:.3f} s, {plain / took[WORDS]:.0f} times as long")
    before, after = rewritten(WORDS)
    whole = seconds(lambda: compare(before, after))
    print(f"{WORDS:7} words, rewritten: {whole:.3f} s")
    growth = (took[LENGTHS[-1]] / LENGTHS[-1]) / (took[LENGTHS[0]] / LENGTHS[0])
    print(f"growth per word from {LENGTHS[0]} to {LENGTHS[-1]} words: {growth:.2f} times")
    return 0 if took[WORDS] < LIMIT_SECONDS and whole < LIMIT_REWRITTEN and growth < GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
