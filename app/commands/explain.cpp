// simulate explain: what a word means, or who set a value.
#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/common/describe.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "engine/events/event.hpp"
#include "engine/scenario/account.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string bold(const std::string& text) { return is_terminal(STDOUT_FILENO) ? "\033[1m" + text + "\033[0m" : text; }

struct Told {
  std::string unit, meaning;
};

/// Unit and meaning of what a key names: a parameter or an event's field.
Told told_of(const std::string& key, const Composition& composition, const WorldFiles& files) {
  if (key.starts_with("parameters.")) {
    const config::Node* entry = files.file("parameters").content.find(key.substr(11));
    const auto text = [&](const char* what) {
      const config::Node* node = entry ? entry->find(what) : nullptr;
      return node ? node->scalar : std::string{};
    };
    return {text("unit"), text("meaning")};
  }
  if (!key.starts_with("events.")) return {};
  const std::size_t dot = key.rfind('.');
  for (const config::Node& event : composition.events) {
    const config::Node* type_name = event.find("type");
    if (dot < 7 || id_of(event) != key.substr(7, dot - 7) || !type_name) continue;
    const EventType* type = find_event_type(type_name->scalar);
    for (const auto fields : {type ? type->fields : std::span<const EventField>{}, common_event_fields()})
      for (const EventField& field : fields)
        if (field.name == std::string_view(key).substr(dot + 1))
          return {std::string(field.unit), std::string(field.meaning)};
  }
  return {};
}

/// What one word means, of whatever kind it is.
int explain_word(const std::string& word, const RunOptions& options) {
  const fs::path data = options.data.empty() ? home_folder() / "data" : fs::path(options.data);
  std::vector<std::string> known;
  std::string found, json;
  ordered_json rows = ordered_json::array();
  for (const std::string& kind : kinds_of_words()) {
    const std::string text = described(kind, word, data);
    if (!text.empty())
      found += (found.empty() ? "" : "\n") + text, rows.push_back({{"kind", kind}, {"name", word}, {"text", text}});
    else
      for (std::string& name : names_of_kind(kind, data)) known.push_back(std::move(name));
  }
  if (found.empty()) {
    std::error_code error;
    if (fs::is_regular_file(scenario_file(word), error))
      throw ScenarioError(
          {{{"explain"},
            fmt::format(
                "of which key of '{0}'? {1} explain {0} controls.enforcement; all that it says: {1} timeline {0}", word,
                typed_name())}});
    const std::string near = nearest(word, known);
    throw ScenarioError(
        {{{"explain"},
          fmt::format("'{}' is not a metric, parameter, type of event, nation, region, scenario or policy{}", word,
                      near.empty() ? fmt::format(" ({} list metrics, parameters, events, ...)", typed_name())
                                   : fmt::format(" (did you mean '{}'?)", near))}});
  }
  if (options.json)
    fmt::print("{}\n", json_text(rows, 2));
  else
    fmt::print("{}", found);
  return 0;
}

}  // namespace

int explain_command(const std::string& key, const RunOptions& options) {
  if (key.empty()) return explain_word(options.scenario, options);
  (void)load_family(scenario_file(options.scenario), scenario_options(options));  // tells every mistake first
  Mistakes mistakes;
  const ScenarioOptions how = scenario_options(options);
  Composition composition = compose(scenario_file(options.scenario), how.library, mistakes);
  for (const fs::path& policy : how.policies) add_policy(composition, policy, {"--policy"}, mistakes);
  for (const Override& change : how.overrides)
    if (!names_missing_event(composition, change.path)) apply_override(composition, change, mistakes);
  const WorldFiles files = WorldFiles::load(how.data, mistakes);
  const auto accounts = accounts_of(composition, files, key, mistakes);
  mistakes.throw_if_any();
  if (options.json) {
    ordered_json out = ordered_json::array();
    for (const Account& account : accounts) {
      const Told told = told_of(account.key, composition, files);
      ordered_json row = {{"key", account.key},
                          {"value", account.statements.back().value},
                          {"unit", told.unit},
                          {"meaning", told.meaning}};
      for (const Statement& s : account.statements)
        row["said"].push_back(
            {{"value", s.value}, {"file", s.place.file}, {"line", s.place.line}, {"column", s.place.column}});
      out.push_back(std::move(row));
    }
    fmt::print("{}\n", json_text(out, 2));
    return 0;
  }
  for (const Account& account : accounts) {
    const Statement& last = account.statements.back();
    const Told told = told_of(account.key, composition, files);
    const std::string unit = told.unit.empty() || !config::parse_number(last.value) ? "" : " " + told.unit;
    if (account.statements.size() == 1) {
      fmt::print("{} = {}{}  ({})\n", bold(account.key), last.value, unit, shown_place(last.place));
    } else {
      fmt::print("{} = {}{}\n", bold(account.key), last.value, unit);
      for (std::size_t s = account.statements.size(); s-- > 0;) {
        const Statement& said = account.statements[s];
        const bool wins = s + 1 == account.statements.size();
        fmt::print("  {:<10} {}{}\n", wins ? "from" : "instead of", wins ? "" : said.value + "  ",
                   shown_place(said.place));
      }
    }
    if (accounts.size() == 1 && !told.meaning.empty()) fmt::print("  {:<10} {}\n", "meaning", told.meaning);
  }
  return 0;
}

}  // namespace chokepoint::app
