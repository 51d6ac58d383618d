// Batch studies from outside: what a wrong study is told, what a plan says.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace sweep_test {

using namespace chokepoint::test;

TEST_CASE("a wrong study is told all its mistakes, each in its place", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("bad.yaml", R"(scenarios: [chip_bann, no_ban]
replicats: 4
factors:
  strictness: {set: parameters.controls.enforcment, uniform: [0.1, 0.6]}
  price: {set: parameters.chips.price, uniform: [35, 31]}
  wide: {set: parameters.chips.price, uniform: [5, 40]}
  start: {set: events.us-2022-10-chip.start, levels: [2022-10]}
  meta: {set: firms.Metaa.openness, levels: [0.1, 0.9]}
  both: {set: parameters.chips.price, policies: {none: []}}
  answer: {policies: {none: [], some: [trucee]}}
  none: {set: parameters.chips.price}
design: {kind: sobl, points: 16}
constraints: ["strictnes < 0.55"]
correlations: [{between: [price, wde], rank: 0.3}]
outputs:
  - {metric: eci_gapp, month: 2019-12}
  - {metric: compute_share, agent: CNN, month: 2039-12}
)");
  const Said said = simulate(folder, "sweep plan bad.yaml");
  CHECK(said.code == 2);
  CHECK(said.out.empty());
  const char* wanted[] = {
      "bad.yaml:1:13: no scenario is called 'chip_bann' (did you mean 'chip_ban'?)",
      "bad.yaml:2:1: unknown key 'replicats' in study (did you mean 'replicates'?)",
      "bad.yaml:4:21: no parameter is called 'controls.enforcment' (did you mean 'controls.enforcement'?)",
      "bad.yaml:5:49: 'uniform': the low end should lie below the high end",
      "bad.yaml:6:15: factor 'wide' reaches from 5 to 40, but parameter 'chips.price' must lie between 30 and 45",
      "bad.yaml:7:",
      "no event is called 'us-2022-10-chip' (did you mean ",
      "bad.yaml:8:46: 'firms' has no row 'Metaa' (did you mean 'Meta'?)",
      "bad.yaml:9:49: factor 'both' should have exactly one of set, policies, found set and policies",
      "bad.yaml:10:39: 'trucee' is neither a policy file nor a shipped policy",
      "bad.yaml:11:",
      "factor 'none' should have exactly one of levels, steps, months, prior, uniform",
      "bad.yaml:12:16: 'sobl' is not a valid kind of this design (did you mean 'sobol'?)",
      "bad.yaml:13:15: condition 'strictnes < 0.55': no factor is called 'strictnes' (did you mean 'strictness'?)",
      "bad.yaml:14:26: no factor is called 'wde'",
      "bad.yaml:16:14: no metric is called 'eci_gapp' (did you mean 'eci_gap'?)",
      "bad.yaml:17:36: metric 'compute_share' has no agent 'CNN'",
      "bad.yaml:17:48: 2039-12 lies outside the run, which ends in 2030-12",
  };
  INFO(said.err);
  CHECK(said.err.find("16 mistakes; nothing was run or written") != std::string::npos);
  for (const char* line : wanted) {
    INFO(line);
    CHECK(said.err.find(line) != std::string::npos);
  }
}

TEST_CASE("a plan is counted, its cost estimated, its first rows shown", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("small.yaml", R"(question: "Does enforcement matter?"
scenarios: [chip_ban, no_ban]
until: 2017-06
replicates: 2
factors:
  enforcement: {set: parameters.controls.enforcement, uniform: [0.1, 0.6]}
  start: {set: events.us-2022-10-chips.start, levels: [2022-10, 2023-10]}
design: {kind: latin, points: 8}
constraints: enforcement < 0.5
outputs: [{metric: eci_gap}]
)");
  const Said said = simulate(folder, "sweep plan small.yaml");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK(said.out.find("small: Does enforcement matter?\n  32 runs: 8 points (latin) x 2 scenarios x 2 replicates\n") ==
        0);
  CHECK(said.out.find(" are left out by constraints") != std::string::npos);
  CHECK(said.out.find("ms a run here") != std::string::npos);
  CHECK(said.out.find("run  scenario  replicate") != std::string::npos);
}

