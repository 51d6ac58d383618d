// The only loop over replicates, and those who look at a run as it goes.
#include "analysis/runs/paired_runs.hpp"

#include <mutex>
#include <nlohmann/json.hpp>

#include "output/page/page_observer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace paired_runs_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// Counts the months that it sees and remembers of which run.
struct Counter final : RunObserver {
  explicit Counter(std::uint64_t of) : replicate(of) {}
  void month_ended(const Simulation& run) override { ++months, last = run.world().month; }
  [[nodiscard]] std::unique_ptr<RunObserver> branch(const Scenario&) const override {
    auto copy = std::make_unique<Counter>(*this);
    copy->branched = true;
    return copy;
  }
  std::uint64_t replicate;
  int months = 0;
  bool branched = false;
  Month last;
};

RunSettings settings(std::size_t runs) {
  RunSettings out;
  out.phases = agents::monthly_schedule(), out.runs = runs, out.threads = 2, out.seed = 5;
  return out;
}

const Counter& counter(const std::unique_ptr<RunObserver>& observer) {
  REQUIRE(observer);
  return dynamic_cast<const Counter&>(*observer);
}

}  // namespace

TEST_CASE("runner: each replicate once, told as they are done; a stop is an exception, a failure goes on up",
          "[unit]") {
  RunSettings how = settings(5);
  std::mutex lock;
  std::vector<int> times(9);
  std::vector<std::pair<std::size_t, std::size_t>> told;
  std::string name;
  how.progress = [&](const std::string& what) {
    name = what;
    return [&](std::size_t done, std::size_t of) { told.emplace_back(done, of); };
  };
  for_each_replicate(how, "test", 4, 9, [&](std::size_t r) {
    const std::lock_guard guard(lock);
    ++times[r];
  });
  CHECK(times == std::vector<int>{0, 0, 0, 0, 1, 1, 1, 1, 1});
  CHECK(name == "test");
  REQUIRE(told.size() == 5);
  for (std::size_t k = 0; k < told.size(); ++k) CHECK(told[k] == std::pair<std::size_t, std::size_t>(5 + k, 9));
  const std::atomic<bool> stop = true;
  how.stop = &stop;
  CHECK_THROWS_AS(for_each_replicate(how, "test", 0, 3, [](std::size_t) {}), Interrupted);
  how.stop = nullptr;
  CHECK_THROWS_AS(for_each_replicate(how, "test", 0, 3, [](std::size_t) { throw std::logic_error("ours"); }),
                  std::logic_error);
}

TEST_CASE("paired runs: one looks at the first replicate of each scenario, through the months that are shared",
          "[unit]") {
  const Scenario a = shipped("baseline", "2023-06");
  Scenario b = shipped("no_ban", "2023-06");
  b.initial = a.initial;  // one world, as programs load it: months are shared from it on
  const Layout layout(*a.initial->world.data);
  const ParameterSets none;
  PairedRuns runs({&a, &b}, none, layout, settings(3));
  CHECK(runs.shared() > 0.1);
  runs.observe([](const Scenario&, const Parameters&, std::uint64_t r) { return std::make_unique<Counter>(r); });
  runs.grow(2, "test"), runs.grow(3, "test");
  for (std::size_t s = 0; s < 2; ++s) {
    REQUIRE(runs.ensembles()[s]->records.size() == 3);
    for (std::size_t r = 0; r < 3; ++r)
      CHECK(runs.ensembles()[s]->hashes[r] ==
            measure_run(s == 0 ? a : b, agents::monthly_schedule(), layout, 5, r).hash);
  }
  const auto first = runs.seen(0), third = runs.seen(2);
  for (const auto* seen : {&first, &third}) {
    REQUIRE(seen->size() == 2);
    for (std::size_t s = 0; s < 2; ++s) {
      const Counter& c = counter((*seen)[s]);
      CHECK((c.months == a.end.index + 1 && c.last == a.end));
      CHECK(c.branched == (s == 1));
      CHECK(c.replicate == (seen == &first ? 0U : 2U));
    }
  }
}

