"""Runs of a scenario as arrays and tables."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from . import _core
from ._progress import Progress, teller
from ._scenario import Scenario, Source, as_scenario

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def month_axis(months: int) -> NDArray[np.datetime64]:
    """First days of the months from January 2017 on, shape (months,)."""
    return (np.datetime64("2017-01", "M") + np.arange(months)).astype("datetime64[ns]")


def month_place(month: str | None, months: int) -> int:
    """The place of a month on the axis: ``2028-06``, or ``2028`` for its December; None: the last one."""
    if month is None:
        return months - 1
    text = str(month)
    place = int((np.datetime64(text if "-" in text else text + "-12", "M") - np.datetime64("2017-01", "M")).astype(int))
    if not 0 <= place < months:
        raise KeyError(f"{month} is not among the months that were run, which begin in 2017-01 and are {months}")
    return place


class Ensemble:
    """Runs of one scenario: members by months by agents.

    ``ensemble["compute_share"]`` is a metric as an xarray.DataArray. Arrays are views of memory that is made once for a metric,
    read only, float32.
    """

    def __init__(self, core: _core.Runs, asked: Sequence[str] | None = None):
        self._core = core
        self._series = {one["name"]: one for one in core.series()}
        self._asked = list(self._series) if asked is None else list(dict.fromkeys(asked))

    def __repr__(self) -> str:
        return f"<Ensemble of {self.scenario!r}: {self.runs} runs, {self.months} months, {len(self._asked)} metrics>"

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return self._core.scenario

    @property
    def runs(self) -> int:
        """Members."""
        return self._core.runs

    @property
    def months(self) -> int:
        """Months of a run, from January 2017 on."""
        return self._core.months

    @property
    def seed(self) -> int:
        """Seed of all random numbers."""
        return self._core.seed

    @property
    def parameters(self) -> str:
        """Where the parameters come from: ``point``, ``prior``, or the file of sets. Members 2i and 2i + 1 share set i."""
        return self._core.parameters

    @property
    def hash(self) -> str:
        """Hash of every state of every run, as ``simulate --hash`` prints it; the same at any number of threads."""
        return self._core.hash

    @property
    def metrics(self) -> list[str]:
        """Names of the metrics that were asked for; all, if none were named."""
        return list(self._asked)

    def agents(self, metric: str) -> list[str]:
        """The agents of a metric: nations, then regions; firms; ...; ``[""]`` for the world as a whole."""
        return list(self._of(metric)["agents"])

    def values(self, metric: str, agent: str = "", at: str | None = None) -> NDArray[np.float32]:
        """Values of one series.

        Args:
            metric: name; ``chokepoint.metrics()`` lists them.
            agent: nation, region, firm ... that it is of; empty for the world.
            at: a month like ``2030-12``, or None for all months.

        Returns:
            float32 array in the metric's unit, shape (member, month), or (member,) with a month; a view.

        Raises:
            ScenarioError: the metric was not measured.
            KeyError: it has no such agent, or the run no such month.
        """
        array = self._array(metric)
        agents = self._of(metric)["agents"]
        if agent not in agents:
            raise KeyError(f"{metric} has no agent {agent!r}: " + ", ".join(agents))
        series = array[:, :, agents.index(agent)]
        return series if at is None else series[:, month_place(at, self.months)]

    def __getitem__(self, metric: str) -> xr.DataArray:
        """A metric as an xarray.DataArray with dims (member, month), or (member, month, agent) with regions behind nations and a
        coordinate ``kind``. A view."""
        import xarray

        array, of = self._array(metric), self._of(metric)
        coords: dict[str, Any] = {"member": self._core.replicates, "month": month_axis(self.months)}
        attrs = {"units": of["unit"], "long_name": of["meaning"]}
        if of["kinds"] == ["world"]:
            return xarray.DataArray(array[:, :, 0], coords, ("member", "month"), metric, attrs)
        coords["agent"] = of["agents"]
        coords["kind"] = ("agent", of["kinds"])
        return xarray.DataArray(array, coords, ("member", "month", "agent"), metric, attrs)

    def to_xarray(self, metrics: Iterable[str] | None = None) -> xr.Dataset:
        """Metrics as an xarray.Dataset; values are views, not copies.

        A metric of the world has dims (member, month); of agents (member, month, nation) or firm, designer, foundry, good,
        traded_good, supplier. What a metric of nations is for regions stands in a variable of its own, ``NAME_by_region``, with
        dims (member, month, region): sums over nations then count nobody twice. Attributes ``units`` and ``long_name``.

        Args:
            metrics: these only, or None for all that were asked for.
        """
        import xarray

        names = self._asked if metrics is None else list(metrics)
        coords: dict[str, Any] = {"member": self._core.replicates, "month": month_axis(self.months)}
        variables = {}
        for metric in names:
            of = self._of(metric)
            attrs = {"units": of["unit"], "long_name": of["meaning"]}
            for name, dims, array in self._parts(metric, coords):
                variables[name] = (dims, array, attrs)
        attrs = {"scenario": self.scenario, "seed": self.seed, "parameters": self.parameters, "hash": self.hash,
                 "source": f"chokepoint {_core.version} ({_core.commit})"}
        return xarray.Dataset(variables, coords, attrs)

    def quantiles(self, q: Sequence[float] = (0.05, 0.5, 0.95), metrics: Iterable[str] | None = None) -> xr.Dataset:
        """Quantiles over the members, by linear interpolation, as an xarray.Dataset with dims (quantile, month, ...).

        Args:
            q: shares of the members, 0 to 1.
            metrics: these only, or None for all that were asked for.
        """
        import xarray

        members = self.to_xarray(metrics)
        out = {}
        for name, values in members.data_vars.items():
            found = np.quantile(values.data.astype(np.float64), list(q), axis=0)
            out[name] = (("quantile", *values.dims[1:]), found, values.attrs)
        coords = {name: one for name, one in members.coords.items() if name != "member"}
        return xarray.Dataset(out, {**coords, "quantile": list(q)}, members.attrs)

    def to_pandas(self, metrics: Iterable[str] | None = None) -> pd.DataFrame:
        """One row a value: member, month, metric, agent, kind (world, nation, region, firm ...), unit, value.

        Args:
            metrics: these only, or None for all that were asked for; all metrics of many runs make very many rows.
        """
        import pandas

        frames = []
        months = month_axis(self.months)
        for metric in self._asked if metrics is None else metrics:
            of, array = self._of(metric), self._array(metric)
            width = len(of["agents"])
            each = self.months * width
            frames.append(pandas.DataFrame({
                "member": np.repeat(np.asarray(self._core.replicates), each),
                "month": np.tile(np.repeat(months, width), self.runs),
                "metric": metric,
                "agent": np.tile(np.asarray(of["agents"], object), self.runs * self.months),
                "kind": np.tile(np.asarray(of["kinds"], object), self.runs * self.months),
                "unit": of["unit"],
                "value": array.reshape(-1)}).astype({"metric": "category", "agent": "category", "kind": "category",
                                                     "unit": "category"}))
        return pandas.concat(frames, ignore_index=True) if frames else pandas.DataFrame()

    def to_iamc(self, metrics: Iterable[str] | None = None) -> pd.DataFrame:
        """The long format of the IAMC, as pyam and the tools of integrated assessment take it: model, scenario, region, variable, unit
        and a column a year (its last month). Mean and 5, 50 and 95 % quantile over the members are variables:
        ``compute_share|50.0th Percentile``. The same as ``simulate --format iamc`` writes."""
        import pandas

        names = self._asked if metrics is None else list(metrics)
        frame = pandas.read_csv(io.StringIO(self._core.iamc_csv(names)), keep_default_na=False)
        if not names:  # to the program this means: all
            frame = frame.iloc[:0]
        frame.columns = [int(name) if name.isdigit() else name for name in frame.columns]
        return frame

    def to_parquet(self, path: str | os.PathLike[str], metrics: Iterable[str] | None = None) -> None:
        """Writes :meth:`to_pandas` as a Parquet file. Needs pyarrow.

        Raises:
            ImportError: pyarrow is not installed.
        """
        import pyarrow
        import pyarrow.parquet

        table = pyarrow.Table.from_pandas(self.to_pandas(metrics), preserve_index=False)
        pyarrow.parquet.write_table(table, os.fspath(path))

    def fired(self) -> pd.DataFrame:
        """Which events that depend on the run came about: member, id, type, announced, began, ended (months or None)."""
        import pandas

        return pandas.DataFrame(self._core.firings(), columns=["member", "id", "type", "announced", "began", "ended"])

    def event_odds(self) -> pd.DataFrame:
        """In how many runs each event with a trigger came about: id, runs, share, and the month of its first start (5, 50, 95 %)."""
        import pandas

        return pandas.DataFrame(self._core.odds(), columns=["id", "runs", "share", "p05", "p50", "p95"])

    def _of(self, metric: str) -> dict[str, Any]:
        if metric not in self._series:
            self._core.array(metric)  # says what is wrong with the name
        return self._series[metric]

    def _array(self, metric: str) -> NDArray[np.float32]:
        return self._core.array(metric)

    def _parts(self, metric: str, coords: dict[str, Any]) -> list[tuple[str, tuple[str, ...], NDArray[np.float32]]]:
        """The metric by kind of agent: variables with their dims, whose coordinates are added."""
        array, of = self._array(metric), self._of(metric)
        if of["kinds"] == ["world"]:
            return [(metric, ("member", "month"), array[:, :, 0])]
        out: list[tuple[str, tuple[str, ...], NDArray[np.float32]]] = []
        for kind in dict.fromkeys(of["kinds"]):
            first, count = of["kinds"].index(kind), of["kinds"].count(kind)
            coords.setdefault(kind, of["agents"][first : first + count])
            name = metric + "_by_region" if kind == "region" else metric
            out.append((name, ("member", "month", kind), array[:, :, first : first + count]))
        return out


def run(scenario: Scenario | Source, *, runs: int = 64, seed: int = 1, parameters: str | None = None,
        metrics: Sequence[str] | None = None, threads: int = 0, progress: Progress = True) -> Ensemble:
    """Runs a scenario many times.

    Works without Python's lock, on all cores. Ctrl-C (or interrupting a notebook's kernel) raises KeyboardInterrupt within the time of a run
    and leaves nothing behind.

    Args:
        scenario: a Scenario, or what :func:`scenario` reads.
        runs: members, each with random numbers of its own.
        seed: of all random numbers, 0 to 2 000 000 000.
        parameters: ``point``, ``prior``, ``posterior``, or a CSV file of parameter sets; None: posterior where the data hold one.
        metrics: what is measured; None: everything. Fewer take less memory; the states, and the hash, are the same.
        threads: 0 for all cores; decides no result.
        progress: True for a line on a terminal or in a notebook; False; or called with runs done and to do.

    Raises:
        ScenarioError: an argument or the scenario is wrong, or the runs do not fit in memory.
    """
    asked = {"runs": runs, "seed": seed, "parameters": parameters, "threads": threads}
    names = None if metrics is None else list(metrics)
    return Ensemble(_core.run(as_scenario(scenario)._core, asked, names, teller(progress)), names)
