# Scenarios: read, changed, looked at.
import numpy as np
import pytest

import chokepoint as cp

text = """
scenario:
  name: mine
  extends: baseline.yaml
events:
  - id: my-ban
    type: chip_export_ban
    issuer: US
    targets: CN
    start: 2027-01
    tpp_max: 1600
"""
as_dict = {"scenario": {"name": "mine", "extends": "baseline.yaml"},
           "events": [{"id": "my-ban", "type": "chip_export_ban", "issuer": "US", "targets": "CN", "start": "2027-01", "tpp_max": 1600}]}


def test_file_text_and_dict_are_one_scenario(tmp_path):
    (tmp_path / "mine.yaml").write_text(text)
    hashes = {cp.run(source, runs=2, metrics=[]).hash for source in (tmp_path / "mine.yaml", str(tmp_path / "mine.yaml"), text, as_dict)}
    assert len(hashes) == 1
    assert hashes != {cp.run("baseline", runs=2, metrics=[]).hash}


def test_numbers_of_numpy_and_dates_are_values():
    import datetime

    base = cp.scenario(as_dict)
    for value in (2400, 2400.0, np.float64(2400), np.int32(2400), "2400"):
        assert cp.run(base.set("events.my-ban.tpp_max", value), runs=1, metrics=[]).hash == cp.run(base.set("events.my-ban.tpp_max", 2400), runs=1,
                                                                                               metrics=[]).hash
    moved = [cp.run(base.set("events.my-ban.start", start), runs=1, metrics=[]).hash for start in ("2028-01", datetime.date(2028, 1, 1))]
    assert moved[0] == moved[1]


def test_what_changes_a_scenario_gives_another_one():
    base = cp.scenario("baseline")
    name = base.name
    changed = base.with_policy("truce").set("parameters.controls.enforcement", 0.8).until("2028")
    assert base.name == name and base.end == "2030-12" and changed.end == "2028-12"
    assert "truce" in changed.name and "0.8" in changed.name
    assert base.set("parameters.controls.enforcement", 0.5).set("parameters.controls.enforcement", 0.8).name == base.set(
        {"parameters.controls.enforcement": 0.8}).name


def test_events_tell_what_they_are():
    events = {event.id: event for event in cp.scenario(as_dict).events}
    mine = events["my-ban"]
    assert mine.issuers == ("US",) and mine.targets == ("CN",) and mine.start == "2027-01" and mine.end is None
    assert mine.type in cp.names("events") and mine.description
    frame = cp.scenario(as_dict).events_frame()
    assert list(frame.id) == list(events)
    shipped = cp.scenario("chip_ban").events
    assert all(event.file and event.line > 0 for event in shipped)


def test_a_resolved_scenario_is_the_same_scenario():
    base = cp.scenario("chip_ban").with_policy("truce")
    assert cp.run(base.yaml(), runs=1, metrics=[]).hash == cp.run(base, runs=1, metrics=[]).hash


def test_check_finds_what_has_no_effect():
    late = cp.scenario({"scenario": {"name": "late", "extends": "baseline.yaml"},
                        "events": [{"id": "too-late", "type": "chip_export_ban", "issuer": "US", "targets": "CN", "start": "2031-01", "tpp_max": 1600}]})
    assert any(remark.event == "too-late" for remark in late.check())


def test_every_shipped_scenario_is_read():
    for name in cp.names("scenarios"):
        members = cp.family(name)
        assert members and all(member.end >= "2025" for member in members)


def test_policies_that_need_another_are_refused():
    for policy in cp.names("policies"):
        try:
            cp.scenario("baseline").with_policy(policy)
        except cp.ScenarioError as error:
            assert all(policy in str(m) or "requires" in m.message or "conflict" in m.message for m in error.mistakes)


@pytest.mark.parametrize("kind", ["scenarios", "policies", "priors", "metrics", "parameters", "events", "nations", "regions"])
def test_names_are_described(kind):
    found = cp.names(kind)
    assert found and all(cp.describe(kind, name) for name in found[:5])
    assert cp.describe(kind, "nothing of that name") == ""
