// simulate compare and simulate report from outside: what is paired, what sums, what is refused.
#include <cmath>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "output/text/table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace compare_test {

using namespace chokepoint::test;

namespace {

nlohmann::json compared(const TemporaryFolder& folder, const std::string& words) {
  const Said said = simulate(folder, "compare " + words + " --json");
  INFO(said.err);
  REQUIRE(said.code == 0);
  return nlohmann::json::parse(said.out);
}

/// A policy file that lets strict enforcement begin, under a name and with ids of its own.
void write_policy(const TemporaryFolder& folder, const std::string& name, double severity) {
  folder.write(name + ".yaml", "policy: {name: " + name + ", summary: test, source: test}\nevents:\n  - {id: " + name +
                                   "-rental, type: cloud_access_restriction, scope: rent, issuer: US, targets: [CN], "
                                   "start: 2026-07, severity: " +
                                   std::to_string(severity) + ", source: test}\n");
}

}  // namespace

TEST_CASE("compare: the same scenario under two names differs in no run, and differences do not depend on threads",
          "[transcript]") {
  const TemporaryFolder folder;
  const auto one = compared(folder, "baseline no_ban chip_ban --runs 10 --until 2028 --threads 1");
  const auto two = compared(folder, "baseline no_ban chip_ban --runs 10 --until 2028 --threads 2");
  CHECK(one["metrics"] == two["metrics"]);
  CHECK(one["winners"] == two["winners"]);
  for (const auto& metric : one["metrics"]) {
    const auto& same = metric["difference"]["chip_ban"]["2028-12"];
    CHECK(same["certainty"] == "same");
    CHECK(same["mean"] == 0);
    const auto& other = metric["difference"]["no_ban"]["2028-12"];
    CHECK((other["p05"] <= other["p50"] && other["p50"] <= other["p95"]));
  }
  CHECK(one["spread"]["policy"].get<double>() + one["spread"]["parameters"].get<double>() +
            one["spread"]["random"].get<double>() ==
        Approx(1));
}

TEST_CASE("compare: what is less than counts is told as no change, in tables, files and the page", "[transcript]") {
  const TemporaryFolder folder;
  write_policy(folder, "tiny", 1e-6);
  folder.write("noise.yaml",
               "scenario: {name: noise, extends: baseline.yaml, compare_to: baseline.yaml}\npolicies: "
               "[tiny.yaml]\nevents: []\n");
  const Said said = simulate(folder, "compare baseline noise.yaml --runs 20 --until 2028 --attribute --out c");
  INFO(said.out << said.err);
  REQUIRE(said.code == 0);
  CHECK(said.out.find("no change that matters") != std::string::npos);
  CHECK(said.out.find("●") == said.out.rfind("●"));  // in the legend alone
  CHECK(said.out.find("nothing to share out") != std::string::npos);
  CHECK(said.out.find("Winners and losers") == std::string::npos);
  const auto json = nlohmann::json::parse(text_of(folder.path() / "c/compare.json"));
  bool differs = false;
  for (const auto& metric : json["metrics"]) {
    const auto& change = metric["difference"]["noise"]["2028-12"];
    INFO(metric["metric"]);
    CHECK((change["certainty"] == "negligible" || change["certainty"] == "same"));
    CHECK(change["probability_more"] == 0);
    CHECK(change["runs_saved"].is_null());
    differs = differs || change["certainty"] == "negligible";
  }
  CHECK(differs);  // else the test would show nothing
  CHECK_FALSE(json.contains("winners"));
  for (const auto& claim : json["hypotheses"])
    for (const auto& component : claim["components"])
      CHECK((component["verdict"] != "yes" || component["threshold"] != 0 ||
             component["name"].get<std::string>().find("with them") == std::string::npos));
  const auto page = nlohmann::json::parse(text_of(folder.path() / "c/report.json"));
  CHECK(page["headline"].get<std::string>().find("no change that matters") != std::string::npos);
  CHECK(page["headline"].get<std::string>().find("wider") == std::string::npos);
  CHECK(page["winners"].empty());
  for (const auto& row : page["comparison"]) CHECK((row["verdict"] == "negligible" || row["verdict"] == "same"));
  const Said run = simulate(folder, "noise.yaml --runs 8 --until 2028 --out r");
  REQUIRE(run.code == 0);
  CHECK(run.out.find("no change that matters") != std::string::npos);
  CHECK(run.out.find("with 8 runs nothing can be certain, that takes 20") != std::string::npos);
  for (const auto& metric : nlohmann::json::parse(text_of(folder.path() / "r/summary.json"))["metrics"]) {
    const auto& change = metric["difference"]["2028-12"];
    CHECK((change["certainty"] == "negligible" || change["certainty"] == "same"));
  }
  const Said why = simulate(folder, "why noise.yaml baseline --at 2028-12 --runs 8");
  INFO(why.out << why.err);
  CHECK(why.out.find("No change that matters: less than 0.100 ECI") != std::string::npos);
}

