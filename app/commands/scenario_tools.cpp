// simulate check | timeline | diff | new: what a scenario says, before anything is run.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>

#include "agents/schedule.hpp"
#include "analysis/network/event_reach.hpp"
#include "analysis/why/idle_events.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/scenario/account.hpp"
#include "engine/scenario/governments.hpp"
#include "engine/scenario/horizon.hpp"
#include "engine/scenario/scenario_differences.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/run_report.hpp"
#include "output/text/table.hpp"
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

ordered_json touch_json(const Touch& touch) {
  ordered_json links = ordered_json::array();
  for (const TouchedLinks& l : touch.links)
    links.push_back({{"good", good_names[static_cast<std::size_t>(l.good)]},
                     {"links", l.links},
                     {"sellers", l.sellers},
                     {"seller", l.seller},
                     {"buyers", l.buyers},
                     {"buyer", l.buyer},
                     {"paid_before", l.paid},
                     {"closed_already", l.closed_already},
                     {"closed_by", l.closed_by},
                     {"left_open", l.left_open}});
  return {{"month", touch.month.text()},
          {"came_about", touch.came_about},
          {"links", std::move(links)},
          {"others", touch.others},
          {"text", touch.text()}};
}

std::string bold(const std::string& text) { return is_terminal(STDOUT_FILENO) ? "\033[1m" + text + "\033[0m" : text; }

}  // namespace

namespace {

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
    return measure_run(s, agents::monthly_schedule(), Layout(*s.initial->world.data), 1, 0).hash;
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

}  // namespace

int check_command(const std::vector<std::string>& files, const RunOptions& options) {
  ordered_json report = ordered_json::array();
  std::size_t mistakes = 0;
  for (const std::string& typed : files) {
    const fs::path file = scenario_file(typed);
    ordered_json row = {{"file", file.string()}, {"mistakes", ordered_json::array()}};
    const auto before = std::chrono::steady_clock::now();
    try {
      ScenarioOptions how = scenario_options(options);
      // A policy alone says nothing about a world: it is checked on top of the baseline.
      const std::vector<fs::path> policies = with_required(file);
      const bool policy = !policies.empty();
      how.policies.insert(how.policies.end(), policies.begin(), policies.end());
      const auto members = load_family(policy ? scenario_file("baseline") : file, how);
      std::optional<Scenario> other;
      if (policy)
        other = load_scenario(scenario_file("baseline"), options_of_other(how));
      else if (members[0].compare_to) {
        ScenarioOptions same = options_of_other(how);
        same.until = members[0].end;
        other = load_scenario(*members[0].compare_to, same);
      }
      const Findings found = look_for_effects(members, other, policy);
      const double milliseconds =
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
      row["scenarios"] = members.size();
      row["events"] = members[0].calendar->events().size();
      row["conditional"] = conditional_events(members[0]).size();
      row["milliseconds"] = milliseconds;
      row["without_effect"] = output::idle_json(members[0], found.idle);
      row["remarks"] = output::idle_remarks(members[0], found.idle, true);
      for (const std::string& warning : found.warnings) row["remarks"].push_back(warning);
      if (!options.json)
        fmt::print("{}: good{}; {}{} events, {} of them conditional, to {}; {:.1f} ms\n", shown_place({file.string()}),
                   policy ? " (on top of the baseline)" : "",
                   members.size() > 1 ? fmt::format("{} scenarios; ", members.size()) : "",
                   members[0].calendar->events().size(), conditional_events(members[0]).size(), members[0].end.text(),
                   milliseconds);
      if (!options.json) tell_findings(members[0], found, {file.string()});
    } catch (const ScenarioError& error) {
      mistakes += error.count();
      if (!options.json) tell_mistakes(error, STDOUT_FILENO);
      for (const Mistake& m : error.mistakes())
        row["mistakes"].push_back(
            {{"file", m.place.file}, {"line", m.place.line}, {"column", m.place.column}, {"what", m.what}});
    }
    report.push_back(std::move(row));
  }
  if (options.json)
    fmt::print("{}\n", json_text(report, 2));
  else if (mistakes > 0)
    fmt::print("{} mistake{} in {} file{}\n", mistakes, mistakes == 1 ? "" : "s", files.size(),
               files.size() == 1 ? "" : "s");
  return mistakes > 0 ? 2 : 0;
}