TEST_CASE("a study is run, goes on when points are added, is refused when it changed, and is told", "[transcript]") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& points, const std::string& low, const std::string& more = "") {
    folder.write("s.yaml",
                 "scenarios: [no_ban, chip_ban]\ncompare_to: no_ban\nuntil: 2017-12\nreplicates: 2\nfactors:\n  "
                 "enforcement: {set: parameters.controls.enforcement, uniform: [" +
                     low +
                     ", 0.6]}\n  price: {set: parameters.chips.price, prior: true}\ndesign: {kind: saltelli, points: " +
                     points + "}\noutputs: [{metric: eci_gap}]\n" + more);
  };
  write("4", "0.1");
  CHECK(simulate(folder, "sweep run s.yaml --out d --workers 2").out ==
        "s: 64 of 64 runs recorded in d\nNext: simulate sweep collect d\n");
  write("8", "0.1", "cases: {less: {output: eci_gap@2017-12, below: 0}}\n");
  CHECK(simulate(folder, "sweep status d").out.find("s: 64 of 64 runs recorded (100 %), 0 failed, 0 left") == 0);
  CHECK(simulate(folder, "sweep run s.yaml --out d --shard 0/2").code == 0);
  const Said incomplete = simulate(folder, "sweep collect d");
  CHECK(incomplete.code == 3);
  CHECK(incomplete.err.find("runs are missing (first: ") != std::string::npos);
  CHECK(simulate(folder, "sweep run s.yaml --out d --quiet").code == 0);
  CHECK(simulate(folder, "sweep collect d").out.find("s: 128 runs, 128 well, 0 failed, 0 missing\ndigest ") == 0);
  const Said analysis = simulate(folder, "sweep analyse d");
  CHECK(analysis.code == 0);
  CHECK(analysis.out.find("Sobol' indices") != std::string::npos);
  const Said replay = simulate(folder, "sweep replay s.yaml --out d --run 17");
  CHECK(replay.code == 0);
  CHECK(replay.out.find("the same as recorded\n") != std::string::npos);
  CHECK(simulate(folder, "sweep replay s.yaml --out d --run 9999").code == 2);
  write("8", "0.2");
  const Said refused = simulate(folder, "sweep run s.yaml --out d");
  CHECK(refused.code == 2);
  CHECK(refused.err.find("128 runs recorded here are none of this study any more: factors or design changed, or there "
                         "are fewer points or replicates") != std::string::npos);
  write("8", "0.1", "seed: 2\n");
  CHECK(simulate(folder, "sweep run s.yaml --out d").err.find("any more: the seed changed") != std::string::npos);
  CHECK(simulate(folder, "sweep run s.yaml --out d --force-new --quiet").code == 0);
  CHECK(simulate(folder, "sweep collect nowhere").code == 2);
}

TEST_CASE("runs that fail are rows with their reason, stop a study if asked, and are done again if asked",
          "[transcript]") {
  const TemporaryFolder folder;
  folder.write("s.yaml",
               "scenario: chip_ban\nuntil: 2019-12\nreplicates: 2\nfactors:\n  price: {set: parameters.chips.price, "
               "prior: true}\ndesign: {kind: latin, points: 6}\noutputs: [{metric: eci_gap}]\n");
  const Said slow = simulate(folder, "sweep run s.yaml --out d --time-limit 0.000001 --workers 1");
  CHECK(slow.code == 0);
  const Said stopped =
      simulate(folder, "sweep run s.yaml --out e --memory-limit 1 --on-error stop-after=2 --workers 1");
  CHECK((stopped.code == 4 || stopped.code == 0));  // a megabyte may do on some machine
  CHECK(simulate(folder, "sweep run s.yaml --out d --retry timeout --quiet").code == 0);
  CHECK(simulate(folder, "sweep collect d").out.find("s: 12 runs, 12 well, 0 failed, 0 missing") == 0);
  CHECK(simulate(folder, "sweep run s.yaml --out d --retry timout").err.find("did you mean 'timeout'?") !=
        std::string::npos);
  CHECK(simulate(folder, "sweep run s.yaml --out d --on-error maybe").code == 2);
  CHECK(simulate(folder, "sweep run s.yaml --out d --shard 3/3").code == 2);
}

