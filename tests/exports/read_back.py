"""Every export read back with the tools that people read it with: read_back.py READER FOLDER. Ends with 77 where the reader is missing."""
import csv
import importlib
import json
import math
import pathlib
import re
import sys
import warnings


def close(a, b, relative=2e-5, absolute=1e-9):
    """Equal to the digits that are written."""
    return math.isclose(a, b, rel_tol=relative, abs_tol=absolute)


def strict_json(path):
    """JSON as other programs read it: neither NaN nor Infinity, no key twice."""
    def no_number(text):
        raise ValueError(f"{path}: {text} is no number of JSON")

    def once(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), f"{path}: duplicate key among {keys}"
        return dict(pairs)

    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_constant=no_number, object_pairs_hook=once)


def links_told(folder):
    """The number of links that the table of the network tells."""
    return int(re.search(r"^(\d+) links, ", (folder / "graph.txt").read_text(encoding="utf-8"), re.M).group(1))


def plain(folder):
    """What needs nothing but Python: all JSON is strict, all CSV has as many cells in each row as in its head."""
    for path in sorted(folder.rglob("*.json")):
        strict_json(path)
    tables = sorted(folder.rglob("*.csv"))
    assert len(tables) >= 15, tables
    for path in tables:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader((line for line in file if not line.startswith("#")), strict=True))
        assert rows and len(set(rows[0])) == len(rows[0]), f"{path}: duplicate column in {rows[0]}"
        assert all(len(row) == len(rows[0]) for row in rows), f"{path}: rows of unlike lengths"
    # What a table is for is said of all of its columns.
    words = (pathlib.Path(__file__).parents[2] / "docs/how_to/read_a_result.md").read_text(encoding="utf-8")
    for name in ("series.csv", "members.csv", "events.csv", "fired.csv"):
        with open(folder / "run" / name, encoding="utf-8", newline="") as file:
            head = next(csv.reader(file))
        line = next(line for line in words.splitlines() if line.startswith(f"| `{name}`"))
        missing = [column for column in head if not re.search(rf"\b{column}\b", line)]
        assert not missing, f"docs/how_to/read_a_result.md does not tell the columns {missing} of {name}"


def months_of(pandas, column, empty=False):
    """The months of a column as dates; a text that is none is a mistake."""
    assert empty or column.notna().all()
    return pandas.to_datetime(column, format="%Y-%m")


def check_levels(pandas, folder):
    """Means and quantiles of series.csv are those of members.csv, differences those of pairs."""
    series = pandas.read_csv(folder / "run/series.csv")
    members = pandas.read_csv(folder / "run/members.csv")
    months_of(pandas, series.month), months_of(pandas, members.month)
    assert set(series.scenario) == {"strike, perhaps"} and set(series.compared_with) == {"no_ban"}
    assert set(members.scenario) == {"strike, perhaps", "no_ban"}
    world = series[series.kind == "world"]
    assert world.agent.isna().all() and len(world) > 0 and not world.duplicated(["metric", "month"]).any()
    counts = members.groupby(["scenario", "metric", "month"]).replicate.agg(["size", "nunique"])
    assert (counts == 24).all().all()
    wide = members.pivot(index=["metric", "month", "replicate"], columns="scenario", values="value")
    wide["difference"] = wide["strike, perhaps"] - wide["no_ban"]
    told = world.set_index(["metric", "month"])
    for column, prefix in (("strike, perhaps", ""), ("difference", "difference_")):
        grouped = wide[column].groupby(["metric", "month"])
        for name, values in (("mean", grouped.mean()), ("p05", grouped.quantile(0.05)), ("p50", grouped.quantile(0.5)), ("p95", grouped.quantile(0.95))):
            size = wide["strike, perhaps"].abs().groupby(["metric", "month"]).max()
            gap = (told[prefix + name] - values.reindex(told.index)).abs()
            assert (gap <= 2e-5 * size.reindex(told.index) + 1e-9).all(), f"{prefix}{name} of series.csv is another than of members.csv"
    listed = {row["name"]: row for row in strict_json(folder / "list_metrics.json")}
    assert all(listed[metric]["unit"] == unit for metric, unit in set(zip(series.metric, series.unit)))