int timeline_command(bool notes, const RunOptions& options) {
  const auto members = load_family(scenario_file(options.scenario), scenario_options(options));
  ordered_json out = ordered_json::array();
  for (const Scenario& scenario : members) {
    const WorldData& data = *scenario.initial->world.data;
    ordered_json rows = ordered_json::array();
    if (!options.json) fmt::print("{}\n", bold(scenario.name()));
    const IdleEvents idle = idle_events(scenario, agents::monthly_schedule());
    std::vector<std::string> remarks = output::idle_remarks(scenario, idle, true);
    if (std::string far = horizon_remark(scenario); !far.empty()) remarks.push_back(std::move(far));
    for (const std::string& remark : remarks)
      if (!options.json) fmt::print("{}", output::wrapped(remark, 2, terminal_width()));
    ordered_json modes = ordered_json::object();
    for (const NationId n : scenario.agent_from.ids())
      if (scenario.agent_from[n] < EventClock::never) {
        modes[data.nations.text[n.index()]] = government_mode(scenario.agent_from[n]);
        if (!options.json)
          fmt::print("  {:<7}  {:<9}  {:<28}  {}\n", "all", "governs", data.nations.text[n.index()],
                     "decides by itself: " + government_mode(scenario.agent_from[n]));
      }
    const std::vector<Touch> touched = touches(scenario, agents::monthly_schedule());
    const auto tell = [&](const std::string& month, const std::string& what, const Event& event) {
      const bool begins = what != "announced" && what != "ends" && what != "left out";
      const EventId e = scenario.calendar->find(event.header.id);
      const Touch& touch = touched[e.index()];
      const auto at =
          std::ranges::find_if(idle.events, [&](const IdleEvent& i) { return i.event == e && !i.why.empty(); });
      const std::string without_effect = begins && at != idle.events.end() ? output::idle_sentence(*at) : "";
      if (options.json) {
        ordered_json row = {{"what", what.empty() ? "if" : what},
                            {"id", event.header.id},
                            {"description", event_sentence(event, data)}};
        if (!what.empty()) row["month"] = month;
        if (begins) row["touches"] = touch_json(touch);
        if (!without_effect.empty()) row["without_effect"] = without_effect;
        rows.push_back(std::move(row));
        return;
      }
      fmt::print("  {:<7}  {:<9}  {:<28}  {}\n", month, what, event.header.id, event_sentence(event, data));
      if (begins && !touch.text().empty()) fmt::print("  {:<7}  {:<9}  {:<28}  touches {}\n", "", "", "", touch.text());
      if (!without_effect.empty()) fmt::print("  {:<7}  {:<9}  {:<28}  {}\n", "", "", "", without_effect);
    };
    for (const TimelineEntry& entry : timeline(scenario, notes)) tell(entry.month.text(), entry.what, *entry.event);
    for (const EventId e : conditional_events(scenario)) tell("if", "", *scenario.calendar->events()[e.index()]);
    for (const IdleEvent& i : idle.own())
      if (const Event& event = *scenario.calendar->events()[i.event.index()];
          i.effect == Effect::too_late && !event.header.trigger && event.header.start > scenario.end)
        tell(event.header.start.text(), "too late", event);
    out.push_back({{"scenario", scenario.name()}, {"timeline", std::move(rows)}, {"remarks", remarks}});
    if (!modes.empty()) out.back()["governments"] = std::move(modes);
  }
  if (options.json) fmt::print("{}\n", json_text(out, 2));
  return 0;
}