TEST_CASE("shipped studies are sound", "[transcript]") {
  const TemporaryFolder folder;
  for (const char* study : {"ban_strength", "sensitivity", "sensitivity_screening", "discovery"}) {
    const Said said = simulate(folder, std::string("sweep plan ") + study);
    INFO(said.err);
    CHECK(said.code == 0);
  }
}

TEST_CASE("a study's analysis is a page too", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("small.yaml", R"(question: "Is it so?"
scenarios: [baseline]
factors:
  strictness: {set: parameters.controls.enforcement, uniform: [0.1, 0.6]}
  price: {set: parameters.chips.price, uniform: [35, 42]}
design: {kind: saltelli, points: 16}
until: 2018-12
outputs: [{metric: compute_world, month: 2018-12}, {metric: price_h100e, month: 2018-12}]
)");
  const Said ran = simulate(folder, "sweep run small.yaml --out study --quiet");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  REQUIRE(simulate(folder, "sweep analyse study").code == 0);
  const auto page = nlohmann::json::parse(text_of(folder.path() / "study/results/report.json"));
  CHECK(page["format"] == "chokepoint-report-1");
  CHECK(page["title"] == "Is it so?");
  CHECK(page["findings"][0]["rows"].size() == 2);
  REQUIRE(page["study"]["causes"].size() >= 1);
  for (const auto& outcome : page["study"]["causes"]) {
    CHECK(outcome["kind"] == "sobol");
    CHECK(outcome["inputs"].size() == 2);
  }
}

