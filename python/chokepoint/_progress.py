"""How far a call is, on a terminal or in a notebook."""

from __future__ import annotations

import sys
import time
from typing import Callable, Union

Progress = Union[bool, Callable[[int, int], None]]
"""True: a line on standard error, after a second, where a person looks; False: nothing; else called with runs done and to do."""


class _Line:
    """One line that is written over, with an estimate of the time left."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.shown = False

    def __call__(self, done: int, of: int) -> None:
        spent = time.monotonic() - self.begun
        if spent < 1 or done == 0:
            return
        self.shown = True
        sys.stderr.write(f"\r{done} of {of} runs, {spent / done * (of - done):.0f} s left   ")
        if done == of:
            sys.stderr.write("\r" + " " * 60 + "\r")
        sys.stderr.flush()


def _looked_at() -> bool:
    return sys.stderr.isatty() or "ipykernel" in sys.modules


def teller(progress: Progress) -> Callable[[int, int], None] | None:
    """What the work is to call, or None."""
    if callable(progress):
        return progress
    return _Line() if progress and _looked_at() else None
