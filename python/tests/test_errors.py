# What is wrong is told as the program tells it: all of it, with its place and what would do.
import pickle
import re
from pathlib import Path

import numpy as np
import pytest

import chokepoint as cp

root = Path(__file__).resolve().parents[2]
twelve = root / "tests" / "transcript" / "twelve_mistakes.yaml"


def mistakes_of(call, *args, **kwargs):
    with pytest.raises(cp.ScenarioError) as caught:
        call(*args, **kwargs)
    return caught.value.mistakes


def test_twelve_mistakes_are_those_of_the_program(simulate):
    theirs = simulate("check", str(twelve), code=2).splitlines()[:-1]
    ours = mistakes_of(cp.scenario, twelve)
    assert len(ours) == 12
    for mistake, line in zip(ours, theirs):
        assert line.endswith(mistake.message) and f":{mistake.line}:" in line
    assert all(mistake.line > 0 and mistake.column > 0 and mistake.file.endswith("twelve_mistakes.yaml") for mistake in ours)
    suggested = [m for m in ours if "did you mean" in m.message]
    assert suggested and all(m.suggestion and m.suggestion in m.message for m in suggested)


def test_an_error_reads_as_the_program_prints_it():
    with pytest.raises(cp.ScenarioError) as caught:
        cp.scenario(twelve)
    assert len(str(caught.value).splitlines()) == 12
    assert isinstance(caught.value, ValueError)


def test_an_error_can_be_pickled():
    with pytest.raises(cp.ScenarioError) as caught:
        cp.scenario(twelve)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.mistakes == caught.value.mistakes


def test_text_has_lines():
    text = twelve.read_text()
    ours, from_file = mistakes_of(cp.scenario, text), mistakes_of(cp.scenario, twelve)
    assert [(m.line, m.column) for m in ours] == [(m.line, m.column) for m in from_file]
    assert {m.file for m in ours} == {"<text>"}


def test_a_dict_has_places():
    wrong = {"scenario": {"name": "x", "extends": "baseline.yaml"},
             "events": [{"id": "a", "type": "chip_export_ban", "issuer": "US", "targets": "CN", "start": "2026-13"}, {"id": "b", "type": "chip_exprt_ban"}]}
    places = {m.file: m for m in mistakes_of(cp.scenario, wrong)}
    assert "scenario.events[0].start" in places
    assert any(m.suggestion == "chip_export_ban" for m in places.values())


@pytest.mark.parametrize("path, value, suggestion", [("parameters.controls.enforcment", 0.8, "controls.enforcement"),
                                                     ("parameters.controls.enforcement", 7, None), ("parameters.controls.enforcement", "much", None),
                                                     ("parameters.controls.enforcement", float("nan"), None),
                                                     ("events.us-2022-10-chip.enforcement", 0.5, "us-2022-10-chips"), ("nonsense", 1, None)])
def test_values_that_do_not_go(path, value, suggestion):
    found = mistakes_of(cp.scenario("baseline").set, path, value)
    assert len(found) == 1 and path in found[0].file
    if suggestion:
        assert found[0].suggestion and suggestion in found[0].suggestion


@pytest.mark.parametrize("call", [lambda: cp.scenario("chip_bann"), lambda: cp.scenario("baseline").with_policy("trucee"),
                                  lambda: cp.run("baseline", runs=1, metrics=["eci_gapp"]), lambda: cp.run("baseline", runs=1, metrics=["eci_gap"])["eci_gapp"],
                                  lambda: cp.names("scenarioss"), lambda: cp.graph("baseline", good="waferr"),
                                  lambda: cp.compare("no_ban", "chip_ban", runs=1, metric="eci_gapp"),
                                  lambda: cp.compare("no_ban", "chip_ban", runs=1, by="polcy"),
                                  lambda: cp.why("no_ban", "chip_ban", runs=1, metric="compute_share", agent="CNN")])
def test_names_that_are_none_suggest_one(call):
    assert any(m.suggestion or "did you mean" in m.message for m in mistakes_of(call)), mistakes_of(call)


@pytest.mark.parametrize("arguments", [{"runs": 0}, {"runs": 10**9}, {"seed": -1}, {"threads": -1}, {"parameters": "postrior"}])
def test_arguments_out_of_range(arguments):
    found = mistakes_of(cp.run, "baseline", **{"runs": 1, **arguments})
    assert found[0].file == next(iter(arguments))


def test_months_out_of_range():
    for call in (lambda: cp.compare("no_ban", "chip_ban", runs=1, at="2040"), lambda: cp.graph("baseline", at="2016-12"),
                 lambda: cp.scenario("baseline").until("next year")):
        assert mistakes_of(call)


def test_scenarios_that_do_not_go_together():
    assert "ends in" in mistakes_of(cp.compare, cp.scenario("no_ban").until("2025"), "chip_ban", runs=1)[0].message
    assert mistakes_of(cp.compare, "no_ban", runs=1)


def test_a_study_that_is_not_there():
    assert "no such file" in mistakes_of(cp.study, "ban_strenth")[0].message


def test_a_family_is_no_scenario():
    assert "family()" in mistakes_of(cp.scenario, "sweep_enforcement")[0].message


def test_wrong_types_are_told_by_python():
    with pytest.raises((TypeError, RuntimeError)):
        cp.run("baseline", runs="many")
    with pytest.raises(TypeError):
        cp.scenario(3)


def test_models_check_what_they_are_given():
    assert mistakes_of(cp.model, "baseline", {"x": "parameters.controls.enforcment"}, {"gap": "eci_gap"})
    assert mistakes_of(cp.model, "baseline", {"x": ("parameters.controls.enforcement", 1, 0)}, {"gap": "eci_gap"})
    model = cp.model("baseline", {"x": "parameters.controls.enforcement"}, {"gap": "eci_gap"}, runs=1)
    for bad in (np.zeros((2, 3)), [[np.nan]]):
        with pytest.raises(ValueError):
            model(bad)
    with pytest.raises(TypeError, match="y"):
        model(y=1)
    assert "range" in mistakes_of(model, [[0.95]])[0].message
    assert "range" in mistakes_of(cp.model, "baseline", {"x": ("parameters.controls.enforcement", 0.2, 0.9)}, {"gap": "eci_gap"})[0].message
    assert mistakes_of(cp.model("baseline", {"x": "parameters.controls.enforcement"}, {"gap": "eci_gapp"}, runs=1), [[0.5]])


def test_docstrings_say_what_a_person_needs():
    for name in cp.__all__:
        one = getattr(cp, name)
        assert one.__doc__ and len(one.__doc__) > 20, name
        if isinstance(one, type):
            for member, what in vars(one).items():
                if not member.startswith("_") and (callable(what) or isinstance(what, property)):
                    assert what.__doc__, f"{name}.{member}"