TEST_CASE("compare: one run has no error, no odds and no split of its variance", "[transcript]") {
  const TemporaryFolder folder;
  const auto one = compared(folder, "baseline no_ban --runs 1 --until 2024");
  CHECK(one["spread"]["policy"].is_null());
  for (const auto& metric : one["metrics"]) {
    const auto& change = metric["difference"]["no_ban"]["2024-12"];
    CHECK(change["error_paired"].is_null());
    CHECK((change["certainty"] == "undetermined" || change["certainty"] == "negligible" ||
           change["certainty"] == "same"));
  }
  const Said precise =
      simulate(folder, "compare baseline no_ban --runs 1 --until 2020 --precision 100 --max-runs 1 --out p");
  CHECK(precise.out.find("can't be said of 1 run") != std::string::npos);
}

TEST_CASE("compare: a paired difference is that of two plain runs", "[transcript]") {
  const TemporaryFolder folder;
  const auto paired = compared(folder, "no_ban chip_ban --runs 4 --until 2027");
  const Said run = simulate(folder, "chip_ban --runs 4 --until 2027 --json");  // compared with no_ban by itself
  const auto plain = nlohmann::json::parse(run.out);
  const auto of = [](const auto& list) {
    return *std::ranges::find_if(list, [](const auto& m) { return m["metric"] == "eci_gap"; });
  };
  CHECK(of(paired["metrics"])["difference"]["chip_ban"]["2027-12"]["p50"] ==
        of(plain["metrics"])["difference"]["2027-12"]["median"]);
}

TEST_CASE("compare: runs are added until a difference is known well enough", "[transcript]") {
  const TemporaryFolder folder;
  const auto rough = compared(folder, "baseline strict_enforcement --runs 8 --until 2027 --precision 100");
  CHECK(rough["runs"] == 8);
  const auto fine =
      compared(folder, "baseline strict_enforcement --runs 8 --until 2027 --precision 1e-9 --max-runs 20");
  CHECK(fine["runs"] == 20);
}

TEST_CASE("attribution: parts sum to the whole, an idle policy gets nothing, copies get the same", "[transcript]") {
  const TemporaryFolder folder;
  write_policy(folder, "first", 1), write_policy(folder, "second", 1), write_policy(folder, "idle", 0);
  folder.write(
      "all.yaml",
      "scenario: {name: all, extends: baseline.yaml}\npolicies: [first.yaml, idle.yaml, second.yaml]\nevents: []\n");
  const auto out = compared(folder, "baseline all.yaml --runs 6 --until 2028 --attribute");
  const auto& split = out["attribution"][0];
  REQUIRE(split["parts"].size() == 3);
  double sum = 0;
  std::map<std::string, double> value;
  for (const auto& part : split["parts"]) sum += part["value"].get<double>(), value[part["policy"]] = part["value"];
  CHECK(std::fabs(sum - split["total"].get<double>()) <= 1e-9);
  CHECK(split["total"].get<double>() > 0);
  CHECK(value["idle"] == 0);
  CHECK(value["first"] == Approx(value["second"]).epsilon(1e-9));
  CHECK(split["exact"] == true);
}

