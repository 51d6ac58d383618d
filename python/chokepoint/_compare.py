"""Scenarios compared run by run."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterable, Sequence

from . import _core
from ._ensemble import Ensemble
from ._progress import Progress, teller
from ._scenario import Scenario, Source, as_scenario

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True)
class Difference:
    """What a scenario makes of one series in one month against the first one, run by run with the same random numbers and parameters.

    Attributes:
        metric: its name.
        agent: whose; empty for the world.
        month: like ``2030-12``.
        unit: of all numbers but odds.
        mean: of the differences.
        p05: 5 % quantile.
        p50: median.
        p95: 95 % quantile.
        standard_error: of the mean, paired, by parameter set.
        unpaired_error: the same had each scenario been run with random numbers of its own.
        odds_above: share of the runs in which the scenario is higher by what counts.
        odds_below: share in which it is lower by what counts.
        counts_from: smallest difference that counts.
        certainty: of the sign: same, negligible, certain, likely, undetermined.
        runs_saved: factor by which pairing saves runs; NaN where it cannot be told.
    """

    metric: str
    agent: str
    month: str
    unit: str
    mean: float
    p05: float
    p50: float
    p95: float
    standard_error: float
    unpaired_error: float
    odds_above: float
    odds_below: float
    counts_from: float
    certainty: str
    runs_saved: float


class Comparison:
    """Scenarios that were run together; each is compared with the first. ``print(comparison)`` is the table of the program."""

    def __init__(self, core: _core.Compared, scenarios: Sequence[Scenario], asked: dict[str, Any]):
        self._core, self._scenarios, self._asked = core, list(scenarios), asked
        self._ensembles = [Ensemble(core.ensemble(s)) for s in range(core.count)]

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.names)}: {self.ensembles[0].runs} runs each>"

    def __str__(self) -> str:
        return self._core.text(100)

    @property
    def names(self) -> list[str]:
        """Names of the scenarios; the first is what the others are compared with."""
        return [self._core.name(s) for s in range(self._core.count)]

    @property
    def ensembles(self) -> list[Ensemble]:
        """The runs of each scenario; member k of all of them has the same random numbers and parameters."""
        return self._ensembles

    def difference(self, metric: str | None = None, agent: str | None = None, at: str | None = None,
                   scenario: int | str = 1) -> Difference:
        """The difference of one series in one month, with its errors and odds.

        Args:
            metric: None for the one that the comparison was asked for, with its agent and month.
            agent: whose; empty for the world.
            at: month, or None for the one asked for.
            scenario: name or number; compared with the first.

        Raises:
            ScenarioError: no such metric, agent or month.
        """
        if agent is None:
            agent = self._asked["agent"] if metric is None else ""
        which = self.names.index(scenario) if isinstance(scenario, str) else scenario
        if not 0 < which < self._core.count:
            raise IndexError(f"{scenario!r} is no scenario that is compared: 1 to {self._core.count - 1}")
        found = self._core.difference(which, metric or self._asked["metric"], agent, self._asked["at"] if at is None else at)
        return Difference(**found)

    def odds(self, metric: str | None = None, agent: str | None = None, at: str | None = None, scenario: int | str = 1) -> float:
        """Share of the runs in which the scenario raises the series by what counts. Arguments as :meth:`difference`."""
        return self.difference(metric, agent, at, scenario).odds_above

    def differences(self, metrics: Iterable[str] | None = None) -> xr.Dataset:
        """Paired differences from the first scenario, run by run: dims (scenario, member, month, ...), variables as
        :meth:`Ensemble.to_xarray` has them, in the units of the metrics."""
        import xarray

        names = None if metrics is None else list(metrics)
        all_of = [ensemble.to_xarray(names) for ensemble in self.ensembles]
        parts = []
        for other in all_of[1:]:
            part = other - all_of[0]
            for name in part.data_vars:
                part[name].attrs = other[name].attrs
            parts.append(part)
        out = xarray.concat(parts, xarray.IndexVariable("scenario", self.names[1:]))
        out.attrs = {**all_of[0].attrs, "compared_with": self.names[0]}
        del out.attrs["scenario"], out.attrs["hash"]
        return out

    def to_pandas(self) -> pd.DataFrame:
        """Level, paired difference, errors and odds of every series that is shown, by scenario and December: compare.csv of the program."""
        import pandas

        return pandas.read_csv(io.StringIO(self._core.csv()), keep_default_na=False, na_values=[""])

    def to_dict(self) -> dict[str, Any]:
        """All findings: metrics, winners and losers, where the spread comes from, events, attribution; compare.json of the program."""
        found: dict[str, Any] = json.loads(self._core.json())
        return found

    @property
    def attribution(self) -> pd.DataFrame:
        """How much of the difference each part is responsible for (Shapley values): scenario, part, what, value, standard_error, unit,
        month. The values of a scenario add up to its mean difference. Empty unless asked for with ``attribute=True``."""
        import pandas

        rows = [(self.names[of["to"]], part["policy"], part["text"], part["value"], part["se"], of["unit"], of["month"])
                for of in self.to_dict()["attribution"] or [] for part in of["parts"]]
        return pandas.DataFrame(rows, columns=["scenario", "part", "what", "value", "standard_error", "unit", "month"])

    def why(self, scenario: int = 1, member: int | None = None, progress: Progress = True) -> dict[str, Any]:
        """Why a run comes out differently under the first scenario and another: :func:`why` of the two, with what was asked here."""
        asked = {key: self._asked[key] for key in ("metric", "agent", "at", "runs", "seed", "parameters", "threads")}
        return why(self._scenarios[0], self._scenarios[scenario], member=member, progress=progress, **asked)


def compare(first: Scenario | Source, *others: Scenario | Source, runs: int = 64, seed: int = 1, parameters: str | None = None,
            metric: str = "eci_gap", agent: str = "", at: str = "", metrics: Sequence[str] | None = None, attribute: bool = False,
            by: str = "policy", threads: int = 0, progress: Progress = True) -> Comparison:
    """Runs scenarios on the same random numbers and parameters; months that they have in common are run once.

    Args:
        first: what the others are compared with.
        others: one or more.
        runs: members of each.
        seed: of all random numbers.
        parameters: as for :func:`run`.
        metric: the one that is asked about; with its agent and month it is what is attributed.
        agent: whose; empty for the world.
        at: month; empty for the last.
        metrics: what is measured beside all that is shown.
        attribute: also split each difference over the parts in which the scenarios differ; takes as many runs again for each mixture.
        by: what goes together in that: ``policy``, ``tag`` or ``event``.
        threads: 0 for all cores; decides no result.
        progress: as for :func:`run`.

    Raises:
        ScenarioError: scenarios of unlike ends or worlds, one alone, no such metric, agent or month, parts that can't be taken apart.
    """
    scenarios = [as_scenario(one) for one in (first, *others)]
    asked = {"runs": runs, "seed": seed, "parameters": parameters, "metric": metric, "agent": agent, "at": at,
             "attribute": attribute, "by": by, "threads": threads}
    core = _core.Compared([one._core for one in scenarios], asked, None if metrics is None else list(metrics), teller(progress))
    return Comparison(core, scenarios, asked)


def why(a: Scenario | Source, b: Scenario | Source, *, metric: str = "eci_gap", agent: str = "", at: str = "", member: int | None = None,
        runs: int = 32, seed: int = 1, parameters: str | None = None, threads: int = 0, progress: Progress = True) -> dict[str, Any]:
    """Says why the same run comes out differently under two scenarios.

    Args:
        a, b: the scenarios.
        metric, agent, at: what differs.
        member: the pair that is explained; None: the one nearest to the median difference of ``runs`` pairs.
        runs, seed, parameters, threads, progress: as for :func:`run`.

    Returns:
        What ``simulate why --json`` prints: ``pairs`` (a, b and their difference over all runs), ``divergence`` (first month, rule,
        phase and column that part), ``chain`` (steps from the metric back to what changed, each with its parts), ``limits``.

    Raises:
        ScenarioError: no such metric, agent or month.
    """
    asked = {"metric": metric, "agent": agent, "at": at, "member": member, "runs": runs, "seed": seed, "parameters": parameters,
             "threads": threads}
    found: dict[str, Any] = json.loads(_core.why(as_scenario(a)._core, as_scenario(b)._core, asked, teller(progress)))
    return found
