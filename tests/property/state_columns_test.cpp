// The tables of columns tell the truth: inputs stay, working figures are made anew before they are read, and a phase
// reads and writes the columns that it names.
#include <iterator>
#include <map>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/state_probe.hpp"

namespace state_columns_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::set<std::string> words(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), {}};
}

template <class Chosen>
std::vector<std::string> names(const Chosen& chosen) {
  std::vector<std::string> out;
  World::for_each_member([&](const ColumnInfo& info) {
    if (chosen(info)) out.push_back(info.text());
  });
  return out;
}

std::set<std::string> without(std::set<std::string> all, const std::set<std::string>& some) {
  for (const std::string& name : some) all.erase(name);
  return all;
}

/// The columns whose change before a phase changes what the phase does to others.
std::set<std::string> read_by(const Simulation& before, const Phase& phase, const std::vector<std::string>& tried) {
  Simulation usual = before;
  usual.run_phase(phase);
  std::set<std::string> out;
  for (const std::string& name : tried) {
    Simulation other = before;
    change(
        open_world(other), [&](const ColumnInfo& info) { return info.text() == name; }, [](auto& v) { disturb(v); });
    other.run_phase(phase);
    std::set<std::string> moved = differing(usual.world(), other.world());
    moved.erase(name);
    if (!moved.empty()) out.insert(name);
  }
  return out;
}

}  // namespace

TEST_CASE("columns have names of their own, and phases name columns that there are", "[property]") {
  const auto all = names([](const ColumnInfo&) { return true; });
  const std::set<std::string> known(all.begin(), all.end());
  CHECK(known.size() == all.size());
  CHECK(known.size() > 200);
  for (const Phase& phase : agents::monthly_schedule()) {
    INFO(phase.name);
    CHECK(without(words(phase.reads), known).empty());
    CHECK(without(words(phase.writes), known).empty());
    CHECK_FALSE(phase.writes.empty());
  }
}

TEST_CASE("working columns are made anew in each month before they are read", "[property]") {
  const std::string scenario = GENERATE(as<std::string>{}, "baseline", "policy_agents");
  const Scenario world = shipped(scenario, "2026-12");
  for (const std::string& name : names([](const ColumnInfo& info) { return info.role == ColumnRole::working; })) {
    Simulation usual = simulation(world), spoilt = usual;
    while (!usual.done() && usual.world().state_hash() == spoilt.world().state_hash()) {
      change(
          open_world(spoilt), [&](const ColumnInfo& info) { return info.text() == name; }, [](auto& v) { spoil(v); });
      usual.step(), spoilt.step();
    }
    INFO(scenario << ": " << name << " in " << usual.world().month.text());
    CHECK(usual.world().state_hash() == spoilt.world().state_hash());
  }
}

TEST_CASE("no phase writes an input or a column that it does not name", "[property]") {
  const std::string scenario = GENERATE(as<std::string>{}, "baseline", "policy_agents", "rare_earth_cutoff_2027");
  Simulation s = simulation(shipped(scenario, "2028-06"));
  std::map<std::string_view, std::set<std::string>> unnamed;
  while (!s.done()) {
    s.begin_month();
    for (const Phase& phase : s.phases()) {
      const World before = s.world();
      s.run_phase(phase);
      unnamed[phase.name].merge(without(differing(before, s.world()), words(phase.writes)));
    }
    s.end_month();
  }
  for (const auto& [phase, columns] : unnamed) {
    INFO(scenario << ": " << phase);
    CHECK(columns == std::set<std::string>{});
  }
  for (const std::string& given : names([](const ColumnInfo& info) { return info.role == ColumnRole::given; }))
    for (const Phase& phase : s.phases()) CHECK_FALSE(words(phase.writes).contains(given));
}

TEST_CASE("what a phase does depends on no column of state that it does not name", "[property]") {
  const std::string scenario = GENERATE(as<std::string>{}, "baseline", "policy_agents");
  Simulation s = simulation(shipped(scenario, "2026-12"));
  while (s.next() < Month::of(2024, 6)) s.step();
  s.begin_month();
  const auto carried = names([](const ColumnInfo& info) { return info.role != ColumnRole::given; });
  for (const Phase& phase : s.phases()) {
    std::vector<std::string> tried;
    for (const std::string& name : carried)
      if (!words(phase.reads).contains(name)) tried.push_back(name);
    INFO(scenario << ": " << phase.name);
    CHECK(read_by(s, phase, tried) == std::set<std::string>{});
    s.run_phase(phase);
  }
}

}  // namespace state_columns_test
