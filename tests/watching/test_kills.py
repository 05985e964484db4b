"""The short version of `evaluation.deliveries`: workers killed in the middle of delivery lose nothing and make no second id."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_workers_that_die_lose_nothing() -> None:
    command = [sys.executable, "-m", "evaluation.deliveries", "--kills", "4", "--messages", "120", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "nothing lost, no second id" in done.stdout
