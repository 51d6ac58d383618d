# Runs as arrays and tables.
import gc
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
import xarray as xr

import chokepoint as cp


@pytest.fixture(scope="module")
def few():
    return cp.run("chip_ban", runs=6, metrics=["eci_gap", "compute_share", "firm_capex"] if "firm_capex" in cp.names("metrics") else
                  ["eci_gap", "compute_share"])


@pytest.fixture(scope="module")
def every_metric():
    return cp.run(cp.scenario("baseline").until("2019"), runs=3)


def test_every_metric_has_its_dims_units_and_meaning(every_metric):
    dataset = every_metric.to_xarray()
    table = cp.metrics()
    assert set(every_metric.metrics) == set(table.index)
    for metric, of in table.iterrows():
        values = dataset[metric]
        assert values.dims == ("member", "month") if of["of"] == "world" else values.dims == ("member", "month", of["of"]), metric
        assert values.attrs == {"units": of["unit"], "long_name": of["meaning"]}
        assert values.shape[:2] == (3, 36) and values.dtype == np.float32
        assert np.isfinite(values).all(), metric


def test_months_are_dates(few):
    months = few.to_xarray()["month"].values
    assert months[0] == np.datetime64("2017-01-01") and len(months) == 168 == few.months
    assert months[-1] == np.datetime64("2030-12-01")


def test_nothing_is_copied(few):
    first, again = few.values("eci_gap"), few.values("eci_gap")
    assert np.shares_memory(first, again)
    assert np.shares_memory(few.to_xarray()["eci_gap"].values, first)
    assert np.shares_memory(few["compute_share"].values, few.to_xarray()["compute_share_by_region"].values)
    with pytest.raises(ValueError):
        first[0, 0] = 1


def test_arrays_outlive_their_ensemble():
    values = cp.run(cp.scenario("baseline").until("2018"), runs=2, metrics=["eci_gap"]).values("eci_gap")
    gc.collect()
    assert np.array_equal(values, cp.run(cp.scenario("baseline").until("2018"), runs=2, metrics=["eci_gap"]).values("eci_gap"))


def test_regions_stand_apart(few):
    dataset = few.to_xarray()
    assert "CN" in dataset["nation"] and "CN" not in dataset["region"]
    assert list(few["compute_share"]["agent"].values) == list(dataset["nation"].values) + list(dataset["region"].values)
    np.testing.assert_allclose(dataset["compute_share"].sel(month="2025-12-01").sum("nation"), 1, rtol=1e-5)


def test_tables_hold_what_arrays_do(few):
    frame = few.to_pandas(["compute_share"])
    one = frame[(frame.member == 3) & (frame.agent == "CN")]
    np.testing.assert_array_equal(one.value, few.values("compute_share", "CN")[3])
    assert len(frame) == few["compute_share"].size
    assert set(frame.kind) == {"nation", "region"}


def test_values_of_one_month(few):
    np.testing.assert_array_equal(few.values("eci_gap", at="2030-12"), few.values("eci_gap")[:, -1])
    np.testing.assert_array_equal(few.values("eci_gap", at="2030"), few.values("eci_gap")[:, -1])
    for bad in ({"at": "2031-01"}, {"at": "2016"}, {"agent": "CN"}):
        with pytest.raises(KeyError):
            few.values("eci_gap", **bad)


def test_netcdf_round_trip(few, tmp_path):
    pytest.importorskip("netCDF4")
    few.to_xarray().to_netcdf(tmp_path / "runs.nc")
    with xr.open_dataset(tmp_path / "runs.nc") as again:
        np.testing.assert_array_equal(again["compute_share"], few.to_xarray()["compute_share"])
        assert again["compute_share"].attrs["units"] == few.to_xarray()["compute_share"].attrs["units"]


def test_parquet_where_pyarrow_is(few, tmp_path):
    try:
        import pyarrow.parquet
    except ImportError:
        with pytest.raises(ImportError):
            few.to_parquet(tmp_path / "x.parquet")
        return
    few.to_parquet(tmp_path / "x.parquet", ["eci_gap"])
    assert pyarrow.parquet.read_table(tmp_path / "x.parquet").num_rows == few["eci_gap"].size


