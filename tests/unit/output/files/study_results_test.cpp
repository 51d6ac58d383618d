// Collecting: order-free, idempotent, honest about what failed, is missing or contradicts itself.
#include "output/files/study_results.hpp"

#include <algorithm>
#include <fstream>

#include "engine/base/not_told.hpp"
#include "output/files/netcdf.hpp"
#include "output/text/study_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace study_results_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

PlanSpec spec() {
  PlanSpec out;
  out.name = "store";
  out.replicates = 2;
  out.alternatives = {{"plain", {1, 2}, {true, true}}, {"ban, strict", {3, 4}, {true, true}}};
  out.factors = {{"x", "parameters.x", FactorKind::real, {Distribution::Shape::uniform, 0, 1, 0, 0}, {}, 0, false},
                 {"answer", "", FactorKind::choice, {}, {{"none", 0, {1, 1}}, {"all of it", 1, {2, 2}}}, 1, true}};
  out.design.kind = PlanDesign::Kind::sobol;
  out.design.points = 20;
  out.outputs = {{"gap", "ECI", "a gap", "gap", "", 5}};
  out.series = {{"gap.CN", "ECI", "a gap", "gap", "CN", 0}};
  out.months = 3;
  out.cases = {{"small", 0, true, false, 0.5}};
  out.objectives = {{0, true}};
  return out;
}

RunRecord result(const Plan& plan, std::uint64_t index) {
  PlanWalk walk(plan);
  RunRecord out;
  const PlanWalk::Step step = walk.at(index);
  out.key = step.key, out.index = index, out.ended = 5;
  out.outputs = {walk.values()[0] + static_cast<double>(step.run.alternative) * walk.values()[0]};
  out.series = {1, static_cast<float>(index), 3};
  return out;
}

void write_runs(const std::filesystem::path& file, const Plan& plan, const std::vector<std::uint64_t>& indices) {
  LogWriter log(file, "{\"arithmetic\":\"" + file.stem().string() + "\"}");
  for (const std::uint64_t index : indices) {
    RunRecord record = result(plan, index);
    if (index == 11)
      record.status = RunStatus::crashed, record.reason = "killed, by \"signal\" 11", record.outputs.clear(),
      record.series.clear();
    log.end(record);
  }
}

std::vector<std::uint64_t> range(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> out;
  for (; first < last; ++first) out.push_back(first);
  return out;
}

std::size_t lines_in(const std::filesystem::path& file) {
  return static_cast<std::size_t>(std::ranges::count(text_of(file), '\n'));
}

}  // namespace

TEST_CASE("collect: the same files from one log in order and from several in disorder, again and again", "[unit]") {
  const Plan plan(spec());
  const TemporaryFolder one, many;
  write_runs(one.path() / "a.log", plan, range(0, plan.runs()));
  auto back = range(30, plan.runs());
  std::ranges::reverse(back);
  write_runs(many.path() / "b.log", plan, back);
  write_runs(many.path() / "a.log", plan, range(0, 40));  // ten of them twice, with the same result
  const auto first = output::collect_sweep(plan, RunIndex(one.path()), one.path() / "results");
  const auto second = output::collect_sweep(plan, RunIndex(many.path()), many.path() / "results");
  const auto again = output::collect_sweep(plan, RunIndex(many.path()), many.path() / "results");
  CHECK(first.digest == second.digest);
  CHECK(first.digest == again.digest);
  CHECK((first.ok == 79 && first.failed == 1 && first.missing == 0));
  for (const char* file : {"runs.csv", "failures.csv"})
    CHECK(text_of(one.path() / "results" / file).substr(0, 2000).size() ==
          text_of(many.path() / "results" / file).substr(0, 2000).size());
  CHECK(text_of(one.path() / "results" / "runs.csv") == text_of(many.path() / "results" / "runs.csv"));
  CHECK(lines_in(one.path() / "results" / "runs.csv") == 81);
  CHECK(first.warnings.empty());
  REQUIRE(second.warnings.size() == 1);
  CHECK(second.warnings[0].find("2 kinds of arithmetic") != std::string::npos);
  const std::string failures = text_of(one.path() / "results" / "failures.csv");
  CHECK(failures.find("\"ban, strict\"") != std::string::npos);
  CHECK(failures.find(",crashed,1,\"killed, by \"\"signal\"\" 11\",a.log") != std::string::npos);
  CHECK(std::filesystem::exists(one.path() / "results" / "series.nc") == output::has_series_store());
  for (const auto& entry : std::filesystem::directory_iterator(one.path() / "results"))
    CHECK(entry.path().extension() != ".draft");
}

TEST_CASE("collect: what is missing is said, what contradicts itself is refused", "[unit]") {
  const Plan plan(spec());
  const TemporaryFolder folder;
  write_runs(folder.path() / "a.log", plan, range(0, 70));
  const auto found = output::collect_sweep(plan, RunIndex(folder.path()), folder.path() / "results");
  CHECK(found.missing == 10);
  CHECK(found.first_missing[0] == 70);
  CHECK(text_of(folder.path() / "results" / "runs.csv").find(",missing,,\n") != std::string::npos);
  RunRecord other = result(plan, 3);
  other.outputs[0] += 1e-15;
  LogWriter(folder.path() / "b.log", "").end(other);
  CHECK_THROWS_WITH(output::collect_sweep(plan, RunIndex(folder.path()), folder.path() / "results"),
                    Catch::Contains("run 3 gave one result in") && Catch::Contains("a.log"));
}

TEST_CASE("analysis: points that lack a run are left out, cases are told in words, choices by regret", "[unit]") {
  const Plan plan(spec());
  const TemporaryFolder folder;
  write_runs(folder.path() / "a.log", plan, range(0, plan.runs()));
  const SweepTable table = tabulate(plan, RunIndex(folder.path()));
  CHECK((table.ok == 79 && table.failed == 1 && table.missing == 0));
  REQUIRE(table.quantities.size() == 1);
  CHECK(table.quantities[0].name == "gap, ban, strict less plain");
  CHECK(std::ranges::count_if(table.values[0], [](double x) { return std::isnan(x); }) == 1);
  CHECK(table.random[0] == 0);
  const SweepFindings found = find_in_sweep(plan, table, 50);
  REQUIRE((found.cases.size() == 2 && found.robustness.size() == 1));
  CHECK((found.points == plan.points() && found.failed == 1 && found.sobol.empty() && found.morris.empty()));
  CHECK(found.spreads[0].points == 19);
  CHECK(found.spreads[0].reason.starts_with("5 % and 95 %: 19 points are too few"));
  CHECK_FALSE(is_told(found.spreads[0].values.low));
  CHECK(found.cases[0].title == "small (gap, ban, strict less plain, below 0.5)");
  CHECK_FALSE(found.cases[0].box);
  CHECK((found.robustness[0].states == 0 && found.robustness[0].choices.empty()));
  CHECK(found.robustness[0].reason.starts_with("no state has all choices"));
  const std::string text = output::sweep_text(found, output::StudyNames(plan.spec(), nullptr));
  INFO(text);
  CHECK(text.find("1 failed, 0 missing") != std::string::npos);
  CHECK(text.find("## When small (gap, ban, strict less plain, below 0.5)") != std::string::npos);
  CHECK(text.find("Where it happens is not told: 19 points are too few: 20 are needed.") != std::string::npos);
  CHECK(text.find("## When a run fails") != std::string::npos);
  CHECK(text.find("## Which choice is robust for a high gap") != std::string::npos);
}

}  // namespace study_results_test
