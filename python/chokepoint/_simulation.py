"""One run, month by month, and the supply network in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from . import _core
from ._scenario import Scenario, Source, as_scenario

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


class Columns(Mapping[str, Any]):
    """The columns of one kind of agent, by name: read-only NumPy arrays, views of the run's own memory.

    ``firms["capex"]`` has shape (firm,); a table such as one nation towards another has two dimensions. ``firms["stock"]``, an array of
    columns, is a dict of its parts; ``firms["stock.foreign"]`` one of them. Months count from January 2017; ids are places in the columns
    of their kind. A view shows the month that the run is in: take it anew after a step, or copy it to keep it.
    """

    def __init__(self, columns: dict[str, tuple[NDArray[Any], str, str]], names: list[str]):
        self._columns = columns
        self.names = names
        """Names of the agents, in the order of the columns; empty where they have none."""

    def __getitem__(self, name: str) -> Any:
        if name in self._columns:
            return self._columns[name][0]
        parts = {key[len(name) + 1 :]: one[0] for key, one in self._columns.items() if key.startswith(name + ".")}
        if not parts:
            raise KeyError(f"no column is called {name!r}: " + ", ".join(self._columns))
        return parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def unit(self, name: str) -> str:
        """Unit of a column; empty for a pure number."""
        return self._columns[name][1]

    def meaning(self, name: str) -> str:
        """What a column is, where its name does not say it."""
        return self._columns[name][2]

    def frame(self) -> pd.DataFrame:
        """A copy of all columns with one value an agent as a table, agents by name."""
        import pandas

        size = max((one[0].shape[0] for one in self._columns.values() if one[0].ndim == 1), default=0)
        index = pandas.Index(self.names or range(size), name="agent")
        return pandas.DataFrame({name: np.array(one[0]) for name, one in self._columns.items() if one[0].shape == (len(index),)}, index)


def _plural(kind: str) -> str:
    return kind if kind.endswith("s") else kind[:-1] + "ies" if kind.endswith("y") else kind + "s"


class State:
    """The state of a run: ``state.nations``, ``state.firms``, ``state.designers``, ``state.foundries``, ``state.links`` ..., each
    :class:`Columns`. docs/state.md lists all columns."""

    def __init__(self, core: _core.Simulation):
        self._core = core

    def __getattr__(self, name: str) -> Columns:
        if name.startswith("_"):
            raise AttributeError(name)
        for kind, columns in self._core.state().items():
            if _plural(kind) == name:
                return Columns(columns, self._core.names(kind))
        raise AttributeError(f"the state has no {name!r}: " + ", ".join(dir(self)))

    def __dir__(self) -> list[str]:
        return [_plural(kind) for kind in self._core.state()]


class Simulation:
    """One run of a scenario, stepped by hand.

    ::

        run = chokepoint.Simulation("chip_ban", member=0)
        run.run_to("2022-12")
        run.state.firms["capex"]
        other = run.branch(chokepoint.scenario("chip_ban").with_policy("strict_enforcement"))

    Args:
        scenario: a Scenario, or what :func:`scenario` reads.
        member: number of the run: its random numbers and parameter set are those of that member of an ensemble.
        seed: as for :func:`run`.
        parameters: as for :func:`run`.
    """

    def __init__(self, scenario: Scenario | Source, *, member: int = 0, seed: int = 1, parameters: str | None = None):
        asked = {"member": member, "seed": seed, "parameters": parameters}
        self._core = _core.Simulation(as_scenario(scenario)._core, asked)

    def __repr__(self) -> str:
        return f"<Simulation of {self._core.scenario!r}, member {self._core.member}, at {self.month}>"

    @property
    def month(self) -> str | None:
        """The month simulated last, like ``2022-10``; None before the first."""
        return self._core.month

    @property
    def done(self) -> bool:
        """Whether the scenario's last month has been simulated."""
        return self._core.done

    @property
    def hash(self) -> str:
        """Hash of every bit of the state."""
        return self._core.hash

    @property
    def state(self) -> State:
        """The state, as read-only views."""
        return State(self._core)

    @property
    def in_force(self) -> list[str]:
        """Ids of the events in force in the month simulated last."""
        return self._core.in_force()

    def step(self) -> None:
        """Simulates the next month.

        Raises:
            StopIteration: the run is over.
        """
        self._core.step()

    def run_to(self, month: str = "") -> None:
        """Simulates up to and including a month; empty: to the end."""
        self._core.run_to(month)

    def measured(self, metric: str, agent: str = "", at: str = "") -> float:
        """A metric of the run so far, in the metric's unit.

        Args:
            metric, agent: name, and whose; empty for the world.
            at: a month that has been simulated; empty: the last one.

        Raises:
            ScenarioError: no such metric, agent or month.
            ValueError: the month has not been simulated yet.
        """
        return self._core.measured(metric, agent, at)

    def branch(self, other: Scenario | Source) -> Simulation:
        """The run so far, going on under another scenario; this one stays as it is.

        Args:
            other: a scenario that says the same up to the present month.

        Raises:
            ScenarioError: it may differ already.
        """
        out = object.__new__(Simulation)
        out._core = self._core.branch(as_scenario(other)._core)
        return out

    def graph(self, good: str | None = None) -> nx.MultiDiGraph:
        """The supply network of the present month: :func:`graph` of this run."""
        import networkx

        return networkx.node_link_graph(json.loads(self._core.graph(good)))


def graph(scenario: Scenario | Source, *, at: str = "2025-12", good: str | None = None, member: int = 0, seed: int = 1,
          parameters: str | None = "point") -> nx.MultiDiGraph:
    """The supply network of one month of one run.

    Args:
        scenario: a Scenario, or what :func:`scenario` reads.
        at: month, like ``2025-12`` or ``2027`` for its December.
        good: links of one good only, such as ``accelerator`` or ``wafer``; None: all.
        member, seed, parameters: which run; by default that of ``simulate graph``, at the parameters' point values.

    Returns:
        networkx.MultiDiGraph from suppliers to buyers. A vertex has its kind, nation and measures (``flow_lost``, betweenness ...), a link its good as key,
        what it ships, and whether rules close it.

    Raises:
        ScenarioError: no such month or good.
    """
    run = Simulation(scenario, member=member, seed=seed, parameters=parameters)
    run.run_to(at)
    return run.graph(good)