int diff_command(const std::string& left, const std::string& right, const RunOptions& options) {
  Mistakes mistakes;
  const fs::path library = home_folder() / "scenarios";
  const Composition a = compose(scenario_file(left), library, mistakes),
                    b = compose(scenario_file(right), library, mistakes);
  check_policies(a, mistakes), check_policies(b, mistakes);
  mistakes.throw_if_any();
  if (options.json) {
    ordered_json rows = ordered_json::array();
    for (const Difference& d : differences(a, b))
      rows.push_back({{"key", d.key}, {"left", d.left}, {"right", d.right}});
    fmt::print("{}\n", json_text(rows, 2));
    return 0;
  }
  ScenarioDifferences told = scenario_differences(a, b);
  if (a.name == b.name) told.name_a = shown_place({told.name_a}), told.name_b = shown_place({told.name_b});
  if (told.none()) fmt::print("{} and {} say the same\n", told.name_a, told.name_b);
  for (const std::string& id : told.only_a) fmt::print("only in {}: event {}\n", told.name_a, id);
  for (const std::string& id : told.only_b) fmt::print("only in {}: event {}\n", told.name_b, id);
  for (const Difference& d : told.otherwise) fmt::print("{}\n", difference_line(d, told.name_a, told.name_b));
  return 0;
}

int new_command(const std::string& name, const RunOptions& options) {
  const std::string stem = name.ends_with(".yaml") ? name.substr(0, name.size() - 5) : name;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  if (stem.empty() || stem.find_first_not_of(letters) != std::string::npos)
    throw ScenarioError({{{"new " + name}, "a name should be of letters, digits, '_' and '-'"}});
  const fs::path file = stem + ".yaml";
  std::error_code error;
  if (fs::exists(home_folder() / "scenarios" / file, error))
    throw ScenarioError({{{"new " + name}, "a scenario of this name came with the program: choose another"}});
  if (fs::exists(file, error))
    throw OutputError(fmt::format("{} is there already: nothing was written", file.string()));
  write_text(file, fmt::format(R"(# yaml-language-server: $schema={0}.schema.json
# (made by: simulate schema > {0}.schema.json; an editor with a YAML language server then completes and checks as you type)
#
# What if ...? Say here what is compared with what, and how to read the result.
#   simulate check {1}       every mistake, with line and column
#   simulate timeline {1}    what will happen when
#   simulate {1}             run it, paired with the scenario that compare_to names

scenario:
  name: "{0}"
  question: "What if ...?"
  extends: baseline.yaml       # beside this file, else one that came with the program
  compare_to: baseline.yaml
  end: 2030-12

# Policies that came with the program: simulate list policies
# policies: [policies/strict_enforcement.yaml]

# Inherited events to take away, by id or by tag: simulate timeline baseline
# without: {{ids: [us-2026-01-h200]}}

# Any number: parameters.NAME, TABLE.ROW.COLUMN of data/world/, events.ID.FIELD
# overrides:
#   parameters.controls.enforcement: 0.6

# Types and their fields: simulate list events, docs/scenario_language.md
events:
  - id: my-first-rule
    type: chip_export_ban
    issuer: US
    targets: [CN]
    announce: 2026-10      # known: buyers hoard
    start: 2027-01         # in force
    tpp_max: 1600          # overrides licences given before; keeps_licences: true leaves them
    enforcement: 0.5
    source: hypothetical
  # Or when something happens, instead of on a date:
  # - id: tighten-at-parity
  #   type: parameter_shock
  #   parameter: controls.enforcement
  #   value: 0.8
  #   start: 2027-01       # not before
  #   trigger: {{when: {{expr: "eci_gap < 2", for_months: 3}}}}
  #   source: hypothetical
)",
                               stem, file.string()));
  if (!options.quiet) fmt::print("{} written; next: {} check {}\n", file.string(), typed_name(), file.string());
  return 0;
}

}  // namespace chokepoint::app