def test_iamc_has_a_row_for_each_series_and_statistic(few):
    frame = few.to_iamc(["compute_share"])
    assert list(frame.columns[:5]) == ["model", "scenario", "region", "variable", "unit"] and frame.columns[-1] == 2030
    share = frame[(frame.region == "CN") & (frame.variable == "compute_share|50.0th Percentile")]
    np.testing.assert_allclose(share[2030], np.median(few.values("compute_share", "CN", "2030")), rtol=1e-6)
    assert not frame.isna().any().any() and not frame.duplicated(["region", "variable"]).any()


def test_events_that_depend_on_the_run():
    runs = cp.run(cp.scenario("baseline").with_policy("escalation_hazards"), runs=12, metrics=[])
    fired, odds = runs.fired(), runs.event_odds().set_index("id")
    for id, of in fired[fired.began.notna()].groupby("id"):
        if id in odds.index:
            assert of.member.nunique() == odds.loc[id, "runs"]
    assert (odds["runs"] > 0).any() and (odds["share"] <= 1).all()


def test_progress_is_told():
    told = []
    cp.run("baseline", runs=12, metrics=[], progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (12, 12) and told == sorted(told)


def test_an_exception_of_progress_stops_the_runs():
    def stop(done, of):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        cp.run("baseline", runs=100000, metrics=[], progress=stop)


def test_an_interrupt_stops_within_moments_and_leaves_nothing():
    before = threading.active_count(), len(os.listdir("/proc/self/task"))
    timer = threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        cp.run("baseline", runs=100000, metrics=[])
    assert time.monotonic() - begun < 10
    assert cp.run("baseline", runs=4, metrics=[]).hash == "78e92685300ae96d"
    timer.join()
    assert threading.active_count() == before[0]
    # threads of the pool stay for the next call; the one that waited has gone
    assert len(os.listdir("/proc/self/task")) <= before[1] + os.cpu_count()


def test_two_threads_at_once():
    found = {}

    def work(name, scenario):
        found[name] = cp.run(scenario, runs=4, metrics=["eci_gap"]).hash

    scenarios = {"a": cp.scenario("baseline"), "b": cp.scenario("no_ban"), "c": cp.scenario("baseline").with_policy("truce")}
    threads = [threading.Thread(target=work, args=one) for one in scenarios.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: cp.run(one, runs=4, metrics=[]).hash for name, one in scenarios.items()}


def test_python_goes_on_while_runs_are_made():
    counted = 0
    done = threading.Event()
    thread = threading.Thread(target=lambda: (cp.run("baseline", runs=24, metrics=[]), done.set()))
    thread.start()
    while not done.wait(0.005):
        counted += 1
    thread.join()
    assert counted > 10


def test_little_memory_refuses_before_it_runs():
    code = "import resource, chokepoint as cp; s = cp.scenario('baseline'); resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)); cp.run(s, runs=1000000)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "ScenarioError: runs: " in said.stderr and "available" in said.stderr


def test_interrupting_a_notebook_kernel():
    manager = pytest.importorskip("jupyter_client.manager")
    pytest.importorskip("ipykernel")
    kernel = manager.KernelManager()
    kernel._kernel_spec = manager.kernelspec.KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    kernel.start_kernel(env={**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"})
    client = kernel.blocking_client()
    client.start_channels()

    def answer():
        while (message := client.get_shell_msg(timeout=60))["msg_type"] != "execute_reply":
            pass
        return message["content"]

    try:
        client.wait_for_ready(timeout=60)
        client.execute("import chokepoint as cp, sys\ncp.run('baseline', runs=100000, metrics=[], progress=lambda done, of: sys.stdout.write('.'))",
                       stop_on_error=False)
        while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":  # a run has been made
            pass
        kernel.interrupt_kernel()
        assert answer()["ename"] == "KeyboardInterrupt"
        client.execute("assert cp.run('baseline', runs=4, metrics=[]).hash == '78e92685300ae96d'")
        assert answer()["status"] == "ok"
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
