"""A scenario as a function of some of its numbers: for SALib, EMA Workbench, or any optimiser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Sequence, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _core
from ._errors import ScenarioError
from ._progress import Progress, teller
from ._scenario import Scenario, Source, as_scenario

Input = Union[str, Sequence[Any]]
Output = Union[str, Sequence[str]]


class Model:
    """A scenario as a function. Made by :func:`model`.

    As SALib calls one: ``model(X)`` with X of shape (points, inputs) gives Y of shape (points,) for one output, else (points, outputs);
    ``model.problem`` is the dict that its samplers and analyses take. As EMA Workbench calls one: ``model(name=value, ...)`` gives a dict
    of outputs by name; :meth:`ema_model` wraps it. A result is a mean over ``runs`` members; the same members at every point.
    """

    def __init__(self, scenario: Scenario, inputs: Mapping[str, Input], outputs: Mapping[str, Output], asked: dict[str, Any],
                 progress: Progress):
        self.scenario = scenario
        self._ranges = ranges = {one[0]: (one[2], one[3]) for one in _core.parameters("")}
        self._paths: list[str] = []
        self._bounds: list[tuple[float, float]] = []
        for name, said in inputs.items():
            path, bounds = _input(name, said, ranges)
            self._paths.append(path)
            self._bounds.append(bounds)
        self.inputs = list(inputs)
        """Names of the inputs, in the order of the columns of X."""
        self.outputs = list(outputs)
        """Names of the outputs, in the order of the columns of Y."""
        self._figures = [_figure(said) for said in outputs.values()]
        self._asked, self._progress = asked, progress

    def __repr__(self) -> str:
        return f"<Model of {self.scenario.name!r}: {', '.join(self.inputs)} -> {', '.join(self.outputs)}>"

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib's samplers and analyses take: num_vars, names, bounds (low and high of each input)."""
        return {"num_vars": len(self.inputs), "names": list(self.inputs), "bounds": [list(one) for one in self._bounds]}

    def replicates(self, points: ArrayLike) -> NDArray[np.float64]:
        """Outputs member by member, shape (points, members, outputs), in the units of the metrics.

        Args:
            points: shape (points, inputs), in the units of the inputs.

        Raises:
            ValueError: another number of columns, or values that are not finite.
            ScenarioError: a value is out of its range, or an output is none.
        """
        rows = np.ascontiguousarray(np.atleast_2d(np.asarray(points, dtype=np.float64)))
        if rows.ndim != 2 or rows.shape[1] != len(self.inputs):
            raise ValueError(f"points have shape {rows.shape}; (points, {len(self.inputs)}) is wanted, columns " + ", ".join(self.inputs))
        if not np.isfinite(rows).all():
            raise ValueError("a point has a value that is not a finite number")
        names = [_core.parameter_name(path) for path in self._paths]
        self._check_ranges(rows, names)
        ours = [k for k, name in enumerate(names) if name is not None]
        others = [k for k, name in enumerate(names) if name is None]
        out = np.empty((len(rows), self._asked["runs"], len(self._figures)))
        # What is no parameter makes another scenario: points that agree in it share one.
        variants, variant_of = np.unique(rows[:, others], axis=0, return_inverse=True)
        for number, values in enumerate(variants):
            which = np.flatnonzero(np.ravel(variant_of) == number)
            one = self.scenario.set({self._paths[k]: float(v) for k, v in zip(others, values)}) if others else self.scenario
            out[which] = _core.evaluate(one._core, [names[k] for k in ours], rows[which][:, ours], self._figures, self._asked,
                                        teller(self._progress))
        return out

    def _check_ranges(self, rows: NDArray[np.float64], names: Sequence[str | None]) -> None:
        """Parameters keep to the ranges of the data, as everywhere."""
        wrong = []
        for k, name in enumerate(names):
            low, high = self._ranges.get(name or "", (-np.inf, np.inf))
            outside = rows[(rows[:, k] < low) | (rows[:, k] > high), k]
            if outside.size:
                wrong.append(("points", 0, 0, f"{self.inputs[k]}: {outside[0]:g} lies outside the range of '{name}', {low:g} to {high:g}"))
        if wrong:
            raise ScenarioError(wrong)

    def __call__(self, points: ArrayLike | None = None, **values: float) -> Any:
        """Means over the members: of an array of points as SALib has them, or of one point by name as EMA Workbench has it."""
        if points is None:
            missing = [name for name in self.inputs if name not in values]
            unknown = [name for name in values if name not in self.inputs]
            if missing or unknown:
                raise TypeError(f"inputs are {', '.join(self.inputs)}; missing: {', '.join(missing) or 'none'}; "
                                f"unknown: {', '.join(unknown) or 'none'}")
            means = self.replicates([[values[name] for name in self.inputs]]).mean(axis=1)[0]
            return {name: float(mean) for name, mean in zip(self.outputs, means)}
        means = self.replicates(points).mean(axis=1)
        if np.ndim(points) == 1:
            means = means[0]
        return means[..., 0] if len(self.outputs) == 1 else means

    def ema_model(self, name: str = "chokepoint") -> Any:
        """The model for EMA Workbench: a ``Model`` with an uncertainty for each input and an outcome for each output. Needs ema_workbench."""
        import ema_workbench

        out = ema_workbench.Model(name, function=self)
        out.uncertainties = [ema_workbench.RealParameter(one, low, high) for one, (low, high) in zip(self.inputs, self._bounds)]
        out.outcomes = [ema_workbench.ScalarOutcome(one) for one in self.outputs]
        return out


def _input(name: str, said: Input, ranges: Mapping[str, tuple[float, float]]) -> tuple[str, tuple[float, float]]:
    if isinstance(said, str):
        known = _core.parameter_name(said)
        if known is None or known not in ranges:
            raise ScenarioError([("inputs", 0, 0, f"{name}: '{said}' is no parameter of the data, so give its range: (path, low, high)")])
        return said, ranges[known]
    path, low, high = tuple(said)
    if not low < high:
        raise ScenarioError([("inputs", 0, 0, f"{name}: the range should go from low to high, found {low} to {high}")])
    least, most = ranges.get(_core.parameter_name(str(path)) or "", (-np.inf, np.inf))
    if low < least or high > most:
        raise ScenarioError([("inputs", 0, 0, f"{name}: {low:g} to {high:g} reaches beyond the range of '{path}', {least:g} to {most:g}")])
    return str(path), (float(low), float(high))


def _figure(said: Output) -> tuple[str, str, str]:
    if isinstance(said, str):
        return said, "", ""
    metric, agent, at = [*said, "", ""][:3]
    return metric, agent, at


def model(scenario: Scenario | Source, inputs: Mapping[str, Input], outputs: Mapping[str, Output], *, runs: int = 8, seed: int = 1,
          parameters: str | None = None, threads: int = 0, progress: Progress = False) -> Model:
    """A scenario as a function of some of its numbers.

    Args:
        scenario: a Scenario, or what :func:`scenario` reads.
        inputs: by name: ``parameters.NAME``, whose range is that of the data, or (path, low, high) of whatever :meth:`Scenario.set` takes.
        outputs: by name: a metric at the end of the run, or (metric, agent, month); agent empty for the world.
        runs: members that each result is a mean of.
        seed, parameters, threads, progress: as for :func:`run`.

    Raises:
        ScenarioError: an input without a range, or a range upside down.
    """
    asked = {"runs": runs, "seed": seed, "parameters": parameters, "threads": threads}
    return Model(as_scenario(scenario), inputs, outputs, asked, progress)