TEST_CASE("paired runs: what the page sees of a run that shares months is what it sees of the run alone", "[unit]") {
  std::vector<Scenario> scenarios;
  for (const char* name : {"baseline", "no_ban", "chip_ban", "strict_enforcement"})
    scenarios.push_back(shipped(name, "2026-12")), scenarios.back().initial = scenarios.front().initial;
  std::vector<const Scenario*> all;
  for (const Scenario& s : scenarios) all.push_back(&s);
  const WorldData& data = *scenarios[0].initial->world.data;
  const Layout layout(data);
  const ParameterSets sets = ParameterSets::draw(scenarios[0].initial->table, 3, 2);
  output::PageWorld shared(data, scenarios[0].end), alone(data, scenarios[0].end);
  const auto look_for = [](const output::PageWorld& world) {
    return [&](const Scenario& s, const Parameters& p, std::uint64_t r) {
      return std::make_unique<output::PageObserver>(world, s, RandomStream(5, r), p);
    };
  };
  PairedRuns together(all, sets, layout, settings(1));
  together.observe(look_for(shared));
  together.grow(1, "test");
  const auto seen = together.seen(0);
  std::vector<output::PageWorld::Seen> of_together, of_each;
  for (std::size_t s = 0; s < all.size(); ++s) {
    INFO(scenarios[s].name());
    PairedRuns single({all[s]}, sets, layout, settings(1));
    single.observe(look_for(alone));
    single.grow(1, "test");
    const auto own = single.seen(0);
    const auto& of_shared = dynamic_cast<const output::PageObserver&>(*seen[s]);
    const auto& of_alone = dynamic_cast<const output::PageObserver&>(*own[0]);
    CHECK(of_shared.touches() == of_alone.touches());
    CHECK(of_shared.touches().size() == scenarios[s].calendar->events().size());
    of_together.push_back(of_shared.seen()), of_each.push_back(of_alone.seen());
  }
  shared.add(std::move(of_together)), alone.add(std::move(of_each));
  CHECK(shared.map() == alone.map());
  CHECK(shared.supply_chain() == alone.supply_chain());
}

TEST_CASE("paired runs: branches under governments that decide by themselves go on from their trunk", "[unit]") {
  const TemporaryFolder folder;
  const auto library = source_folder() / "scenarios";
  const auto file = folder.write(
      "family.yaml", "scenario: {name: family, extends: " + (library / "answering_governments.yaml").string() +
                         "}\nbranch: {at: 2019-01, policies: {none: [], strict: [" +
                         (library / "policies" / "strict_enforcement.yaml").string() + "]}}\n");
  const std::vector<Scenario> members = load_family(file, options(Month::of(2020, 6)));
  REQUIRE((members.size() == 2 && members[0].trunk && members[0].trunk == members[1].trunk));
  const Layout layout(*members[0].initial->world.data);
  const ParameterSets none;
  PairedRuns runs({&members[0], &members[1]}, none, layout, settings(2));
  CHECK(runs.shared() > 0.2);
  runs.grow(2, "test");
  REQUIRE(runs.ensembles().size() == 2);
  for (std::size_t r = 0; r < 2; ++r) {
    MeasuredRun trunk(*members[0].trunk, agents::monthly_schedule(), layout, 5, r,
                      static_cast<std::size_t>(members[0].end.index) + 1);
    trunk.run_to(Month::of(2018, 12));
    for (std::size_t s = 0; s < 2; ++s)
      CHECK(runs.ensembles()[s]->hashes[r] == MeasuredRun(trunk, members[s]).finish().hash);
  }
}

TEST_CASE("paired runs: memory is asked for before they begin, for all that is kept", "[unit]") {
  const Scenario a = shipped("baseline", "2017-03"), b = shipped("no_ban", "2017-03");
  const Layout layout(*a.initial->world.data);
  const ParameterSets none;
  RunSettings how = settings(1000);
  MemoryNeed asked;
  how.available_memory = [] { return std::size_t{1} << 20; };
  how.require_memory = [&](const MemoryNeed& need) {
    asked = need;
    throw std::length_error("too much");
  };
  PairedRuns runs({&a, &b}, none, layout, how);
  CHECK_THROWS_AS(runs.grow(1000, "test"), std::length_error);
  CHECK(runs.ensembles()[0]->records.empty());
  CHECK((asked.runs == 1000 && asked.scenarios == 2));
  const std::size_t of_two = asked.a_run;
  CHECK_THROWS_AS(runs.grow(1000, "test", 1), std::length_error);
  CHECK((asked.scenarios == 3 && asked.a_run == of_two * 3 / 2));
  how.available_memory = [] { return std::size_t{1} << 50; };
  PairedRuns small({&a, &b}, none, layout, how);
  small.grow(2, "test");
  CHECK(small.ensembles()[1]->records.size() == 2);
}

}  // namespace paired_runs_test
