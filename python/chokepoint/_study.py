"""Batch studies: thousands of runs as a study file says, resumed after anything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Sequence

from . import _core
from ._errors import OutputError
from ._progress import Progress, teller

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

_look_every = 0.3  # seconds


class Study:
    """A study and its folder. Made by :func:`study`.

    Runs are made in processes of their own and recorded one by one: whatever ends a run of the study, the same call goes on.
    """

    def __init__(self, typed: str, out: str, data: str):
        self._typed, self._data = typed, data
        self._info = _core.study(typed, data)
        self.folder = Path(out or self._info["folder"])
        """The folder of the study: logs, lock, results."""

    def __repr__(self) -> str:
        return f"<Study {self.name!r}: {self.runs} runs, in {self.folder}>"

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._info["name"])

    @property
    def question(self) -> str:
        """The question that it asks."""
        return str(self._info["question"])

    @property
    def runs(self) -> int:
        """Runs of the whole study: points x scenarios x replicates."""
        return int(self._info["runs"])

    @property
    def factors(self) -> dict[str, str]:
        """What is varied: unit by name."""
        return {name: unit for name, _, unit in self._info["factors"]}

    @property
    def outputs(self) -> dict[str, str]:
        """What is kept of each run: unit by name."""
        return {name: unit for name, unit, _ in self._info["outputs"]}

    @property
    def scenarios(self) -> list[str]:
        """Scenarios that every point is run in."""
        return list(self._info["scenarios"])

    def status(self) -> dict[str, Any]:
        """Where the study stands, from its logs: runs, ok, failed, left."""
        if not (self.folder / "study.lock.json").exists():
            return {"name": self.name, "runs": self.runs, "ok": 0, "failed": 0, "left": self.runs}
        return _core.standing(str(self.folder))

    def run(self, *, workers: int = 0, retry: Sequence[str] = (), progress: Progress = True) -> Study:
        """Runs what is left. Ctrl-C stops it: runs under way are finished or taken back, and the same call goes on from there.

        Args:
            workers: processes; 0: all cores. The result is the same.
            retry: also do runs again that ended so: failed, crashed, timeout, memory, lost, all.
            progress: as for :func:`run`.

        Raises:
            ScenarioError: the study is wrong, or the folder holds runs of another one.
            OutputError: the logs could not be written.
        """
        words = ["run", self._typed, "--out", str(self.folder), "--quiet"]
        words += ["--data", self._data] if self._data else []
        words += ["--workers", str(workers)] if workers > 0 else []
        words += ["--retry", ",".join(retry)] if retry else []
        self._sweep(words, progress)
        return self

    def to_pandas(self) -> pd.DataFrame:
        """One row a run: its point, scenario, replicate, factors and outputs; outputs of a failed run are missing."""
        import pandas

        return pandas.read_csv(self._results() / "runs.csv")

    def to_xarray(self) -> xr.Dataset:
        """The outputs as an xarray.Dataset with dims (point, scenario, replicate), and, where the study keeps series, each of them with
        dims (point, scenario, replicate, month). Factors are coordinates of ``point``. Missing runs are NaN."""
        import xarray

        frame = self.to_pandas()
        table = frame.set_index(["point", "scenario", "replicate"])
        out: xr.Dataset = xarray.Dataset.from_dataframe(table[list(self.outputs)])
        by_point = frame.drop_duplicates("point").set_index("point")
        for factor, unit in self.factors.items():
            out = out.assign_coords({factor: ("point", by_point[factor].reindex(out["point"].data).to_numpy(), {"units": unit})})
        for name, unit, meaning in self._info["outputs"]:
            out[name].attrs = {"units": unit, "long_name": meaning}
        out.attrs = {"study": self.name, "question": self.question, "source": f"chokepoint {_core.version} ({_core.commit})"}
        return out

    def series(self) -> xr.Dataset:
        """The series that the study keeps of each run, as ``series.nc`` has them: dims (time, run). Needs netCDF4 and a build with NetCDF."""
        import xarray

        with xarray.open_dataset(self._results() / "series.nc") as file:
            return file.load()

    def findings(self, resamples: int = 500) -> dict[str, Any]:
        """What the study found: spreads, Sobol' or Morris sensitivity, boxes where something happens, which choice is robust; analysis.json
        of the program.

        Args:
            resamples: of each bootstrap.
        """
        self._sweep(["analyse", str(self.folder), "--resamples", str(resamples), "--json"], False)
        found: dict[str, Any] = json.loads((self.folder / "results" / "analysis.json").read_text())
        return found

    def _results(self) -> Path:
        """The folder of the tables, which are written anew."""
        self._sweep(["collect", str(self.folder), "--quiet"], False, accepted=(0, 3))
        return self.folder / "results"

    def _sweep(self, words: list[str], progress: Progress, accepted: Sequence[int] = (0,)) -> None:
        """A verb of ``simulate sweep`` in a process of its own: workers are forked, which a process with threads must not do."""
        tell = teller(progress)
        environment = dict(os.environ)
        package = str(Path(__file__).absolute().parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package, environment.get("PYTHONPATH", "")]))
        with tempfile.TemporaryFile("w+") as said:
            child = subprocess.Popen([sys.executable, "-m", "chokepoint", "sweep", *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                     stderr=said, env=environment, start_new_session=True)
            code = self._wait(child, tell)
            if code not in accepted:
                said.seek(0)
                raise OutputError(said.read().strip() or f"simulate sweep {words[0]} ended with code {code}")

    def _wait(self, child: subprocess.Popen[bytes], tell: Any) -> int:
        try:
            while True:
                try:
                    return child.wait(_look_every)
                except subprocess.TimeoutExpired:
                    if tell is not None and (self.folder / "study.lock.json").exists():
                        now = self.status()
                        tell(now["ok"] + now["failed"], now["runs"])
        except BaseException:
            child.send_signal(signal.SIGINT)
            child.wait()
            raise


def study(source: str | os.PathLike[str], *, out: str | os.PathLike[str] = "", data: str | os.PathLike[str] = "") -> Study:
    """Reads a study file and checks all of it; runs nothing yet.

    Args:
        source: a path, or the name of a shipped study.
        out: its folder; empty: results/sweeps/NAME in the present folder.
        data: folder of the world's data.

    Raises:
        ScenarioError: with every mistake.
    """
    return Study(os.fspath(source), os.fspath(out), os.fspath(data))