TEST_CASE("attribution: above six parts orders are sampled, and still sum", "[transcript]") {
  const TemporaryFolder folder;
  std::string names;
  for (int k = 0; k < 7; ++k) {
    const std::string name = "p" + std::to_string(k);
    write_policy(folder, name, 0.1 * k);
    names += (k > 0 ? ", " : "") + name + ".yaml";
  }
  folder.write("many.yaml", "scenario: {name: many, extends: baseline.yaml}\npolicies: [" + names + "]\nevents: []\n");
  const auto out = compared(folder, "baseline many.yaml --runs 4 --until 2027 --attribute");
  const auto& split = out["attribution"][0];
  double sum = 0;
  for (const auto& part : split["parts"]) sum += part["value"].get<double>();
  CHECK(split["exact"] == false);
  CHECK(std::fabs(sum - split["total"].get<double>()) <= 1e-9);
}

TEST_CASE("attribution: governments that decide by themselves are one part, and the sum holds", "[transcript]") {
  const TemporaryFolder folder;
  const auto out = compared(folder, "baseline answering_governments --runs 2 --until 2027 --attribute --out result/");
  const auto& split = out["attribution"][0];
  double sum = 0;
  bool told = false;
  for (const auto& part : split["parts"])
    sum += part["value"].get<double>(), told = told || part["policy"] == "governments";
  CHECK(told);
  CHECK(std::fabs(sum - split["total"].get<double>()) <= 1e-9);
  CHECK(std::filesystem::exists(folder.path() / "result/compare.csv"));
}

TEST_CASE("compare: tables fit 100 columns, files are whole, other folders are spared", "[transcript]") {
  const TemporaryFolder folder;
  const Said said = simulate(
      folder,
      "compare baseline no_ban chip_ban strict_enforcement open_source_release import_ban --runs 4 --out result");
  REQUIRE(said.code == 0);
  std::istringstream lines(said.out);
  for (std::string line; std::getline(lines, line);) CHECK(chokepoint::output::shown_width(line) <= 100);
  for (const char* file : {"compare.csv", "compare.json", "summary.md", "report.json"})
    CHECK(std::filesystem::exists(folder.path() / "result" / file));
  CHECK(has(text_of(folder.path() / "result/compare.csv"), "scenario,month,metric,"));
  std::filesystem::create_directory(folder.path() / "mine");
  folder.write("mine/letter", "dear");
  CHECK(simulate(folder, "compare baseline no_ban --runs 2 --out mine").code == 1);
  CHECK(std::filesystem::exists(folder.path() / "mine/letter"));
}

TEST_CASE("nothing printed is wider than the terminal, and a first screen has 24 lines", "[transcript]") {
  const TemporaryFolder folder;
  const std::string binary = in_quotes(simulate_binary());
  for (const int width : {80, 100, 120})
    for (const char* words :
         {"chip_ban --runs 4 --out r", "chip_ban --runs 4 --out r --full", "baseline --runs 2 --out s --full",
          "compare baseline no_ban strict_enforcement --runs 4 --out c",
          "compare baseline no_ban strict_enforcement --runs 4 --out c --full"}) {
      const Said said = shell(folder, "COLUMNS=" + std::to_string(width) + " " + binary + " " + words);
      INFO(width << " " << words << said.err);
      REQUIRE(said.code == 0);
      std::istringstream lines(said.out);
      std::size_t count = 0;
      for (std::string line; std::getline(lines, line); ++count) {
        INFO(line);
        CHECK(chokepoint::output::shown_width(line) <= static_cast<std::size_t>(width));
      }
      if (std::string(words) == "chip_ban --runs 4 --out r") CHECK(count <= 24);
    }
}

