// simulate check: every mistake of scenario and policy files, and what in them has no effect.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "agents/schedule.hpp"
#include "analysis/why/idle_events.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "engine/scenario/horizon.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// A policy file (a head `policy`, no `scenario`) after the files beside it that it requires; else nothing.
std::vector<fs::path> with_required(const fs::path& file) {
  Mistakes ignored;
  const config::Node root = config::load_yaml(file, ignored);
  const config::Node* head = root.find("policy");
  if (!head || root.find("scenario")) return {};
  std::vector<fs::path> out;
  if (head->find("requires"))
    for (const std::string& name : config::MapReader(*head, "policy", ignored).words("requires"))
      if (std::error_code error; fs::exists(file.parent_path() / (name + ".yaml"), error))
        out.push_back(file.parent_path() / (name + ".yaml"));
  out.push_back(file);
  return out;
}

constexpr std::size_t most_tried = 8;  // members of a family

/// What has no effect in any member of a family that is tried, as the first one numbers it.
IdleEvents idle_in_all(const std::vector<Scenario>& members) {
  IdleEvents out = idle_events(members[0], agents::monthly_schedule());
  const std::size_t step = std::max<std::size_t>(1, members.size() / most_tried);
  for (std::size_t m = step; m < members.size() && !out.events.empty(); m += step) {
    const IdleEvents other = idle_events(members[m], agents::monthly_schedule());
    std::erase_if(out.events, [&](const IdleEvent& i) {
      const EventId e = members[m].calendar->find(members[0].calendar->events()[i.event.index()]->header.id);
      return std::ranges::find(other.events, e, &IdleEvent::event) == other.events.end();
    });
  }
  return out;
}

/// Whether one run of each comes out the same to the last bit.
bool run_alike(const Scenario& a, const Scenario& b) {
  if (a.end != b.end || a.initial->world.data->firms.count() > most_firms_tried) return false;
  const auto hash = [](const Scenario& s) {
    const Layout layout(*s.initial->world.data, Wanted().add(*s.calendar));
    return measure_run(s, agents::monthly_schedule(), layout, 1, 0).hash;
  };
  return hash(a) == hash(b);
}

/// What `check` says of a file without mistakes.
struct Findings {
  IdleEvents idle;
  std::vector<std::string> warnings;  ///< of the scenario as a whole
};

Findings look_for_effects(const std::vector<Scenario>& members, const std::optional<Scenario>& other, bool policy) {
  Findings out{idle_in_all(members), {}};
  if (const std::string far = horizon_remark(members[0]); !far.empty()) out.warnings.push_back(far);
  if (other && members.size() == 1 && run_alike(members[0], *other))
    out.warnings.push_back(
        policy ? "the policy changes nothing on top of the baseline: a run with it is the same to the last bit"
               : fmt::format(
                     "a run is the same to the last bit as one of {}: nothing that the two differ in has an effect",
                     other->name()));
  return out;
}

void tell_findings(const Scenario& scenario, const Findings& found, const Place& place) {
  for (const IdleEvent& i : found.idle.own()) {
    const EventHeader& h = scenario.calendar->events()[i.event.index()]->header;
    fmt::print("{} warning: '{}' {}\n", bold(shown_place(h.place) + ":"), h.id, output::idle_sentence(i));
  }
  for (const std::string& warning : found.warnings)
    fmt::print("{} warning: {}\n", bold(shown_place(place) + ":"), warning);
  for (const std::string& remark : output::idle_remarks(scenario, found.idle, true)) fmt::print("  {}\n", remark);
}

/// A file that was read: its scenarios, what it is compared with, and what was found.
struct CheckedFile {
  bool policy = false;
  std::vector<Scenario> members;
  Findings found;
  double milliseconds = 0;
};

/// Throws ScenarioError with every mistake.
CheckedFile checked(const fs::path& file, const RunOptions& options) {
  const auto before = std::chrono::steady_clock::now();
  CheckedFile out;
  ScenarioOptions how = scenario_options(options);
  // A policy alone says nothing about a world: it is checked on top of the baseline.
  const std::vector<fs::path> policies = with_required(file);
  out.policy = !policies.empty();
  how.policies.insert(how.policies.end(), policies.begin(), policies.end());
  out.members = load_family(out.policy ? scenario_file("baseline") : file, how);
  std::optional<Scenario> other;
  if (out.policy) {
    other = load_scenario(scenario_file("baseline"), options_of_other(how));
  } else if (out.members[0].compare_to) {
    ScenarioOptions same = options_of_other(how);
    same.until = out.members[0].end;
    other = load_scenario(*out.members[0].compare_to, same);
  }
  out.found = look_for_effects(out.members, other, out.policy);
  out.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
  return out;
}

void add_to(ordered_json& row, const CheckedFile& file) {
  const Scenario& first = file.members[0];
  row["scenarios"] = file.members.size();
  row["events"] = first.calendar->events().size();
  row["conditional"] = conditional_events(first).size();
  row["milliseconds"] = file.milliseconds;
  row["without_effect"] = output::idle_json(first, file.found.idle);
  row["remarks"] = output::idle_remarks(first, file.found.idle, true);
  for (const std::string& warning : file.found.warnings) row["remarks"].push_back(warning);
}

void print_file(const fs::path& path, const CheckedFile& file) {
  const Scenario& first = file.members[0];
  fmt::print("{}: good{}; {}{} events, {} of them conditional, to {}; {:.1f} ms\n", shown_place({path.string()}),
             file.policy ? " (on top of the baseline)" : "",
             file.members.size() > 1 ? fmt::format("{} scenarios; ", file.members.size()) : "",
             first.calendar->events().size(), conditional_events(first).size(), first.end.text(), file.milliseconds);
  tell_findings(first, file.found, {path.string()});
}

}  // namespace

class CheckCommand final : public Command {
 public:
  explicit CheckCommand(const Program& program)
      : Command(program, "check", "Tell every mistake of scenario and policy files", R"(Examples:
  simulate check my_policy.yaml                       every mistake, with line and column
  simulate check my_policy.yaml --set events.my-first-rule.tpp_max=2400
  simulate check chip_ban baseline --json
)"),
        options_(program.run) {
    command().add_option("files", files_, "Scenario or policy files")->required()->type_name("FILE");
    reads_scenario(command(), options_);
  }

  int run() override {
    ordered_json report = ordered_json::array();
    std::size_t mistakes = 0;
    for (const std::string& typed : files_) {
      const fs::path path = scenario_file(typed);
      ordered_json row = {{"file", path.string()}, {"mistakes", ordered_json::array()}};
      try {
        const CheckedFile file = checked(path, options_);
        add_to(row, file);
        if (!options_.json) print_file(path, file);
      } catch (const ScenarioError& error) {
        mistakes += error.count();
        if (!options_.json) tell_mistakes(error, STDOUT_FILENO);
        for (const Mistake& m : error.mistakes())
          row["mistakes"].push_back(
              {{"file", m.place.file}, {"line", m.place.line}, {"column", m.place.column}, {"what", m.what}});
      }
      report.push_back(std::move(row));
    }
    if (options_.json)
      fmt::print("{}\n", json_text(report, 2));
    else if (mistakes > 0)
      fmt::print("{} mistake{} in {} file{}\n", mistakes, mistakes == 1 ? "" : "s", files_.size(),
                 files_.size() == 1 ? "" : "s");
    return mistakes > 0 ? 2 : 0;
  }

 private:
  RunOptions& options_;
  std::vector<std::string> files_;
};

template std::unique_ptr<Command> make_command<CheckCommand>(const Program&);

}  // namespace chokepoint::app
