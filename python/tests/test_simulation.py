# One run, stepped by hand.
import numpy as np
import pytest

import chokepoint as cp


@pytest.mark.parametrize("member", [0, 3])
def test_steps_make_the_run_of_the_ensemble(member):
    run = cp.Simulation("chip_ban", member=member)
    ensemble = cp.run("chip_ban", runs=member + 1, metrics=["eci_gap", "compute_share"])
    gaps = []
    while not run.done:
        run.step()
        gaps.append(run.measured("eci_gap"))
    np.testing.assert_array_equal(np.float32(gaps), ensemble.values("eci_gap")[member])
    assert run.month == "2030-12"
    assert np.float32(run.measured("compute_share", "CN", "2025-12")) == ensemble.values("compute_share", "CN", "2025-12")[member]
    with pytest.raises(StopIteration):
        run.step()


def test_a_branch_is_the_run_under_the_other_scenario():
    scenario = cp.scenario("baseline")
    other = scenario.with_policy("strict_enforcement")
    run = cp.Simulation(scenario)
    run.run_to("2026-05")
    stood = run.hash
    branch = run.branch(other)
    branch.run_to()
    alone = cp.Simulation(other)
    alone.run_to()
    assert branch.hash == alone.hash and run.hash == stood
    run.run_to()
    assert run.hash != branch.hash


def test_a_branch_that_comes_too_late_is_refused():
    run = cp.Simulation("no_ban")
    run.run_to("2026-01")
    with pytest.raises(cp.ScenarioError, match="branch off earlier"):
        run.branch("chip_ban")


def test_views_are_read_only_and_show_the_present_month():
    run = cp.Simulation("baseline")
    run.run_to("2022-01")
    capex = run.state.firms["capex"]
    kept = capex.copy()
    with pytest.raises(ValueError):
        capex[0] = 0
    run.run_to("2024-01")
    assert not np.array_equal(run.state.firms["capex"], kept)
    assert set(run.state.firms["stock"]) == {"foreign", "compliant", "domestic", "smuggled"}
    np.testing.assert_array_equal(run.state.firms["stock"]["foreign"], run.state.firms["stock.foreign"])
    firms = run.state.firms
    assert firms["capex"].shape == (len(firms.names),) and firms.unit("capex") == "bn USD/year"
    assert list(firms.frame().index) == firms.names
    nation = run.state.nations.names[firms["nation"][firms.names.index("OpenAI")]] if "OpenAI" in firms.names else "US"
    assert nation == "US"
    with pytest.raises(AttributeError, match="firms"):
        run.state.firmss
    with pytest.raises(KeyError):
        firms["capexx"]


@pytest.mark.parametrize("scenario", ["baseline", "policy_agents", "chip_ban"])
def test_no_column_moves_in_memory(scenario):
    """A view that was taken once stays a view of the run's memory: else it would read what is no longer there."""
    run = cp.Simulation(scenario)

    def places():
        out = {}
        for kind, columns in run._core.state().items():
            for name, (array, _, _) in columns.items():
                if array.base is not None and array.size and array.dtype != bool:
                    out.setdefault(kind, set()).add((array.__array_interface__["data"][0], array.nbytes))
        return out

    before = places()
    while not run.done:
        run.step()
        assert places() == before, run.month


def test_a_view_outlives_its_run():
    run = cp.Simulation("baseline")
    run.run_to("2020-01")
    capex = run.state.firms["capex"]
    kept = capex.copy()
    del run
    np.testing.assert_array_equal(capex, kept)


def test_events_in_force():
    run = cp.Simulation("baseline")
    run.run_to("2022-09")
    before = set(run.in_force)
    run.step()
    assert any("us-2022-10" in event for event in set(run.in_force) - before)


def test_what_has_not_happened_is_not_told():
    run = cp.Simulation("baseline")
    assert run.month is None and run.in_force == []
    with pytest.raises(ValueError):
        run.measured("eci_gap")
    run.step()
    with pytest.raises(ValueError):
        run.measured("eci_gap", at="2020-01")


def test_graph_of_one_good():
    wafers = cp.graph("baseline", at="2024", good="wafer")
    assert wafers.number_of_edges() and {key for _, _, key in wafers.edges(keys=True)} == {"wafer"}
    assert "TSMC" in wafers.nodes
