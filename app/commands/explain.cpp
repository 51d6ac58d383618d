// simulate explain: what a word means, or who set a value.
#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/common/command_options.hpp"
#include "app/common/describe.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "engine/events/event.hpp"
#include "engine/scenario/account.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

struct Told {
  std::string unit, meaning;
};

/// Unit and meaning of what a key names: a parameter, a time path or an event's field.
Told told_of(const std::string& key, const Composition& composition, const WorldFiles& files) {
  const OverridePath path = key;
  const auto* parameter = path.as<ParameterPath>();
  const auto* time = path.as<TimePath>();
  if (parameter || time) {
    const config::Node* entry = parameter ? files.file("parameters").content.find(parameter->name)
                                          : files.file("paths").content.find(time->name);
    const auto text = [&](const char* what) {
      const config::Node* node = entry ? entry->find(what) : nullptr;
      return node ? node->scalar : std::string{};
    };
    return {text("unit"), text("meaning")};
  }
  const EventPath* said = path.event_field();
  if (!said) return {};
  for (const config::Node& event : composition.events) {
    const config::Node* type_name = event.find("type");
    if (id_of(event) != said->id || !type_name) continue;
    const EventType* type = find_event_type(type_name->scalar);
    for (const auto fields : {type ? type->fields : std::span<const EventField>{}, common_event_fields()})
      for (const EventField& field : fields)
        if (field.name == said->field) return {std::string(field.unit), std::string(field.meaning)};
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

void print_accounts_json(const std::vector<Account>& accounts, const Composition& composition,
                         const WorldFiles& files) {
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
}

/// A key's value, and behind it who set it: one place, or a line for each, the last first.
void print_account(const Account& account, const Told& told) {
  const Statement& last = account.statements.back();
  const std::string unit = told.unit.empty() || !config::parse_number(last.value) ? "" : " " + told.unit;
  if (account.statements.size() == 1) {
    fmt::print("{} = {}{}  ({})\n", bold(account.key), last.value, unit, shown_place(last.place));
    return;
  }
  fmt::print("{} = {}{}\n", bold(account.key), last.value, unit);
  for (std::size_t s = account.statements.size(); s-- > 0;) {
    const Statement& said = account.statements[s];
    const bool wins = s + 1 == account.statements.size();
    fmt::print("  {:<10} {}{}\n", wins ? "from" : "instead of", wins ? "" : said.value + "  ", shown_place(said.place));
  }
}

int explain_key(const std::string& key, const RunOptions& options) {
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
  if (options.json) return print_accounts_json(accounts, composition, files), 0;
  for (const Account& account : accounts) {
    const Told told = told_of(account.key, composition, files);
    print_account(account, told);
    if (accounts.size() == 1 && !told.meaning.empty()) fmt::print("  {:<10} {}\n", "meaning", told.meaning);
  }
  return 0;
}

}  // namespace

class ExplainCommand final : public Command {
 public:
  explicit ExplainCommand(const Program& program)
      : Command(program, "explain",
                "Say what a word means; or the final value of a key in a scenario, where it came from and what it "
                "overrode",
                R"(Examples:
  simulate explain eci_gap                            a metric: what it means, its unit, who computes it
  simulate explain controls.enforcement               a parameter; also a type of event, a nation, a scenario, a policy
  simulate explain chip_ban controls.enforcement      its value in a scenario, who set it, and what that overrode
  simulate explain my_policy.yaml my-first-rule.tpp_max
)"),
        options_(program.run) {
    command()
        .add_option("scenario", options_.scenario,
                    "Scenario file; or, alone, a metric, parameter, type of event, nation, scenario or policy")
        ->required()
        ->type_name("SCENARIO|WORD");
    command()
        .add_option("key", key_, "parameters.NAME, TABLE.ROW.COLUMN, an event's id, or ID.FIELD")
        ->type_name("KEY");
    reads_scenario(command(), options_);
  }

  int run() override { return key_.empty() ? explain_word(options_.scenario, options_) : explain_key(key_, options_); }

 private:
  RunOptions& options_;
  std::string key_;
};

template std::unique_ptr<Command> make_command<ExplainCommand>(const Program&);

}  // namespace chokepoint::app