TEST_CASE("a page that the program wrote: units without prefixes, no clause left open, odds as counts",
          "[transcript]") {
  const TemporaryFolder folder;
  REQUIRE(simulate(folder, "compare baseline no_ban chip_ban import_ban --runs 20 --out c --quiet").code == 0);
  const auto page = nlohmann::json::parse(text_of(folder.path() / "c/report.json"));
  const auto is_plain = [](const std::string& unit) {
    for (const char* prefix : {"k ", "k$", "M ", "M$", "bn", "tn"})
      if (unit.starts_with(prefix)) return false;
    return true;
  };
  for (const char* rows : {"charts", "winners"})
    for (const auto& row : page[rows]) CHECK(is_plain(row["unit"]));
  std::set<std::string> names, kinds;
  for (const auto& scenario : page["scenarios"]) names.insert(scenario["name"]);
  CHECK(names.size() == page["scenarios"].size());
  for (const auto& entry : page["timeline"]) kinds.insert(entry["kind"]);
  for (const char* kind : {"restriction", "retaliation", "relief", "shock", "fact"}) CHECK(kinds.contains(kind));
  for (const auto& scenario : page["scenarios"]) CHECK(scenario["on_record"] == (scenario["name"] != "no_ban"));
  const std::string answer = page["answer"].dump();
  for (const char* wrong : {"when :", ": :", " .", "()", " nan ", " inf ", "100 of 100", " % of runs."})
    CHECK(answer.find(wrong) == std::string::npos);
  for (const auto& policy : page["answer"]["policies"]) {
    const std::string said = policy["difference"];
    CHECK((said.find("of 20 runs") != std::string::npos || said.find("o run differs") != std::string::npos ||
           said.find("no change that matters") != std::string::npos));
    if (policy["same_as_baseline"]) CHECK(policy["hinges"]["parameters"].empty());
  }
  CHECK(page["answer"]["policies"][1]["same_as_baseline"] == true);  // chip_ban is the baseline
}

TEST_CASE("compare: what is wrong is told at once, and nothing is written", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("short.yaml", "scenario: {name: short, extends: baseline.yaml, end: 2029-12}\nevents: []\n");
  folder.write("wants.yaml",
               "objectives:\n  - {name: a, interest: b, metric: eci_gapp, direction: up}\n  - {name: a, interest: b, "
               "metric: compute, agent: XX, direction: more}\n");
  const std::pair<const char*, const char*> wrong[] = {
      {"compare baseline", "one scenario alone"},
      {"compare baseline short.yaml", "give --until"},
      {"compare baseline no_ban --metric eci_gapp", "eci_gap"},
      {"compare baseline no_ban --metric compute", "'compute' needs one"},
      {"compare baseline no_ban --at 2035", "--at"},
      {"compare baseline no_ban --baseline nobann", "no_ban"},
      {"compare baseline no_ban --objectives wants.yaml", "wants.yaml:2"},
      {"report nowhere", "report.json"}};
  for (const auto& [words, told] : wrong) {
    const Said said = simulate(folder, words);
    INFO(words);
    CHECK(said.code == 2);
    CHECK(said.out.empty());
    CHECK(has(said.err, told));
  }
  CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
}

TEST_CASE("report: several results on one page, each scenario once", "[transcript]") {
  const TemporaryFolder folder;
  REQUIRE(simulate(folder, "compare baseline no_ban --runs 2 --until 2027 --out a --quiet").code == 0);
  REQUIRE(simulate(folder, "compare baseline import_ban --runs 2 --until 2027 --out b --quiet").code == 0);
  REQUIRE(simulate(folder, "compare baseline import_ban --runs 2 --seed 2 --until 2027 --out c --quiet").code == 0);
  const Said other = simulate(folder, "report a c");
  CHECK(other.code == 2);
  CHECK(has(other.err, "seed"));
  const Said said = simulate(folder, "report a b -o page.html");
  if (said.code == 1 && has(said.err, "Node")) return;  // the page was not built here
  REQUIRE(said.code == 0);
  CHECK(has(said.out, "3 scenarios"));
  const std::string page = text_of(folder.path() / "page.html");
  CHECK(page.find("__REPORT_DATA__") == std::string::npos);
  const std::size_t at = page.find(R"("format":"chokepoint-report-1")");
  REQUIRE(at != std::string::npos);
  CHECK(page.find('<', at) == page.find("</script>", at));  // the data can't end their element early
}

}  // namespace compare_test