namespace {

std::string study_of_points(const std::string& more = "") {
  return "scenario: baseline\nuntil: 2017-06\nfactors: {price: {set: parameters.chips.price, uniform: [31, 44]}, "
         "strict: {set: parameters.controls.enforcement, uniform: [0.1, 0.6]}}\ndesign: {kind: list, file: points.csv" +
         more + "}\noutputs: [{metric: eci_gap}]\n";
}

std::size_t lines_in(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace

TEST_CASE("columns of a points file that are no factors are told once each, at the head, or passed over",
          "[transcript]") {
  const TemporaryFolder folder;
  std::string points = "scenario,policy,model,price,strict\n";
  for (int row = 0; row < 1000; ++row) points += "a,b,c,35,0.3\n";
  folder.write("points.csv", points);
  folder.write("study.yaml", study_of_points());
  const Said wrong = simulate(folder, "sweep plan study.yaml");
  INFO(wrong.err);
  CHECK(wrong.code == 2);
  CHECK(lines_in(wrong.err) == 4);
  CHECK(wrong.err.find("points.csv:1:1: column 'scenario' is not a factor") != std::string::npos);
  CHECK(wrong.err.find("points.csv:1:17: column 'model' is not a factor; 'ignore: [model]' in the design ignores it") !=
        std::string::npos);
  folder.write("study.yaml", study_of_points(", ignore: [scenario, policy, model]"));
  CHECK(simulate(folder, "sweep plan study.yaml").code == 0);
  folder.write("study.yaml", study_of_points(", ignore: [scenario, policy, modell]"));
  CHECK(simulate(folder, "sweep plan study.yaml").err.find("no column is called 'modell' (did you mean 'model'?)") !=
        std::string::npos);
}

TEST_CASE("slips in a points file are a few lines, however many rows have them", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_points());
  const auto told = [&](const std::string& head, const std::string& row) {
    std::string points = head + "\n";
    for (int k = 0; k < 1000; ++k) points += row + "\n";
    folder.write("points.csv", points);
    const Said said = simulate(folder, "sweep plan study.yaml");
    CHECK(said.code == 2);
    INFO(said.err);
    CHECK(lines_in(said.err) <= 7);
    return said.err;
  };
  CHECK(
      told("price,strikt", "35,0.3").find("points.csv:1:7: column 'strikt' is not a factor (did you mean 'strict'?)") !=
      std::string::npos);
  CHECK(told("price,strict", "35 k$,0.3").find("without the unit (and 999 more like this, to line 1001)") !=
        std::string::npos);
  CHECK(told("price,strict", "35,").find("point lacks 'strict' (and 999 more like this") != std::string::npos);
  CHECK(told("price,strict", "350,0.3").find("lies outside the range of 'price' (and 999 more") != std::string::npos);
  CHECK(told("price,strict", "35,0.3,1").find("3 cells, but 2 columns are named (and 999 more") != std::string::npos);
  CHECK(told("price;strict", "35;0.3").find("columns are parted by ';' here") != std::string::npos);
  CHECK(told("", "").find("points") != std::string::npos);
}

TEST_CASE("large and absurd studies are planned or refused in time", "[transcript]") {
  const TemporaryFolder folder;
  const auto study = [&](const std::string& design, const std::string& replicates = "1",
                         const std::string& factor = "uniform: [31, 44]") {
    folder.write("s.yaml", "scenario: baseline\nuntil: 2017-06\nreplicates: " + replicates +
                               "\nfactors: {price: {set: parameters.chips.price, " + factor + "}}\ndesign: {" + design +
                               "}\noutputs: [{metric: eci_gap}]\n");
    const auto begin = std::chrono::steady_clock::now();
    Said said = simulate(folder, "sweep plan s.yaml");
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(90));
    return said;
  };
  const Said large = study("kind: sobol, points: 10000000");
  INFO(large.err);
  CHECK(large.code == 0);
  CHECK(large.out.find("10000000 runs") != std::string::npos);
  CHECK(study("kind: sobol, points: 100000000", "100000000")
            .err.find("a study has at most 100000000 runs, and this would be 1e+16") != std::string::npos);
  CHECK(study("kind: grid", "1", "steps: {from: 31, to: 44, count: 100000}").err.find("must lie between 2 and 10000") !=
        std::string::npos);
  CHECK(study("kind: grid", "1", "steps: {from: 31, to: 44, count: 10000}").code == 0);
  CHECK(study("kind: sobol, points: 1e99").code == 2);
  CHECK(study("kind: sobol, points: -1").code == 2);
  std::string many = "scenario: baseline\nuntil: 2017-06\nfactors:\n";
  for (int k = 0; k < 100000; ++k)
    many += "  f" + std::to_string(k) + ": {set: parameters.chips.price, uniform: [31, 44]}\n";
  folder.write("many.yaml", many + "design: {kind: sobol, points: 8}\noutputs: [{metric: eci_gap}]\n");
  CHECK(simulate(folder, "sweep plan many.yaml").err.find("'factors' holds 100000 names; at most 1500 are read") !=
        std::string::npos);
}

TEST_CASE("an edited lock is refused by every command that reads it", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("s.yaml",
               "scenario: baseline\nuntil: 2017-06\nreplicates: 2\nfactors: {price: {set: parameters.chips.price, "
               "uniform: [31, 44]}}\ndesign: {kind: sobol, points: 2}\noutputs: [{metric: eci_gap}]\n");
  REQUIRE(simulate(folder, "sweep run s.yaml --out study --quiet").code == 0);
  const std::string lock = text_of(folder.path() / "study" / "study.lock.json");
  REQUIRE(lock.find("\"replicates\": 2") != std::string::npos);
  for (const char* replicates : {"1000000000000", "-1", "0", "2.5", "\"2\"", "null"}) {
    std::string edited = lock;
    edited.replace(edited.find("\"replicates\": 2"), 15, std::string("\"replicates\": ") + replicates);
    folder.write("study/study.lock.json", edited);
    for (const char* command : {"collect study", "status study", "analyse study"}) {
      const Said said = simulate(folder, std::string("sweep ") + command);
      INFO(command << " " << replicates << "\n" << said.err);
      CHECK(said.code == 2);
      CHECK(said.err.find("is no lock of a study: 'replicates' is ") != std::string::npos);
    }
  }
  folder.write("study/study.lock.json", "{\n \"name\": }");
  const Said said = simulate(folder, "sweep status study");
  CHECK(said.code == 2);
  CHECK(said.err.find("study/study.lock.json:2:10: is not JSON: ") != std::string::npos);
}

