// Every shipped policy does something on top of the baseline, or its file says why it does not; and so does what a
// shipped scenario adds.
#include <algorithm>
#include <map>
#include <set>

#include "analysis/why/idle_events.hpp"
#include "output/text/warnings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace shipped_policies_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// Own events that do nothing where they are shipped, by file, with words of the file that say so.
const std::map<std::string, std::string> meant_to_do_nothing = {
    {"nothing_happens", "does nothing"},
    {"instruments", "does nothing at all"},
    {"truce", "has nothing to hold back"},
    {"energy_crunch_cn", "binds nobody"},
};

/// The same of scenarios.
const std::set<std::string> meant_in_scenarios = {};

std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

std::string idle_ids(const Scenario& scenario) {
  std::string out;
  for (const IdleEvent& i : idle_events(scenario, agents::monthly_schedule()).own())
    out += scenario.calendar->events()[i.event.index()]->header.id + " " + output::idle_sentence(i) + "\n";
  return out;
}

}  // namespace

TEST_CASE("every shipped policy has an effect on the baseline, or says why not", "[effects]") {
  const std::uint64_t baseline = hash_of(shipped("baseline"));
  for (const auto& file : yaml_files(source_folder() / "scenarios" / "policies")) {
    INFO(file.stem().string());
    ScenarioOptions how = options(Month::of(2030, 12));
    Mistakes ignored;
    const config::Node root = config::load_yaml(file, ignored);
    if (const config::Node* head = root.find("policy"); head->find("requires"))
      for (const std::string& name : config::MapReader(*head, "policy", ignored).words("requires"))
        how.policies.push_back(file.parent_path() / (name + ".yaml"));
    how.policies.push_back(file);
    const Scenario scenario = load_scenario(source_folder() / "scenarios" / "baseline.yaml", how);
    const bool same = hash_of(scenario) == baseline;
    const std::string idle = idle_ids(scenario);
    const auto meant = meant_to_do_nothing.find(file.stem().string());
    if (meant == meant_to_do_nothing.end()) {
      CHECK_FALSE(same);
      CHECK(idle.empty());
      INFO(idle);
    } else {
      CHECK((same || !idle.empty()));
      CHECK(text_of(file).find(meant->second) != std::string::npos);
    }
  }
}

TEST_CASE("every event of a shipped scenario's own has an effect in some member, or is one of those said to have none",
          "[effects]") {
  for (const auto& file : yaml_files(source_folder() / "scenarios")) {
    if (file.stem() == "history" || file.stem() == "synthetic_firms")
      continue;  // the record itself; and too many firms to try
    INFO(file.stem().string());
    const std::vector<Scenario> members = load_family(file, options());
    std::string idle = idle_ids(members.front());
    if (!idle.empty() && members.size() > 1) idle = idle_ids(members.back());
    INFO(idle);
    CHECK((idle.empty() || meant_in_scenarios.contains(file.stem().string())));
  }
}

}  // namespace shipped_policies_test
