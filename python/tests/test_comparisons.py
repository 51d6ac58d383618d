# Comparing: pairs, odds, attribution, why.
import numpy as np
import pytest

import chokepoint as cp


@pytest.fixture(scope="module")
def compared():
    return cp.compare("no_ban", "chip_ban", cp.scenario("chip_ban").with_policy("truce"), runs=10, metrics=["compute_share"])


def test_pairs_are_members_of_one_number(compared):
    difference = compared.differences(["eci_gap"])["eci_gap"]
    assert difference.dims == ("scenario", "member", "month") and difference.shape == (2, 10, 168)
    a, b = compared.ensembles[0], compared.ensembles[1]
    np.testing.assert_array_equal(difference[0], b.values("eci_gap") - a.values("eci_gap"))
    assert (difference.sel(month=slice("2017", "2018-09")) == 0).all()


def test_each_scenario_runs_as_if_alone(compared):
    assert compared.ensembles[1].hash == cp.run("chip_ban", runs=10, metrics=[]).hash


def test_a_difference_with_its_odds(compared):
    found = compared.difference()
    pairs = compared.differences(["eci_gap"])["eci_gap"][0, :, -1].values.astype(float)
    assert (found.metric, found.month, found.unit) == ("eci_gap", "2030-12", "ECI")
    assert found.mean == pytest.approx(pairs.mean(), rel=1e-5)
    assert found.odds_above == np.mean(pairs > found.counts_from) == compared.odds()
    assert found.odds_above + found.odds_below <= 1
    of_cn = compared.difference("compute_share", "CN", "2028-06", scenario=2)
    assert of_cn.agent == "CN" and of_cn.month == "2028-06"
    with pytest.raises(IndexError):
        compared.difference(scenario=3)


def test_parts_add_up_to_the_whole(compared):
    assert compared.attribution.empty
    both = [cp.scenario("baseline"), cp.scenario("baseline").with_policy("close_rental", "strict_enforcement")]
    compared = cp.compare(*both, runs=4, attribute=True)
    parts = compared.attribution
    assert set(parts.part) == {"close_rental", "strict_enforcement"}
    for scenario, of in parts.groupby("scenario"):
        assert of.value.sum() == pytest.approx(compared.difference(scenario=scenario).mean, rel=1e-4, abs=1e-4)
    assert set(parts.scenario) == set(compared.names[1:])


def test_text_and_tables(compared):
    assert "no_ban" in str(compared)
    frame = compared.to_pandas()
    assert len(frame) > 100 and set(frame["scenario"]) >= set(compared.names[1:])


def test_why_leads_from_the_metric_to_its_causes():
    answer = cp.compare("no_ban", "chip_ban", runs=6).why(member=2)
    assert answer["replicate"] == 2 and answer["chain"][0]["quantity"]
    first = answer["chain"][0]
    assert sum(part["effect"] for part in first["parts"]) + first["remainder"] == pytest.approx(first["difference"])
    assert answer["divergence"]["state"]["month"] >= answer["divergence"]["rules"]["month"]


def test_two_scenarios_of_one_name_are_told_apart(tmp_path):
    (tmp_path / "baseline.yaml").write_text("scenario: {name: baseline, extends: chokepoint-none}\n".replace("chokepoint-none", "chip_ban.yaml"))
    names = cp.compare("baseline", tmp_path / "baseline.yaml", runs=1).names
    assert len(set(names)) == 2
