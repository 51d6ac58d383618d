// What is left to do: shards, failures, runs that took the program with them.
#include "analysis/sweep/pending_runs.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace pending_runs_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

PlanSpec spec() {
  PlanSpec out;
  out.replicates = 3;
  out.alternatives = {{"a", {1, 2}, {true}}, {"b", {3, 4}, {false}}};
  out.factors = {{"x", "parameters.x", FactorKind::real, {Distribution::Shape::uniform, 0, 1, 0, 0}, {}, 0, false}};
  out.constraints = {"x < 0.75"};
  out.design.kind = PlanDesign::Kind::sobol;
  out.design.points = 64;
  return out;
}

}  // namespace

TEST_CASE("pending: shards are the whole, each run in one; what repeats or is excluded is done by none", "[unit]") {
  const Plan plan(spec());
  const RunIndex nothing("/nowhere");
  const PendingRuns whole = pending_runs(plan, nothing);
  CHECK(whole.total == 48 * 3 + 3);  // b takes no factor: its runs are those of its first point
  CHECK(whole.excluded == 16 * 6);
  CHECK(whole.total + whole.excluded + whole.repeated == plan.runs());
  for (const std::size_t count : {1U, 2U, 7U, 500U}) {
    std::vector<std::uint64_t> all;
    for (std::size_t k = 0; k < count; ++k)
      std::ranges::copy(pending_runs(plan, nothing, {k, count}).todo, std::back_inserter(all));
    std::ranges::sort(all);
    CHECK(all == whole.todo);
  }
}

TEST_CASE("pending: what is recorded is done, failures only if asked for again, what was begun too often is lost",
          "[unit]") {
  const Plan plan(spec());
  const TemporaryFolder folder;
  PlanWalk walk(plan);
  const std::vector<std::uint64_t> todo = pending_runs(plan, RunIndex(folder.path())).todo;
  {
    LogWriter log(folder.path() / "a.log", "");
    const auto end = [&](std::uint64_t index, RunStatus status) {
      RunRecord record;
      record.key = walk.at(index).key, record.index = index, record.status = status;
      log.start(record.key, index), log.end(record);
    };
    end(todo[0], RunStatus::ok), end(todo[1], RunStatus::timeout), end(todo[2], RunStatus::failed);
    for (int k = 0; k < most_attempts; ++k) log.start(walk.at(todo[3]).key, todo[3]);
    log.start({7, 7}, 0);
  }
  const RunIndex run_index(folder.path());
  const PendingRuns now = pending_runs(plan, run_index);
  CHECK(now.ok == 1);
  CHECK(now.failed == 2);
  CHECK(now.lost == std::vector{todo[3]});
  CHECK(now.foreign == 1);
  CHECK(now.todo.size() == todo.size() - 4);
  const PendingRuns again = pending_runs(plan, run_index, {}, {RunStatus::timeout});
  CHECK(again.todo.size() == todo.size() - 3);
  CHECK(std::ranges::find(again.todo, todo[1]) != again.todo.end());
}

}  // namespace pending_runs_test
