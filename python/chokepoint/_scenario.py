"""Scenarios: what is run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Mapping, Union

from . import _core

if TYPE_CHECKING:
    import pandas as pd

Source = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""A shipped scenario's name, a path, YAML text (of more than one line), or the same as a dict."""


@dataclass(frozen=True)
class Event:
    """Something that a scenario says may happen. Months are texts like ``2022-10``.

    Attributes:
        id: its name in the scenario.
        type: ``chip_export_ban``, ``subsidy`` ...; ``chokepoint.names("events")`` lists them.
        issuers: nations that take the measure.
        targets: nations that it is aimed at.
        announce: month of announcement, or None.
        start: first month in force; of an event with a trigger, the first in which it may fire.
        end: first month without it, or None.
        severity: 0 to 1.
        trigger: the condition that it waits for, as a sentence, or None.
        description: what it does, in a sentence.
        source: where it is documented.
        tags: what it belongs to.
        file: where it is written.
        line: line there, from 1.
    """

    id: str
    type: str
    issuers: tuple[str, ...]
    targets: tuple[str, ...]
    announce: str | None
    start: str
    end: str | None
    severity: float
    trigger: str | None
    description: str
    source: str
    tags: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True)
class Remark:
    """Something in a scenario that is right and has no effect.

    Attributes:
        event: the event's id, or ``""`` for the scenario as a whole.
        message: what is the matter, in a sentence.
    """

    event: str
    message: str


class Scenario:
    """A scenario that was wholly checked. Never changes: what changes it gives another one."""

    def __init__(self, core: _core.Scenario):
        self._core = core

    def __repr__(self) -> str:
        return f"<Scenario {self.name!r}, to {self.end}>"

    @property
    def name(self) -> str:
        """What results call it: its name, and what was put on top of it."""
        return self._core.name

    @property
    def question(self) -> str:
        """The question that it was written to answer; empty if none, or if other rules were put on top."""
        return self._core.question

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return self._core.file

    @property
    def files(self) -> list[str]:
        """All files that it was made of, its own first."""
        return self._core.files

    @property
    def end(self) -> str:
        """Last month simulated, like ``2030-12``."""
        return self._core.end

    @property
    def compare_to(self) -> str | None:
        """The file of the scenario that it asks to be compared with, or None."""
        return self._core.compare_to

    @property
    def events(self) -> list[Event]:
        """All events, in the order in which they act."""
        return [
            Event(**{key: tuple(value) if isinstance(value, list) else value for key, value in one.items()})
            for one in self._core.events()
        ]

    def events_frame(self) -> pd.DataFrame:
        """The events as a table, one row each, columns as the attributes of :class:`Event`."""
        import pandas

        return pandas.DataFrame(self._core.events())

    def yaml(self) -> str:
        """The scenario as one YAML text, with all that it draws in written out."""
        return self._core.yaml()

    def with_policy(self, *policies: str | os.PathLike[str]) -> Scenario:
        """The scenario with policies on top: names of shipped ones, or paths.

        Raises:
            ScenarioError: a policy is wrong, misses one that it requires, or conflicts with another.
        """
        return Scenario(self._core.with_policies([os.fspath(policy) for policy in policies]))

    def set(self, path: str | Mapping[str, Any], value: Any = None) -> Scenario:
        """The scenario with other values: ``set("parameters.controls.enforcement", 0.8)``, or a dict of several.

        Args:
            path: ``parameters.NAME``, ``TABLE.ROW.COLUMN``, ``events.ID.FIELD``, ``governments.NATION``.
            value: a number in the unit that the path has, a text, a month like ``2024-01``, a list.

        Raises:
            ScenarioError: a path leads nowhere, or a value is out of range. The nearest path is suggested.
        """
        return Scenario(self._core.with_values(dict(path) if isinstance(path, Mapping) else {path: value}))

    def until(self, month: str) -> Scenario:
        """The scenario with another last month: ``2028-06``, or ``2028`` for its December."""
        return Scenario(self._core.until(str(month)))

    def check(self) -> list[Remark]:
        """What in the scenario has no effect, and why: tried by one run without each event. Takes a second or so."""
        return [Remark(*one) for one in self._core.check()]


_loaders: dict[str, tuple[float, _core.Loader]] = {}


def _loader(data: str | os.PathLike[str]) -> _core.Loader:
    """Scenarios of one loader share their world, and so their runs share months. Read again when a file of data changes."""
    typed = os.fspath(data)
    folder = Path(typed) if typed else Path(_core.home()) / "data"
    changed = max((path.stat().st_mtime for path in folder.rglob("*") if path.is_file()), default=0.0)
    known = _loaders.get(typed)
    if known is None or known[0] != changed:
        _loaders[typed] = known = (changed, _core.Loader(typed))
    return known[1]


def _read(source: Source, data: str | os.PathLike[str]) -> list[_core.Scenario]:
    loader = _loader(data)
    if isinstance(source, Mapping):
        return _core.load_dict(loader, dict(source))
    typed = os.fspath(source)
    if isinstance(source, str) and "\n" in source:
        return _core.load_text(loader, typed, "<text>")
    return _core.load_file(loader, typed)


def scenario(source: Source, *, data: str | os.PathLike[str] = "") -> Scenario:
    """Reads a scenario and checks all of it.

    Args:
        source: the name of a shipped scenario (``chokepoint.names("scenarios")``), a path, YAML text of more than one line, or the
            same as a dict. Files that it draws in (``extends``, ``policies``) are found beside it, in the present folder,
            or among the shipped ones.
        data: folder of the world's data; the shipped one if empty.

    Raises:
        ScenarioError: with every mistake in it, in what it draws in and in the data; also if it describes a family, which
            :func:`family` reads.
    """
    members = _read(source, data)
    if len(members) != 1:
        from ._errors import ScenarioError

        what = f"describes a family of {len(members)} scenarios; one is wanted here: family() gives all of them"
        raise ScenarioError([(members[0].file, 0, 0, what)])
    return Scenario(members[0])


def family(source: Source, *, data: str | os.PathLike[str] = "") -> list[Scenario]:
    """Reads the scenarios that a file describes: the members of a family in order, or the one that it is.

    Raises:
        ScenarioError: as :func:`scenario`.
    """
    return [Scenario(member) for member in _read(source, data)]


def as_scenario(one: Scenario | Source) -> Scenario:
    """A scenario as it is, or read."""
    return one if isinstance(one, Scenario) else scenario(one)