def check_kinds(pandas, folder):
    """Nations and regions are told apart: shares of the nations sum to 1."""
    series = pandas.read_csv(folder / "run/series.csv")
    regions = set(row["name"] if "name" in row else row["id"] for row in strict_json(folder / "list_regions.json"))
    assert set(series[series.kind == "region"].agent) <= regions
    shares = series[(series.metric == "compute_share") & (series.month == "2019-12")]
    assert set(shares.kind) == {"nation", "region"} and shares[shares.kind == "region"].agent.isin(regions).all()
    assert close(shares[shares.kind == "nation"]["mean"].sum(), 1, 1e-4), shares
    assert not shares[shares.kind == "nation"].agent.isin(regions).any()
    named = pandas.read_csv(folder / "named/members.csv")
    assert set(named.kind) == {"nation", "region", "firm"} and set(named.metric) == {"compute_share", "lab_eci"}
    nations = named[(named.kind == "nation") & (named.month == "2018-12")].groupby("replicate").value.sum()
    assert len(nations) == 4 and all(close(x, 1, 1e-5) for x in nations)
    alone = pandas.read_csv(folder / "named/series.csv")
    assert "compared_with" not in alone and set(alone.metric) == {"compute_share", "lab_eci"}


def check_summary(pandas, folder):
    """A metric has one size and one unit in every file."""
    series = pandas.read_csv(folder / "run/series.csv", keep_default_na=False).set_index(["metric", "agent", "month"])
    summary = strict_json(folder / "run/summary.json")
    assert summary["runs"] == 24 and summary["scenario"] == "strike, perhaps" and summary["compared_with"] == "no_ban"
    checked = 0
    for metric in summary["metrics"]:
        for month, level in metric["level"].items():
            if (metric["metric"], metric["agent"], month) not in series.index:
                assert level["mean"] == 0 and level["p95"] == 0  # never moves
                continue
            row = series.loc[(metric["metric"], metric["agent"], month)]
            assert (metric["unit"], metric["kind"]) == (row["unit"], row["kind"]) and not re.search(r"[%)]", metric["label"])
            for key, column in (("mean", "mean"), ("p05", "p05"), ("median", "p50"), ("p95", "p95")):
                assert close(level[key], row[column]), (metric["metric"], key)
                assert close(metric["difference"][month][key], row["difference_" + column], absolute=1e-7), (metric["metric"], key)
            checked += 1
    assert checked >= 6, checked


