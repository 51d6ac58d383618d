# A scenario as a function; batch studies.
import os
import signal
import sys
import threading
import time
import types

import numpy as np
import pytest

import chokepoint as cp

inputs = {"enforcement": ("parameters.controls.enforcement", 0.2, 0.8), "price": "parameters.chips.price"}
outputs = {"gap": "eci_gap", "share": ("compute_share", "CN", "2028-12")}

study_text = """
question: "What does enforcement do?"
scenarios: [tools_only, scenarios/one_ban.yaml]
compare_to: tools_only
parameters: point
replicates: 2
factors:
  enforcement: {set: parameters.controls.enforcement, levels: [0.3, 0.8]}
  limit: {set: events.us-one-ban.tpp_max, levels: [2400, 4800]}
design: {kind: grid}
outputs:
  - {metric: eci_gap, month: 2025-12}
  - {metric: compute_share, agent: CN, month: 2025-12}
"""


@pytest.fixture(scope="module")
def model():
    return cp.model(cp.scenario("chip_ban").until("2028"), inputs, outputs, runs=2)


def test_as_salib_calls_it(model):
    assert model.problem["num_vars"] == 2 and model.problem["names"] == ["enforcement", "price"]
    points = np.array([[0.3, 30.0], [0.8, 30.0], [0.3, 40.0]])
    found = model(points)
    assert found.shape == (3, 2) and np.isfinite(found).all() and len(np.unique(found[:, 0])) > 1
    np.testing.assert_array_equal(model(points[1]), found[1])
    one = cp.model(model.scenario, inputs, {"gap": "eci_gap"}, runs=2)
    assert one(points).shape == (3,)
    np.testing.assert_array_equal(one(points), found[:, 0])


def test_as_ema_workbench_calls_it(model, monkeypatch):
    """Against the calling convention that its documentation states: Model(name, function), experiments as keyword arguments, outcomes as a dict."""
    made = {}

    class Model:
        def __init__(self, name, function):
            self.name, self.function = name, function

        def run_experiment(self, experiment):
            found = self.function(**experiment)
            return {outcome.name: found[outcome.name] for outcome in self.outcomes}

    class RealParameter:
        def __init__(self, name, lower, upper):
            self.name, self.lower_bound, self.upper_bound = name, lower, upper

    class ScalarOutcome:
        def __init__(self, name):
            self.name = name

    stand_in = types.ModuleType("ema_workbench")
    stand_in.Model, stand_in.RealParameter, stand_in.ScalarOutcome = Model, RealParameter, ScalarOutcome
    monkeypatch.setitem(sys.modules, "ema_workbench", stand_in)
    ema = model.ema_model()
    assert [(u.name, u.lower_bound, u.upper_bound) for u in ema.uncertainties][0] == ("enforcement", 0.2, 0.8)
    found = ema.run_experiment({"enforcement": 0.3, "price": 30.0})
    np.testing.assert_array_equal([found["gap"], found["share"]], model([0.3, 30.0]))


def test_a_point_is_the_scenario_with_these_values(model):
    replicates = model.replicates([[0.5, 33.0]])
    one = model.scenario.set({"parameters.controls.enforcement": 0.5, "parameters.chips.price": 33.0})
    alone = cp.run(one, runs=2, metrics=["eci_gap", "compute_share"])
    np.testing.assert_array_equal(np.float32(replicates[0, :, 0]), alone.values("eci_gap", at="2028-12"))
    np.testing.assert_array_equal(np.float32(replicates[0, :, 1]), alone.values("compute_share", "CN", "2028-12"))


def test_inputs_that_are_no_parameters():
    ban = {"scenario": {"name": "one", "extends": "no_ban.yaml"},
           "events": [{"id": "ban", "type": "chip_export_ban", "issuer": "US", "targets": "CN", "start": "2022-10", "tpp_max": 4800}]}
    model = cp.model(cp.scenario(ban).until("2026"), {"limit": ("events.ban.tpp_max", 1600, 16000), "price": "parameters.chips.price"},
                     {"share": ("compute_share", "CN", "2026-12")}, runs=2)
    found = model([[1600, 30], [16000, 30], [1600, 40]])
    alone = [cp.run(cp.scenario(ban).until("2026").set({"events.ban.tpp_max": limit, "parameters.chips.price": price}), runs=2,
                    metrics=["compute_share"]).values("compute_share", "CN", "2026-12").astype(float).mean() for limit, price in
             ((1600, 30), (16000, 30), (1600, 40))]
    np.testing.assert_allclose(found, alone, rtol=1e-6)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "small.yaml").write_text(study_text)
    (folder / "scenarios").symlink_to(os.path.join(cp._core.home(), "studies", "scenarios"))
    return cp.study(folder / "small.yaml", out=folder / "out").run()


def test_a_study_runs_and_is_not_run_again(done):
    assert done.status() == {**done.status(), "ok": done.status()["runs"], "failed": 0, "left": 0}
    dataset = done.run().to_xarray()
    assert dict(dataset.sizes) == {"point": 4, "scenario": 2, "replicate": 2}
    assert set(done.outputs) == set(dataset.data_vars) and list(done.factors) == ["enforcement", "limit"]
    assert dataset["enforcement"].dims == ("point",)
    assert np.isfinite(dataset["eci_gap@2025-12"]).all()


def test_a_study_and_a_model_agree(done):
    dataset = done.to_xarray()
    model = cp.model("tools_only", {"enforcement": "parameters.controls.enforcement"}, {"gap": ("eci_gap", "", "2025-12")}, runs=2, parameters="point")
    ours = model.replicates([[0.3], [0.8]])[:, :, 0]
    theirs = dataset["eci_gap@2025-12"].sel(scenario="tools_only").where(dataset["limit"] == 2400, drop=True)
    np.testing.assert_allclose(theirs.transpose("point", "replicate"), ours, rtol=1e-9)


def test_findings_are_those_of_the_program(done):
    assert done.findings(resamples=20)["points"] == 4


def test_an_interrupted_study_goes_on(tmp_path):
    many = study_text.replace("replicates: 2", "replicates: 20")
    (tmp_path / "many.yaml").write_text(many)
    (tmp_path / "scenarios").symlink_to(os.path.join(cp._core.home(), "studies", "scenarios"))
    study = cp.study(tmp_path / "many.yaml", out=tmp_path / "out")

    def stop_once_some_are_done():
        while study.status()["ok"] < 3:
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=stop_once_some_are_done, daemon=True)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        study.run()
    thread.join()
    stood = study.status()
    assert 3 <= stood["ok"] < stood["runs"] and stood["failed"] == 0
    assert not [one for one in os.listdir("/proc") if one.isdigit() and _is_worker(one, str(tmp_path))]
    study.run()
    assert study.status() == {**stood, "ok": stood["runs"], "left": 0}


def _is_worker(process, folder):
    try:
        with open(f"/proc/{process}/cmdline") as words:
            return folder in words.read() and int(process) != os.getpid()
    except OSError:
        return False


def test_the_record():
    record = cp.calibration()
    assert {"value", "low", "high", "unit", "grade"} <= set(record.parameters.columns)
    assert set(record.posterior.columns) <= set(record.parameters.index)
    assert len(record.posterior) > 100 and record.provenance
    fit = record.fit(runs=2)
    assert set(fit.role) == {"fit", "set", "hold"} and np.isfinite(fit.z).all()
