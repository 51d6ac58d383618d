# The same bits as the program, whatever asks for them.
import json
import io

import numpy as np
import pandas as pd
import pytest

import chokepoint as cp


def hash_of(simulate, *words):
    return simulate(*words, "--hash", "--quiet").split()[0]


@pytest.mark.parametrize("scenario", ["baseline", "chip_ban", "no_ban", "policy_agents"])
def test_hash_is_that_of_the_program(simulate, scenario):
    assert cp.run(scenario, runs=2, metrics=[]).hash == hash_of(simulate, scenario, "--runs", "2", "--no-compare")


def test_hash_is_the_known_one():
    assert cp.run("baseline", runs=4, metrics=[]).hash == "78e92685300ae96d"


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_and_metrics_decide_nothing(threads):
    few = cp.run("baseline", runs=4, threads=threads, metrics=["eci_gap"])
    assert few.hash == "78e92685300ae96d"


@pytest.mark.parametrize("parameters", ["point", "prior", "posterior"])
def test_parameters_seed_and_end(simulate, parameters):
    ours = cp.run(cp.scenario("baseline").until("2024"), runs=3, seed=7, parameters=parameters, metrics=[])
    theirs = hash_of(simulate, "baseline", "--runs", "3", "--seed", "7", "--until", "2024", "--parameters", parameters)
    assert ours.hash == theirs


def test_policies_and_values_are_those_of_the_command_line(simulate):
    scenario = cp.scenario("baseline").set("parameters.controls.enforcement", 0.8).with_policy("truce").set("events.us-2022-10-chips.enforcement", 0.5)
    theirs = hash_of(simulate, "baseline", "--runs", "2", "--policy", "truce", "--set", "parameters.controls.enforcement=0.8", "--set",
                     "events.us-2022-10-chips.enforcement=0.5")
    assert cp.run(scenario, runs=2, metrics=[]).hash == theirs


def test_members_of_a_family(simulate):
    members = cp.family("sweep_enforcement")
    theirs = [line.split()[0] for line in simulate("sweep_enforcement", "--runs", "1", "--no-compare", "--hash", "--quiet").splitlines()]
    assert [cp.run(member, runs=1, metrics=[]).hash for member in members] == theirs


def test_series_are_those_of_the_program(simulate, tmp_path):
    simulate("chip_ban", "--runs", "6", "--no-compare", "--quiet", "--out", "r", "--members", "--metrics", "eci_gap,compute_share")
    ours = cp.run("chip_ban", runs=6, metrics=["eci_gap", "compute_share"])
    theirs = pd.read_csv(tmp_path / "r" / "members.csv", keep_default_na=False)
    theirs = theirs[theirs.metric == "compute_share"]
    values = ours["compute_share"].sel(agent="CN").values
    of_cn = theirs[theirs.agent == "CN"].sort_values(["replicate", "month"]).value.to_numpy().reshape(values.shape)
    np.testing.assert_allclose(values, of_cn, rtol=2e-7)
    series = pd.read_csv(tmp_path / "r" / "series.csv", keep_default_na=False)
    gap = series[series.metric == "eci_gap"].sort_values("month")
    found = ours.quantiles(metrics=["eci_gap"])["eci_gap"]
    for name, q in (("p05", 0.05), ("p50", 0.5), ("p95", 0.95)):
        np.testing.assert_allclose(found.sel(quantile=q), gap[name].astype(float), rtol=1e-5, atol=1e-6)


def test_iamc_is_that_of_the_program(simulate, tmp_path):
    simulate("baseline", "--runs", "4", "--quiet", "--out", "r", "--format", "iamc", "--metrics", "eci_gap,compute_share")
    theirs = pd.read_csv(tmp_path / "r" / "iamc.csv", keep_default_na=False)
    ours = cp.run("baseline", runs=4, metrics=["eci_gap", "compute_share"]).to_iamc()
    ours.columns = [str(name) for name in ours.columns]
    pd.testing.assert_frame_equal(theirs, ours.fillna(""), rtol=1e-6)


def test_comparison_is_that_of_the_program(simulate, tmp_path):
    simulate("compare", "baseline", "strict_enforcement", "--runs", "2", "--attribute", "--out", "r", "--quiet", "--metric", "eci_gap")
    ours = cp.compare("baseline", "strict_enforcement", runs=2, attribute=True)
    theirs = json.loads((tmp_path / "r" / "compare.json").read_text())
    found = ours.to_dict()
    for key in ("metrics", "winners", "spread", "attribution"):
        assert found.get(key) == theirs.get(key), key
    pd.testing.assert_frame_equal(ours.to_pandas(), pd.read_csv(tmp_path / "r" / "compare.csv"))


def test_why_is_that_of_the_program(simulate):
    theirs = json.loads(simulate("why", "no_ban", "chip_ban", "--runs", "4", "--json"))
    ours = cp.why("no_ban", "chip_ban", runs=4)
    for found in (theirs, ours):  # an answer has texts of scenarios that the command line words in its own way
        found["scenarios"]["otherwise"] = [d for d in found["scenarios"]["otherwise"] if d["key"] != "scenario.compare_to"]
    assert ours == theirs


def test_graph_is_that_of_the_program(simulate):
    theirs = json.loads(simulate("graph", "baseline", "--format", "json"))
    ours = cp.graph("baseline")
    assert ours.number_of_nodes() == len(theirs["nodes"]) and ours.number_of_edges() == len(theirs["links"])
    for node in theirs["nodes"]:
        assert all(ours.nodes[node["id"]][key] == value for key, value in node.items() if key != "id")


def test_fit_is_that_of_the_program(simulate):
    theirs = json.loads(simulate("fit", "--runs", "4", "--json"))
    ours = cp.calibration().fit(runs=4)
    assert list(ours.target) == [t["target"] for t in theirs["targets"]]
    np.testing.assert_allclose(ours.z, [t["z"] for t in theirs["targets"]], rtol=1e-12)


def test_the_program_itself():
    import subprocess
    import sys

    said = subprocess.run([sys.executable, "-m", "chokepoint", "baseline", "--runs", "4", "--hash", "--quiet"], capture_output=True, text=True)
    assert said.stdout.startswith("78e92685300ae96d"), said.stderr


def test_many_words_of_the_command_line_are_refused():
    import subprocess
    import sys

    said = subprocess.run([sys.executable, "-m", "chokepoint", "baselin"], capture_output=True, text=True)
    assert said.returncode == 2 and "baseline" in said.stderr
