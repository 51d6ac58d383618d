# What several tests share.
import os
import subprocess
from pathlib import Path

import pytest

root = Path(__file__).resolve().parents[2]
simulate_program = os.environ.get("SIMULATE", str(root / "build" / "dev" / "simulate"))


@pytest.fixture
def simulate(tmp_path):
    """Runs the program in a folder of its own and gives what it prints."""

    def run(*words, code=0):
        done = subprocess.run([simulate_program, *words], cwd=tmp_path, text=True, capture_output=True)
        assert done.returncode == code, done.stderr
        return done.stdout

    return run
