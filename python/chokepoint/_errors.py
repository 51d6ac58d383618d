"""What goes wrong, as Python tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Sequence, Tuple

_suggested = re.compile(r"did you mean '([^']+)'")


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in what a person wrote.

    Attributes:
        file: the file, or what stands for it: ``scenario['events'][0]`` of a dict, the name of an argument.
        line: line in the file, from 1; 0 where it is the file or the argument as a whole.
        column: column in the line, from 1; 0 likewise.
        message: what was found and what would do.
        suggestion: the nearest thing that would do, or None.
    """

    file: str
    line: int
    column: int
    message: str
    suggestion: str | None

    def __str__(self) -> str:
        place = self.file + "".join(f":{number}" for number in (self.line, self.column) if number > 0)
        return f"{place}: {self.message}"


class ScenarioError(ValueError):
    """The input is wrong. Nothing was run. ``mistakes`` holds all that was found, not the first alone."""

    mistakes: tuple[Mistake, ...]

    def __init__(self, found: Sequence[Tuple[str, int, int, str]]):
        self.mistakes = tuple(_mistake(*one) for one in found)
        super().__init__("\n".join(str(one) for one in self.mistakes))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[list[tuple[str, int, int, str]]]]:
        return type(self), ([(m.file, m.line, m.column, m.message) for m in self.mistakes],)


class OutputError(OSError):
    """A result could not be written. Nothing half-written is left."""


def _mistake(file: str, line: int, column: int, what: str) -> Mistake:
    nearest = _suggested.search(what)
    # What the program calls an option is an argument here.
    return Mistake(re.sub(r"^--", "", file), line, column, what, nearest.group(1) if nearest else None)
