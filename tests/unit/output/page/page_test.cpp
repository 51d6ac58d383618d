// The data of the report page: what output/report/src/data.ts reads, from values known by pencil.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/answer_json.hpp"
#include "output/page/page_charts.hpp"
#include "output/page/page_data.hpp"
#include "output/page/page_merge.hpp"
#include "output/page/page_observer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace page_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;
using nlohmann::ordered_json;

namespace {

const Headline gap{"eci_gap", "", "Gap", 1, 1};
constexpr const char* answer =
    "  - {id: listing, type: note, issuer: US, targets: [CN], start: 2017-02, text: listed, source: made}\n"
    "  - {id: answer, type: import_ban, issuer: CN, targets: [US], supplier: NVIDIA, sectors_share: 1,\n"
    "     trigger: {after: {event: listing, months: 1}}, source: made}\n";

/// Twenty runs of a baseline and of one that raises the gap by `more` ECI in each.
struct Pair {
  Scenario base, changed;
  Comparison comparison;

  Pair(const std::string& name, double more, std::uint64_t seed = 7)
      : base(three_months("base", answer)), changed(three_months(name, answer)) {
    comparison.layout = std::make_shared<const Layout>(*base.initial->world.data);
    std::vector<double> low, high;
    for (int r = 0; r < 20; ++r) low.push_back(8 + 0.25 * r), high.push_back(8 + more + 0.25 * r);
    const auto first = MadeRuns(base, *comparison.layout, 20).set("eci_gap", "", low).ensemble();
    const auto second =
        MadeRuns(changed, *comparison.layout, 20).set("eci_gap", "", high).set("top20", "CN", low).ensemble();
    second->starts[changed.calendar->find("answer").index()].assign(5, Month{2});
    second->hashes[0] += static_cast<std::uint64_t>(static_cast<std::int64_t>(more * 4));
    comparison.ensembles = {first, second};
    comparison.seed = seed, comparison.version = "9.9.9", comparison.command = "simulate compare base " + name;
  }
  [[nodiscard]] ComparisonFindings found() const { return {comparison, gap, Month{2}}; }
  [[nodiscard]] std::string json() const {
    const ComparisonFindings all = found();
    return page_json({all});
  }
  [[nodiscard]] std::string sentence() const {
    const ComparisonFindings all = found();
    return headline_sentence(answer_of(all, {}, {}));
  }
  [[nodiscard]] PageData page(const std::string& file) const { return {file, parse_ordered_json(json(), file)}; }
};

}  // namespace

TEST_CASE("numbers of the page have four digits; what is no number is none", "[unit]") {
  CHECK(rounded(1234.56) == 1235);
  CHECK(rounded(-0.000123456) == -0.0001235);
  CHECK(rounded(0) == 0);
  CHECK(rounded(not_told) == 0);
}

TEST_CASE("a page is its template with the data in place, which can end no script", "[unit]") {
  CHECK(fill_page("<script>__REPORT_DATA__</script>", R"({"a":"</script>"})") ==
        R"(<script>{"a":"\u003c/script>"}</script>)");
  CHECK_THROWS_AS(fill_page("<script></script>", "{}"), OutputError);
}

TEST_CASE("the sentence at the head says level, change and odds", "[unit]") {
  const Pair up("ban_all", 2), down("relief", -2), none("nothing", 0);
  CHECK(up.sentence() == "The US lead is wider by 2.0 (90 % of runs: +2.0 to +2.0), in 20 of 20 runs.");
  CHECK(down.sentence() == "The US lead is narrower by 2.0 (90 % of runs: -2.0 to -2.0), in 20 of 20 runs.");
  CHECK(none.sentence() == "No run differs in the US lead.");
}

TEST_CASE("charts: quantiles by month in the chart's unit; no differences of the first scenario", "[unit]") {
  const Pair pair("ban", 2);
  Target seen;
  seen.metric = "eci_gap", seen.month = Month{1}, seen.value = 10, seen.deviation = 2, seen.source = "made",
  seen.grade = "B";
  const ordered_json charts_of = charts_json(pair.comparison, {seen});
  CHECK(charts_of.size() == charts().size());
  const ordered_json& chart = charts_of[0];
  CHECK((chart["id"] == "eci_gap" && chart["unit"] == "ECI" && chart["main"] == true));
  CHECK(chart["step"] == 0.01);
  CHECK(chart["levels"][0]["p50"] == ordered_json::array({1038, 1038, 1038}));
  CHECK(chart["differences"][0].is_null());
  CHECK(chart["differences"][1]["p05"] == ordered_json::array({200, 200, 200}));
  REQUIRE(chart["record"].size() == 1);
  CHECK((chart["record"][0]["month"] == "2017-02" && chart["record"][0]["value"] == 10.0));
  CHECK((chart["record"][0]["low"] == 6.71 && chart["record"][0]["high"] == 13.29));  // 1.645 deviations
  CHECK(chart["record"][0]["fitted"] == true);
  CHECK(charts_of[1]["differences"][1].is_null());  // nothing of it was set
  CHECK(charts_of[1]["record"].empty());
}

