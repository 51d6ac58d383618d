"""chokepoint: an agent-based simulation of the AI and chip race.

Nations, AI firms and chipmakers act month by month, from 2017 to 2030, on a graph of who supplies whom. ::

    import chokepoint as cp

    comparison = cp.compare("no_ban", "chip_ban", runs=64)
    print(comparison)
    comparison.differences(["eci_gap"])
    cp.run("baseline", runs=256, metrics=["compute_share"]).to_xarray()

A result is a conditional projection: what the equations say if the parameters are right. It is not a forecast. Every number is the same, to
the last bit, as that of the program ``simulate`` with the same scenario, seed and parameters, at any number of threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from ._calibration import Calibration, calibration
from ._compare import Comparison, Difference, compare, why
from ._ensemble import Ensemble, run
from ._errors import Mistake, OutputError, ScenarioError
from ._model import Model, model
from ._scenario import Event, Remark, Scenario, family, scenario
from ._simulation import Columns, Simulation, State, graph
from ._study import Study, study

if TYPE_CHECKING:
    import pandas as pd

__version__: str = _core.version
__all__ = ["Calibration", "Columns", "Comparison", "Difference", "Ensemble", "Event", "Mistake", "Model", "OutputError", "Remark", "Scenario",
           "ScenarioError", "Simulation", "State", "Study", "calibration", "compare", "describe", "family", "graph", "metrics", "model", "names",
           "run", "scenario", "study", "why"]


def names(kind: str, *, data: str = "") -> list[str]:
    """All names of a kind: ``scenarios``, ``policies``, ``metrics``, ``parameters``, ``events``, ``nations``, ``regions``.

    Raises:
        ScenarioError: no such kind.
    """
    return _core.names(kind, data)


def describe(kind: str, name: str, *, data: str = "") -> str:
    """What a name means, as ``simulate explain`` tells it; empty if there is none of that name."""
    return _core.described(kind, name, data)


def metrics() -> pd.DataFrame:
    """All metrics, by name: unit, of (world, nation, firm ...), meaning."""
    import pandas

    return pandas.DataFrame(_core.metrics(), columns=["name", "unit", "of", "meaning"]).set_index("name")