def check_fired(pandas, folder):
    """What came about in which run is the same in every file."""
    fired = pandas.read_csv(folder / "run/fired.csv")
    summary = strict_json(folder / "run/summary.json")
    events = pandas.read_csv(folder / "run/events.csv")
    months_of(pandas, fired.announced), months_of(pandas, fired.began, empty=True), months_of(pandas, fired.ended, empty=True)
    waiting = {"strike", "again-and-again", "answer", "never"}
    assert set(events[events.month.isna()].id) == waiting and events[events.id.isin(waiting)].trigger.notna().all()
    assert (events[events.month.isna()].what == "conditional").all() and events[events.month.notna()].trigger.isna().all()
    months_of(pandas, events.month, empty=True)
    counted = fired.groupby(["scenario", "replicate", "id"]).firing.agg(["min", "max", "size"])
    assert set(fired.scenario) <= {"strike, perhaps", "no_ban"} and (counted["min"] == 1).all() and (counted["max"] == counted["size"]).all()
    own = fired[fired.scenario == "strike, perhaps"]
    assert "never" not in set(own.id) and own[own.id == "again-and-again"].firing.max() > 2
    assert (own.announced <= own.began.fillna("9999")).all() and (own.began.fillna("0000") <= own.ended.fillna("9999")).all()
    # One answer after each strike, four months after it was announced; a strike of the last months has none in force.
    strikes, answers = (own[own.id == name].set_index("replicate") for name in ("strike", "answer"))
    assert len(strikes) >= 10 and set(answers.index) <= set(strikes.index)
    assert (pandas.PeriodIndex(answers.announced.dropna(), freq="M") + 4 >= pandas.PeriodIndex(answers.began.fillna("2020-01"), freq="M")).all()
    told = {row["id"]: row for row in summary["conditional_events"]}
    assert set(told) == waiting
    for name, row in told.items():
        began = own[(own.id == name) & own.began.notna()].groupby("replicate").began.min()
        assert row["runs"] == len(began) and close(row["share"], len(began) / 24)
        assert (row["month"] is None) == (len(began) == 0)
        if len(began) % 2 == 1:
            assert row["month"]["p50"] == sorted(began)[len(began) // 2]


def check_given(pandas, folder):
    """Under a condition the result is that of the runs in which it holds, and of the same runs of the other scenario."""
    fired = pandas.read_csv(folder / "run/fired.csv")
    chosen = set(fired[(fired.scenario == "strike, perhaps") & (fired.id == "strike") & fired.began.notna()].replicate)
    assert 10 <= len(chosen) < 24
    members = pandas.read_csv(folder / "given/members.csv")
    for _, of_scenario in members.groupby("scenario"):
        assert set(of_scenario.replicate) == chosen
    whole = pandas.read_csv(folder / "run/members.csv")
    both = members.merge(whole, on=["scenario", "replicate", "month", "metric", "agent"])
    assert len(both) == len(members) and (both.value_x == both.value_y).all()
    series = pandas.read_csv(folder / "given/series.csv")
    gap = series[series.metric == "eci_gap"].set_index("month")["mean"]
    of_gap = members[(members.metric == "eci_gap") & (members.scenario == "strike, perhaps")].groupby("month").value.mean()
    assert all(close(gap[month], of_gap[month]) for month in gap.index)
    summary = strict_json(folder / "given/summary.json")
    assert summary["given"] == {"condition": "fired(strike)", "runs_made": 24} and summary["runs"] == len(chosen)
    assert {row["id"]: row["share"] for row in summary["conditional_events"]}["strike"] == 1


def check_compared(pandas, folder):
    """compare.csv, compare.json: one size, one unit, differences paired."""
    table = pandas.read_csv(folder / "compared/compare.csv", keep_default_na=False)
    compared = strict_json(folder / "compared/compare.json")
    months_of(pandas, table.month)
    listed = {row["name"]: row["unit"] for row in strict_json(folder / "list_metrics.json")}
    assert all(listed[metric] == unit for metric, unit in set(zip(table.metric, table.unit)))
    assert set(table.scenario) == {"no_ban", "strike, perhaps"} and (table[table.scenario == "no_ban"].difference_mean == "").all()
    rows = table.set_index(["scenario", "metric", "agent", "month"])
    for metric in compared["metrics"]:
        assert metric["unit"] == listed[metric["metric"]]
        for scenario, months in metric["level"].items():
            for month, level in months.items():
                row = rows.loc[(scenario, metric["metric"], metric["agent"], month)]
                assert close(level["mean"], row.level_mean) and close(level["p95"], row.level_p95)
                if scenario != "no_ban":
                    assert close(metric["difference"][scenario][month]["mean"], float(row.difference_mean), absolute=1e-7)
    assert {row["id"] for row in compared["conditional_events"]} >= {"strike", "answer"}


def check_others(pandas, folder):
    """Families, studies, networks over time, forecasts."""
    family = pandas.read_csv(folder / "family/family.csv")
    members = sorted(set(family.member))
    assert len(members) == 2 and set(family.statistic) >= {"p05", "p50", "p95"} and family.unit.notna().all()
    tables = [pandas.read_csv(path, keep_default_na=False) for path in (folder / "family").glob("*/series.csv")]
    for member in members:
        series, = (table for table in tables if table.scenario.iloc[0].endswith(member))
        row = family[(family.member == member) & (family.metric == "compute_share") & (family.agent == "US") & (family.statistic == "p50")].iloc[0]
        match = series[(series.metric == "compute_share") & (series.agent == "US") & (series.month == row.month)].iloc[0]
        assert close(row.value, float(match.p50)) and row.unit == match.unit == "share"
    runs = pandas.read_csv(folder / "study/results/runs.csv")
    assert (runs.status == "ok").all() and len(runs) == len(set(runs.run)) and len(pandas.read_csv(folder / "study/results/failures.csv")) == 0
    months_of(pandas, runs.date)
    network = pandas.read_csv(folder / "graph.csv")
    months_of(pandas, network.month)
    assert not network.duplicated(["month", "supplier"]).any() and "TSMC" in set(network.supplier)
    forecast = pandas.read_csv(folder / "forecast.csv", comment="#")
    quantiles = forecast[["q05", "q25", "q50", "q75", "q95"]]
    assert len(forecast) > 0 and (quantiles.diff(axis=1).iloc[:, 1:] >= 0).all().all()


def pandas_tables(folder):
    pandas = importlib.import_module("pandas")
    for check in (check_levels, check_kinds, check_summary, check_fired, check_given, check_compared, check_others):
        check(pandas, folder)


def xarray_series(folder):
    """series.nc opened with all defaults; the same values as runs.csv."""
    xarray, pandas, numpy = (importlib.import_module(name) for name in ("xarray", "pandas", "numpy"))
    importlib.import_module("netCDF4")
    path = folder / "study/results/series.nc"
    if not path.exists():
        print("skipped: this build writes no NetCDF")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = xarray.open_dataset(path)
    runs = pandas.read_csv(folder / "study/results/runs.csv", keep_default_na=False)
    assert list(data.run.values) == list(runs.run) and data.dims["time"] == 12
    assert str(data.time.values[-1])[:10] == "2017-12-01"
    for name, variable in data.data_vars.items():
        assert variable.dims in (("run",), ("time", "run")), name
        if "metric" in variable.attrs and "column" in variable.attrs and variable.dims == ("run",):
            assert numpy.allclose(variable, runs[variable.attrs["column"]].astype(float)), name
    for column, name in (("eci_gap@2017-12", "eci_gap"), ("compute_share.EU-rest@2017-12", "compute_share_EU_rest"), ("fired.again-and-again@2017-12", "fired_again_and_again")):
        assert numpy.allclose(data[name][-1], runs[column].astype(float), rtol=1e-6), name
    assert data.compute_share_EU_rest.attrs["metric"] == "compute_share" and data.compute_share_EU_rest.attrs["agent"] == "EU-rest"
    # A month is a date, a number has the unit of what it sets, a choice its names.
    assert data.factor_date.dtype.kind == "M"
    assert list(data.factor_date.dt.strftime("%Y-%m").values) == list(runs.date)
    parameters = {row["name"]: row["unit"] for row in strict_json(folder / "list_parameters.json")}
    assert data.factor_price.attrs["units"] == parameters["chips.price"] == "k$/H100e"
    assert numpy.allclose(data.factor_price, runs.price) and numpy.allclose(data.factor_limit, runs.limit)
    assert data.factor_limit.attrs["units"] == "TPP"
    for name, column in (("factor_answer", "answer"), ("scenario", "scenario")):
        labels = data[name].attrs["labels"].split("\n")
        assert [labels[int(k)] for k in data[name].values] == list(runs[column]) and "units" not in data[name].attrs
    assert sorted(set(runs.answer)) == ["all of it, now", "none"]
    # Shares of runs by month: never falling, and neither none nor all in between.
    share = data.fired_again_and_again.mean("run").values
    assert (numpy.diff(share) >= 0).all() and share[-1] > 0
    assert share[5] == runs["fired.again-and-again@2017-06"].astype(float).mean()


def networkx_graphs(folder):
    """JSON and GraphML hold the same links, all of them."""
    networkx = importlib.import_module("networkx")
    links = links_told(folder)
    try:
        of_json = networkx.node_link_graph(strict_json(folder / "graph.json"), edges="links")
    except TypeError:  # before version 3.4, which calls them so by itself
        of_json = networkx.node_link_graph(strict_json(folder / "graph.json"))
    of_graphml = networkx.read_graphml(folder / "graph.graphml")
    for graph in (of_json, of_graphml):
        assert graph.is_directed() and graph.is_multigraph() and graph.number_of_edges() == links, graph
    names = {node: data["label"] for node, data in of_graphml.nodes(data=True)}
    assert len(set(names.values())) == len(names) and set(names.values()) == set(of_json.nodes)
    weights = {(names[a], names[b], data["good"]): data["weight"] for a, b, data in of_graphml.edges(data=True)}
    assert len(weights) == links
    assert all(close(weights[(a, b, key)], data["weight"]) and data["good"] == key for a, b, key, data in of_json.edges(keys=True, data=True))
    for node, label in names.items():
        assert all(of_graphml.nodes[node][key] == of_json.nodes[label][key] for key in ("name", "kind", "nation", "core"))
    parallel = sum(of_json.number_of_edges(a, b) > 1 for a, b in set(of_json.edges()))
    assert parallel > 0, "nothing here tells a multigraph from another"


def igraph_graph(folder):
    igraph = importlib.import_module("igraph")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    assert graph.ecount() == links_told(folder) and graph.is_directed()
    nodes = {node["id"]: node for node in strict_json(folder / "graph.json")["nodes"]}
    assert {v["label"] for v in graph.vs} == set(nodes)
    assert all(v["kind"] == nodes[v["label"]]["kind"] and close(v["share"], nodes[v["label"]]["share"]) for v in graph.vs)


READERS = {"plain": plain, "pandas": pandas_tables, "xarray": xarray_series, "networkx": networkx_graphs, "igraph": igraph_graph}

if __name__ == "__main__":
    reader, where = sys.argv[1], pathlib.Path(sys.argv[2])
    try:
        READERS[reader](where)
    except ImportError as error:
        print(f"skipped: {reader}: {error}")
        sys.exit(77)
    print(f"{reader}: ok")