TEST_CASE("the leaderboard names nations that ever have a model on it; none without any", "[unit]") {
  const Pair pair("ban", 2);
  const ordered_json board = leaderboard_json(pair.comparison);
  REQUIRE(board["nations"].size() == 1);
  CHECK(board["nations"][0]["id"] == "CN");
  CHECK(board["models"][0][0] == ordered_json::array({0.0, 0.0, 0.0}));
  CHECK(board["models"][1][0] == ordered_json::array({10.38, 10.38, 10.38}));  // the mean over runs
  Comparison alone = pair.comparison;
  alone.ensembles.resize(1);
  CHECK(leaderboard_json(alone).is_null());
}

TEST_CASE("the timeline: dated events of all scenarios, triggered ones with their odds", "[unit]") {
  const Pair pair("ban", 2);
  const ordered_json rows = timeline_json(pair.comparison, {});
  REQUIRE(rows.size() == 2);
  CHECK((rows[0]["id"] == "listing" && rows[0]["what"] == "noted" && rows[0]["kind"] == "fact"));
  CHECK(rows[0]["scenarios"] == ordered_json::array({true, true}));
  CHECK(rows[0]["odds"].is_null());
  CHECK((rows[1]["id"] == "answer" && rows[1]["what"] == "triggered" && rows[1]["month"] == "2017-03"));
  CHECK(rows[1]["scenarios"] == ordered_json::array({false, true}));
  CHECK(rows[1]["odds"] == ordered_json::array({0.0, 0.25}));
}

TEST_CASE("page data hold all parts; without a world there is no map", "[unit]") {
  const Pair pair("ban", 2);
  const ordered_json page = pair.page("a/report.json").json;
  CHECK((page["format"] == "chokepoint-report-1" && page["title"] == "ban against base" && page["baseline"] == 0));
  CHECK(page["months"] == ordered_json::array({"2017-01", "2017-02", "2017-03"}));
  CHECK((page["map"].is_null() && page["network"].is_null() && page["regret"].is_null()));
  CHECK((page["provenance"]["seed"] == 7 && page["provenance"]["replicates"] == 20));
  CHECK(page["provenance"]["commands"][0]["command"] == "simulate compare base ban");
  const auto& row = page["comparison"][0];
  CHECK((row["chart"] == "eci_gap" && row["median"] == 2.0 && row["p_more"] == 1.0 && row["verdict"] == "certain"));
  const ComparisonFindings found = pair.found();
  const ordered_json judged = judgements_json({found});
  CHECK((judged["regret"].is_null() && judged["attribution"].empty() && judged["hypotheses"].empty()));
}

TEST_CASE("judgements: regret by interest, parts of a difference, claims with their verdicts", "[unit]") {
  const Pair pair("ban", 2);
  PolicyObjective lead;
  lead.name = "lead", lead.interest = "US", lead.figure = {"eci_gap", "", Month{2}}, lead.unit = "ECI";
  AttributedDifference split;
  split.to = 1, split.of = gap, split.month = Month{2}, split.parts = {{"chips", {"events.a"}}};
  split.result.parts = {{2, not_told}}, split.result.total = 2, split.result.total_error = 0.5;
  JudgedHypothesis claim{"wide", "the gap is wide", "made", {}};
  Component above;
  above.name = "gap", above.unit = "ECI", above.threshold = 5;
  Judged said;
  said.median = 10, said.probability = 1, said.verdict = Verdict::yes;
  claim.components = {{above, said}};
  const ComparisonFindings found = pair.found();
  PageParts parts{found};
  parts.objectives = {lead}, parts.attributed = {split}, parts.hypotheses = {claim};
  const ordered_json json = judgements_json(parts);
  CHECK(json["regret"]["interests"][0]["choices"]["expected"] == 1);
  CHECK(json["regret"]["interests"][0]["choices"]["satisficing"].is_null());
  CHECK(json["attribution"][0]["parts"][0]["text"] == "a");
  CHECK(json["attribution"][0]["parts"][0]["se"].is_null());
  CHECK(json["attribution"][0]["total_se"] == 0.5);
  CHECK(json["hypotheses"][0]["components"][0]["verdict"] == "yes");
  CHECK(json["hypotheses"][0]["components"][0]["claimed"] == "above");
}

