"""What the record says of the parameters, and how near the model comes to it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _core
from ._ensemble import run
from ._progress import Progress
from ._scenario import Scenario, Source, as_scenario, scenario

if TYPE_CHECKING:
    import pandas as pd


class Calibration:
    """The parameters, the sets that the record leaves possible, and the record. Made by :func:`calibration`."""

    def __init__(self, data: str):
        self._data = data
        self._folder = Path(data) if data else Path(_core.home()) / "data"

    @property
    def parameters(self) -> pd.DataFrame:
        """Every parameter, by name: value, low, high, unit, prior, meaning, source, grade (A published, B converted, C judgement)."""
        import pandas

        columns = ["name", "value", "low", "high", "unit", "prior", "meaning", "source", "grade"]
        return pandas.DataFrame(_core.parameters(self._data), columns=columns).set_index("name")

    @property
    def posterior(self) -> pd.DataFrame:
        """The parameter sets that the record leaves possible: one row a set, one column a parameter that was drawn, in its unit.

        Raises:
            FileNotFoundError: the data hold none.
        """
        import pandas

        return pandas.read_csv(self._folder / "posterior.csv", comment="#")

    @property
    def provenance(self) -> dict[str, Any]:
        """How the sets were made: study, hashes of all inputs, runs, what was fitted."""
        found: dict[str, Any] = json.loads((self._folder / "posterior.lock.json").read_text())
        return found

    def share_below(self, name: str, values: ArrayLike) -> NDArray[np.float64]:
        """The prior probability of less than each value of a parameter, 0 to 1, in the shape of the values.

        Raises:
            ScenarioError: no such parameter.
        """
        given = np.asarray(values, dtype=np.float64)
        return np.asarray(_core.share_below(self._data, name, given.reshape(-1).tolist())).reshape(given.shape)

    def fit(self, source: Scenario | Source = "history", *, runs: int = 41, seed: int = 1, parameters: str = "point", threads: int = 0,
            progress: Progress = True) -> pd.DataFrame:
        """How near a scenario comes to the record of 2020-2025.

        Returns:
            A row for each figure of the record: target, metric, agent, month, record, model (median of the runs), z (their distance in
            standard deviations of the record), unit, role (``fit``; ``set``: a value was set with it by hand; ``hold``: used by neither), grade.
        """
        import pandas

        one = as_scenario(source) if not isinstance(source, str) else scenario(source, data=self._data)
        wanted = sorted(set(_core.metrics_of_record(self._data)))
        ensemble = run(one.until("2025-12"), runs=runs, seed=seed, parameters=parameters, metrics=wanted, threads=threads, progress=progress)
        columns = ["target", "metric", "agent", "month", "record", "model", "z", "unit", "role", "grade"]
        return pandas.DataFrame(_core.deviations(ensemble._core, self._data), columns=columns)


def calibration(*, data: str | os.PathLike[str] = "") -> Calibration:
    """What the record says of the parameters.

    Args:
        data: folder of the world's data; the shipped one if empty.
    """
    return Calibration(os.fspath(data))