TEST_CASE("a driver's numbers beyond the plan are passed over", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("s.yaml",
               "scenario: baseline\nuntil: 2017-06\nreplicates: 2\nfactors: {price: {set: parameters.chips.price, "
               "uniform: [31, 44]}}\ndesign: {kind: sobol, points: 2}\noutputs: [{metric: eci_gap}]\n");
  const Said served = shell(folder, "echo '0-18446744073709551615,7-3,x,99999999999999999999' | " +
                                        in_quotes(simulate_binary()) + " sweep serve s.yaml --out study");
  CHECK(served.code == 0);
  CHECK(served.out == "done 4 0\n");
}
TEST_CASE("figures of too few blocks, points or replicates, or of what never moves, are not told", "[transcript]") {
  const TemporaryFolder folder;
  const auto analysed = [&](const std::string& study) {
    folder.write("few.yaml", study);
    const Said ran = simulate(folder, "sweep run few.yaml --out d --quiet --force-new");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const Said said = simulate(folder, "sweep analyse d");
    REQUIRE(said.code == 0);
    REQUIRE(nlohmann::json::parse(text_of(folder.path() / "d/results/report.json"))["findings"].size() > 0);
    return std::pair(said.out, nlohmann::json::parse(text_of(folder.path() / "d/results/analysis.json")));
  };
  const std::string factors =
      "factors:\n  a: {set: parameters.hbm.leak, prior: true}\n  b: {set: parameters.controls.enforcement, prior: "
      "true}\n";
  const auto head = [&](const std::string& design) {
    return "scenarios: [no_ban]\nuntil: 2017-03\nreplicates: 1\n" + factors + "design: " + design + "\n";
  };
  {  // an output that is 0 in every run is above 0 in none
    const auto [text, json] =
        analysed(head("{kind: morris, points: 4}") + "outputs: [{metric: smuggled, month: 2017-03}]\n");
    const auto& row = json["spreads"][0];
    CHECK(row["positive"] == 0);
    CHECK((row["random"].is_null() && row["low"].is_null()));
    CHECK(row["reason"] ==
          "it is the same at all points; 5 % and 95 %: 12 points are too few: 20 are needed; random variation: one "
          "replicate does "
          "not show it");
    CHECK(json["morris"][0]["reason"] == "it is the same at all points");
    CHECK(json["morris"][0]["inputs"][0]["magnitude"].is_null());
    CHECK(text.find("50 %") == std::string::npos);
    CHECK(text.find("Elementary effects after Morris are not told: it is the same at all points.") !=
          std::string::npos);
  }
  {  // blocks of which runs failed
    const auto [text, json] = analysed(
        "scenarios: [no_ban, chip_ban]\ncompare_to: no_ban\nuntil: 2022-12\nreplicates: 2\nfactors:\n"
        "  from: {set: events.us-2022-10-chips.start, months: [2022-10, 2023-10]}\n  to: {set: "
        "events.us-2022-10-chips.end, months: [2022-11, 2023-11]}\n"
        "design: {kind: saltelli, points: 8}\noutputs: [{metric: compute_share, agent: CN, month: 2022-12}]\n"
        "cases: {hit: {output: compute_share.CN@2022-12, above: -0.001}}\nobjectives: [{output: "
        "compute_share.CN@2022-12, prefer: high}]\n");
    const auto& sobol = json["sobol"][0];
    INFO(text);
    CHECK(sobol["reason"].get<std::string>().find("are too few: 16 are needed") != std::string::npos);
    CHECK((sobol["variance"].is_null() && sobol["moved_by_second_half"].is_null()));
    for (const auto& input : sobol["inputs"]) CHECK((input["first"].is_null() && input["total"].is_null()));
    CHECK(text.find("Sobol' indices are not told: ") != std::string::npos);
    CHECK(text.find("Twice the blocks") == std::string::npos);
  }
}

}  // namespace sweep_test