TEST_CASE("two results on one page: the common baseline once, each of the others in its place", "[unit]") {
  const Pair ban("ban", 2), relief("relief", -2);
  Mistakes mistakes;
  const std::string text = merge_pages({ban.page("a/report.json"), relief.page("b/report.json")}, mistakes);
  CHECK_FALSE(mistakes.any());
  const ordered_json page = parse_ordered_json(text, "page");
  CHECK(page["title"] == "base, ban, relief");
  CHECK(page["scenarios"].size() == 3);
  for (const auto& chart : page["charts"]) CHECK((chart["levels"].size() == 3 && chart["differences"].size() == 3));
  CHECK(page["charts"][0]["differences"][2]["p50"][0] == -200);
  CHECK(page["provenance"]["commands"].size() == 2);
  CHECK(page["comparison"].size() == 2 * charts().size());
  CHECK(page["comparison"].back()["scenario"] == 2);
  const ordered_json alone = parse_ordered_json(merge_pages({ban.page("a/report.json")}, mistakes), "page");
  CHECK(alone == ban.page("a/report.json").json);
}

TEST_CASE("results that would differ in more than the scenarios are not put on one page", "[unit]") {
  const Pair ban("ban", 2), other_seed("relief", -2, 8);
  Mistakes mistakes;
  (void)merge_pages({ban.page("a/report.json"), other_seed.page("b/report.json")}, mistakes);
  REQUIRE(mistakes.count() == 1);
  CHECK(mistakes.all()[0].text() == "b/report.json: differs from a/report.json in seed: 8 and 7");
}

TEST_CASE("namesakes of two results are told apart by their folders", "[unit]") {
  const Pair one("ban", 2), two("ban", 3);
  Mistakes mistakes;
  const ordered_json page =
      parse_ordered_json(merge_pages({one.page("a/report.json"), two.page("b/report.json")}, mistakes), "page");
  CHECK(page["scenarios"][1]["name"] == "ban (a)");
  CHECK(page["scenarios"][2]["name"] == "ban (b)");
}

TEST_CASE("what is no data of a page is a mistake", "[unit]") {
  const TemporaryFolder folder;
  Mistakes mistakes;
  (void)read_page((folder.path() / "none.json").string(), mistakes);
  (void)read_page(folder.write("cut.json", "{\"format\":").string(), mistakes);
  (void)read_page(folder.write("old.json", R"({"format":"chokepoint-report-0","provenance":{"commands":[]}})").string(),
                  mistakes);
  REQUIRE(mistakes.count() == 3);
  CHECK(has(mistakes.all()[0].text(), "no such file"));
  CHECK(has(mistakes.all()[1].text(), "is no data of a report of this version"));
  const Pair pair("ban", 2);
  const auto whole = folder.write("report.json", pair.json());
  CHECK(read_page(whole.string(), mistakes).json == pair.page("").json);
  CHECK(mistakes.count() == 3);
}

TEST_CASE("the map and the supply chain of a run: ends that exist, in the month looked at", "[unit]") {
  const Scenario scenario = three_months();
  const WorldData& data = *scenario.initial->world.data;
  const Layout layout(data);
  PageWorld world(data, scenario.end);
  PageObserver observer(world, scenario, RandomStream(1, 0), scenario.initial->parameters);
  Recorder recorder(layout, data, 3);
  Simulation(scenario, agents::monthly_schedule(), 1, 0, &recorder).run([&](const Simulation& run) {
    observer.month_ended(run);
  });
  world.add({observer.seen()});
  const ordered_json map = world.map(), chain = world.supply_chain();
  CHECK(map["months"] == ordered_json::array({"2017-03"}));
  const auto& flows = map["scenarios"][0]["flows"];
  REQUIRE_FALSE(flows.empty());
  for (const auto& flow : flows) {
    CHECK((flow["from"] < data.nations.count() && flow["to"] < data.nations.count() && flow["from"] != flow["to"]));
    CHECK(flow["values"].size() == 1);
    CHECK(flow["values"][0] > 0);
  }
  CHECK(chain["months"] == ordered_json::array({"2017-03"}));
  REQUIRE_FALSE(chain["nodes"].empty());
  for (const auto& node : chain["nodes"]) CHECK((node["layer"] >= 0 && node["layer"] <= 4));
  for (const auto& link : chain["scenarios"][0]["months"][0]["links"])
    CHECK((link["from"] < chain["nodes"].size() && link["to"] < chain["nodes"].size() && link["value"] > 0));
}

}  // namespace page_test
