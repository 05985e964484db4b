"""The quality gates, one after another: each evaluation that has a floor or a rule, on the shared data.

    python -m evaluation.gates [NAME ...]        needs the shared data beside the checkout

Ends with 1 when one of them fails; the figures and what fell short stand in the output above.
"""

import subprocess
import sys
import time

GATES = {
    "reading": ["evaluation.reading", "--check"],
    "changes": ["evaluation.changes", "--check"],
    "gold": ["evaluation.gold", "--check"],
    "polarity": ["evaluation.polarity", "--check"],
    "audit": ["evaluation.audit", "--check"],
    "tracking": ["evaluation.tracking"],
}


def main() -> None:
    chosen = sys.argv[1:] or list(GATES)
    unknown = sorted(set(chosen) - set(GATES))
    if unknown:
        sys.exit(f"no gate is called {', '.join(unknown)}; there are {', '.join(GATES)}")
    failed = []
    for name in chosen:
        begun = time.monotonic()
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", *GATES[name]], check=False)
        print(f"== {name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s", flush=True)
        if done.returncode:
            failed.append(name)
    sys.exit(f"below the floor: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
